"""Counting those who give no name, by community.

Such a count is a tally: a nameless attendance has no community, and would count as a person whose
words may be recorded. Each laptop changes only the tallies it made itself, so that the counts of
two doors are two tallies that add up.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.attendance import Tally, TallyInput
from engagement_app.domain.communities import Community
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.plain_rows import ask, plain_rows
from engagement_app.store.records import table_of

_TALLY, _COMMUNITY = table_of(Tally).c, table_of(Community).c
_OWN = (
    "SELECT t.id, t.count FROM tally t WHERE t.event_id = ? AND t.community_id IS ?"
    " AND t.label IS NULL AND t.deleted_at IS NULL AND ? ="
    " (SELECT device FROM change WHERE record_id = t.id ORDER BY hlc, rowid LIMIT 1)"
    " ORDER BY t.count DESC, t.id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many were counted of a community; without one, of whom none was said."""

    community_id: str | None
    community: str | None
    count: int


def count_nameless(session: Session, event_id: str, community_id: str | None, by: int) -> int:
    """Count one more, or one less (`by` is 1 or -1), on this laptop; gives its count.

    Raises `UserError` where this laptop has counted nobody that could be taken off.
    """
    own = ask(session, _OWN, (event_id, community_id, session.info["act"].device))
    if not own and by > 0:
        entry = TallyInput.parse(event_id=event_id, community_id=community_id, count=by)
        acts.add(session, entry)
        return by
    if not own or own[0][1] + by < 0:
        raise UserError(_("This laptop has counted nobody there, so nobody can be taken off."))
    [[tally_id, count]] = own
    acts.amend(session, Tally, tally_id, count=count + by)
    return int(count) + by


def list_head_counts(session: Session, event_id: str) -> list[HeadCount]:
    """The counts of the event by community, of all laptops together, by name."""
    query = (
        sa.select(_TALLY.community_id, _COMMUNITY.name, sa.func.sum(_TALLY.count))
        .select_from(
            table_of(Tally).outerjoin(table_of(Community), _COMMUNITY.id == _TALLY.community_id)
        )
        .where(_TALLY.event_id == event_id, _TALLY.deleted_at.is_(None))
        .group_by(_TALLY.community_id, _COMMUNITY.name)
        .having(sa.func.sum(_TALLY.count) > 0)
        .order_by(_COMMUNITY.name)
    )
    return [HeadCount(*row) for row in plain_rows(session, query)]
