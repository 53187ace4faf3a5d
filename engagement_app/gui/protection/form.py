"""How a file is to be protected: the recovery code, and a passphrase if that is wished."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.protection.asking import ask_aside
from engagement_app.gui.protection.code_shown import CodeShown
from engagement_app.gui.protection.secrets import NewPassphrase
from engagement_app.gui.text import label
from engagement_app.language import _
from engagement_app.store.keys import os_keyring
from engagement_app.store.keys.ways import Protection


class ProtectionForm(QFrame):
    """`ready` has the protection; `plain` is a person's wish for none, where that is offered."""

    ready = Signal(object)
    plain = Signal()
    cancelled = Signal()

    def __init__(self, main: str, *, may_be_plain: bool, heading: str = "", said: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.heading = label(role="heading")
        self.told = label()
        self.caution = label(role="warn")
        self.code = CodeShown()
        self.passphrase = NewPassphrase()
        self.problem = label(role="problem")
        self.make = QPushButton(main)
        self.without = QPushButton(_("Witho&ut protection"))
        self.cancel = QPushButton(_("Cancel"))
        self._keyring: bool | None = None
        self._lay_out(heading or _("Protection"), said or _said())
        self.without.setVisible(may_be_plain)
        self.make.clicked.connect(self.accept)
        self.without.clicked.connect(self._leave_plain)
        self.cancel.clicked.connect(self._leave)
        self.passphrase.on_enter(self.accept)
        self.code.gone_on.connect(self.passphrase.first.line.setFocus)

    def begin(self, file: str, caution: str = "") -> None:
        """Show a new code for the file of this name, and what is to be known before; meanwhile the
        keyring is looked for."""
        self.caution.setText(caution)
        self.caution.setVisible(bool(caution))
        self._keyring = None
        self.passphrase.clear()
        self.problem.hide()
        self.code.begin(file)
        self._tell()
        self.show()
        self.code.back.setFocus()
        ask_aside(self, os_keyring.is_there, self._know_keyring)

    def accept(self) -> None:
        """Hand the protection over, once the code is kept and there is a way in."""
        try:
            passphrase = self.passphrase.value()
            self._refuse_unready(passphrase)
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        protection = Protection(passphrase, self.code.code)
        self._forget()
        self.ready.emit(protection)

    def _refuse_unready(self, passphrase: str) -> None:
        if not self.code.is_kept:
            sentence = _("Type the recovery code back first, or keep it as a file or on paper.")
            raise UserError(sentence)
        if not passphrase and not self._keyring:
            raise UserError(_("Write a passphrase: this laptop has no keyring for the key."))

    def _know_keyring(self, there: bool) -> None:
        self._keyring = there
        self._tell()

    def _tell(self) -> None:
        """What the passphrase is for, on this laptop."""
        needed = self._keyring is False
        self.heading.setText(_("2. A passphrase") if needed else _("2. A passphrase, if you like"))
        if needed:
            said = _(
                "This laptop has no keyring that could hold the key, so the file needs a"
                " passphrase: it is asked for each time the file is opened."
            )
        else:
            said = _(
                "A passphrase is asked for each time the file is opened. Without it, anyone who"
                " can sign in to this laptop account can read the data."
            )
        self.told.setText(said)

    def _leave(self) -> None:
        self._forget()
        self.cancelled.emit()

    def _leave_plain(self) -> None:
        self._forget()
        self.plain.emit()

    def _forget(self) -> None:
        self.passphrase.clear()
        self.code.end()
        self.hide()

    def _lay_out(self, heading: str, said: str) -> None:
        buttons = FlowLayout()
        for button in (self.make, self.without, self.cancel):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        for part in (
            label(heading, role="heading"),
            label(said),
            self.caution,
            label(_("1. The recovery code"), role="heading"),
            self.code,
            self.heading,
            self.told,
            self.passphrase,
            self.problem,
        ):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.make.setProperty("role", "main")


def _said() -> str:
    return _(
        "The file is locked with a key, so that nobody reads it who only finds the laptop or a"
        " copy. This code opens it when all else fails, and is shown only now."
    )
