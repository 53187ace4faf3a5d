"""Lines in which a passphrase is typed: once to open a file, twice to set one."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from engagement_app.errors import UserError
from engagement_app.gui.text import label
from engagement_app.language import _


class SecretLine(QWidget):
    """A heading, and under it a line whose letters are not shown unless that is wished."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        title = label(heading, wrap=False)
        title.setBuddy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(title)
        layout.addWidget(self.line)

    def text(self) -> str:
        """What was typed, blanks and all."""
        return self.line.text()

    def show_letters(self, shown: bool) -> None:
        """Show the letters, or dots in their place."""
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)


class NewPassphrase(QWidget):
    """A passphrase that is to be set, typed twice."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.first = SecretLine(heading or _("Passphras&e"))
        self.again = SecretLine(_("The same &again"))
        self.shown = QCheckBox(_("Show the letters"))
        self.shown.toggled.connect(self.first.show_letters)
        self.shown.toggled.connect(self.again.show_letters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.first, self.again, self.shown):
            layout.addWidget(part)
        advice = _("Three or four words that belong to nothing are good, and easy to remember.")
        layout.addWidget(label(advice, role="quiet"))

    def value(self) -> str:
        """The passphrase; empty for none. Raises `UserError` where the two differ."""
        if self.first.text() != self.again.text():
            go_to(self.first.line)
            raise UserError(_("The two passphrases are not the same. Type them again."))
        return self.first.text()

    def clear(self) -> None:
        """Nothing of it stays in sight."""
        self.first.line.clear()
        self.again.line.clear()
        self.shown.setChecked(False)

    def on_enter(self, done: Callable[[], object]) -> None:
        """What Enter in the second line does; in the first it goes on to the second."""
        self.first.line.returnPressed.connect(lambda: go_to(self.again.line))
        self.again.line.returnPressed.connect(done)


def go_to(line: QLineEdit) -> None:
    """The focus to this line; what is typed next takes the place of what stands in it."""
    line.setFocus()
    line.selectAll()
