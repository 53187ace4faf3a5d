"""The quiet line in a form that gives back what was typed and not saved."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from engagement_app.gui.text import label
from engagement_app.language import _


class DraftNote(QFrame):
    """Says when it was typed; seen only while there is something to throw away."""

    thrown_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.text = label()
        self.throw_away = QPushButton(_("Throw away"))
        layout = QHBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.throw_away)
        self.throw_away.clicked.connect(self.thrown_away)
        self.hide()

    def tell(self, written_at: datetime) -> None:
        """Something was given back."""
        told = typed_and_not_saved(written_at)
        self.text.setText(told)
        self.throw_away.setAccessibleDescription(told)
        self.show()


def typed_and_not_saved(written_at: datetime) -> str:
    """When something was typed; with its day where that is not today."""
    local = written_at.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    when = f"{local:%H:%M}" if today else f"{local:%d/%m/%Y %H:%M}"
    return _("This was typed and not saved ({when}).").format(when=when)
