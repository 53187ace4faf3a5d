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

KEPT = ".kept"
"""How `kind` ends of a record that stays as it stood, of which only what was there before goes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger; `erased_at` is ISO 8601 in UTC."""

    record_id: str
    kind: str
    erased_at: str
    erased_by: str
    reason: str

    def goes_beyond(self, kind: str | None) -> bool:
        """Whether more goes of the record than by an entry of that kind; None where it has none."""
        return kind is None or (kind.endswith(KEPT) and not self.kind.endswith(KEPT))

    def rank(self) -> tuple[bool, str, str, str]:
        """Of two entries for one record that of the lower rank stands, whichever came first: one
        that keeps nothing, then the earlier."""
        return self.kind.endswith(KEPT), self.erased_at, self.erased_by, self.reason


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """One for each record."""
    once: dict[str, Entry] = {}
    for each in entries:
        other = once.setdefault(each.record_id, each)
        if each.rank() < other.rank():
            once[each.record_id] = each
    return list(once.values())


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
    lines = [json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in standing(entries)]
    return "".join(lines).encode()
