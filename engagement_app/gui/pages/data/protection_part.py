"""Protection: whether the file is protected, by what; lock, passphrase, recovery code, key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from engagement_app.domain import with_backup
from engagement_app.gui.backups import note_key_before
from engagement_app.gui.files import is_sample, rewrite_file
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.pages.data.other_keys import OtherKeys
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.pages.data.question import Question
from engagement_app.gui.protection.form import ProtectionForm
from engagement_app.gui.protection.lock import MINUTES, lock_after, set_lock_after
from engagement_app.gui.protection.new_code import NewCode
from engagement_app.gui.protection.new_passphrase import PassphraseForm
from engagement_app.gui.text import label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.store.audit import Audited
from engagement_app.store.disk import told_of_other_names
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.ways import Protection

_STATES = {
    "": lambda: _("This file is not protected: whoever gets hold of it can read it."),
    "passphrase": lambda: _("This file is protected. Its passphrase opens it."),
    "keyring": lambda: _(
        "This file is protected from other accounts. It has no passphrase: anyone who can sign in"
        " to this laptop account can read it."
    ),
    "recovery": lambda: _(
        "This file is protected, and only the recovery code opens it. Set a passphrase."
    ),
}
"""By the way to the key of the file."""


class ProtectionPart(Part):
    """All that changes who can read the file."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.state = label()
        self.protect = button(_("Pro&tect this file…"), self.begin_protecting, main=True)
        self.lock = button(_("Lock now"), self._lock)
        self.passphrase = button(_("&Change the passphrase…"), self.begin_passphrase)
        self.code = button(_("New reco&very code…"), self.begin_code)
        self.renew = button(_("Make a new &key…"), self.begin_renewing)
        self.unprotect = button(_("&Take the protection away…"), self._ask_unprotect)
        self.told = label(role="good")
        self.protecting = ProtectionForm(_("Protect t&he file"), may_be_plain=False)
        self.renewing = ProtectionForm(
            _("Make t&he new key"),
            may_be_plain=False,
            heading=_("A new key"),
            said=_(
                "For when somebody may know the passphrase and have a copy of the file. It is"
                " written anew under another key: the passphrase and the recovery code there are"
                " open nothing but older copies. This code opens it when all else fails, and is"
                " shown only now."
            ),
        )
        self.new_passphrase = PassphraseForm(workspace)
        self.new_code = NewCode(workspace)
        self.question = Question(
            _(
                "Without protection anyone who gets hold of the file or of the laptop can read"
                " every name in it."
            ),
            _("Take the protection away"),
            _("Keep it protected"),
        )
        self.older = OtherKeys(workspace)
        self.minutes = QComboBox()
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Say how the file is protected, and offer what fits."""
        kind = self.workspace.protection
        sample = is_sample(self.workspace.path)
        said = _("This is the sample: nothing in it is real, and it is not protected.")
        self.state.setText(said if sample else _STATES[kind]())
        self.protect.setVisible(not kind and not sample)
        for each in (self.lock, self.passphrase, self.code, self.renew, self.unprotect):
            each.setVisible(bool(kind))
        self.older.reload()

    def start(self) -> None:
        """Begin with what is usually wanted."""
        (self.lock if self.workspace.protection else self.protect).setFocus()

    def begin_protecting(self) -> None:
        """A recovery code and a passphrase for a file that is not protected."""
        path = self.workspace.path
        told = told_of_other_names(path) if path else ""
        self._begin(lambda: self.protecting.begin(self._name(), told))

    def begin_renewing(self) -> None:
        """For when an old passphrase and a copy of the key slots came into wrong hands."""
        self._begin(lambda: self.renewing.begin(self._name()))

    def begin_passphrase(self) -> None:
        """Another passphrase; the key of the file stays."""
        self._begin(self.new_passphrase.begin)

    def begin_code(self) -> None:
        """Another recovery code, in place of one that was lost or seen."""
        self._begin(lambda: self.new_code.begin(self._name()))

    def _begin(self, show: Callable[[], object]) -> None:
        self._shut()
        self.told.hide()
        show()
        for each in (*self._forms(), self.question):
            if each.isVisible():
                bring_in_sight(each)

    def _shut(self) -> None:
        for each in (*self._forms(), self.question):
            each.hide()

    def _forms(self) -> tuple[QWidget, ...]:
        return self.protecting, self.renewing, self.new_passphrase, self.new_code

    def _name(self) -> str:
        return self.workspace.path.name if self.workspace.path else ""

    def _lock(self) -> None:
        self.workspace.lock_wanted.emit()

    def _ask_unprotect(self) -> None:
        self._begin(self.question.ask)

    def _lock_after(self, at: int) -> None:
        set_lock_after(MINUTES[at])
        self.workspace.note(Audited.SETTINGS, what="lock", minutes=MINUTES[at])

    def _protect(self, protection: Protection) -> None:
        self._rewrite(
            "protect",
            _("Protecting the file"),
            lambda path, _key: with_backup.protect(path, protection),
            _("The file is protected."),
        )

    def _renew(self, protection: Protection) -> None:
        self._rewrite(
            "new key",
            _("Making a new key"),
            lambda path, key: with_backup.renew(path, _needed(key), protection),
            _(
                "The file has a new key. Older copies, on a stick or put aside by a restore too,"
                " still open as they did before."
            ),
        )

    def _unprotect(self) -> None:
        def work(path: Path, key: DataKey | None) -> None:
            with_backup.unprotect(path, _needed(key))

        title, done = _("Taking the protection away"), _("The file is not protected.")
        self._rewrite("unprotect", title, work, done)

    def _rewrite(
        self,
        what: str,
        title: str,
        work: Callable[[Path, DataKey | None], DataKey | None],
        done: str,
    ) -> None:
        self._shut()
        if self.workspace.may_leave():
            before = self.workspace.vault

            def rewrite(path: Path, key: DataKey | None) -> DataKey | None:
                fresh = work(path, key)
                note_key_before(path, before)
                return fresh

            def then() -> None:
                self.workspace.note(Audited.PROTECTION, what=what)
                self._tell(done)

            rewrite_file(self.window(), self.workspace, title, rewrite, self._trouble, then)

    def _tell(self, sentence: str) -> None:
        self._say(_("✓ {sentence}").format(sentence=sentence), "good")

    def _trouble(self, sentence: str) -> None:
        self._say(sentence, "problem")
        self.workspace.troubled.emit(sentence)

    def _say(self, sentence: str, role: str) -> None:
        self.told.setText(sentence)
        restyle(self.told, "role", role)
        self.told.show()
        bring_in_sight(self.told)

    def _changed(self, what: str, sentence: str) -> None:
        self.workspace.note(Audited.PROTECTION, what=what)
        self._shut()
        self.workspace.look_at_protection()
        self.reload()
        self.start()
        self._tell(sentence)

    def _connect(self) -> None:
        self.protecting.ready.connect(self._protect)
        self.renewing.ready.connect(self._renew)
        self.new_passphrase.done.connect(partial(self._changed, "passphrase"))
        self.new_code.done.connect(partial(self._changed, "code"))
        for form in (self.protecting, self.renewing, self.new_passphrase, self.new_code):
            form.cancelled.connect(self.start)
        self.question.kept.connect(self.start)
        self.older.left.connect(self.start)
        self.older.told.connect(self._say)
        self.question.agreed.connect(self._unprotect)
        self.question.kept.connect(self.question.hide)
        self.minutes.activated.connect(self._lock_after)
        self.workspace.opened.connect(self._shut)

    def _lay_out(self) -> None:
        for minutes in MINUTES:
            self.minutes.addItem(plural("{count} minute", "{count} minutes", minutes), minutes)
        self.minutes.setCurrentIndex(MINUTES.index(lock_after()))
        heading = label(_("Lock after this time without w&ork"), wrap=False)
        heading.setBuddy(self.minutes)
        self.minutes.setAccessibleName(_("Time until the file is locked"))
        idle = QWidget()
        form = QFormLayout(idle)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(heading, self.minutes)
        more = label(
            _(
                "Ctrl+L locks at once. It is locked too when the screen is locked or the laptop"
                " sleeps, where the system tells. What is typed waits until it is opened again."
            ),
            role="quiet",
        )
        ways = (self.passphrase, self.code, self.renew, self.unprotect)
        buttons = flow(self.protect, self.lock, *ways)
        state = card(
            _("Who can read this file"), self.state, buttons, self.told, self.question, self.older
        )
        fill(self, scrolled(state, *self._forms(), card(_("Lock"), idle, more), _limits()))
        for each in (*self._forms(), self.question, self.told):
            each.hide()


def _limits() -> QWidget:
    said = label(
        _(
            "Protection is for a file, a stick or a laptop that is lost while it is locked or off."
            " It does not help against a program that spies on this laptop, or while the file is"
            " open. What is printed or saved out of it is for you to look after; what names people"
            " can be locked with a passphrase of its own as it is saved."
        ),
        role="quiet",
    )
    return card(_("What protection cannot do"), said)


def _needed(key: DataKey | None) -> DataKey:
    assert key is not None, "the file is protected"
    return key
