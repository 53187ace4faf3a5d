"""What was said or offered, in whose voice and on what mandate."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Links, Moment, Text, choice, field, link
from engagement_app.domain.input import Input
from engagement_app.domain.rules import Fault, Find, Row, Rule
from engagement_app.language import _
from engagement_app.store.emptied import Emptied, erased, left_as, nothing


class ThemeInput(Input):
    """What contributions of a project are about."""

    project_id: str = field(link("project", required=True))
    name: str = field(Text(required=True))


class Theme(ThemeInput, Entity, table=True):
    """A theme on record."""

    owner: ClassVar[str | None] = "project_id"


class ContributionInput(Input):
    """Words in a voice; mandate and limits say on what basis somebody speaks for others."""

    event_id: str = field(link("event", required=True))
    attendance_id: str | None = field(link("attendance"))
    voice: str = field(choice("own on_behalf second_hand", required=True))
    community_id: str | None = field(link("community"))
    theme_ids: list[str] = field(Links(table="theme"))
    mandate: str = field(
        choice(
            "elected appointed asked_by_group lived_experience told_by_others none_stated",
            "none_stated",
        )
    )
    limits: str | None = field(Text(long=True))
    words: str = field(Text(required=True, long=True))
    form: str = field(choice("verbatim paraphrase summary", "paraphrase"))
    kind: str = field(choice("experience concern idea question offer other", "other"))
    may_quote: str = field(choice("yes no not_asked", "not_asked"))
    recorded_at: datetime | None = field(Moment())
    recorded_by: str | None = field(Text())


def _at_the_event_of_its_attendance(row: Row, find: Find) -> Iterator[Fault]:
    attendance = find("attendance", row["attendance_id"])
    there = find("event", attendance["event_id"]) if attendance else None
    if there and row["event_id"] and there["id"] != row["event_id"]:
        sentence = _("The contribution's event is not the event of its attendance.")
        yield Fault("event_id", sentence, (("attendance", row["attendance_id"]),))


class Contribution(ContributionInput, Entity, table=True):
    """A contribution on record; out with its attendance and its event."""

    owner: ClassVar[str | None] = "event_id"
    belongs: ClassVar[tuple[str, ...]] = ("attendance_id",)
    rules: ClassVar[tuple[Rule, ...]] = (_at_the_event_of_its_attendance,)
    emptied: ClassVar[Emptied] = {"words": erased, "limits": nothing, "may_quote": left_as("no")}
    kept: ClassVar[tuple[str, ...]] = ("words", "limits")
