"""The bar on the left: the places of the window, in the order of an evening."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from engagement_app.gui.pages import PageSpec
from engagement_app.language import _


class Bar(QFrame):
    """A button for each page; the one that is shown is marked."""

    wanted = Signal(str)
    help_wanted = Signal()

    def __init__(self, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.buttons: dict[str, QPushButton] = {}
        self._keys = {page.key: page.keys for page in pages}
        self._titles = {page.key: page.title for page in pages}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(2)
        for page in pages:
            button = _button(page.title)
            button.clicked.connect(lambda _checked=False, key=page.key: self.wanted.emit(key))
            layout.addWidget(button)
            self.buttons[page.key] = button
        layout.addStretch(1)
        self.help = _button(_("Help"))
        self.help.clicked.connect(self.help_wanted)
        layout.addWidget(self.help)

    def explain(self, pages: Sequence[PageSpec]) -> None:
        """Add the tips, which the first picture does without."""
        from engagement_app.gui.text import give_tip

        for page in pages:
            give_tip(self.buttons[page.key], page.keys)
        give_tip(self.help, _("What this page is for (F1)"))

    def count(self, key: str, number: int) -> None:
        """Show behind a page how much there waits to be looked at."""
        title = self._titles[key]
        self.buttons[key].setText(f"{title} ({number:,})" if number else title)

    def mark(self, key: str) -> None:
        """Show, and tell screen readers, that this page is the one that is seen."""
        from engagement_app.gui.text import restyle

        for each, button in self.buttons.items():
            button.setAccessibleDescription(
                _("{keys}, the page you are on").format(keys=self._keys[each])
                if each == key
                else self._keys[each]
            )
            restyle(button, "here", each == key)


def _button(title: str) -> QPushButton:
    button = QPushButton(title)
    button.setProperty("role", "place")
    button.setAutoDefault(False)
    return button
