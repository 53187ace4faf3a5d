"""Which attendance a row of a list is, so that the same list twice changes nothing.

It is the attendance whose id it has; else that of its source, order and attendee number; else of
its e-mail and name; else the n-th of that name in the list is the n-th of that name from that
source. Deleted ones are recognised too: what was deleted is not brought back by a list.
"""

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.importing.acquaintance import People, folded_name
from engagement_app.domain.importing.listing import Row
from engagement_app.domain.lists import AttendeeLine
from engagement_app.domain.naming import fold, name_of
from engagement_app.store.records import table_of

_Mail = tuple[str, str]


def source_key(source: str, line: AttendeeLine) -> str:
    """The row's identity in the program that wrote the list, as kept with the attendance."""
    return f"{source}:{line.order or ''}:{line.attendee or ''}"


class Event:
    """The attendances of one event, found by what a row says of itself."""

    def __init__(self, session: Session, event_id: str, people: People, source: str) -> None:
        self._people = people
        self._source = source
        self._by_id: dict[str, Row] = {}
        self._by_key: dict[str, Row] = {}
        self._by_mail: dict[_Mail, list[Row]] = defaultdict(list)
        self._unclaimed: dict[str, list[Row]] = defaultdict(list)
        self._read(session, event_id)

    def _read(self, session: Session, event_id: str) -> None:
        table = table_of(Attendance)
        in_order = sa.select(table).where(table.c.event_id == event_id).order_by(sa.text("rowid"))
        rows = [dict(row) for row in session.execute(in_order).mappings()]
        self._people.fetch({self._people.end(row["person_id"]) for row in rows if row["person_id"]})
        for row in rows:
            self.register(row)

    def register(self, row: Row) -> None:
        """Make an attendance known, one of the file or one that the list makes."""
        self._by_id[row["id"]] = row
        person = self._people.row(self._people.end(row["person_id"])) if row["person_id"] else None
        name = fold(name_of(person)) if person else ""
        if row["source_key"] and _is_whole(row["source_key"]):
            self._by_key[row["source_key"]] = row
        if person and person["email"]:
            self._by_mail[person["email"].casefold(), name].append(row)
        if (row["source_key"] or "").startswith(f"{self._source}:"):
            self._unclaimed[name].append(row)

    def recognise(self, lines: Iterable[AttendeeLine]) -> dict[int, Row]:
        """The attendance of each row that has one, by line."""
        found: dict[int, Row] = {}
        rest = []
        for line in lines:
            row = self.identified(line)
            if row is not None:
                found[line.line] = row
            elif not _is_whole(source_key(self._source, line)):
                rest.append(line)
        claimed = {row["id"] for row in found.values()}
        for line in rest:
            waiting = self._unclaimed[folded_name(line)]
            while waiting and waiting[0]["id"] in claimed:
                waiting.pop(0)
            if waiting:
                found[line.line] = waiting.pop(0)
        return found

    def identified(self, line: AttendeeLine) -> Row | None:
        """By its id, its numbers, or its e-mail and name."""
        if line.id and line.id in self._by_id:
            return self._by_id[line.id]
        key = source_key(self._source, line)
        if key in self._by_key:
            return self._by_key[key]
        if not line.email:
            return None
        alike = self._by_mail.get((line.email.casefold(), folded_name(line)), [])
        return next((row for row in alike if self._may_be(row, key)), None)

    def _may_be(self, row: Row, key: str) -> bool:
        """Two tickets of one source are two attendances, whatever name and e-mail they share."""
        theirs = row["source_key"] or ""
        both = _is_whole(key) and _is_whole(theirs)
        return not (both and theirs.startswith(f"{self._source}:"))


def _is_whole(key: str) -> bool:
    """Whether the key says which attendee it is; an order alone may stand for several."""
    return not key.endswith(":")
