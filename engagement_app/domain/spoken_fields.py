"""The fields of a record as people read them: each with its words, links by name."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.domain.fields import Choice, Kind, Link, Links, Money, default_of
from engagement_app.domain.input import kinds_of
from engagement_app.domain.monitoring import Questions
from engagement_app.domain.names import name_of_record
from engagement_app.domain.pauses import Pauses, pauses_of
from engagement_app.domain.rules import Find
from engagement_app.domain.tables import TABLES
from engagement_app.domain.wording import label_of, word_of
from engagement_app.language import _


def spoken_fields(table: str, row: Mapping[str, Any], find: Find) -> Iterator[tuple[str, str]]:
    """What each field is called and says; a field that says nothing is left out."""
    for name, kind in kinds_of(TABLES[table]).items():
        text = spoken(kind, row[name], find)
        if text and (row[name] != default_of(kind) or isinstance(kind, Choice)):
            yield label_of(name, kind, table), text


def spoken(kind: Kind, value: Any, find: Find) -> str:
    """One value as people read it, whole; empty for nothing."""
    if value is None or value in ("", []):
        return ""
    if isinstance(kind, Link):
        return _named(kind.table, value, find)
    if isinstance(kind, Links):
        return ", ".join(_named(kind.table, each, find) for each in value)
    if isinstance(kind, Choice):
        return word_of(value)
    if isinstance(kind, Money):
        return spoken_pounds(value)
    if isinstance(kind, Pauses):
        return ", ".join(
            " – ".join(_plain(day) for day in pause if day) for pause in pauses_of(value)
        )
    if isinstance(kind, Questions):
        return " ".join(str(question["words"]) for question in value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return spoken_moment(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return spoken_number(value) if isinstance(value, Decimal) else str(value)


def _named(table: str, record_id: str, find: Find) -> str:
    row = find(table, record_id)
    return name_of_record(table, row, find) if row else record_id


def spoken_moment(moment: datetime) -> str:
    """`23/11/2026, 14:05`, in local time."""
    return f"{moment.astimezone():%d/%m/%Y, %H:%M}"
