"""When the last backup of a file was made, wherever it was put from this window."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from engagement_app.gui.settings import remember, remembered
from engagement_app.store.backup import folder_of
from engagement_app.store.copies import pattern_of

_FOLDER = "backup_folder"


def backup_folder(path: Path) -> Path:
    """Where copies go: the folder chosen last, else “backups” beside the file."""
    chosen = remembered(_FOLDER)
    return Path(chosen) if chosen else folder_of(path)


def remember_folder(folder: Path) -> None:
    """Copies go here from now on."""
    remember(_FOLDER, str(folder))


def newest_backup(path: Path) -> datetime | None:
    """When the newest copy of the file was made; None where none is found."""
    made: list[float] = []
    for folder in {backup_folder(path), folder_of(path)}:
        # A stick that was taken out, or a copy that is thinned out just now.
        with suppress(OSError):
            copies = folder.glob(pattern_of(path, ".manifest.json"))
            made.extend(each.stat().st_mtime for each in copies)
    return datetime.fromtimestamp(max(made)).astimezone() if made else None


def on_one_disk(path: Path, folder: Path) -> bool:
    """Whether copies in this folder are lost with the file: they lie on the same disk.

    Of a folder that is not there yet the nearest one above it that is there tells.
    """
    for place in (folder, *folder.absolute().parents):
        with suppress(OSError):
            return place.stat().st_dev == path.stat().st_dev
    return False
