"""The file that a fault is tried on, plain or protected, and a home where nothing of it stays."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engagement_app.domain import acts
from engagement_app.domain.events import EventInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.store import datafile
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile
from engagement_app.store.fresh import made_whole
from engagement_app.store.header import is_protected
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.keys.ways import Protection
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE

KEYBOARD = Keyboard("Mari Ellis", "desk-laptop")
KINDS = {"plain": False, "protected": True}
"""Whether a file of this kind is protected."""
_HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


def prepare(path: Path, *, protected: bool = False) -> None:
    """A file with one event, at which people will be signed in."""
    protection = Protection(OLD, OLD_CODE, CHEAP) if protected else None
    with (
        made_whole(path, KEYBOARD, protection) as data_file,
        data_file.writing("begin") as session,
    ):
        project = acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
        acts.add(session, EventInput.parse(project_id=project, title="Open day"))


def open_file(path: Path, keyboard: Keyboard = KEYBOARD, *, key: DataKey | None = None) -> DataFile:
    """Open it, protected or not."""
    return datafile.open_file(path, keyboard, OLD, key=key)


def key_of(path: Path) -> DataKey | None:
    """The key of a protected file; None of a plain one."""
    return unlocked(path, OLD) if is_protected(path) else None


def copied(fresh: Path, path: Path) -> None:
    """A copy of the file, with its key slots beside it."""
    shutil.copy(fresh, path)
    if beside(fresh).exists():
        shutil.copy(beside(fresh), beside(path))


@contextmanager
def away_from_home() -> Iterator[Path]:
    """A folder for one campaign, with a home of its own; both go with it."""
    before = {name: os.environ.get(name) for name in _HOMES}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({name: str(Path(folder) / "home" / name.lower()) for name in _HOMES})
        try:
            (Path(folder) / "work").mkdir()
            yield Path(folder) / "work"
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value
