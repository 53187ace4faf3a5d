"""Copies that are proved to open: copied in one step, opened again, and counted."""

import json
import time
from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store.copies import next_number, stem_of_copies
from engagement_app.store.failures import explained, on_disk
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import put_slots_beside
from engagement_app.store.manifest import FOLDER, Manifest, held, manifest_path
from engagement_app.store.partial import clear_away, keep_new, let_go, make_private, unfinished
from engagement_app.store.proving import (
    copy_at_once,
    first_finding,
    held_now,
    opened_again,
)
from engagement_app.store.record import Record


def folder_of(path: Path) -> Path:
    """Where copies of a data file are kept unless another folder is named."""
    return path.parent / FOLDER


def make(
    path: Path,
    folder: Path,
    entities: Collection[type[Record]] = (),
    key: DataKey | None = None,
) -> Path:
    """Copy the file into the folder, proved and with its manifest beside it; gives the copy.

    The copy of a protected file is protected by the same key, and has its slots beside it too.

    The tables of the entities are held to their changes; without any, as for a file of an older
    schema, only pages and links are looked at. Raises `StorageError`; a copy of an unsound file,
    or one that does not hold what it should, never gets its name. Raises `UserError` where another
    program made one under the same name meanwhile.
    """
    target = _free_name(path, folder)
    with on_disk(target), explained(target):
        make_private(folder.absolute())
        clear_away(folder)
        return _make(path, target, entities, key)


def _make(
    path: Path, target: Path, entities: Collection[type[Record]], key: DataKey | None
) -> Path:
    beside = manifest_path(target)
    with unfinished(target) as part, unfinished(beside) as told:
        with explained(path):
            manifest = copy_at_once(path, part, key)
        let_go(part)
        _prove(path, part, manifest, entities, key)
        manifest = replace(manifest, number=next_number(path, target.parent))
        written = json.dumps(asdict(manifest), indent=1, sort_keys=True)
        told.write_text(written, encoding="utf-8")
        if key is not None:
            put_slots_beside(target, key, path)
        keep_new(told, beside)
        keep_new(part, target)
    return target


def _free_name(path: Path, folder: Path) -> Path:
    """A name by the second; two copies within one second take the next, as does one of which the
    program that made it left the manifest alone."""
    while True:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        target = folder / f"{stem_of_copies(path)}-{stamp}{path.suffix}"
        if not (target.exists() or manifest_path(target).exists()):
            return target
        time.sleep(0.05)


def _prove(
    path: Path,
    part: Path,
    manifest: Manifest,
    entities: Collection[type[Record]],
    key: DataKey | None,
) -> None:
    """Open the copy again and see that it holds what the manifest says, on sound pages."""
    found, is_sound = (held_now(part, key), True) if entities else opened_again(part, key)
    if held(found) != held(manifest):
        sentence = _(
            "The copy of {file} did not hold what was copied, so it was removed."
            " Check the disk, then try again."
        )
        raise StorageError(sentence.format(file=path.name), Cause.DAMAGED)
    if not is_sound or (entities and first_finding(path, part, entities, key)):
        raise _unsound(path)


def _unsound(path: Path) -> StorageError:
    sentence = _(
        "{file} is damaged, so no backup was made of it; “engagement-app check” says where."
        " Leave it and its older backups as they are, and work on in a copy of the newest one."
    )
    return StorageError(sentence.format(file=path.name), Cause.DAMAGED)
