"""Equality monitoring, kept apart: no link of any kind to a person or an attendance."""

from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Answers, field, link
from engagement_app.domain.input import Input
from engagement_app.store.record import Record


class MonitoringResponseInput(Input):
    """One person's answers, with nothing that could say whose they are."""

    event_id: str = field(link("event", required=True))
    answers: dict[str, Any] = field(Answers())


class MonitoringResponse(MonitoringResponseInput, Entity, table=True):
    """Answers on record; alone among the records they leave no trace in the change log."""

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own name

    owner: ClassVar[str | None] = "event_id"
    logged: ClassVar[bool] = False


class MonitoringForm(Record, table=True):
    """What a project asks, under the project's id; part of the settings, not of its records."""

    __tablename__ = "monitoring_form"
    logged: ClassVar[bool] = False

    asked: bool = Field(default=False)
    questions: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
