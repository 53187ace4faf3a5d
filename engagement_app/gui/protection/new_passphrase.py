"""Another passphrase for the file that is open, or none where the keyring can hold the key."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.protection.asking import ask_aside
from engagement_app.gui.protection.secrets import NewPassphrase, SecretLine, go_to
from engagement_app.gui.protection.waiting import Waiting
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.unlocking import change_passphrase, unlocked, use_the_keyring


class PassphraseForm(QFrame):
    """Whoever passes by an open laptop does not know the passphrase there is."""

    done = Signal(str)
    cancelled = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._workspace = workspace
        self.before = SecretLine(_("T&he passphrase now"))
        self.new = NewPassphrase(_("Th&e new passphrase"))
        self.problem = label(role="problem")
        self.set = QPushButton(_("&Set the passphrase"))
        self.waiting = Waiting(self, self.set)
        self.cancel = QPushButton(_("Cancel"))
        self._lay_out()
        self.before.line.returnPressed.connect(self.new.first.line.setFocus)
        self.new.on_enter(self.accept)
        self.set.clicked.connect(self.accept)
        self.cancel.clicked.connect(self._cancel)

    def begin(self) -> None:
        """Show an empty form."""
        self._clear()
        has_one = self._has_one()
        self.before.setVisible(has_one)
        self.show()
        (self.before if has_one else self.new.first).line.setFocus()

    def _has_one(self) -> bool:
        return self._workspace.protection == "passphrase"

    def accept(self) -> None:
        """Set it; an empty one leaves the key to the keyring of this account."""
        if not self.set.isEnabled():
            bring_in_sight(self.set)  # it says for how long nothing is tried
            return
        try:
            new = self.new.value()
        except UserError as error:
            self._trouble(str(error))
            return
        path, key = self._workspace.path, self._workspace.key()
        if path is None or key is None:
            return
        before = self.before.text() if self._has_one() else None
        self.waiting.rest()
        ask_aside(
            self,
            lambda: _set(path, key, before, new),
            lambda _result: self._was_set(bool(new)),
            self._not_set,
        )

    def _was_set(self, has_one: bool) -> None:
        self._leave()
        told = _("The new passphrase opens the file from now on.")
        none = _("The file has no passphrase any more: the keyring of this account opens it.")
        self.done.emit(told if has_one else none)

    def _not_set(self, error: Exception) -> None:
        self._trouble(sentence_of(error))
        if isinstance(error, StorageError) and error.cause is Cause.PROTECTED:
            go_to(self.before.line)

    def _trouble(self, sentence: str) -> None:
        self._look_at_wait()
        self.problem.setText(sentence)
        self.problem.show()
        bring_in_sight(self.problem)

    def _cancel(self) -> None:
        self._leave()
        self.cancelled.emit()

    def _leave(self) -> None:
        self._clear()
        self.hide()

    def _clear(self) -> None:
        self.before.line.clear()
        self.new.clear()
        self.problem.hide()
        self._look_at_wait()

    def _look_at_wait(self) -> None:
        """Where there is none yet, nothing is guessed here, and nobody waits."""
        path = self._workspace.path
        self.waiting.begin(path if path and self._has_one() else Path())

    def _lay_out(self) -> None:
        said = _(
            "Leave both lines empty for none. Without a passphrase, anyone who can sign in to this"
            " laptop account can read the data."
        )
        buttons = FlowLayout()
        buttons.addWidget(self.set)
        buttons.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        for part in (
            label(_("Passphrase"), role="heading"),
            self.problem,
            self.before,
            self.new,
            label(said, role="quiet"),
        ):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.set.setProperty("role", "main")


def _set(path: Path, key: DataKey, before: str | None, new: str) -> None:
    """Raises `StorageError` where the one before is wrong, `UserError` without a keyring."""
    with closing(key):
        if before is not None:
            unlocked(path, before).close()
        if new:
            change_passphrase(path, key, new)
            return
        has_keyring = use_the_keyring(path, key)
    if not has_keyring:
        raise UserError(_("Write a passphrase: this laptop has no keyring for the key."))
