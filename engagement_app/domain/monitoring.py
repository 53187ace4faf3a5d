"""Equality monitoring, kept apart: no link of any kind to a person or an attendance."""

from typing import Any, ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Answers, field, link
from engagement_app.domain.input import Input


class MonitoringResponseInput(Input):
    """One person's answers, with nothing that could say whose they are."""

    event_id: str = field(link("event", required=True))
    answers: dict[str, Any] = field(Answers())


class MonitoringResponse(MonitoringResponseInput, Entity, table=True):
    """Answers on record; alone among the records they leave no trace in the change log."""

    owner: ClassVar[str | None] = "event_id"
    logged: ClassVar[bool] = False
