"""What a backup holds, written beside it, and whether it still holds that."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.language import _

FOLDER = "backups"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy must hold: rows of each table, and a digest of the ids of all changes.

    What is typed and not saved yet is no record, nor is an entry of the audit: not counted.
    """

    made_at: str
    schema: int
    rows: dict[str, int]
    changes: str


def is_copy(path: Path) -> bool:
    """Whether the file is a backup: it lies among them, or has its manifest beside it."""
    return path.resolve().parent.name == FOLDER or manifest_path(path).exists()


def manifest_path(copy: Path) -> Path:
    """Where the manifest of a copy lies."""
    return copy.with_suffix(".manifest.json")


def count(connection: Any) -> Manifest:
    """What the file of this connection holds, in one read."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT IN ('draft', 'audit_entry')"
    ).fetchall()
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in sorted(names)
    }
    digest = hashlib.sha256()
    for (change_id,) in connection.execute("SELECT id FROM change ORDER BY id"):
        digest.update(str(change_id).encode())  # a damaged one need not be text
    [schema] = connection.execute("PRAGMA user_version").fetchone()
    made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Manifest(made_at, schema, rows, digest.hexdigest())


def held(manifest: Manifest) -> tuple[object, ...]:
    """What two manifests of one state have alike: all but when they were made."""
    return manifest.schema, manifest.rows, manifest.changes


def unlike_its_manifest(session: Session, path: Path) -> Iterator[str]:
    """A sentence for each thing in which a backup is not what its manifest says.

    None for a file without a manifest.
    """
    beside = manifest_path(path)
    if not beside.exists():
        return
    told = _read(beside)
    if told is None:
        sentence = _("The list of what was copied, {file}, cannot be read.")
        yield sentence.format(file=beside.name)
    else:
        found = count(session.connection().connection.driver_connection)
        yield from _differences(told, found)


def _differences(told: Manifest, found: Manifest) -> Iterator[str]:
    """A copy since brought to a newer schema has other tables, and still the changes copied."""
    if found.schema == told.schema:
        for table in sorted(found.rows.keys() | told.rows.keys()):
            here, copied = found.rows.get(table, 0), told.rows.get(table, 0)
            if here != copied:
                sentence = _("{table} had {copied} rows when this backup was made, and has {here}.")
                yield sentence.format(table=table, copied=copied, here=here)
    if found.changes != told.changes or found.schema < told.schema:
        yield _("The changes in this backup are not those that were copied.")


def _read(beside: Path) -> Manifest | None:
    """The manifest; None of one that is not as it was written."""
    with suppress(OSError, ValueError, TypeError):
        told = Manifest(**json.loads(beside.read_text(encoding="utf-8")))
        if isinstance(told.schema, int) and isinstance(told.rows, dict):
            return told
    return None
