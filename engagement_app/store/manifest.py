"""What a backup holds, written beside it, and whether it still holds that."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.language import _
from engagement_app.store.chain import shorter_than

FOLDER = "backups"
_STAMPED = re.compile("-[0-9]{8}T[0-9]{6}Z$")
"""How the names of backups end, before their ending."""
_AUDITED_SINCE = 3
_UNLOGGED = {
    "monitoring_form": 5,
    "monitoring_response": None,
    "retention_period": 5,
    "rights_request": 5,
    "erasure": None,
    "workspace_key": None,
}
"""What stands in no change, up to which schema; None: up to today's."""
_TOLD_SINCE = "schema.%"
"""Acts by which a migration told of what no change had told of before."""
_CHANGES = "SELECT id FROM change WHERE schema_number <= ? OR act NOT LIKE ? ORDER BY id"
OLDEST = "SELECT min(id) FROM change WHERE hlc = (SELECT min(hlc) FROM change)"
"""The first change of a file. Whenever one is opened it is asked for: the index tells, and the log
is not read for it."""
_HEADS = "SELECT device, max(number), digest FROM audit_entry GROUP BY device"
"""The digest is that of the newest: SQLite takes bare columns from the row of the maximum."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy must hold: rows of each table, and a digest of the ids of all changes.

    What is typed and not saved yet is no record, nor is an entry of the audit: not counted. `live`
    are the rows of each table that are not deleted, `origin` the first change of the file, by
    which its copies are known whatever it is called, and `number` which copy of it this is among
    those in its folder. `audit` are the heads of the audit's chains; see `chain.py`. `rest` is a
    digest of what stands in no change, such as answers; empty in the manifests of before.
    """

    made_at: str
    schema: int
    rows: dict[str, int]
    changes: str
    live: dict[str, int] = field(default_factory=dict)
    origin: str = ""
    number: int = 0
    audit: dict[str, tuple[int, str]] = field(default_factory=dict)
    rest: str = ""


def is_copy(path: Path) -> bool:
    """Whether the file is a backup: it lies among them, or has its manifest beside it. Where it is
    not named as one, that has to be a manifest indeed, and no file of somebody else's."""
    if path.resolve().parent.name == FOLDER:
        return True
    if _STAMPED.search(path.stem):
        return manifest_path(path).exists()
    return read_manifest(path) is not None


def manifest_path(copy: Path) -> Path:
    """Where the manifest of a copy lies."""
    return copy.with_suffix(".manifest.json")


def count(connection: Any) -> Manifest:
    """What the file of this connection holds, in one read."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT IN ('draft', 'audit_entry')"
    ).fetchall()
    rows, live = {}, {}
    for (name,) in sorted(names):
        rows[name] = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        live[name] = _live(connection, name)
    [schema] = connection.execute("PRAGMA user_version").fetchone()
    made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    [first] = connection.execute(OLDEST).fetchone()
    origin, heads = str(first or ""), _heads(connection, schema)
    unlogged = [name for name, last in _UNLOGGED.items() if last is None or schema <= last]
    rest = _rest(connection, [name for name in unlogged if name in rows])
    changes = _changes(connection, schema)
    return Manifest(made_at, schema, rows, changes, live, origin, 0, heads, rest)


def _changes(connection: Any, schema: int) -> str:
    """A digest of the ids of all changes, but for what a migration told to a newer schema."""
    digest = hashlib.sha256()
    for (change_id,) in connection.execute(_CHANGES, (schema, _TOLD_SINCE)):
        digest.update(str(change_id).encode())  # a damaged one need not be text
    return digest.hexdigest()


def _rest(connection: Any, tables: list[str]) -> str:
    """A digest of every value of these tables, in no order: it may have been written anew."""
    digest = hashlib.sha256()
    for name in tables:
        rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
        for told in sorted(repr(row) for row in rows):
            digest.update(told.encode(errors="surrogatepass"))
    return digest.hexdigest()


def _heads(connection: Any, schema: int) -> dict[str, tuple[int, str]]:
    """The heads of the audit; a file of an older schema has none."""
    if schema < _AUDITED_SINCE:
        return {}
    heads = connection.execute(_HEADS).fetchall()
    return {device: (number, told) for device, number, told in heads}


def _live(connection: Any, table: str) -> int:
    """The rows that are not deleted; of a table in which nothing can be, all."""
    columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    where = " WHERE deleted_at IS NULL" if ("deleted_at",) in columns else ""
    found: int = connection.execute(f'SELECT count(*) FROM "{table}"{where}').fetchone()[0]
    return found


def held(manifest: Manifest) -> tuple[object, ...]:
    """What two manifests of one state have alike: all but when they were made."""
    return *contents(manifest), manifest.origin, manifest.audit


def contents(manifest: Manifest) -> tuple[object, ...]:
    """What was recorded: two files alike in it differ at most in who looked into them."""
    return manifest.schema, manifest.rows, manifest.changes, manifest.rest


def holds_what_it_held(told: Manifest, found: Manifest) -> bool:
    """Whether a copy still is what its manifest says, which may be one of before."""
    return held(told) == held(found if told.rest else replace(found, rest=""))


def unlike_its_manifest(session: Session, path: Path) -> Iterator[str]:
    """A sentence for each thing in which a backup is not what its manifest says.

    None for a file without a manifest.
    """
    beside = manifest_path(path)
    if not (beside.exists() and is_copy(path)):
        return
    told = read_manifest(path)
    if told is None:
        sentence = _("The list of what was copied, {file}, cannot be read.")
        yield sentence.format(file=beside.name)
    else:
        driver = session.connection().connection.driver_connection
        found = replace(count(driver), changes=_changes(driver, told.schema))
        yield from _differences(told, found)
        yield from shorter_than(session, told.made_at, told.audit, path.name)


def _differences(told: Manifest, found: Manifest) -> Iterator[str]:
    """A copy since brought to a newer schema has other tables, and still the changes copied."""
    if found.schema == told.schema:
        for table in sorted(found.rows.keys() | told.rows.keys()):
            here, copied = found.rows.get(table, 0), told.rows.get(table, 0)
            if here != copied:
                sentence = _("{table} had {copied} rows when this backup was made, and has {here}.")
                yield sentence.format(table=table, copied=copied, here=here)
        if told.rest and found.rest != told.rest:
            yield _("Settings, requests or answers in this backup are not those that were copied.")
    if found.changes != told.changes or found.schema < told.schema:
        yield _("The changes in this backup are not those that were copied.")


def read_manifest(copy: Path) -> Manifest | None:
    """The manifest of a copy; None without one, or of one that is not as it was written."""
    with suppress(OSError, ValueError, TypeError, OverflowError, RecursionError):
        told = Manifest(**json.loads(manifest_path(copy).read_text(encoding="utf-8")))
        if _is_as_written(told) and _is_audit(told.audit):
            heads = {device: (number, digest) for device, (number, digest) in told.audit.items()}
            return replace(told, audit=heads)
    return None


def _is_audit(told: Any) -> bool:
    return isinstance(told, dict) and all(
        isinstance(head, list) and [type(each) for each in head] == [int, str]
        for head in told.values()
    )


def _is_as_written(told: Manifest) -> bool:
    datetime.fromisoformat(told.made_at).astimezone(UTC)
    texts = told.changes, told.origin, told.rest
    numbers = told.schema, told.number
    if not all(isinstance(text, str) for text in texts):
        return False
    return all(isinstance(number, int) for number in numbers) and all(
        isinstance(counts, dict) and all(isinstance(each, int) for each in counts.values())
        for counts in (told.rows, told.live)
    )
