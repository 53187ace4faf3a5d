"""The state of an open file: copies that are proved, and whether all is as it should be."""

from itertools import chain
from pathlib import Path

from engagement_app.domain.tables import TABLES
from engagement_app.progress import Progress, silent
from engagement_app.store import backup
from engagement_app.store.check import findings
from engagement_app.store.datafile import DataFile
from engagement_app.store.manifest import unlike_its_manifest
from engagement_app.store.outputs import make_folder
from engagement_app.store.thinning import thin


def back_up(
    file: DataFile, folder: Path, progress: Progress = silent, *, thinned: bool = True
) -> Path:
    """Copy the file into the folder, proved to open; gives the copy. Raises as `backup.make`.

    Then older copies there make room (`thinned`), as `thinning` says.
    """
    progress(0, 1)
    make_folder(folder)
    copy = backup.make(file.path, folder, TABLES.values(), file.key)
    if thinned:
        thin(file.path, folder)
    return copy


def check(file: DataFile, progress: Progress = silent) -> tuple[str, ...]:
    """A sentence for each thing that is wrong with the file; none for a sound one."""
    with file.reading() as session:
        unlike = unlike_its_manifest(session, file.path)
        return tuple(chain(findings(session, TABLES.values(), progress), unlike))
