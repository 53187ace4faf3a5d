"""A damaged file: the question whether to repair it, what came of it, and what to do with that.

The damaged file is never touched; only “put in its place” moves it, and keeps it beside.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain import repairing
from engagement_app.domain.with_backup import restore
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.gui.files import KINDS, open_path, rewrite_file
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.tasks import Task
from engagement_app.gui.text import call, give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.progress import Progress
from engagement_app.store.audit import Audited
from engagement_app.store.bundles.container import ENDING
from engagement_app.store.copies import remove_copies
from engagement_app.store.failures import failure
from engagement_app.store.header import look
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.outputs import write_output
from engagement_app.store.place import keyboard
from engagement_app.store.repair import Repaired

_REPAIRER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="repairer")
_LINES = 9
_KINDS = KINDS + ";;" + _("Bundles") + f" (*{ENDING})"


class RepairCard(QFrame):
    """Of the file that is open, or of one that cannot be opened."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._workspace = workspace
        self.path = Path()
        self.key: DataKey | None = None
        """Opens the file where it is protected and not open; it is forgotten with the question."""
        self.further: list[Path] = []
        self.repaired: Repaired | None = None
        self.told = label()
        self.others = label(role="quiet")
        self.repair = _button(_("R&epair it"), self.start)
        self.more = _button(_("Take more from &another file…"), self.choose)
        self.leave = _button(_("Not now"), self.end)
        self.done = label(role="good")
        self.report = QPlainTextEdit()
        self.place = _button(_("Put the repaire&d file in its place"), self.put_in_place)
        self.save = _button(_("Sa&ve this report…"), self.save_report)
        self.problem = label(role="problem")
        self._question: tuple[QWidget, ...] = (self.told, self.repair, self.more, self.leave)
        self._answer: tuple[QWidget, ...] = (self.done, self.report, self.place, self.save)
        self._lay_out()
        self.hide()

    def ask(self, path: Path, key: DataKey | None = None) -> None:
        """Offer to repair this file; the key, if any, is this card's from now on."""
        self._forget()
        self.path, self.key = path, key
        sentence = _(
            "Repair makes a new file beside {file}: of all that can still be read of it, together"
            " with the newest sound backup. {file} itself stays as it is. Then you are told what"
            " was found and what is still missing. If another laptop has a file of this project,"
            " or you have a bundle or an older backup, more can be taken from it."
        )
        self.told.setText(sentence.format(file=path.name))
        self._show(asking=True)
        self.repair.setFocus()

    def choose(self) -> None:
        """Ask for a further file of the project, and name what was chosen."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("A file or bundle of the same project"), str(self.path.parent), _KINDS
        )
        if chosen and Path(chosen) not in (self.path, *self.further):
            self.further.append(Path(chosen))
        named = ", ".join(str(each) for each in self.further)
        self.others.setText(_("Also from: {files}").format(files=named) if named else "")
        self.others.setVisible(bool(named))
        self.repair.setFocus()

    def start(self) -> None:
        """Repair, off the window's thread."""
        self._refuse("")
        further = tuple(self.further)
        self.repair.setEnabled(False)
        show_progress(
            self,
            _("Repairing {file}").format(file=self.path.name),
            self._task(partial(_repaired, self.path, further)),
            then=self._done,
            failed=self._failed,
        )

    def put_in_place(self) -> None:
        """The repaired file takes the place of the damaged one, which is kept beside it."""
        made = self.repaired
        if made is None or not (self._is_open() or self._workspace.may_leave()):
            return
        self.place.setEnabled(False)
        if self._is_open():
            rewrite_file(
                self,
                self._workspace,
                _("Putting the repaired file in its place"),
                partial(_in_place, made.path),
                trouble=self._refuse,
                then=partial(self._is_in_place, made.path),
            )
            return
        show_progress(
            self,
            _("Putting the repaired file in its place"),
            self._aside(lambda key, _progress: _in_place(made.path, self.path, key)),
            then=partial(self._open, made.path),
            failed=self._failed,
        )

    def save_report(self) -> None:
        """What was told, as a text file; it names nobody."""
        suggested = str(self.path.with_name(f"{self.path.stem}-repaired.txt"))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Where the report is to go"), suggested, _("Text (*.txt)")
        )
        if not chosen:
            return
        try:
            write_output(Path(chosen), (self.report.toPlainText() + "\n").encode())
        except EXPECTED as error:
            self._refuse(sentence_of(error))

    def end(self) -> None:
        """A key is not kept for what nobody asks any more."""
        self.hide()
        self._forget()

    def _is_open(self) -> bool:
        return self._workspace.path == self.path

    def _task(self, work: Callable[[DataKey | None, Progress], Any]) -> Task:
        """A job on the writer's thread where the file is open, so that nobody writes meanwhile."""
        if self._is_open():
            return self._workspace.task(lambda file, progress: work(file.key, progress), self)
        return self._aside(work)

    def _aside(self, work: Callable[[DataKey | None, Progress], Any]) -> Task:
        """A job with a key of its own: this card's may be forgotten meanwhile, as at the lock."""
        key = self.key.copy() if self.key else None

        def run(progress: Progress) -> Any:
            try:
                return work(key, progress)
            finally:
                if key is not None:
                    key.close()

        return Task(run, _REPAIRER, self)

    def _done(self, made: Repaired) -> None:
        self.repair.setEnabled(True)
        self.repaired = made
        sentence = _("✓ Repaired, in a new file: {new}. {file} is as it was.")
        self.done.setText(sentence.format(new=made.path.name, file=self.path.name))
        self.report.setPlainText("\n".join(_report(made)))
        self._show(asking=False)
        self.place.setFocus()

    def _failed(self, error: Exception) -> None:
        for each in (self.repair, self.place):
            each.setEnabled(True)
        self._refuse(sentence_of(error))

    def _open(self, repaired: Path, key: DataKey | None) -> None:
        path = self.path
        if open_path(self._workspace, path, self._refuse, key):
            self._is_in_place(repaired, path)

    def _is_in_place(self, repaired: Path, path: Path | None = None) -> None:
        """What it was made from is no longer needed: the file holds it."""
        remove_copies([repaired])
        self._workspace.note(Audited.RESTORE, file=repaired.name)
        sentence = _("{file} is repaired. The damaged one is kept in a folder “replaced-…” beside.")
        name = (path or self.path).name
        self._workspace.told.emit(sentence.format(file=name), False)
        self.end()

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        bring_in_sight(self.problem)

    def _forget(self) -> None:
        if self.key is not None:
            self.key.close()
        self.key, self.repaired, self.further = None, None, []
        self.others.hide()
        self._refuse("")
        for each in (self.repair, self.place):
            each.setEnabled(True)

    def _show(self, *, asking: bool) -> None:
        for part in self._question:
            part.setVisible(asking)
        for part in self._answer:
            part.setVisible(not asking)
        self.show()
        bring_in_sight(self)

    def _lay_out(self) -> None:
        call(self.report, _("What was found, and what is still missing"))
        give_tip(self.place, _("The damaged file is kept beside it"))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        layout = QVBoxLayout(self)
        asking, doing = FlowLayout(), FlowLayout()
        for button in (self.repair, self.more, self.leave):
            asking.addWidget(button)
        for button in (self.place, self.save):
            doing.addWidget(button)
        for each in (self.told, self.others, asking, self.done, self.report, doing, self.problem):
            if isinstance(each, FlowLayout):
                layout.addLayout(each)
            else:
                layout.addWidget(each)


