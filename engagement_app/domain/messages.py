"""Messages built from contributions, and what the bodies answered."""

from datetime import date
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Day, Links, Text, choice, field, link
from engagement_app.domain.input import Input


class MessageInput(Input):
    """A consistent message, with the contributions that stand behind it."""

    project_id: str = field(link("project", required=True))
    title: str = field(Text(required=True))
    words: str | None = field(Text(long=True))
    contribution_ids: list[str] = field(Links(table="contribution"))


class Message(MessageInput, Entity, table=True):
    """A message on record."""

    owner: ClassVar[str | None] = "project_id"


class HearingInput(Input):
    """A message carried to a body, and its answer."""

    message_id: str = field(link("message", required=True))
    body_id: str = field(link("body", required=True))
    event_id: str | None = field(link("event"))
    carried_by: str | None = field(Text())
    heard_on: date | None = field(Day(past=True))
    response: str = field(choice("accepted partly refused no_answer", "no_answer"))
    reason: str | None = field(Text(long=True))
    feedback_given_on: date | None = field(Day(past=True))


class Hearing(HearingInput, Entity, table=True):
    """A hearing on record."""

    owner: ClassVar[str | None] = "message_id"
