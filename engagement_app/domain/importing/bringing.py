"""Who brought what into the file, lists or people: told by the change log."""

import json
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.tables import TABLES
from engagement_app.store.changes import CHANGE
from engagement_app.store.columns import to_plain
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import defaults_of

LIST_TAKEN = "attendees.import"
OWN_LIST_TAKEN = "attendees.correct"
"""The acts of taking in another program's list, and our own that came back: what somebody wrote
into our own list is a correction by hand."""

_CHANGES = "SELECT act, kind, fields FROM change WHERE record_id = ? ORDER BY hlc, id"


def made_together(session: Session, one: str, other: str) -> bool:
    """Whether two records of the file were made in one act, as by one import."""
    query = (
        sa.select(CHANGE.c.record_id, CHANGE.c.act_id)
        .where(CHANGE.c.record_id.in_((one, other)))
        .order_by(CHANGE.c.hlc)
    )
    first: dict[str, str] = {}
    for record_id, act_id in session.execute(query):
        first.setdefault(record_id, act_id)
    return len(first) == 2 and len(set(first.values())) == 1


class Past:
    """What fields held before, and which acts set them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def values(self, record_id: str, name: str) -> list[tuple[str, Any]]:
        """Each act that set a field and the plain value, oldest first; the first is the making."""
        found: list[tuple[str, Any]] = []
        for act, kind, fields in ask(self._session, _CHANGES, [record_id]):
            changed = json.loads(fields)
            if name in changed:
                found.append((act, changed[name]["value"]))
            elif not found:
                found.append((act, defaults_of(TABLES[kind])[name]))
        return found

    def by_hand(self, record_id: str, name: str, *, own_list: bool = False) -> bool:
        """Whether a field is as a person set it; `own_list`: by other means than our own list."""
        values = self.values(record_id, name)
        lists = (LIST_TAKEN, OWN_LIST_TAKEN) if own_list else (LIST_TAKEN,)
        return bool(values) and values[-1][0] not in lists

    def is_overruled(
        self, record_id: str, name: str, value: Any, *, own_list: bool = False
    ) -> bool:
        """Whether a field held the value once and a person has put another in its place since."""
        if not self.by_hand(record_id, name, own_list=own_list):
            return False
        return any(to_plain(value) == former for _act, former in self.values(record_id, name)[:-1])
