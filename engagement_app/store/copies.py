"""The copies of a data file that are found in a folder, and what is known of each."""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session

from engagement_app.store.chain import shorter_than
from engagement_app.store.changes import oldest_change
from engagement_app.store.keys.data_key import vault_of
from engagement_app.store.keys.places import beside
from engagement_app.store.manifest import FOLDER, Manifest, manifest_path, read_manifest

REPLACED = "replaced-"
"""How the folders begin of what a restore put aside."""
SIDES = ("-journal", "-wal", "-shm")
"""Endings of the journals beside a file."""
UNPROTECTED = vault_of(b"SQLite format 3\0")
"""What a copy that no key opens has in the place of a vault."""
_NOT_EVERYWHERE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')
"""What the names of FAT and of Windows cannot have."""
_LONGEST = 150
"""Bytes, so that day, time, ending and what a file is called until it is whole fit into 255."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: when it was made, and how many rows it was proved to hold.

    `manifest` is None for one that has no list of what it holds: nothing proves that it is whole,
    and when it was made is only what the disk says.
    """

    path: Path
    made_at: datetime
    size: int
    manifest: Manifest | None

    @property
    def rows(self) -> int | None:
        """All that it was proved to hold; None where nothing was."""
        return sum(self.manifest.rows.values()) if self.manifest else None

    def live(self, table: str) -> int | None:
        """The records of a table in it, without deleted ones; None where nobody counted them."""
        return self.manifest.live.get(table) if self.manifest else None


def pattern_of(path: Path, ending: str) -> str:
    """What the names of this file's copies are like, and of no other file's; for `glob`."""
    day, time = "[0-9]" * 8, "[0-9]" * 6
    return f"{escape(stem_of_copies(path))}-{day}T{time}Z{escape(ending)}"


def stem_of_copies(path: Path) -> str:
    """How the names of this file's copies begin: as its own does, where any disk takes that.

    A stick may know no `:` and no `?`; and a name has an end, with what is added to it.
    """
    stem = _NOT_EVERYWHERE.sub("_", path.stem)
    if len(stem.encode(errors="replace")) <= _LONGEST:
        return stem
    short = stem.encode(errors="replace")[: _LONGEST - 9].decode(errors="ignore")
    return f"{short}-{sha256(stem.encode(errors='replace')).hexdigest()[:8]}"


def list_copies(path: Path, folders: Iterable[Path]) -> list[Copy]:
    """The copies of this file in these folders, the newest first."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            for each in folder.glob(pattern_of(path, path.suffix)):
                with suppress(OSError):  # it went meanwhile, or is a link to nothing
                    found[each.resolve()] = copy_at(each)
    return sorted(found.values(), key=lambda copy: copy.made_at, reverse=True)


def newest_proved(copies: Iterable[Copy]) -> Copy | None:
    """The one that was made last of those that were proved; None where none was."""
    proved = [copy for copy in copies if copy.manifest]
    return max(proved, key=lambda copy: copy.made_at, default=None)


def next_number(path: Path, folder: Path) -> int:
    """Which copy of the file the next one in this folder is; whatever the clock says."""
    copies = list_copies(path, [folder])
    return 1 + max((copy.manifest.number for copy in copies if copy.manifest), default=0)


def not_under(path: Path, vault: str) -> list[Path]:
    """The copies of this file in its own folder of backups, and what restores put aside, that
    another key opens, or none."""
    copies = [each.path for each in list_copies(path, [path.parent / FOLDER])]
    aside = sorted(path.parent.glob(f"{REPLACED}*/{escape(path.name)}"))
    return [each for each in (*copies, *aside) if _vault(each) != vault]


def under_keys(
    path: Path, folders: Iterable[Path], origin: str, vaults: Collection[str]
) -> list[Path]:
    """The copies of this very file in these folders, by its first change, that one of these keys
    opens. What another laptop keeps there under a key of its own is none of them."""
    return [
        copy.path
        for copy in list_copies(path, folders)
        if copy.manifest and copy.manifest.origin == origin and _vault(copy.path) in vaults
    ]


def remove_copies(copies: Iterable[Path]) -> None:
    """Delete these copies with what lies beside them, and the folder of what a restore put aside
    if nobody put anything else into it; one that cannot be deleted stays."""
    for copy in copies:
        sides = (copy.with_name(copy.name + ending) for ending in SIDES)
        with suppress(OSError):
            for each in (copy, beside(copy), manifest_path(copy), *sides):
                each.unlink(missing_ok=True)
            if copy.parent.name.startswith(REPLACED):
                copy.parent.rmdir()


def _vault(path: Path) -> str:
    with suppress(OSError, ValueError), path.open("rb") as file:
        return vault_of(file.read(16))
    return ""


def unlike_its_copies(session: Session, path: Path, folders: Iterable[Path]) -> Iterator[str]:
    """A sentence where the audit of a file is shorter than its newest backup says, or another.

    A backup of another file, that had this name before, says nothing of this one.
    """
    origin = oldest_change(session)
    told = [
        (manifest.made_at, copy.path.name, manifest.audit)
        for copy in list_copies(path, folders)
        if (manifest := copy.manifest) and manifest.origin == origin
    ]
    if told:
        made_at, name, audit = max(told, key=lambda each: each[:2])
        yield from shorter_than(session, made_at, audit, name)


def copy_at(path: Path) -> Copy:
    """What is known of the copy that lies there; raises `OSError` where none does."""
    told, manifest = path.stat(), read_manifest(path)
    if manifest is None:
        made_at = datetime.fromtimestamp(told.st_mtime).astimezone()
    else:
        made_at = datetime.fromisoformat(manifest.made_at).astimezone()
    return Copy(path, made_at, told.st_size, manifest)
