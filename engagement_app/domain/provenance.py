"""From something that was said: who said it where, and what became of it since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.hearings import HearingRow, list_hearings
from engagement_app.domain.promises import PromiseRow, list_promises
from engagement_app.domain.speaking import list_spoken
from engagement_app.domain.view import View
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.plain_rows import ask

_MESSAGES = (
    "SELECT said.value, m.id, m.title, m.project_id FROM message m"
    " JOIN json_each(m.contribution_ids) said WHERE m.deleted_at IS NULL"
    " AND said.value IN (SELECT value FROM json_each(?)) ORDER BY m.title, m.id"
)
_FOLLOW_UPS = (
    "SELECT f.id, f.status FROM follow_up f WHERE f.contribution_id = ? AND f.deleted_at IS NULL"
    " ORDER BY f.status = 'open' DESC, f.due_on, f.id"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it, where and on what basis.

    `who` is the name or label of who attended and None for somebody nameless; without a `status`
    nobody is named. `for_whom` are the community and the organisation they came on behalf of.
    """

    words: str
    voice: str
    community: str | None
    mandate: str
    limits: str | None
    recorded_at: datetime | None
    recorded_by: str | None
    who: str | None
    status: str | None
    capacity: str | None
    for_whom: tuple[str, ...]
    event: str
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A message that it stands behind, with its hearings."""

    title: str
    hearings: tuple[HearingRow, ...]


@dataclass(frozen=True, slots=True)
class Became:
    """One contribution, where it comes from and what became of it."""

    source: Source
    messages: tuple[Carried, ...]
    follow_ups: tuple[PromiseRow, ...]


def read_became(session: Session, contribution_id: str) -> Became:
    """What became of it; raises `UserError` where it is deleted, or out with what it belongs to."""
    spoken = list_spoken(session, [contribution_id])
    if not spoken:
        raise UserError(_("This is no longer there. Choose another."))
    said = acts.get(session, Contribution, contribution_id)
    view = View(session)
    event = view("event", said["event_id"]) or {}
    follow_ups = dict(ask(session, _FOLLOW_UPS, (contribution_id,)))
    return Became(
        _source(said, spoken[0].name, event, view),
        carried(session, [contribution_id]).get(contribution_id, ()),
        tuple(list_promises(session, follow_ups)),
    )


def _source(said: Any, name: str | None, event: Any, view: View) -> Source:
    community = view("community", said["community_id"])
    attendance = view("attendance", said["attendance_id"])
    told = ("voice", "mandate", "limits", "recorded_at", "recorded_by")
    return Source(
        words=said["words"],
        community=community["name"] if community else None,
        **{field: said[field] for field in told},
        who=name or (attendance["label"] if attendance else None),
        status=attendance["status"] if attendance else None,
        capacity=attendance["capacity"] if attendance else None,
        for_whom=_for_whom(attendance, view) if attendance else (),
        event=event["title"],
        starts_at=event["starts_at"],
    )


def _for_whom(attendance: Any, view: View) -> tuple[str, ...]:
    found = (
        view(table, attendance[f"on_behalf_of_{table}_id"])
        for table in ("community", "organisation")
    )
    return tuple(each["name"] for each in found if each)


def carried(session: Session, contribution_ids: Iterable[str]) -> dict[str, tuple[Carried, ...]]:
    """By contribution the messages that it stands behind, where there are any, by title."""
    behind: dict[str, list[Carried]] = {}
    heard: dict[str, list[HearingRow]] = {}
    rows = ask(session, _MESSAGES, (json.dumps(list(contribution_ids)),))
    for said, message_id, title, project_id in rows:
        if project_id not in heard:
            heard[project_id] = list_hearings(session, project_id)
        hearings = tuple(row for row in heard[project_id] if row.message_id == message_id)
        behind.setdefault(said, []).append(Carried(title, hearings))
    return {said: tuple(found) for said, found in behind.items()}
