"""Open, make and try data files from the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engagement_app.errors import Cause, StorageError
from engagement_app.gui.beginning import Beginning, Joining
from engagement_app.gui.holding import HeldElsewhereError, HeldHereError, Hold, take, take_over
from engagement_app.gui.looks.dress import wear
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.tasks import Task
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.progress import Progress
from engagement_app.store import place
from engagement_app.store.audit import Audited
from engagement_app.store.datafile import open_file
from engagement_app.store.disk import where_it_lies
from engagement_app.store.failures import on_disk
from engagement_app.store.fresh import made_whole
from engagement_app.store.header import look
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.ways import Protection
from engagement_app.store.keys.wrapping import load
from engagement_app.store.outputs import make_folder

KINDS = _("Data files") + f" (*{place.EXTENSION})"
Trouble = Callable[[str], None]
_MAKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="maker")


def open_path(
    workspace: Workspace,
    path: Path,
    trouble: Trouble,
    key: DataKey | None = None,
    damaged: Callable[[Path, Exception], object] | None = None,
) -> bool:
    """Work on the file; where it cannot be opened `trouble` is told why, and nothing changes.

    The key of a protected file is asked for first, by whoever listens to `key_wanted`. Of a
    damaged file `damaged` is told instead, where there is one.
    """
    if not workspace.finish():
        trouble(_("What was entered last could not be saved. See to that first, then open again."))
        return False
    try:
        return _open(workspace, path, key)
    except EXPECTED as error:
        if damaged and isinstance(error, StorageError) and error.cause is Cause.DAMAGED:
            damaged(path, error)
        else:
            trouble(sentence_of(error))
        return False


def open_last(workspace: Workspace, ask: Callable[[Path, Exception], object]) -> bool:
    """The file worked on last; where it cannot be opened `ask` has it and why.

    Where none ever was, the default one is opened if it is there. Raises `HeldHereError` where
    another window has the file and came to the front.
    """
    path = place.last_file()
    if place.remembered_file() is None and not os.path.lexists(path):
        return False
    try:
        return _open(workspace, path)
    except EXPECTED as error:
        if isinstance(error, HeldHereError) and error.came:
            raise
        ask(path, error)
        return False


def _open(workspace: Workspace, path: Path, key: DataKey | None = None) -> bool:
    """Work on the file, once it is held here and its key is there."""
    path = where_it_lies(path)
    protected = look(path, key)
    hold = _held(workspace, path)
    try:
        if protected and key is None:
            if not workspace.is_open:
                workspace.keep_hold(hold)
            workspace.key_wanted.emit(path)
            return False
        file = open_file(path, place.keyboard(), key=key)
        place.remember_file(file.path)
        if workspace.is_open and workspace.path != file.path:
            workspace.leaving.emit()
        workspace.open(file, hold)
        workspace.note(Audited.OPEN)
        return True
    finally:
        if hold is not workspace.hold:
            hold.let_go()


def _held(workspace: Workspace, path: Path) -> Hold:
    """The hold of the file; raises `HeldHereError`, or `HeldElsewhereError` if it is left so."""
    if workspace.hold is not None and workspace.hold.path == path.resolve():
        return workspace.hold
    try:
        return take(path, workspace.front_wanted.emit)
    except HeldElsewhereError as error:
        if not open_anyway(sentence_of(error)):
            raise
        take_over(path)
        return take(path, workspace.front_wanted.emit)


def open_anyway(sentence: str) -> bool:
    """Ask whether a file is opened that may be open elsewhere; Enter and Escape leave it."""
    box = QMessageBox()
    wear(box)
    box.setWindowTitle(_("Open somewhere else?"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence + " " + _("Open anyway?"))
    box.setInformativeText(
        _("If it is not open there, or that laptop was switched off, open it. Else close it there.")
    )
    leave = box.addButton(_("Leave it"), QMessageBox.ButtonRole.RejectRole)
    anyway = box.addButton(_("Open anyway"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return chosen is anyway


def choose_file(parent: QWidget) -> Path | None:
    """Ask which file to open."""
    folder = place.last_file().parent
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Open a data file"), str(folder), KINDS)
    return Path(chosen) if chosen else None


def choose_new_file(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where a new file is to lie; it gets our ending."""
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Where to keep the data file"), str(suggested), KINDS
    )
    return place.with_our_ending(chosen) if chosen else None


