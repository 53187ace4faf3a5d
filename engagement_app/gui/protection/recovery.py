"""The recovery code typed from paper, and the passphrase that is set with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout

from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.protection.secrets import NewPassphrase
from engagement_app.gui.text import label, restyle
from engagement_app.language import _
from engagement_app.store.keys.recovery_code import LENGTH, plain, read_code
from engagement_app.store.keys.wrapping import checked_passphrase


class RecoveryForm(QFrame):
    """Says at once when a character of the code is wrong."""

    wanted = Signal(str, str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.code = QLineEdit()
        self.verdict = label(role="quiet")
        self.passphrase = NewPassphrase()
        self.problem = label(role="problem")
        self.set = QPushButton(_("Open, and &set the passphrase"))
        self.back = QPushButton(_("&Back"))
        self._lay_out()
        self.code.textChanged.connect(self._judge)
        self.code.returnPressed.connect(self._go_on)
        self.passphrase.on_enter(self.accept)
        self.set.clicked.connect(self.accept)
        self.back.clicked.connect(self.cancelled)

    def begin(self) -> None:
        """Show an empty form."""
        self._clear()
        self.show()
        self.code.setFocus()

    def end(self) -> None:
        """Nothing of it stays in sight."""
        self._clear()
        self.hide()

    def trouble(self, sentence: str) -> None:
        """Say why it did not open."""
        self.problem.setText(sentence)
        self.problem.setVisible(self.isVisible())

    def accept(self) -> None:
        """Ask for the file to be opened with the code."""
        if not self.set.isEnabled():
            return
        try:
            code, passphrase = read_code(self.code.text()), self.passphrase.value()
            checked_passphrase(passphrase)
        except UserError as error:
            self.trouble(str(error))
            return
        self.problem.hide()
        self.wanted.emit(code, passphrase)

    def _go_on(self) -> None:
        """Enter under the code: to the passphrase, once it can be the code."""
        try:
            read_code(self.code.text())
        except UserError as error:
            self._say(str(error), "problem")
        else:
            self.passphrase.first.line.setFocus()

    def _judge(self, text: str) -> None:
        """A letter that no code has is told as soon as it is typed; the check once it can be."""
        try:
            read_code(text)
        except UserError as error:
            whole = len(plain(text)) >= LENGTH
            told = str(error) if whole or "“" in str(error) else ""
            self._say(told, "problem")
            return
        self._say(_("✓ This can be a recovery code."), "good")

    def _say(self, sentence: str, role: str) -> None:
        self.verdict.setText(sentence)
        restyle(self.verdict, "role", role)

    def _clear(self) -> None:
        self.code.clear()
        self.verdict.clear()
        self.passphrase.clear()
        self.problem.hide()

    def _lay_out(self) -> None:
        heading = label(_("Recovery &code"))
        heading.setBuddy(self.code)
        said = _(
            "28 letters and digits, as they were written down when the file was protected."
            " Capitals, blanks and hyphens do not matter."
        )
        buttons = FlowLayout()
        buttons.addWidget(self.set)
        buttons.addWidget(self.back)
        layout = QVBoxLayout(self)
        for part in (
            heading,
            self.code,
            self.verdict,
            label(said, role="quiet"),
            label(_("A new passphrase"), role="heading"),
            self.passphrase,
            self.problem,
        ):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.set.setProperty("role", "main")
