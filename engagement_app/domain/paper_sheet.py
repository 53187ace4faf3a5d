"""The sign-in sheet as it is printed, and the act that gives its lines their numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.sheet_lines import (
    Line,
    as_printed,
    fetch_lines,
    list_lines,
    next_number,
    on_the_sheet,
    without_line,
)
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import records
from engagement_app.store.plain_rows import ask, let_go

_COMMUNITIES = "SELECT id, name FROM community WHERE deleted_at IS NULL"
_MOST_COMMUNITIES = 8


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line as it is printed; a blank row has no name."""

    number: int
    name: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """All that the paper says, and how it is laid out.

    `not_numbered` people have the number that they will get once the sheet is made. With `slips`
    each person has a slip of their own, so that nobody at the table reads another name.
    """

    event: str
    project: str
    venue: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    made_on: date
    made_by: str
    lines: tuple[SheetLine, ...]
    blank: tuple[SheetLine, ...]
    communities: tuple[str, ...]
    not_numbered: int = 0
    slips: bool = False
    large: bool = False

    @property
    def last_number(self) -> int:
        """The number of the last row, which no later line may have."""
        return max((line.number for line in (*self.lines, *self.blank)), default=0)


class Numbered(NamedTuple):
    """How many lines were given a number, and which."""

    people: int
    first: int
    last: int


def prepare_sign_in_sheet(
    session: Session,
    _project_id: str,
    as_of: date,
    event_id: str | None,
    *,
    blank: int = 10,
    slips: bool = False,
    large: bool = False,
    made_by: str = "",
    after: int = 0,
) -> SignInSheet:
    """The sheet of the event as it would be made now; raises `UserError` without an event.

    `after`: the last number that was printed before, blank rows too.
    """
    if event_id is None:
        raise UserError(_("A sign-in sheet is of one event. Choose it under “About”."))
    about, names = _about(session, event_id), dict(ask(session, _COMMUNITIES))
    first, first_unprinted = next_number(session, event_id), next_number(session, event_id, after)
    made = fetch_lines(session, event_id)
    let_go(session)
    lines = made()
    new = _with_numbers(without_line(lines), first_unprinted)
    whole = [*on_the_sheet(lines), *new]
    first_blank = max([0, *(line.number or 0 for line in whole)]) + 1
    if not new:
        first_blank = first
    return SignInSheet(
        **about,
        made_on=as_of,
        made_by=made_by,
        lines=tuple(_printed(line) for line in whole),
        blank=tuple(SheetLine(first_blank + place) for place in range(blank)),
        communities=_communities(names, whole),
        not_numbered=len(new),
        slips=slips,
        large=large,
    )


def blank_sheet(as_of: date, made_by: str, rows: int = 40) -> SignInSheet:
    """A sheet with nobody on it, of no event: for an evening on which no file can be opened."""
    return SignInSheet(
        event=_("Event, day and place:"),
        project=_("Project:"),
        venue=None,
        starts_at=None,
        ends_at=None,
        made_on=as_of,
        made_by=made_by,
        lines=(),
        blank=tuple(SheetLine(number) for number in range(1, rows + 1)),
        communities=(),
    )


def _about(session: Session, event_id: str) -> dict[str, Any]:
    event = load(session, "event", [event_id])[event_id]
    project = load(session, "project", [event["project_id"]])[event["project_id"]]
    same = {name: event[name] for name in ("venue", "starts_at", "ends_at")}
    return {"event": event["title"], "project": project["name"], **same}


def number_lines(session: Session, event_id: str, after: int = 0) -> Numbered:
    """Give a line to everybody who is expected and has none, after those given before."""
    first = next_number(session, event_id, after)
    new = _with_numbers(without_line(list_lines(session, event_id)), first)
    records.change(
        session, Attendance, {line.attendance_id: {"line_number": line.number} for line in new}
    )
    return Numbered(len(new), first, first + len(new) - 1)


def _with_numbers(lines: Sequence[Line], first: int) -> list[Line]:
    return [replace(line, number=first + place) for place, line in enumerate(lines)]


def _printed(line: Line) -> SheetLine:
    """Nothing but the name and the organisation: others read this paper."""
    printed = as_printed(line)
    name = printed.name or _("No name given")
    return SheetLine(line.number or 0, name, printed.organisation)


def _communities(names: Mapping[str, str], lines: Sequence[Line]) -> tuple[str, ...]:
    """Those to which most on the sheet belong, for counting who gives no name."""
    counted = Counter(each for line in lines for each in line.community_ids)
    live = [each for each in counted if each in names]
    most = sorted(live, key=lambda each: (-counted[each], names[each]))[:_MOST_COMMUNITIES]
    return tuple(sorted((names[each] for each in most), key=str.casefold))
