"""Which attendance a row of a list is, so that the same list twice changes nothing.

It is the attendance whose id it has; else that of its source, order and attendee number; else of
its e-mail and name; else the n-th of that name in the list is the n-th of that name from that
source, leaving out those whose e-mail or phone say that they are somebody else. Deleted ones are
recognised too: what was deleted is not brought back by a list.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.importing.acquaintance import People, folded_name
from engagement_app.domain.importing.listing import Row
from engagement_app.domain.lists import AttendeeLine
from engagement_app.domain.naming import fold, name_of
from engagement_app.store.emptied import sealed
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
        self._in_turn: dict[str, list[Row]] = defaultdict(list)
        self._waiting: dict[str, deque[Row]] = {}
        self._claimed: set[str] = set()
        self._new_mails: set[_Mail] = set()
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
        key = row["source_key"]
        if is_whole(key) and (key not in self._by_key or self._by_key[key]["deleted_at"]):
            self._by_key[key] = row
        if person and person["email"]:
            self._by_mail[person["email"].casefold(), name].append(row)
        if (key or "").startswith(f"{self._source}:"):
            for each in {name, *self._people.other_names(row["person_id"])}:
                self._in_turn[each].append(row)

    def recognise(self, lines: Sequence[AttendeeLine]) -> dict[int, Row]:
        """The attendance of each row that has one, by line: first what is surest."""
        found: dict[int, Row] = {}
        turns = self._turns(lines)
        for way in (self._by_numbers, partial(self._by_contact, turns), partial(self._next, turns)):
            for line in lines:
                row = None if line.line in found else way(line)
                if row is not None:
                    found[line.line] = row
                    self.claim(row)
        return found

    def identified(self, line: AttendeeLine) -> Row | None:
        """The attendance that the list itself made further up, if the row is that one too."""
        return self._by_numbers(line) or self._by_contact({}, line)

    def claim(self, row: Row) -> None:
        """The attendance is that of a row, and of no other that is an attendance of its own."""
        self._claimed.add(row["id"])

    def _turns(self, lines: Iterable[AttendeeLine]) -> dict[int, int]:
        """By line of a row without a number of its own, the how-manieth of its name it is."""
        met: dict[str, int] = defaultdict(int)
        turns = {}
        for line in lines:
            if not is_whole(source_key(self._source, line)):
                name = folded_name(line)
                turns[line.line] = met[name]
                met[name] += 1
        return turns

    def _by_numbers(self, line: AttendeeLine) -> Row | None:
        if line.id and line.id in self._by_id:
            return self._by_id[line.id]
        key = source_key(self._source, line)
        return self._by_key.get(key) or self._by_key.get(str(sealed(key)))

    def _by_contact(self, turns: Mapping[int, int], line: AttendeeLine) -> Row | None:
        """By e-mail and name; of several the one whose turn it is, a live one before a deleted."""
        if not line.email:
            return None
        name = folded_name(line)
        alike = self._by_mail.get((line.email.casefold(), name), [])
        alike = [row for row in alike if self._may_be(row, line)]
        turn = turns.get(line.line, len(self._in_turn[name]))
        for row in self._in_turn[name][turn : turn + 1]:
            if row in alike and row["id"] not in self._claimed:
                return row
        return min(alike, key=lambda row: row["deleted_at"] is not None, default=None)

    def _may_be(self, row: Row, line: AttendeeLine) -> bool:
        """Two tickets of one source, and two rows with ids, are two attendances, whatever name
        and e-mail they share."""
        key = source_key(self._source, line)
        if line.id or is_whole(key):
            theirs = row["source_key"] or ""
            both = is_whole(key) and is_whole(theirs) and theirs.startswith(f"{self._source}:")
            return not both and row["id"] not in self._claimed
        return True

    def _next(self, turns: Mapping[int, int], line: AttendeeLine) -> Row | None:
        """The first of that name from that source that is no other row's and nobody else's."""
        if line.line not in turns:
            return None
        name = folded_name(line)
        waiting = self._waiting.setdefault(name, deque(self._in_turn[name]))
        while waiting and waiting[0]["id"] in self._claimed:
            waiting.popleft()
        mail = (line.email.casefold(), name) if line.email else None
        again = mail in self._new_mails
        free = (row for row in waiting if row["id"] not in self._claimed)
        found = next((row for row in free if not self._is_of_another(row, line, again)), None)
        if mail and found is None:
            self._new_mails.add(mail)
        return found

    def _is_of_another(self, row: Row, line: AttendeeLine, again: bool) -> bool:
        """Whether the attendance is somebody else's; where an e-mail and name stand `again` in
        the list, they are the new person of the row above and nobody who has another e-mail."""
        if row["person_id"] is None:
            return False
        if again and self._people.row(self._people.end(row["person_id"]))["email"]:
            return True
        return self._people.is_another(row["person_id"], line)


def is_whole(key: str | None) -> bool:
    """Whether the key says which attendee it is; an order alone may stand for several."""
    return bool(key) and not str(key).endswith(":")
