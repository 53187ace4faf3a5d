"""Where messages were heard, and what came back, as rows to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.bodies import Body
from engagement_app.domain.events import Event
from engagement_app.domain.messages import Hearing, Message
from engagement_app.store.records import table_of

_HEARING, _MESSAGE = table_of(Hearing).c, table_of(Message).c
_BODY, _EVENT = table_of(Body).c, table_of(Event).c


@dataclass(frozen=True, slots=True)
class HearingRow:
    """A message before a body; `event` is None where it was at none that is recorded."""

    id: str
    message_id: str
    body: str
    event: str | None
    carried_by: str | None
    heard_on: date | None
    response: str
    reason: str | None
    feedback_given_on: date | None
    body_id: str
    event_id: str | None

    @property
    def key(self) -> str:
        """What tells the row from all others."""
        return self.id


def list_hearings(session: Session, project_id: str) -> list[HearingRow]:
    """Live hearings of live messages of the project before live bodies, as they were held."""
    query = (
        sa.select(
            *(_HEARING.id, _HEARING.message_id, _BODY.name, _EVENT.title, _HEARING.carried_by),
            *(_HEARING.heard_on, _HEARING.response, _HEARING.reason, _HEARING.feedback_given_on),
            *(_HEARING.body_id, _HEARING.event_id),
        )
        .select_from(table_of(Hearing))
        .join(table_of(Message), _MESSAGE.id == _HEARING.message_id)
        .join(table_of(Body), _BODY.id == _HEARING.body_id)
        .outerjoin(table_of(Event), _EVENT.id == _HEARING.event_id)
        .where(_MESSAGE.project_id == project_id, *_are_live())
        .order_by(_HEARING.heard_on.nulls_last(), _HEARING.id)
    )
    return [HearingRow(*row) for row in session.execute(query)]


def _are_live() -> Iterator[sa.ColumnElement[bool]]:
    return (columns.deleted_at.is_(None) for columns in (_HEARING, _MESSAGE, _BODY))
