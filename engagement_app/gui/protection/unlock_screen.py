"""Before a protected file is shown: its passphrase, its keyring, or its recovery code.

While it is asked for nothing of the file is in sight, and nothing is made in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engagement_app.errors import StorageError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.protection.asking import ask_aside
from engagement_app.gui.protection.recovery import RecoveryForm
from engagement_app.gui.protection.secrets import SecretLine
from engagement_app.gui.protection.waiting import Waiting
from engagement_app.gui.text import label
from engagement_app.language import _
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.slots import KEYRING, PASSPHRASE
from engagement_app.store.keys.unlocking import recover, unlocked, ways_told

_WIDE = 640


class UnlockScreen(QScrollArea):
    """`unlocked` has the file and its key; `left` is the wish not to open it now."""

    unlocked = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.path = Path()
        self._ways: set[str] = set()
        self.by_code = False
        """Whether the recovery code was tried last, and another passphrase set with it."""
        self.title = label(role="title")
        self.told = label()
        self.passphrase = SecretLine(_("&Passphrase"))
        self.problem = label(role="problem")
        self.open = QPushButton(_("&Open"))
        self.forgotten = QPushButton(_("Use the &recovery code…"))
        self.other = QPushButton(_("&Back"))
        self.recovery = RecoveryForm()
        self.waiting = Waiting(self, self.open, self.recovery.set)
        self._lay_out()
        self.passphrase.line.returnPressed.connect(self.try_it)
        self.open.clicked.connect(self.try_it)
        self.forgotten.clicked.connect(self._use_code)
        self.other.clicked.connect(self.left)
        self.recovery.cancelled.connect(self._use_passphrase)
        self.recovery.wanted.connect(self._recover)

    def ask(self, path: Path, *, locked: bool = False, may_leave: bool = True) -> None:
        """Ask for the key of this file; the keyring is asked at once, unless it was locked."""
        self.path = path
        self.other.setVisible(may_leave)
        self.title.setText(_("Locked") if locked else _("This file is protected"))
        self.passphrase.line.clear()
        self.problem.hide()
        self.waiting.begin(path)
        try:
            self._ways = ways_told(path)
        except StorageError as error:
            self._ways = {PASSPHRASE}
            self.trouble(sentence_of(error))
        self.passphrase.setVisible(self._has_passphrase)
        self._use_passphrase()
        self.told.setText(self._what_opens())
        if not locked and self._may_have_keyring:
            self._ask_keyring("" if self._has_passphrase else _keyring_failed())

    def trouble(self, sentence: str) -> None:
        """Say why it did not open."""
        self.problem.setText(sentence)
        self.problem.show()

    def try_it(self) -> None:
        """Try the passphrase that was typed, or the keyring where there is none."""
        typed, path = self.passphrase.text(), self.path
        if not self.open.isEnabled():
            return
        first = _("Type the passphrase first.") if self._has_passphrase else _keyring_failed()
        if typed and self._has_passphrase:
            self._try(lambda: unlocked(path, typed))
        elif self._may_have_keyring:
            self._ask_keyring(first)
        else:
            self.trouble(first)

    @property
    def _has_passphrase(self) -> bool:
        """Whether one may open it. Both may be so, where a stranger's slots lie there too."""
        return PASSPHRASE in self._ways

    @property
    def _may_have_keyring(self) -> bool:
        return KEYRING in self._ways or not self._has_passphrase

    def _ask_keyring(self, otherwise: str) -> None:
        path = self.path
        self._try(lambda: unlocked(path), otherwise)

    def _what_opens(self) -> str:
        name = self.path.name
        if self._has_passphrase:
            return _("{file} opens with its passphrase.").format(file=name)
        sentence = _("{file} has no passphrase: the keyring of this laptop account opens it.")
        return sentence.format(file=name)

    def _try(self, question: Callable[[], DataKey], otherwise: str | None = None) -> None:
        """Off the window's thread: a guess costs a third of a second, a keyring may take longer.
        Where it does not open `otherwise` is told, if that is given, else why."""
        path = self.path
        self.waiting.rest()
        self.by_code = self.recovery.isVisible()
        self.problem.hide()
        ask_aside(
            self,
            question,
            lambda key: self._opened(path, key),
            lambda error: self._refused(
                path, sentence_of(error) if otherwise is None else otherwise
            ),
        )

    def _opened(self, path: Path, key: DataKey) -> None:
        self.waiting.begin(self.path)
        if path != self.path or not self.isVisible():
            key.close()  # another file was turned to meanwhile
            return
        self.passphrase.line.clear()
        self.recovery.end()
        self.unlocked.emit(path, key)

    def _refused(self, path: Path, told: str) -> None:
        self.waiting.begin(self.path)
        if path != self.path:
            return
        self.trouble(told)
        self.problem.setVisible(bool(told))
        self.recovery.trouble(told)
        self.passphrase.line.selectAll()

    def _use_code(self) -> None:
        self.known.hide()
        self.recovery.begin()

    def _use_passphrase(self) -> None:
        self.recovery.end()
        self.known.show()
        first = self.passphrase.line if self._has_passphrase else self.open
        first.setFocus()

    def _recover(self, code: str, passphrase: str) -> None:
        path = self.path
        self._try(lambda: recover(path, code, passphrase))

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        for button in (self.open, self.forgotten, self.other):
            buttons.addWidget(button)
        self.known = QWidget()
        known = QVBoxLayout(self.known)
        known.setContentsMargins(0, 0, 0, 0)
        for part in (self.told, self.passphrase, self.problem):
            known.addWidget(part)
        known.addLayout(buttons)
        inner = QWidget()
        inner.setObjectName("page")
        inner.setMaximumWidth(_WIDE)
        layout = QVBoxLayout(inner)
        layout.addStretch(1)
        for each in (self.title, self.known, self.recovery):
            layout.addWidget(each)
        layout.addStretch(2)
        outer = QWidget()
        outer.setObjectName("page")
        QHBoxLayout(outer).addWidget(inner)
        self.setWidget(outer)
        self.open.setProperty("role", "main")


def _keyring_failed() -> str:
    return _(
        "The keyring of this laptop account did not open it. If the system asks for its password,"
        " answer that and press Open again; else use the recovery code."
    )
