"""Copies that are proved to open: copied in one step, opened again, and counted."""

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engagement_app.errors import Cause
from engagement_app.store.engine import connect, settle
from engagement_app.store.failures import explained, failure, on_disk
from engagement_app.store.partial import clear_away, keep, unfinished


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy must hold: rows of each table, and a digest of the ids of all changes."""

    made_at: str
    schema: int
    rows: dict[str, int]
    changes: str


def folder_of(path: Path) -> Path:
    """Where copies of a data file are kept unless another folder is named."""
    return path.parent / "backups"


def make(path: Path, folder: Path) -> Path:
    """Copy the file into the folder, proved and with its manifest beside it; gives the copy.

    Raises `StorageError`; a copy that does not hold what it should never gets its name.
    """
    target = _free_name(path, folder)
    with on_disk(target), explained(target):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        clear_away(folder)
        return _make(path, target)


def _make(path: Path, target: Path) -> Path:
    manifest_path = target.with_suffix(".manifest.json")
    with unfinished(target) as part, unfinished(manifest_path) as told:
        with explained(path):
            manifest = _copy(path, part)
        _prove(part, manifest)
        written = json.dumps(asdict(manifest), indent=1, sort_keys=True)
        told.write_text(written, encoding="utf-8")
        keep(told, manifest_path)
        keep(part, target)
    return target


def _free_name(path: Path, folder: Path) -> Path:
    """A name by the second; two copies within one second take the next."""
    while True:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        target = folder / f"{path.stem}-{stamp}{path.suffix}"
        if not target.exists():
            return target
        time.sleep(0.05)


def _copy(path: Path, part: Path) -> Manifest:
    """One step within one read, so that the manifest is of the very state that is copied."""
    source, copy = connect(path), connect(part)
    try:
        settle(source)
        source.execute("BEGIN")
        manifest = count(source)
        source.backup(copy, pages=-1)
        source.execute("COMMIT")
    finally:
        copy.close()
        source.close()
    return manifest


def count(connection: Any) -> Manifest:
    """What the file of this connection holds, in one read."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in sorted(names)
    }
    digest = hashlib.sha256()
    for (change_id,) in connection.execute("SELECT id FROM change ORDER BY id"):
        digest.update(change_id.encode())
    [schema] = connection.execute("PRAGMA user_version").fetchone()
    made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Manifest(made_at, schema, rows, digest.hexdigest())


def _prove(part: Path, manifest: Manifest) -> None:
    """Open the copy again and see that it holds what the manifest says."""
    connection = connect(part)
    try:
        settle(connection)
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        linked = not connection.execute("PRAGMA foreign_key_check").fetchall()
        found = count(connection)
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()
    same = (found.schema, found.rows, found.changes) == (
        manifest.schema,
        manifest.rows,
        manifest.changes,
    )
    if not (sound and linked and same):
        raise failure(part, Cause.DAMAGED)
