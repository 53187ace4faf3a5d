"""How long people are kept, and who is due for review: told, and acted on by a person alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts, erasing
from engagement_app.domain.deadlines import months_after
from engagement_app.domain.naming import full_name
from engagement_app.domain.rights import RetentionPeriod, RetentionPeriodInput
from engagement_app.domain.same_person import end_of
from engagement_app.store import erasures, records
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.clock import milliseconds
from engagement_app.store.datafile import DataFile, refuse_backup
from engagement_app.store.plain_rows import ask
from engagement_app.store.record import new_id

REASON = "retention"
KINDS = ("came", "never_came")
"""Who came to anything, and who was only ever on a list; each is kept for so many months."""
_PEOPLE = "SELECT id, same_as_id, given_name, family_name, known_as FROM person"
_MADE = "SELECT record_id, min(hlc) FROM change WHERE kind = 'person' GROUP BY record_id"
_AT_EVENTS = (
    "SELECT a.person_id, a.status IN ('here', 'left'), e.starts_at FROM attendance a"
    " JOIN event e ON e.id = a.event_id WHERE a.person_id IS NOT NULL"
    " AND a.deleted_at IS NULL AND e.deleted_at IS NULL"
)
_PROMISED = (
    "SELECT coalesce(f.person_id, a.person_id), f.status, f.done_on FROM follow_up f"
    " LEFT JOIN contribution c ON c.id = f.contribution_id"
    " LEFT JOIN attendance a ON a.id = coalesce(f.attendance_id, c.attendance_id)"
    " WHERE f.deleted_at IS NULL AND coalesce(f.person_id, a.person_id) IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose time is over: `last_on` is when they were last met, `due_on` when it ended."""

    id: str
    name: str
    kind: str
    last_on: date
    due_on: date


def read_periods(session: Session) -> dict[str, int]:
    """Months by kind; 0 where no period is set, and then nobody of the kind is due."""
    table = records.table_of(RetentionPeriod)
    live = sa.select(table.c.kind, table.c.months).where(table.c.deleted_at.is_(None))
    live = live.order_by(table.c.id)  # of two laptops' periods everybody reads the same one
    return {**dict.fromkeys(KINDS, 0), **{row.kind: row.months for row in session.execute(live)}}


def set_period(session: Session, kind: str, months: int) -> None:
    """Keep people of this kind for so many months; raises `UserError` for no number of them."""
    entry = RetentionPeriodInput.parse(kind=kind, months=months)
    table = records.table_of(RetentionPeriod)
    of_kind = sa.select(table).where(table.c.kind == entry.kind)
    rows = [dict(row) for row in session.execute(of_kind).mappings()]
    now = {"months": entry.months, "deleted_at": None}
    if rows:
        records.change(
            session, RetentionPeriod, {str(row["id"]): records.differing(row, now) for row in rows}
        )
    else:
        whole = acts.whole_row(RetentionPeriod, new_id(), dict(entry))
        records.create(session, RetentionPeriod, [whole])
    note_with(session, Audited.SETTINGS, what="retention", kind=entry.kind, months=entry.months)


def list_due(session: Session, as_of: date) -> list[Due]:
    """Who is due on this day, the longest waiting first; writes nothing.

    Somebody was last met at an event, or when a promise to them was kept; where there is neither,
    the day counts on which they were written down. Whoever is still promised something is not due,
    nor is who was erased.
    """
    periods = read_periods(session)
    known = _Known(session)
    found = []
    for person_id, name in known.names.items():
        kind = "came" if person_id in known.came else "never_came"
        due_on = months_after(known.last[person_id], periods[kind])
        if periods[kind] and due_on <= as_of and person_id not in known.promised:
            found.append(Due(person_id, name, kind, known.last[person_id], due_on))
    return sorted(found, key=lambda due: (due.due_on, due.name, due.id))


def erase_due(file: DataFile, person_ids: Iterable[str], as_of: date, *, keep_words: bool) -> int:
    """Erase those of them who are still due, all or none; gives how many.

    Who was met meanwhile, or promised something, is left as they are.
    """
    refuse_backup(file.path)
    wanted = set(person_ids)
    with file.writing(erasing.ACT) as session:
        now = [each.id for each in list_due(session, as_of) if each.id in wanted]
        for each in now:
            erasing.erase(session, each, reason=REASON, keep_words=keep_words)
        if now:
            note_with(session, Audited.ERASE, people=len(now), reason=REASON)
    erasures.finish(file)
    return len(now)


class _Known:
    """When everybody was last met, under whom each is read as."""

    def __init__(self, session: Session) -> None:
        rows = ask(session, _PEOPLE)
        self._ends = {each: other for each, other, *_names in rows if other}
        erased = erasures.erased_ids(session)
        self.names = {
            str(each): full_name(*names)
            for each, other, *names in rows
            if not other and each not in erased
        }
        self.last: dict[str, date] = {}
        self.came: set[str] = set()
        self.promised: set[str] = set()
        self._read(session)

    def _read(self, session: Session) -> None:
        for person_id, was_there, starts_at in ask(session, _AT_EVENTS):
            self._met(person_id, _moment(starts_at))
            if was_there:
                self.came.add(self._end(person_id))
        for person_id, status, done_on in ask(session, _PROMISED):
            if status == "open":
                self.promised.add(self._end(person_id))
            self._met(person_id, _moment(done_on))
        met = set(self.last)
        for person_id, hlc in ask(session, _MADE):
            if self._end(person_id) not in met:
                self._met(person_id, datetime.fromtimestamp(milliseconds(hlc) / 1000, UTC))

    def _end(self, person_id: str) -> str:
        return end_of(self._ends, person_id)

    def _met(self, person_id: str, at: datetime | None) -> None:
        if at is not None:
            end, day = self._end(person_id), at.astimezone().date()
            self.last[end] = max(self.last.get(end, day), day)


def _moment(text: str | None) -> datetime | None:
    """A time of the file, in UTC; a day is its noon."""
    if not text:
        return None
    if len(text) == len("2026-11-23"):
        return datetime.fromisoformat(f"{text}T12:00:00").astimezone()
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