def make_file(
    parent: QWidget,
    workspace: Workspace,
    path: Path,
    act: str,
    fill: Callable[..., object],
    trouble: Trouble,
    protection: Protection | None = None,
) -> None:
    """Make a new file with what `fill(session)` puts in, whole or not at all, and open it."""

    if protection is not None:
        load()

    def work(_progress: Progress) -> DataKey | None:
        make_folder(path.parent)
        with made_whole(path, place.keyboard(), protection) as file:
            with file.writing(act) as session:
                fill(session)
            return file.key.copy() if file.key else None

    show_progress(
        parent,
        _("Making {file}").format(file=path.name),
        Task(work, _MAKER, parent),
        then=lambda key: open_path(workspace, path, trouble, key),
        failed=lambda error: trouble(sentence_of(error)),
    )


def rewrite_file(
    parent: QWidget,
    workspace: Workspace,
    title: str,
    work: Callable[[Path, DataKey | None], DataKey | None],
    trouble: Trouble,
    then: Callable[[], object],
) -> None:
    """Let go of the file, have `work(path, key)` put another in its place, and open that one with
    the key it gives; or the file as it was, where that could not be done."""
    path = workspace.path
    if path is None or not workspace.keep_all():
        trouble(_("What was entered last could not be saved. The file is as it was."))
        return
    before = workspace.key()
    workspace.close(keeps_hold=True)

    def succeeded(key: DataKey | None) -> None:
        if before is not None:
            before.close()
        if open_path(workspace, path, trouble, key):
            then()

    def failed(error: Exception) -> None:
        open_path(workspace, path, trouble, before)
        trouble(sentence_of(error))

    task = Task(lambda _progress: work(path, before), _MAKER, parent)
    show_progress(parent, title, task, then=succeeded, failed=failed)


def make_project(
    parent: QWidget, workspace: Workspace, wanted: Beginning, trouble: Trouble
) -> None:
    """Make a new file with a project of this name and, where it has a name, its first event."""
    from engagement_app.exchange.starting_project import starting_project

    def fill(session: Any) -> None:
        starting_project(session, wanted.project, wanted.event, wanted.starts_at)

    make_file(parent, workspace, wanted.path, "project.new", fill, trouble, wanted.protection)


def join_project(parent: QWidget, workspace: Workspace, wanted: Joining, trouble: Trouble) -> None:
    """Make a new file with all that a bundle holds."""
    from engagement_app.domain import bundles

    def fill(session: Any) -> None:
        bundles.fill(session, wanted.bundle, wanted.passphrase)

    make_file(parent, workspace, wanted.path, bundles.ACT, fill, trouble, wanted.protection)


def sample_path() -> Path:
    """Where the sample lies on this laptop."""
    return place.default_file().with_name(f"sample{place.EXTENSION}")


def is_sample(path: Path | None) -> bool:
    """Whether this is the sample, in which nothing is real."""
    return path is not None and path.absolute() == sample_path().absolute()


def fresh_sample(parent: QWidget, workspace: Workspace, trouble: Trouble) -> None:
    """Put a new sample in the place of the old one, once the new one is there whole; open it."""
    from engagement_app.exchange.sample import add_sample

    path = sample_path()
    fresh = path.with_name(f"sample-new{place.EXTENSION}")

    def work(_progress: Progress) -> None:
        fresh.unlink(missing_ok=True)
        with made_whole(fresh, place.keyboard()) as file, file.writing("sample.new") as session:
            add_sample(session)

    def take_its_place(_result: object) -> None:
        if not workspace.finish():
            trouble(_("What was entered last could not be saved. The sample is as it was."))
            return
        workspace.close()
        try:
            with on_disk(path):
                fresh.replace(path)
        except EXPECTED as error:
            trouble(sentence_of(error))
        open_path(workspace, path, trouble)

    show_progress(
        parent,
        _("Making a fresh sample"),
        Task(work, _MAKER, parent),
        then=take_its_place,
        failed=lambda error: trouble(sentence_of(error)),
    )


def try_sample(parent: QWidget, workspace: Workspace, trouble: Trouble) -> None:
    """Open the sample project, which is made where it is not there yet."""
    from engagement_app.exchange.sample import add_sample

    path = sample_path()
    if path.exists():
        open_path(workspace, path, trouble)
    else:
        make_file(parent, workspace, path, "sample.new", add_sample, trouble)
