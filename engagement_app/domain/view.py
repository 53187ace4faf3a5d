"""Records as they would be after an act: what the act changes, over what the file holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.rules import Row
from engagement_app.domain.tables import TABLES, link_lists_of, links_of
from engagement_app.store.plain_rows import select
from engagement_app.store.records import table_of

_AT_ONCE = 500


def load(session: Session, table: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of these ids that the file has, by id."""
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), _AT_ONCE):
        for row in select(session, table_of(TABLES[table]), wanted[start : start + _AT_ONCE]):
            found[row["id"]] = row
    return found


class View:
    """Finds records by table and id: first what the act puts there, then the file's."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[str, dict[str, Row | None]] = defaultdict(dict)

    def put(self, table: str, row: Row) -> None:
        """The record as the act leaves it."""
        self._rows[table][row["id"]] = row

    def fetch(self, table: str, ids: Iterable[str]) -> None:
        """Read these records at once; those that are nowhere are known to be nowhere."""
        wanted = {each for each in ids if each not in self._rows[table]}
        found = load(self._session, table, wanted)
        for each in wanted:
            self._rows[table][each] = found.get(each)

    def __call__(self, table: str, record_id: str | None) -> Row | None:
        if not record_id:
            return None
        if record_id not in self._rows[table]:
            self.fetch(table, [record_id])
        return self._rows[table][record_id]

    def pointing_at(self, table: str, record_id: str) -> Iterator[tuple[str, Row]]:
        """The records that link to this one, as the act leaves them."""
        for other in TABLES:
            for row in self._linked(other, table, record_id):
                yield other, self(other, row) or {}

    def _linked(self, other: str, table: str, record_id: str) -> set[str]:
        columns = table_of(TABLES[other]).c
        single = [
            columns[name] == record_id
            for name, kind in links_of(other).items()
            if kind.table == table
        ]
        listed = [
            sa.cast(columns[name], sa.Text).contains(record_id)
            for name, kind in link_lists_of(other).items()
            if kind.table == table
        ]
        if not single and not listed:
            return set()
        return set(
            self._session.execute(sa.select(columns.id).where(sa.or_(*single, *listed))).scalars()
        )
