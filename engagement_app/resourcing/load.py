"""Who has how much to keep: the open follow-ups of each owner, by when they fall due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from engagement_app.domain.naming import fold
from engagement_app.resourcing.promises import read_open
from engagement_app.store.plain_rows import ask

_WEEK = timedelta(days=6)
_OWNERS = (
    "SELECT f.id, f.owner_name, f.owner_organisation_id, o.name FROM follow_up f"
    " LEFT JOIN organisation o ON o.id = f.owner_organisation_id"
    " WHERE f.project_id = ? AND f.status = 'open'"
)


@dataclass(frozen=True, slots=True)
class Owned:
    """An open follow-up and who owns it: a name, an organisation, both or neither."""

    id: str
    owner: str | None
    organisation_id: str | None
    organisation: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """The open follow-ups of one owner; `overdue`, `this_week`, `later` and `no_date` make up
    `open`."""

    owner: str | None
    organisation: str | None
    open: int
    overdue: int
    this_week: int
    later: int
    no_date: int
    ids: tuple[str, ...] = ()


def load_per_owner(owned: Iterable[Owned], today: date) -> list[OwnerLoad]:
    """A row per owner, who has most overdue first; what nobody owns is last.

    One name at two organisations is two owners; upper case and accents make no other.
    """
    of_each: dict[tuple[str, str], list[Owned]] = defaultdict(list)
    for each in owned:
        of_each[fold(each.owner), each.organisation_id or ""].append(each)
    rows = [_load(follow_ups, today) for follow_ups in of_each.values()]
    return sorted(rows, key=_heaviest)


def read_load(session: Session, project_id: str, today: date) -> list[OwnerLoad]:
    """The load of each owner of the project's live follow-ups."""
    due = {each.id: each.due_on for each in read_open(session, project_id)}
    rows = ask(session, _OWNERS, (project_id,))
    return load_per_owner((_owned(row, due[row[0]]) for row in rows if row[0] in due), today)


def _owned(row: tuple[Any, ...], due_on: str | None) -> Owned:
    each, owner, organisation_id, organisation = row
    day = date.fromisoformat(due_on) if due_on else None
    return Owned(each, owner, organisation_id, organisation, day)


def _load(follow_ups: list[Owned], today: date) -> OwnerLoad:
    first, days = follow_ups[0], [each.due_on for each in follow_ups]
    dated = [day for day in days if day is not None]
    overdue = sum(day < today for day in dated)
    soon = sum(today <= day <= today + _WEEK for day in dated)
    return OwnerLoad(
        first.owner,
        first.organisation,
        len(days),
        overdue,
        soon,
        len(dated) - overdue - soon,
        len(days) - len(dated),
        tuple(each.id for each in follow_ups),
    )


def _heaviest(row: OwnerLoad) -> tuple[bool, int, int, str, str]:
    nobody = not (row.owner or row.organisation)
    return nobody, -row.overdue, -row.open, fold(row.owner), fold(row.organisation)
