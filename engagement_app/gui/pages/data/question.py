"""A question in the page, before something that is not taken back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.text import label


class Question(QFrame):
    """What would happen, a button that does it, and one that changes nothing."""

    agreed = Signal()
    kept = Signal()

    def __init__(self, told: str, agree: str, keep: str) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.agree = button(agree, self.agreed.emit)
        self.keep = button(keep, self.kept.emit)
        self.keep.setAccessibleDescription(told)
        layout = QVBoxLayout(self)
        self.told = label(told)
        layout.addWidget(self.told)
        layout.addLayout(flow(self.agree, self.keep))

    def say(self, told: str) -> None:
        """What would happen now."""
        self.told.setText(told)
        self.keep.setAccessibleDescription(told)

    def ask(self) -> None:
        """Show it; the focus is on what changes nothing."""
        self.show()
        self.keep.setFocus()
