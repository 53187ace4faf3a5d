"""Whether the audit is as it was written: each chain whole, and as long as the backups say."""

import json
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.language import _
from engagement_app.store.audit import AUDIT, BEFORE_THE_FIRST, Audited, is_as_written
from engagement_app.store.columns import moment_text
from engagement_app.store.plain_rows import plain_of

Heads = Mapping[str, tuple[int, str]]
"""By laptop: the number of the newest entry of its chain, and its digest."""
Row = Mapping[str, Any]
_EACH = sa.true()
Lost = Set[tuple[str, int]]
"""Laptop and number of entries that a repair wrote down as lost."""
LOST = "lost"
"""Under which name it did: numbers by laptop."""


def chain_faults(session: Session) -> Iterator[str]:
    """A sentence with its position for each entry that was altered, moved or taken out.

    None for what a repair wrote down as lost, and for the first entry after it.
    """
    lost = _lost(session)
    expected, before, device = 1, BEFORE_THE_FIRST, None
    for found in _rows(session):
        row = read_entry(found)
        if found["device"] != device:
            expected, before, device = 1, BEFORE_THE_FIRST, found["device"]
        if row is None:
            yield _("An entry of {device} in the audit is not as it was written.").format(
                device=found["device"]
            )
            continue
        expected, before = _past_what_is_lost(row, expected, before, lost)
        yield from _out_of_place(row, expected, before)
        if not is_as_written(row):
            yield _("Entry {number} of {device} in the audit is not as it was written.").format(
                number=row["number"], device=row["device"]
            )
        expected, before = row["number"] + 1, row["digest"]


def _past_what_is_lost(row: Row, expected: int, before: str, lost: Lost) -> tuple[int, str]:
    """What is expected where some entries before this one are lost: whatever it follows."""
    device, skipped = row["device"], (row["device"], row["number"]) in lost
    while expected < row["number"] and (device, expected) in lost:
        expected, skipped = expected + 1, True
    return expected, row["previous"] if skipped else before


def _lost(session: Session) -> Lost:
    """What repairs wrote down, in entries that are as they were written."""
    found: set[tuple[str, int]] = set()
    for row in map(read_entry, _rows(session, AUDIT.c.act == Audited.REPAIR)):
        if row and row["detail"] and is_as_written(row):
            with suppress(ValueError, TypeError, AttributeError):  # no repair of ours wrote it
                for device, numbers in json.loads(row["detail"]).get(LOST, {}).items():
                    found.update((device, number) for number in numbers)
    return found


def _out_of_place(row: Row, expected: int, before: str) -> Iterator[str]:
    if row["number"] != expected:
        yield _("Entry {number} of {device} in the audit is missing or in the wrong place.").format(
            number=expected, device=row["device"]
        )
    elif row["previous"] != before:
        yield _("Entry {number} of {device} in the audit does not follow the one before.").format(
            number=row["number"], device=row["device"]
        )


def _rows(session: Session, where: sa.ColumnElement[bool] = _EACH) -> Iterator[Row]:
    """As the driver gives them: a damaged moment is no error here."""
    order = AUDIT.c.device, AUDIT.c.number, AUDIT.c.at, AUDIT.c.id
    raw = (sa.type_coerce(column, sa.types.NullType()).label(column.name) for column in AUDIT.c)
    query = sa.select(*raw).where(where).order_by(*order).execution_options(yield_per=1000)
    for row in session.execute(query).mappings():
        yield dict(row)


def read_entry(row: Row) -> Row | None:
    """An entry as the driver gives it, with its moment; None of one that cannot be an entry."""
    try:
        return plain_of(AUDIT, row) if isinstance(row["number"], int) else None
    except (ValueError, TypeError):
        return None


def shorter_than(session: Session, made_at: str, heads: Heads, copy: str) -> Iterator[str]:
    """A sentence for each chain that ended later when a backup was made (`2026-11-23T10:15:00Z`).

    None where the file was restored or repaired since: it says so itself.
    """
    if _restored_since(session, made_at):
        return
    for device, (number, told) in sorted(heads.items()):
        of_it = sa.select(AUDIT.c.number, AUDIT.c.digest).where(AUDIT.c.device == device)
        found = {int(row.number): row.digest for row in session.execute(of_it)}
        if found.get(number) == told:
            continue
        if number in found:
            sentence = _("Entry {first} of {device} in the audit is another than in {copy}.")
        else:
            sentence = _(
                "The audit of {device} ends at entry {last}, and ended at {number} when {copy} was"
                " made: entries {first} to {number} were taken out."
            )
        last = max(found, default=0)
        first = number if number in found else last + 1
        yield sentence.format(first=first, last=last, number=number, device=device, copy=copy)


def _restored_since(session: Session, made_at: str) -> bool:
    since = AUDIT.c.act.in_((Audited.RESTORE, Audited.REPAIR))
    newest = sa.select(sa.func.max(AUDIT.c.at)).where(since)
    at = session.execute(newest).scalar()
    return at is not None and moment_text(at) >= made_at
