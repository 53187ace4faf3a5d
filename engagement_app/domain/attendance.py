"""Who came: one person, or one nameless somebody, at one event; and head counts."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Count, Moment, Text, choice, field, link, tri
from engagement_app.domain.input import Input
from engagement_app.domain.rules import Fault, Find, Row, Rule
from engagement_app.language import _
from engagement_app.store.emptied import Emptied, nothing, sealed

UNEXPECTED = ("walk_in", "paper", "kiosk")
"""Sources of those who came without being on the list: from the desk, a blank row, the kiosk.

The source says how somebody came onto the list and is kept, however they are ticked off later.
"""


class AttendanceInput(Input):
    """One sign-in, nameless without person and label; `came_instead_of_id` is an attendance."""

    event_id: str = field(link("event", required=True))
    person_id: str | None = field(link("person"))
    label: str | None = field(Text())
    capacity: str = field(choice("own on_behalf working"))
    on_behalf_of_community_id: str | None = field(link("community"))
    on_behalf_of_organisation_id: str | None = field(link("organisation"))
    status: str = field(choice("expected here left did_not_come excused"))
    arrived_at: datetime | None = field(Moment())
    left_at: datetime | None = field(Moment())
    first_time: str = field(tri())
    wants_to_stay_involved: str = field(choice("yes no not_asked", "not_asked"))
    came_instead_of_id: str | None = field(link("attendance"))
    source: str = field(choice("walk_in import paper kiosk", "import"))
    source_key: str | None = field(Text())
    line_number: int | None = field(Count())


def _person_or_label(row: Row, _find: Find) -> Iterator[Fault]:
    if row["person_id"] and row["label"]:
        yield Fault("label", _("An attendance has a person or a label, not both."))


class Attendance(AttendanceInput, Entity, table=True):
    """An attendance on record; out with its person and its event."""

    owner: ClassVar[str | None] = "event_id"
    belongs: ClassVar[tuple[str, ...]] = ("person_id",)
    rules: ClassVar[tuple[Rule, ...]] = (_person_or_label,)
    # The key of a booking stays sealed: the same list again must not bring its person back.
    emptied: ClassVar[Emptied] = {"label": nothing, "line_number": nothing, "source_key": sealed}


class TallyInput(Input):
    """A head count with no names."""

    event_id: str = field(link("event", required=True))
    community_id: str | None = field(link("community"))
    label: str | None = field(Text())
    count: int = field(Count(default=0))


class Tally(TallyInput, Entity, table=True):
    """A tally on record."""

    owner: ClassVar[str | None] = "event_id"
