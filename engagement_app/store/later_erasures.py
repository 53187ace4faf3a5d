"""What was erased since an old copy was made, from wherever it is known: its later copies know.

On another machine the ledger beside the file is not there, nor what is kept in the config folder.
"""

from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from engagement_app.errors import StorageError
from engagement_app.store.columns import moment_text
from engagement_app.store.engine import connect_untouched
from engagement_app.store.erasure_ledger import Entry, add_to_ledger, ledger_path
from engagement_app.store.erasures import ERASURE
from engagement_app.store.failures import explained
from engagement_app.store.keys.data_key import DataKey, vault_of
from engagement_app.store.manifest import FOLDER, read_manifest

_COLUMNS = ("record_id", "kind", "erased_at", "erased_by", "reason")
Keys = Collection[DataKey | None]


def gather(path: Path, copy: Path, keys: Keys) -> None:
    """Before a copy takes the place of the file: the ledger beside it names what the file there,
    and every other copy of it that one of the keys opens, says was erased.

    Raises `StorageError` or `UserError`, where the ledger cannot be read or written.
    """
    found = [*_erased_in(path, keys)] if path.exists() else []
    for each in _relatives(path, copy):
        found += _erased_in(each, keys)
    add_to_ledger(ledger_path(path), found)


def erased_at(copy: Path, key: DataKey | None) -> list[datetime]:
    """When each of its records was erased, by a copy that this key opens (UTC)."""
    return [datetime.fromisoformat(each.erased_at) for each in _erased_in(copy, [key])]


def _relatives(path: Path, copy: Path) -> Iterator[Path]:
    """The copies, whatever they are called, of the file that this is a copy of, in which anything
    was erased."""
    own = read_manifest(copy)
    for folder in {copy.resolve().parent, path.parent / FOLDER}:
        for each in sorted(folder.glob(f"*{copy.suffix}")):
            told = read_manifest(each)
            if own and told and told.origin == own.origin and told.rows.get(ERASURE.name):
                yield each


def _erased_in(path: Path, keys: Keys) -> list[Entry]:
    """What a file says was erased; nothing of one that cannot be read, or is older than that."""
    with suppress(StorageError, OSError, dbapi2.Error, ValueError, TypeError), explained(path):
        with path.open("rb") as file:
            vault = vault_of(file.read(16))
        key = next((each for each in keys if each and each.vault == vault), None)
        with closing(connect_untouched(path, key)) as connection:
            query = f"SELECT {', '.join(_COLUMNS)} FROM {ERASURE.name}"
            return [_entry(row) for row in connection.execute(query).fetchall()]
    return []


def _entry(row: tuple[str, ...]) -> Entry:
    record_id, kind, erased_at, erased_by, reason = row
    at = datetime.fromisoformat(erased_at).replace(tzinfo=UTC)
    return Entry(record_id, kind, moment_text(at), erased_by, reason)
