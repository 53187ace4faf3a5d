"""Open, make and try data files from the window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_app.gui.beginning import Beginning
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.tasks import Task
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.progress import Progress
from engagement_app.store import place
from engagement_app.store.datafile import open_file
from engagement_app.store.failures import on_disk
from engagement_app.store.fresh import made_whole
from engagement_app.store.header import is_protected
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.ways import Protection
from engagement_app.store.keys.wrapping import load
from engagement_app.store.outputs import make_folder

_KINDS = _("Data files") + f" (*{place.EXTENSION})"
Trouble = Callable[[str], None]
_MAKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="maker")


def open_path(
    workspace: Workspace, path: Path, trouble: Trouble, key: DataKey | None = None
) -> bool:
    """Work on the file; where it cannot be opened `trouble` is told why, and nothing changes.

    The key of a protected file is asked for first, by whoever listens to `key_wanted`.
    """
    if not workspace.finish():
        trouble(_("What was entered last could not be saved. See to that first, then open again."))
        return False
    try:
        if key is None and is_protected(path):
            workspace.key_wanted.emit(path)
            return False
        file = open_file(path, place.keyboard(), key=key)
    except EXPECTED as error:
        trouble(sentence_of(error))
        return False
    place.remember_file(file.path)
    workspace.open(file)
    return True


def open_last(workspace: Workspace, trouble: Trouble) -> bool:
    """The file worked on last, where it is still there."""
    path = place.last_file()
    return path.exists() and open_path(workspace, path, trouble)


def choose_file(parent: QWidget) -> Path | None:
    """Ask which file to open."""
    folder = place.last_file().parent
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Open a data file"), str(folder), _KINDS)
    return Path(chosen) if chosen else None


def choose_new_file(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where a new file is to lie; it gets our ending."""
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Where to keep the data file"), str(suggested), _KINDS
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
    workspace.close()

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
