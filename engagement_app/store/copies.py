"""The copies of a data file that are found in a folder, and what is known of each."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from engagement_app.store.keys.data_key import vault_of
from engagement_app.store.keys.places import beside
from engagement_app.store.manifest import FOLDER, manifest_path


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: when it was made, and how many rows it was proved to hold.

    `rows` is None for one that has no list of what it holds: nothing proves that it is whole.
    """

    path: Path
    made_at: datetime
    size: int
    rows: int | None


def pattern_of(path: Path, ending: str) -> str:
    """What the names of this file's copies are like, and of no other file's; for `glob`."""
    day, time = "[0-9]" * 8, "[0-9]" * 6
    return f"{escape(path.stem)}-{day}T{time}Z{escape(ending)}"


def list_copies(path: Path, folders: Iterable[Path]) -> list[Copy]:
    """The copies of this file in these folders, the newest first."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            for each in folder.glob(pattern_of(path, path.suffix)):
                found[each.resolve()] = _copy(each)
    return sorted(found.values(), key=lambda copy: copy.made_at, reverse=True)


def not_under(path: Path, vault: str) -> list[Path]:
    """The copies of this file in its own folder of backups that another key opens, or none."""
    folder = path.parent / FOLDER
    return [each.path for each in list_copies(path, [folder]) if _vault(each.path) != vault]


def remove_copies(copies: Iterable[Path]) -> None:
    """Delete these copies with what lies beside them; one that cannot be deleted stays."""
    for copy in copies:
        with suppress(OSError):
            for each in (copy, manifest_path(copy), beside(copy)):
                each.unlink(missing_ok=True)


def _vault(path: Path) -> str:
    with suppress(OSError, ValueError), path.open("rb") as file:
        return vault_of(file.read(16))
    return ""


def _copy(path: Path) -> Copy:
    told = path.stat()
    made_at, rows = datetime.fromtimestamp(told.st_mtime).astimezone(), None
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        manifest = json.loads(manifest_path(path).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(manifest["made_at"]).astimezone()
        rows = sum(manifest["rows"].values())
    return Copy(path, made_at, told.st_size, rows)
