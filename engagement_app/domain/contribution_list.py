"""What was said in a project, as a list to hand out or to open in a spreadsheet."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.communities import Community
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.domain.events import Event
from engagement_app.domain.lists import ContributionExportRow
from engagement_app.domain.objections import read_objections
from engagement_app.domain.people import Person
from engagement_app.domain.same_person import last_of
from engagement_app.store.records import table_of

_SAID, _EVENT, _ATTENDANCE = table_of(Contribution), table_of(Event), table_of(Attendance)
_COMMUNITY, _THEME, _PERSON = table_of(Community), table_of(Theme), table_of(Person)
_JOINED = (
    _SAID.join(_EVENT, _EVENT.c.id == _SAID.c.event_id)
    .outerjoin(_ATTENDANCE, _ATTENDANCE.c.id == _SAID.c.attendance_id)
    .outerjoin(_COMMUNITY, _COMMUNITY.c.id == _SAID.c.community_id)
)
_TIME = _EVENT.c.starts_at, _EVENT.c.title, _EVENT.c.id, _SAID.c.recorded_at, _SAID.c.id


def list_contributions(session: Session, project_id: str) -> list[ContributionExportRow]:
    """All that was said and is not deleted, nor who said it, by event and time.

    Nobody's name is in it: `attendance_id` is the id of `export attendees`. What was said by
    whoever objects to being quoted may not be, whatever was agreed for it.
    """
    query = (
        sa.select(_SAID, _EVENT.c.title, _COMMUNITY.c.name, _ATTENDANCE.c.person_id)
        .select_from(_JOINED)
        .where(_EVENT.c.project_id == project_id, _EVENT.c.deleted_at.is_(None))
        .where(_SAID.c.deleted_at.is_(None), _ATTENDANCE.c.deleted_at.is_(None))
        .order_by(*_TIME)
    )
    named = session.execute(sa.select(_THEME.c.id, _THEME.c.name))
    themes = {row.id: row.name for row in named}
    found = list(session.execute(query))
    gone = _gone(session, {row.person_id for row in found if row.person_id})
    objections = read_objections(session)
    return [
        _row(row, themes, "no" if objections.to("quote", row.person_id) else row.may_quote)
        for row in found
        if row.person_id not in gone
    ]


def _gone(session: Session, people: set[str]) -> set[str]:
    """Those who are deleted, or read as somebody who is."""
    return {each for each, end in last_of(session, people).items() if end["deleted_at"] is not None}


def _row(row: Any, themes: dict[str, str], may_quote: str) -> ContributionExportRow:
    named = tuple(themes[each] for each in row.theme_ids if each in themes)
    return ContributionExportRow(
        row.title, row.voice, row.name, row.mandate, row.words, row.limits, row.form, row.kind,
        named, may_quote, row.recorded_at, row.recorded_by, row.attendance_id, row.id,
    )  # fmt: skip
