"""Equality monitoring, kept apart: no link of any kind to a person or an attendance.

What a project asks is in the change log, as every setting is: two laptops can be brought together,
and what was altered behind the program's back is found. From it can be told between which moments
a batch of slips with these questions was put in; two backups tell that too, and a batch has so
many slips that nobody in it can be told from another. The answers themselves have no change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Answers, Flag, Kind, Wrong, field, link
from engagement_app.domain.input import Input
from engagement_app.language import _


class MonitoringResponseInput(Input):
    """One person's answers, with nothing that could say whose they are."""

    event_id: str = field(link("event", required=True))
    answers: dict[str, Any] = field(Answers())


class MonitoringResponse(MonitoringResponseInput, Entity, table=True):
    """Answers on record; alone among the records they leave no trace in the change log."""

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own name

    owner: ClassVar[str | None] = "event_id"
    logged: ClassVar[bool] = False


@dataclass(frozen=True)
class Questions(Kind):
    """Questions as `equality.py` writes them, in their order; another laptop may send anything."""

    default: tuple[()] = ()
    column: ClassVar[TypeEngine[Any]] = sa.JSON()

    def check(self, value: Any) -> list[dict[str, Any]]:
        if not (isinstance(value, list) and all(map(_is_question, value))):
            raise Wrong(_("These are no questions that can be asked."))
        return value


def _is_question(row: Any) -> bool:
    if not isinstance(row, dict) or row.keys() - _PARTS.keys() or not row.keys() >= _WANTED:
        return False
    return all(_PARTS[name](value) for name, value in row.items())


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_sum(value: dict[str, Any]) -> bool:
    return (
        value.keys() == {"words", "of"} and _are_texts([value["words"]]) and _are_texts(value["of"])
    )


_PARTS: dict[str, Callable[[Any], bool]] = {
    "key": lambda value: isinstance(value, str),
    "words": lambda value: isinstance(value, str),
    "choices": _are_texts,
    "after": lambda value: value is None or (_are_texts(value) and len(value) == 2),
    "own_words": lambda value: isinstance(value, bool),
    "sum": lambda value: value is None or (isinstance(value, dict) and _is_sum(value)),
    "asked": lambda value: isinstance(value, bool),
}
_WANTED = {"key", "words", "choices"}


class MonitoringForm(Entity, table=True):
    """What a project asks, under the project's id; part of the settings, not of its records."""

    logged_since: ClassVar[int] = 6

    asked: bool = field(Flag())
    questions: list[dict[str, Any]] = field(Questions())