def _button(title: str, pressed: Callable[[], object]) -> QPushButton:
    made = QPushButton(title)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def _repaired(
    path: Path, further: tuple[Path, ...], key: DataKey | None, progress: Progress
) -> Repaired:
    from engagement_app.gui.backups import second_place_if_there

    far = second_place_if_there()
    return repairing.repair(
        path,
        key,
        keyboard().person,
        _key_of,
        folders=[far] if far else [],
        further=further,
        progress=progress,
    )


def _key_of(other: Path) -> DataKey | None:
    """The key of a file that the key of the damaged one does not open: the keyring may have it."""
    if not look(other):
        return None
    try:
        return unlocked(other)
    except StorageError as error:
        if error.cause is not Cause.PROTECTED:
            raise
    sentence = _(
        "{file} is protected by another key. “engagement-app check --repair --with {file}” takes"
        " its passphrase with --passphrase-file."
    )
    raise UserError(sentence.format(file=other.name))


def _in_place(repaired: Path, path: Path, key: DataKey | None) -> DataKey | None:
    """Gives the key that opens the file then."""
    if not repaired.is_file():
        raise failure(repaired, Cause.MISSING)
    restore(path, repaired, (key, key))
    return key.copy() if key else None


def _report(made: Repaired) -> list[str]:
    """What there is again stands first: what was found can be long, and words of SQLite."""
    return [
        _("In the new file {file}:").format(file=made.path.name),
        *(f"  {each}" for each in made.told),
        _("Found in the damaged file:"),
        *(f"  {each}" for each in made.found or (_("nothing that a check tells"),)),
    ]
