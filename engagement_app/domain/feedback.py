"""Telling people what became of their words: follow-ups owed to those behind a message.

A message owes each person one, ever: its id is made from the two, so that two laptops that both
promise it have promised it once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.judging import judge
from engagement_app.domain.messages import Message
from engagement_app.domain.recording import NewName, named
from engagement_app.domain.same_person import read_as
from engagement_app.domain.speaking import Spoken, list_spoken
from engagement_app.domain.view import View, load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import records


@dataclass(frozen=True, slots=True)
class Owed:
    """Who stands behind a message: those who are to be told, by the first thing they said, and
    those who are not: promised it before, not to be contacted, or without a name that is known."""

    title: str
    to_tell: tuple[Spoken, ...]
    promised: int
    not_to_contact: tuple[str, ...]
    nameless: int


def read_owed(session: Session, message_id: str) -> Owed:
    """Whom the message owes feedback; raises `UserError` where it is not there."""
    message = acts.get(session, Message, message_id)
    spoken = list_spoken(session, message["contribution_ids"])
    people = _people(spoken)
    promised = _promised(session, message_id, people)
    open_to_it = [each for each in people.values() if each.person_id not in promised]
    nameless = {each.attendance_id for each in spoken if each.attendance_id and not each.person_id}
    return Owed(
        message["title"],
        tuple(each for each in open_to_it if not each.do_not_contact),
        len(promised),
        tuple(sorted(each.name or "" for each in open_to_it if each.do_not_contact)),
        len(nameless),
    )


def owe(
    session: Session,
    message_id: str,
    *,
    owner_name: str | None = None,
    owner_organisation_id: str | None = None,
    due_on: date | None = None,
) -> int:
    """Promise feedback to all who are to be told, in one act; gives how many they are.

    Raises `UserError` where there is nobody. What was promised and taken back is promised again.
    """
    owed, message = read_owed(session, message_id), acts.get(session, Message, message_id)
    if not owed.to_tell:
        raise UserError(_("Nobody is left who stands behind this message and may be told."))
    entry = FollowUpInput.parse(
        project_id=message["project_id"],
        kind="feedback",
        description=_("What became of “{title}”").format(title=owed.title),
        owner_name=owner_name,
        owner_organisation_id=owner_organisation_id,
        due_on=due_on,
    )
    rows = [_row(message_id, each, dict(entry)) for each in owed.to_tell]
    _put(session, rows)
    return len(rows)


def put_feedback(
    session: Session, _table: str, _id: str | None, project_id: str | None, values: dict[str, Any]
) -> str:
    """The same from a form, as `recording.put` is called; gives how many they are."""
    organisation = values["owner_organisation_id"]
    if isinstance(organisation, NewName):
        organisation = named(session, "organisation", project_id, organisation.name)
    count = owe(
        session,
        values["message_id"],
        owner_name=values["owner_name"],
        owner_organisation_id=organisation,
        due_on=values["due_on"],
    )
    return str(count)


def _people(spoken: Iterable[Spoken]) -> dict[str, Spoken]:
    """Each person once, by the first thing they said."""
    found: dict[str, Spoken] = {}
    for each in spoken:
        if each.person_id:
            found.setdefault(each.person_id, each)
    return found


def _promised(session: Session, message_id: str, people: Iterable[str]) -> set[str]:
    """Those to whom it was promised, whoever they were recorded as then."""
    ids = {feedback_id(message_id, each): end for each, end in read_as(session, people).items()}
    found = load(session, "follow_up", ids)
    return {ids[each] for each, row in found.items() if row["deleted_at"] is None}


def feedback_id(message_id: str, person_id: str) -> str:
    """The id of the one follow-up in which this person is told of this message."""
    return str(uuid5(UUID(message_id), person_id))


def _row(message_id: str, spoken: Spoken, values: Mapping[str, Any]) -> dict[str, Any]:
    about = {
        "person_id": spoken.person_id,
        "attendance_id": spoken.attendance_id,
        "contribution_id": spoken.id,
    }
    made = feedback_id(message_id, spoken.person_id or "")
    return acts.whole_row(FollowUp, made, {**values, **about})


def _put(session: Session, rows: list[dict[str, Any]]) -> None:
    """Add them, or bring back those that were taken back; raises `UserError`."""
    view, table = View(session), str(FollowUp.__tablename__)
    for name in ("person", "attendance", "contribution"):
        view.fetch(name, {row[f"{name}_id"] for row in rows})
    for row in rows:
        for fault in judge(table, row, view):
            raise UserError(fault.sentence, field=fault.field)
    gone = load(session, table, [row["id"] for row in rows])
    records.create(session, FollowUp, [row for row in rows if row["id"] not in gone])
    records.change(
        session,
        FollowUp,
        {
            row["id"]: {
                name: value for name, value in row.items() if value != gone[row["id"]][name]
            }
            for row in rows
            if row["id"] in gone
        },
    )
