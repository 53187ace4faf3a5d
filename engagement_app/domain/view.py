"""Records as they would be after an act: what the act changes, over what the file holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.rules import Row
from engagement_app.domain.tables import TABLES, entity_of, link_lists_of, links_of
from engagement_app.store.plain_rows import select
from engagement_app.store.records import table_of

_AT_ONCE = 500
Place = tuple[str, str]
"""A record's table and id."""


def load(session: Session, table: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of these ids that the file has, by id."""
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), _AT_ONCE):
        for row in select(session, table_of(entity_of(table)), wanted[start : start + _AT_ONCE]):
            found[row["id"]] = row
    return found


class View:
    """Finds records by table and id: first what the act puts there, then the file's."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._rows: dict[str, dict[str, Row | None]] = defaultdict(dict)

    def put(self, table: str, row: Row) -> None:
        """The record as the act leaves it."""
        self._rows[table][row["id"]] = row

    def fetch(self, table: str, ids: Iterable[str]) -> None:
        """Read these records at once; those that are nowhere are known to be nowhere."""
        wanted = {each for each in ids if each not in self._rows[table]}
        found = load(self.session, table, wanted)
        for each in wanted:
            self._rows[table][each] = found.get(each)

    def __call__(self, table: str, record_id: str | None) -> Row | None:
        if not record_id:
            return None
        if record_id not in self._rows[table]:
            self.fetch(table, [record_id])
        return self._rows[table][record_id]

    def pointing_at(self, table: str, ids: Collection[str]) -> Iterator[tuple[str, str, str]]:
        """The records of the file that link to any of these: table, id, and which of these."""
        for other in TABLES:
            columns = table_of(TABLES[other]).c
            for name, kind in links_of(other).items():
                if kind.table == table:
                    for each, linked in self._linked(columns, name, list(ids)):
                        yield other, each, linked
            for name, many in link_lists_of(other).items():
                if many.table == table:
                    for each, listed in self.session.execute(sa.select(columns.id, columns[name])):
                        yield from ((other, each, linked) for linked in listed if linked in ids)

    def _linked(self, columns: Any, name: str, ids: list[str]) -> Iterator[tuple[str, str]]:
        for start in range(0, len(ids), _AT_ONCE):
            some = columns[name].in_(ids[start : start + _AT_ONCE])
            query = sa.select(columns.id, columns[name]).where(some)
            yield from ((each, linked) for each, linked in self.session.execute(query))
