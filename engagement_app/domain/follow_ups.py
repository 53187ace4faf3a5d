"""Routes: how a person stays involved after the event."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Day, Text, choice, field, link
from engagement_app.domain.input import Input
from engagement_app.domain.rules import Fault, Find, Row, Rule, person_at_the_end
from engagement_app.language import _
from engagement_app.store.emptied import Emptied, nothing


class FollowUpInput(Input):
    """A route with its owner and its day; that there is none is a kind of its own."""

    project_id: str = field(link("project", required=True))
    attendance_id: str | None = field(link("attendance"))
    person_id: str | None = field(link("person"))
    contribution_id: str | None = field(link("contribution"))
    kind: str = field(
        choice(
            "join_group call_back referral next_event feedback volunteer other no_route_exists",
            "other",
        )
    )
    description: str | None = field(Text())
    owner_organisation_id: str | None = field(link("organisation"))
    owner_name: str | None = field(Text())
    role_id: str | None = field(link("engagement_role"))
    service_id: str | None = field(link("service"))
    due_on: date | None = field(Day())
    status: str = field(choice("open done cancelled"))
    done_on: date | None = field(Day(past=True))
    outcome: str | None = field(Text())


def _attendance_of(row: Row, find: Find) -> tuple[Any, Any]:
    """Its own attendance, and that of its contribution."""
    contribution = find("contribution", row["contribution_id"])
    return row["attendance_id"], contribution["attendance_id"] if contribution else None


def _for_the_person_who_attended(row: Row, find: Find) -> Iterator[Fault]:
    own, spoken = _attendance_of(row, find)
    attendance = find("attendance", own or spoken)
    if attendance is None:
        return
    there = person_at_the_end(find, attendance["person_id"])
    here = person_at_the_end(find, row["person_id"])
    if there and here and there != here:
        others = (
            ("attendance", attendance["id"]),
            ("person", row["person_id"]),
            ("person", attendance["person_id"]),
            ("contribution", row["contribution_id"]),
        )
        sentence = _("The follow-up's person is not the person of its attendance.")
        yield Fault("person_id", sentence, others)


def _on_what_was_said_there(row: Row, find: Find) -> Iterator[Fault]:
    own, spoken = _attendance_of(row, find)
    if own != spoken and find("attendance", own) and find("attendance", spoken):
        sentence = _("The follow-up's contribution was made in another attendance than its own.")
        yield Fault("contribution_id", sentence, (("contribution", row["contribution_id"]),))


class FollowUp(FollowUpInput, Entity, table=True):
    """A follow-up on record; its attendance and event may be those of its contribution."""

    owner: ClassVar[str | None] = "project_id"
    belongs: ClassVar[tuple[str, ...]] = ("person_id", "attendance_id")
    rules: ClassVar[tuple[Rule, ...]] = (_for_the_person_who_attended, _on_what_was_said_there)
    emptied: ClassVar[Emptied] = dict.fromkeys(("description", "outcome"), nothing)
