"""Backups and files put aside that hold who was erased since: told, removed when it is asked."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from engagement_app.domain.soundness import back_up
from engagement_app.language import _, plural
from engagement_app.progress import Progress, silent
from engagement_app.store.audit import Audited
from engagement_app.store.beyond_use import Older, list_older, remove_older
from engagement_app.store.datafile import DataFile
from engagement_app.store.erasures import list_entries
from engagement_app.store.later_erasures import erased_at


def find_older(session: Session, path: Path, folders: Iterable[Path]) -> list[Older]:
    """Those that are found in these folders and beside the file."""
    moments = [datetime.fromisoformat(each.erased_at) for each in list_entries(session)]
    return list_older(path, folders, moments)


def remove_now(
    file: DataFile, folders: Collection[Path], progress: Progress = silent
) -> list[Path]:
    """Make a new copy in each folder, proved to open, then remove the older ones there; gives
    which. Raises `UserError` or `StorageError`, and removes nothing where no copy can be made."""
    gone: list[Path] = []
    for done, folder in enumerate(folders):
        progress(done, len(folders))
        copy = back_up(file, folder)
        gone += remove_older(file.path, folder, erased_at(copy, file.key), at_once=True)
    if gone:
        file.note(Audited.REMOVE, what="older", copies=len(gone))
    return gone


def told_older(older: Sequence[Older]) -> str:
    """What there is, and until when; empty for none."""
    if not older:
        return ""
    aside = sum(each.is_aside for each in older)
    parts = []
    if copies := len(older) - aside:
        parts.append(
            plural(
                "{count} backup from before an erasure",
                "{count} backups from before an erasure",
                copies,
            )
        )
    if aside:
        parts.append(
            plural(
                "{count} file that a restore put aside",
                "{count} files that restores put aside",
                aside,
            )
        )
    sentence = _(
        "{what}: beyond use until {day}. Nobody works with them; if one is put back, who was erased"
        " is erased in it again. The first backup after that day removes them."
    )
    return sentence.format(what=_(" and ").join(parts), day=day_told(older))


def day_told(older: Iterable[Older]) -> str:
    """The local day on which the last of them is over."""
    return f"{max(each.until for each in older).astimezone():%d/%m/%Y}"
