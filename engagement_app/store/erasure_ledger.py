"""The ledger of erasures as it lies on a disk: lines of JSON beside a file, and for all copies.

It holds no personal data: the id of each record, its table, when, who did it, and why.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store.failures import on_disk, readable
from engagement_app.store.outputs import write_output


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger; `erased_at` is ISO 8601 in UTC."""

    record_id: str
    kind: str
    erased_at: str
    erased_by: str
    reason: str


def ledger_path(path: Path) -> Path:
    """Where the ledger of a data file lies beside it."""
    return path.with_name(path.name + ".erased")


def read_ledger(path: Path) -> list[Entry]:
    """The entries of a ledger, none without one; raises `StorageError` for a damaged one."""
    with on_disk(path), readable(path):
        if not path.exists():
            return []
        content = path.read_bytes()
    try:
        return [_entry(json.loads(line)) for line in content.decode().split("\n") if line]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        sentence = _(
            "The list of erasures {file} cannot be read, so the data file was not opened: people"
            " who were erased might be in it again. Put back a copy of that list."
        )
        raise StorageError(sentence.format(file=path.name), Cause.DAMAGED) from error


def _entry(told: Any) -> Entry:
    """What a line tells; raises `TypeError` and the like where that is no erasure."""
    entry = Entry(**told)
    if not all(isinstance(each, str) for each in told.values()):
        raise TypeError
    datetime.fromisoformat(entry.erased_at).astimezone(UTC)
    return entry


def add_to_ledger(target: Path, entries: Iterable[Entry]) -> None:
    """Write these into a ledger too, in one step, if they are not in it. Raises `StorageError` or
    `UserError`."""
    before = read_ledger(target)
    written = _written([*before, *entries])
    if written != _written(before):
        write_output(target, written)


def _written(entries: Iterable[Entry]) -> bytes:
    """A line for each record, which stands once."""
    once = {each.record_id: each for each in entries}
    lines = [json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in once.values()]
    return "".join(lines).encode()
