"""What this laptop knows of the backups of a file: the second place, and when each was last made.

The second place is a folder on a stick or a share. A small file in it says that it is the one: a
stick that is out leaves an empty folder of the same name, and that is not it.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from engagement_app.gui.settings import remember, remembered
from engagement_app.language import _, plural
from engagement_app.store.backup import folder_of
from engagement_app.store.copies import pattern_of
from engagement_app.store.failures import on_disk
from engagement_app.store.manifest import manifest_path
from engagement_app.store.partial import write_whole

_FOLDER = "backup_folder"
_MARK = "engagement-backups.txt"
REMINDED_AFTER = timedelta(days=7)
DRILLED_AFTER = timedelta(days=30)
PROVED_AFTER = timedelta(days=7)


def second_place() -> Path | None:
    """The folder on a stick or a share that was chosen; None where none was."""
    chosen = remembered(_FOLDER)
    return Path(chosen) if chosen else None


def second_place_if_there() -> Path | None:
    """The second place, if the stick is in or the share is there."""
    chosen = second_place()
    return chosen if chosen is not None and _is_there(chosen) else None


def _is_there(place: Path) -> bool:
    with suppress(OSError):
        return (place / _MARK).is_file()
    return False


def choose_second_place(folder: Path) -> None:
    """Copies also go here from now on; raises `StorageError` where nothing can be written."""
    told = _("engagement_app keeps backups in this folder. It is known by this file: leave it.")
    with on_disk(folder):
        write_whole(folder / _MARK, f"{told}\n".encode())
    remember(_FOLDER, str(folder))


def note(what: str, path: Path, told: str) -> None:
    """Keep a word on this data file, without its name: `far` when it was copied there."""
    remember(f"{what}/{_known_as(path)}", told)


def noted(what: str, path: Path) -> str:
    """What was noted of this file; empty for nothing."""
    return remembered(f"{what}/{_known_as(path)}")


def note_far(path: Path) -> None:
    """The file was just copied to the second place."""
    note("far", path, datetime.now(UTC).isoformat())


def note_key_before(path: Path, vault: str) -> None:
    """The file has another key from now on, or its first (`vault` is empty): what was copied to the
    second place is under the one before, until it was seen that nothing is."""
    note("keys_before", path, " ".join(sorted({*keys_before(path), vault} - {""})))
    if place := second_place() if noted("far", path) else None:
        note("under_key_before", path, str(place))


def keys_before(path: Path) -> list[str]:
    """The vaults that this file had before."""
    return noted("keys_before", path).split()


def places_under_keys_before(path: Path) -> dict[Path, bool]:
    """Where copies under a key of before may lie, and whether that is there now."""
    told = noted("under_key_before", path)
    places = [second_place_if_there(), Path(told) if told else None]
    return {place: _is_there(place) for place in places if place and place != folder_of(path)}


def none_is_left(path: Path, place: Path) -> None:
    """Nothing in this place is under a key of before."""
    if noted("under_key_before", path) == str(place):
        note("under_key_before", path, "")


def moment_noted(what: str, path: Path) -> datetime | None:
    """The moment that a note begins with; None without one."""
    with suppress(ValueError):
        return datetime.fromisoformat(noted(what, path).partition(" ")[0]).astimezone()
    return None


def newest_backup(path: Path) -> datetime | None:
    """When the newest copy beside the file was made; None where none is found."""
    made = _moments(path)
    return max(made) if made else None


def days_without_second(path: Path, now: datetime) -> int | None:
    """For how many days no copy went to the second place; None while that is well."""
    last = moment_noted("far", path) or min(_moments(path), default=now)
    return (now - last).days if now - last > REMINDED_AFTER else None


def drill_is_due(path: Path, now: datetime) -> bool:
    """Whether the last drill was a month ago, or there was none."""
    last = moment_noted("drill", path)
    return last is None or now - last > DRILLED_AFTER


def proof_is_due(path: Path, now: datetime) -> bool:
    """Whether the newest copy, with which all of the file was proved, is a week old."""
    newest = newest_backup(path)
    return newest is not None and now - newest > PROVED_AFTER


def on_one_disk(path: Path, folder: Path) -> bool:
    """Whether copies in this folder are lost with the file: they lie on the same disk.

    Of a folder that is not there yet the nearest one above it that is there tells.
    """
    for place in (folder, *folder.absolute().parents):
        with suppress(OSError):
            return place.stat().st_dev == path.stat().st_dev
    return False


def _moments(path: Path) -> list[datetime]:
    """When each copy beside the file was made, as its disk says: asked after every act."""
    made = []
    with suppress(OSError):
        for copy in folder_of(path).glob(pattern_of(path, path.suffix)):
            with suppress(OSError):  # a copy that is thinned out just now
                told = manifest_path(copy).stat().st_mtime
                made.append(datetime.fromtimestamp(told).astimezone())
    return made


def _known_as(path: Path) -> str:
    return sha256(str(path.absolute()).encode()).hexdigest()[:16]


def without_second(days: int) -> str:
    """The reminder that no copy lies anywhere else."""
    return plural(
        "{count} day without a copy on a stick", "{count} days without a copy on a stick", days
    )
