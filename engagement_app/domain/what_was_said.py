"""What was written down at an event or in a project, as rows to show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.communities import Community
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.domain.events import Event
from engagement_app.domain.naming import fold
from engagement_app.domain.people import Person
from engagement_app.domain.speakers import SPEAKER, called, whom
from engagement_app.domain.view import View
from engagement_app.store.records import table_of

MOST = 500
_SAID, _EVENT, _THEME = table_of(Contribution), table_of(Event), table_of(Theme)
_ATTENDANCE, _PERSON, _COMMUNITY = table_of(Attendance), table_of(Person), table_of(Community)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: of the whole project where no event is named; all themes, all voices."""

    project_id: str
    event_id: str | None = None
    theme_id: str | None = None
    voice: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """Something that was said; `who` is None where nobody was named, `community` where none is."""

    id: str
    event: str
    words: str
    voice: str
    community: str | None
    themes: tuple[str, ...]
    who: str | None
    may_quote: str
    mandate: str
    limits: str | None
    recorded_at: datetime | None
    recorded_by: str | None


def list_said(session: Session, wanted: Wanted) -> list[SaidRow]:
    """What was said, the newest first; 500 at most. What is deleted is out, by whom it was too."""
    themes, view = _theme_names(session, wanted.project_id), View(session)
    found = session.execute(_query(wanted)).mappings()
    rows = (row for each in found if (row := _row(each, themes, view)))
    return list(islice((row for row in rows if _fits(row, fold(wanted.text))), MOST))


def _query(wanted: Wanted) -> sa.Select[Any]:
    said = _SAID.c
    joined = (
        _SAID.join(_EVENT, _EVENT.c.id == said.event_id)
        .outerjoin(_ATTENDANCE, _ATTENDANCE.c.id == said.attendance_id)
        .outerjoin(_PERSON, _PERSON.c.id == _ATTENDANCE.c.person_id)
        .outerjoin(_COMMUNITY, _COMMUNITY.c.id == said.community_id)
    )
    query = (
        sa.select(
            _SAID,
            _EVENT.c.title.label("event"),
            _COMMUNITY.c.name.label("community"),
            *SPEAKER,
        )
        .select_from(joined)
        .where(_EVENT.c.project_id == wanted.project_id, _EVENT.c.deleted_at.is_(None))
        .where(said.deleted_at.is_(None), _ATTENDANCE.c.deleted_at.is_(None))
        .order_by(said.recorded_at.desc().nulls_last(), said.id)
    )
    return query.where(*_narrowed(wanted))


def _narrowed(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.event_id is not None:
        yield _SAID.c.event_id == wanted.event_id
    if wanted.voice is not None:
        yield _SAID.c.voice == wanted.voice
    if wanted.theme_id is not None:
        yield sa.cast(_SAID.c.theme_ids, sa.Text).contains(wanted.theme_id)


def _theme_names(session: Session, project_id: str) -> dict[str, str]:
    query = sa.select(_THEME.c.id, _THEME.c.name).where(_THEME.c.project_id == project_id)
    return {row.id: row.name for row in session.execute(query)}


def _row(each: Mapping[Any, Any], themes: Mapping[str, str], view: View) -> SaidRow | None:
    """The row to show; None where it is out with the person who said it."""
    person = whom(each, view)
    if person is not None and person["deleted_at"] is not None:
        return None
    return SaidRow(
        each["id"],
        each["event"],
        each["words"],
        each["voice"],
        each["community"],
        tuple(themes[theme] for theme in each["theme_ids"] if theme in themes),
        called(each, person) if each["speaker_id"] else None,
        each["may_quote"],
        each["mandate"],
        each["limits"],
        each["recorded_at"],
        each["recorded_by"],
    )


def _fits(row: SaidRow, text: str) -> bool:
    """Whether every word looked for is in what was said, in who said it or who wrote it down."""
    if not text:
        return True
    said = fold(f"{row.words} {row.who or ''} {row.recorded_by or ''}")
    return all(word in said for word in text.split())
