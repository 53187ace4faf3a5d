"""Whether the audit is as it was written: each chain whole, and as long as the backups say."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.language import _
from engagement_app.store.audit import AUDIT, BEFORE_THE_FIRST, Audited, commitment, digest
from engagement_app.store.columns import moment_text

Heads = Mapping[str, tuple[int, str]]
"""By laptop: the number of the newest entry of its chain, and its digest."""
Row = Mapping[str, Any]


def chain_faults(session: Session) -> Iterator[str]:
    """A sentence with its position for each entry that was altered, moved or taken out."""
    expected, before, device = 1, BEFORE_THE_FIRST, None
    for row in _rows(session):
        if row["device"] != device:
            expected, before, device = 1, BEFORE_THE_FIRST, row["device"]
        yield from _out_of_place(row, expected, before)
        if not _is_as_written(row):
            yield _("Entry {number} of {device} in the audit is not as it was written.").format(
                number=row["number"], device=row["device"]
            )
        expected, before = row["number"] + 1, row["digest"]


def _out_of_place(row: Row, expected: int, before: str) -> Iterator[str]:
    if row["number"] != expected:
        yield _("Entry {number} of {device} in the audit is missing or in the wrong place.").format(
            number=expected, device=row["device"]
        )
    elif row["previous"] != before:
        yield _("Entry {number} of {device} in the audit does not follow the one before.").format(
            number=row["number"], device=row["device"]
        )


def _is_as_written(row: Row) -> bool:
    return bool(digest(row) == row["digest"]) and _keeps_its_word(row)


def _keeps_its_word(row: Row) -> bool:
    """What was lawfully erased is gone whole, with its salt."""
    told = row["person"], row["detail"], row["salt"]
    if told == (None, None, None):
        return True
    return None not in told and commitment(*told) == row["commitment"]


def _rows(session: Session) -> Iterator[Row]:
    order = AUDIT.c.device, AUDIT.c.number, AUDIT.c.at, AUDIT.c.id
    query = sa.select(AUDIT).order_by(*order).execution_options(yield_per=1000)
    for row in session.execute(query).mappings():
        yield dict(row)


def shorter_than(session: Session, made_at: str, heads: Heads, copy: str) -> Iterator[str]:
    """A sentence for each chain that ended later when a backup was made (`2026-11-23T10:15:00Z`).

    None where the file was restored since: it is then older than that backup, and says so itself.
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
    newest = sa.select(sa.func.max(AUDIT.c.at)).where(AUDIT.c.act == Audited.RESTORE)
    at = session.execute(newest).scalar()
    return at is not None and moment_text(at) >= made_at
