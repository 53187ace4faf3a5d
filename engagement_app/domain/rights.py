"""What people ask of us about their data, and how long we keep it: beside the open format.

All of it is in the change log. When somebody is erased, the entries of the log of requests that
were made in their name, letter for letter, lose it in every change too: of `who` is left that
somebody asked, of `about` nothing, of `outcome` what stands there now. The kind, the days and the
outcome stay, as the law wants it known what was done. `who` may also be emptied by hand, with the
word “(erased)”: see `requests.py`. What else names them is listed for a person to look at.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from engagement_app.domain.deadlines import Pause
from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Count, Day, Moment, Text, choice, field
from engagement_app.domain.input import Input
from engagement_app.domain.pauses import Pauses, pauses_of
from engagement_app.domain.people import PURPOSES
from engagement_app.domain.rules import Fault, Find, Row, Rule
from engagement_app.language import _
from engagement_app.store.emptied import Emptied, erased, nothing


class RightsRequestInput(Input):
    """A request or a complaint, with the days on which something came of it."""

    kind: str = field(choice("access erasure correction objection complaint other"))
    who: str = field(Text(required=True))
    about: str | None = field(Text(long=True))
    received_on: date = field(Day(required=True))
    acknowledged_on: date | None = field(Day())
    pauses: list[list[str | None]] = field(Pauses())
    answered_on: date | None = field(Day())
    outcome: str | None = field(Text(long=True))


def _after_it_came(row: Row, _find: Find) -> Iterator[Fault]:
    for name in ("acknowledged_on", "answered_on"):
        if row[name] and row["received_on"] and row[name] < row["received_on"]:
            yield Fault(name, _("This lies before the day on which it came."))
    if any(row["received_on"] and first < row["received_on"] for first, _last in _pauses(row)):
        yield Fault("pauses", _("The clock cannot be stopped before the day on which it came."))


def _pauses(row: Row) -> tuple[Pause, ...]:
    return pauses_of(row["pauses"])


class RightsRequest(RightsRequestInput, Entity, table=True):
    """A request on record; it is no part of a project."""

    logged_since: ClassVar[int] = 6
    emptied: ClassVar[Emptied] = {"who": erased, "about": nothing}
    kept: ClassVar[tuple[str, ...]] = ("outcome",)
    rules: ClassVar[tuple[Rule, ...]] = (_after_it_came,)


class ConsentWordingInput(Input):
    """What people are asked, and from when on; it is never changed, another follows it."""

    purpose: str = field(choice(PURPOSES, required=True))
    version: str = field(Text(required=True))
    words: str = field(Text(required=True, long=True))
    since: datetime = field(Moment(required=True))


class ConsentWording(ConsentWordingInput, Entity, table=True):
    """A wording on record; a setting of the file."""

    logged_since: ClassVar[int] = 6


class RetentionPeriodInput(Input):
    """For so many months somebody is kept who was not met since; of 0 nobody is reviewed."""

    kind: str = field(choice("came never_came"))
    months: int = field(Count(default=0))


class RetentionPeriod(RetentionPeriodInput, Entity, table=True):
    """A period on record; a setting of the file."""

    logged_since: ClassVar[int] = 6
