"""A person's whole story: where they were, what they said, what they were promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.communities import Community
from engagement_app.domain.consenting import Answered, read_answers
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.events import Event
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.naming import name_of
from engagement_app.domain.objections import read_objections
from engagement_app.domain.promises import PromiseRow, list_promises
from engagement_app.domain.provenance import Carried, carried
from engagement_app.domain.same_person import ends, read_as
from engagement_app.domain.view import View
from engagement_app.store.records import table_of

_ATTENDANCE, _EVENT, _SAID = table_of(Attendance), table_of(Event), table_of(Contribution)
_FOLLOW_UP, _COMMUNITY = table_of(FollowUp), table_of(Community)


@dataclass(frozen=True, slots=True)
class Attended:
    """Being on the list of an event, whatever came of it."""

    event: str
    starts_at: datetime | None
    status: str
    wants_to_stay_involved: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something they said, in whose voice, for which community, and into which messages it went."""

    words: str
    voice: str
    community: str | None
    event: str
    messages: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class Who:
    """Who it is; of somebody nameless nothing is known."""

    name: str | None = None
    known_as: str | None = None
    organisation: str | None = None
    communities: tuple[str, ...] = ()
    preferred_contact: str = "none"
    phone: str | None = None
    email: str | None = None
    access_needs: str | None = None
    is_person: bool = False
    objects_to: frozenset[str] = frozenset()

    @property
    def do_not_contact(self) -> bool:
        """Whether they object to contact."""
        return "contact" in self.objects_to


@dataclass(frozen=True, slots=True)
class Story:
    """All that the file knows of one person, or of one nameless attendance; newest first."""

    who: Who
    attended: tuple[Attended, ...] = ()
    said: tuple[Said, ...] = ()
    promised: tuple[PromiseRow, ...] = ()
    consents: tuple[Answered, ...] = ()


def read_story(session: Session, person_id: str | None, attendance_id: str | None = None) -> Story:
    """The story of a person with all that is recorded under their duplicates.

    Without a person, of an attendance that is a label or nobody.
    """
    view, people = View(session), list[str]()
    if person_id:
        end = ends(session, [person_id])[person_id]
        people = list(read_as(session, [end]))
        who = who_is(session, view, view("person", end) or {})
        here: Any = _ATTENDANCE.c.person_id.in_(people)
    else:
        attendance = view("attendance", attendance_id) or {}
        who = Who(name=attendance.get("label"))
        here = _ATTENDANCE.c.id == attendance_id
    places = _places(session, here)
    ids = [row.id for row in places]
    return Story(
        who,
        tuple(Attended(*row[1:]) for row in places),
        _said(session, ids),
        _promised(session, people, ids),
        tuple(read_answers(session, person_id)) if person_id else (),
    )


def who_is(session: Session, view: View, person: Mapping[str, Any]) -> Who:
    """Somebody as their fields tell it."""
    if not person:
        return Who()
    organisation = view("organisation", person["organisation_id"])
    name = name_of(person)
    plain = ("preferred_contact", "phone", "email", "access_needs")
    objects_to = read_objections(session, [person["id"]]).of(person["id"])
    return Who(
        name=name,
        known_as=person["known_as"] if person["known_as"] != name else None,
        organisation=organisation["name"] if organisation else None,
        communities=_names(session, person["community_ids"]),
        is_person=True,
        objects_to=objects_to | ({"contact"} if person["do_not_contact"] else set()),
        **{field: person[field] for field in plain},
    )


def _names(session: Session, ids: list[str]) -> tuple[str, ...]:
    query = sa.select(_COMMUNITY.c.name).where(_COMMUNITY.c.id.in_(ids))
    return tuple(session.scalars(query.order_by(_COMMUNITY.c.name)))


def _places(session: Session, here: Any) -> list[Any]:
    columns = _ATTENDANCE.c
    query = (
        sa.select(
            columns.id,
            _EVENT.c.title,
            _EVENT.c.starts_at,
            columns.status,
            columns.wants_to_stay_involved,
        )
        .select_from(_ATTENDANCE.join(_EVENT, _EVENT.c.id == columns.event_id))
        .where(here, columns.deleted_at.is_(None), _EVENT.c.deleted_at.is_(None))
        .order_by(_EVENT.c.starts_at.desc().nulls_last(), columns.id)
    )
    return list(session.execute(query))


def _said(session: Session, attendance_ids: list[str]) -> tuple[Said, ...]:
    joined = _SAID.join(_EVENT, _EVENT.c.id == _SAID.c.event_id).outerjoin(
        _COMMUNITY, _COMMUNITY.c.id == _SAID.c.community_id
    )
    query = (
        sa.select(_SAID.c.id, _SAID.c.words, _SAID.c.voice, _COMMUNITY.c.name, _EVENT.c.title)
        .select_from(joined)
        .where(_SAID.c.attendance_id.in_(attendance_ids), _SAID.c.deleted_at.is_(None))
        .order_by(_SAID.c.recorded_at.desc().nulls_last(), _SAID.c.id)
    )
    rows = list(session.execute(query))
    messages = carried(session, [row.id for row in rows])
    return tuple(
        Said(row.words, row.voice, row.name, row.title, messages.get(row.id, ())) for row in rows
    )


def _promised(
    session: Session, people: list[str], attendance_ids: list[str]
) -> tuple[PromiseRow, ...]:
    columns = _FOLLOW_UP.c
    spoken = sa.select(_SAID.c.id).where(_SAID.c.attendance_id.in_(attendance_ids))
    query = (
        sa.select(columns.id, columns.status)
        .where(
            sa.or_(
                columns.person_id.in_(people),
                columns.attendance_id.in_(attendance_ids),
                columns.contribution_id.in_(spoken),
            )
        )
        .order_by(columns.status == "open", columns.due_on)
    )
    found = {row.id: row.status for row in session.execute(query)}
    return tuple(reversed(list_promises(session, found)))
