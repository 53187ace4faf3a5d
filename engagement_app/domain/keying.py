"""Keying a filled sign-in sheet back, line by line; each line is one act.

Whoever was on the list keeps their source: it says how somebody came onto the list, not how they
were ticked off. `paper` is who was written on a blank row. No time is made up: a line that says
none leaves the time of arrival empty, or as the desk had it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain import acts, desk
from engagement_app.domain.arrivals import list_arrivals
from engagement_app.domain.attendance import UNEXPECTED, Attendance, AttendanceInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.sheet_lines import Line, list_lines, on_the_sheet
from engagement_app.domain.standings import CAME
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.plain_rows import ask

_NUMBERS = "SELECT line_number FROM attendance WHERE event_id = ? AND line_number IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Ticks:
    """What a line of the filled sheet says; `arrived_at` only where a time was written."""

    status: str = "here"
    arrived_at: datetime | None = None
    wants_to_stay_involved: str = "not_asked"
    first_time: str = "not_known"

    @property
    def answers(self) -> dict[str, str]:
        """The answers, by the fields they go to."""
        return {
            "wants_to_stay_involved": self.wants_to_stay_involved,
            "first_time": self.first_time,
        }


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet by its number; a blank one has no line yet."""

    number: int
    line: Line | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was printed with a name and says nothing yet."""
        return self.line is not None and self.line.status == "expected"


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many lines of the sheet say what; `added` were written on blank rows."""

    here: int
    did_not_come: int
    excused: int
    open: int
    added: int


def list_sheet_rows(session: Session, event_id: str, printed: int) -> list[SheetRow]:
    """Every row of the sheet in its order, with the blank ones up to number `printed`.

    After the last one that is filled a blank row follows, however many were printed. The number
    of somebody who was taken off the list is no blank row.
    """
    by_number = {line.number: line for line in on_the_sheet(list_lines(session, event_id))}
    given = {number for (number,) in ask(session, _NUMBERS, (event_id,))}
    last = max([printed, *given])
    if last in given or not last:
        last += 1
    return [
        SheetRow(number, by_number.get(number))
        for number in range(1, last + 1)
        if number in by_number or number not in given
    ]


def tally_rows(rows: Iterable[SheetRow]) -> Tallied:
    """Count what the lines say."""
    lines = [row.line for row in rows if row.line is not None]

    def count(*statuses: str) -> int:
        return sum(line.status in statuses for line in lines)

    return Tallied(
        here=count(*CAME),
        did_not_come=count("did_not_come"),
        excused=count("excused"),
        open=count("expected"),
        added=sum(line.source == "paper" for line in lines),
    )


def key_line(session: Session, event_id: str, attendance_id: str, ticks: Ticks) -> str:
    """Put down what the sheet says of a line that has a name; gives the name.

    Whoever was written on a blank row and is not here after all is taken off the list.
    """
    row = acts.get(session, Attendance, attendance_id)
    name = _name(session, event_id, row)
    if ticks.status not in CAME and row["source"] in UNEXPECTED:
        desk.take_back(session, event_id, row["person_id"] or attendance_id)
    else:
        acts.amend_row(session, Attendance, row, **_values(row, ticks))
    return name


def key_row(
    session: Session,
    event_id: str,
    number: int,
    typed: str,
    ticks: Ticks,
    key: str | None = None,
) -> str:
    """Put down who was written on a blank row; gives the name, empty for somebody nameless.

    `key` is that of an `Arrival` where it is somebody known; without it a new person is made from
    what was typed, or nobody's name is known. Whoever has a line of their own is ticked off there.
    """
    _refuse_a_taken(session, event_id, number)
    if key is not None:
        return _key_known(session, event_id, number, ticks, key)
    person_id = None
    if typed.strip():
        read = desk.walk_in_of(typed)
        if not (read.given_name or read.family_name):
            raise UserError(_("Type the name first; or count somebody without one."))
        person_id = acts.add(
            session,
            PersonInput.parse(
                given_name=read.given_name,
                family_name=read.family_name,
                email=read.email,
                phone=read.phone,
            ),
        )
    row = acts.get(session, Attendance, _add(session, event_id, number, ticks, person_id))
    return _name(session, event_id, row) if person_id else ""


def _key_known(session: Session, event_id: str, number: int, ticks: Ticks, key: str) -> str:
    [found] = list_arrivals(session, event_id, [key])
    if found.attendance_id is None:
        _add(session, event_id, number, ticks, key)
        return found.name
    row = acts.get(session, Attendance, found.attendance_id)
    line = {} if row["line_number"] else {"line_number": number}
    acts.amend_row(session, Attendance, row, **_values(row, ticks), **line)
    return found.name


def _add(session: Session, event_id: str, number: int, ticks: Ticks, person_id: str | None) -> str:
    entry = AttendanceInput.parse(
        event_id=event_id,
        person_id=person_id,
        status="here",
        arrived_at=ticks.arrived_at,
        source="paper",
        line_number=number,
        **ticks.answers,
    )
    return acts.add(session, entry)


def _values(row: dict[str, Any], ticks: Ticks) -> dict[str, Any]:
    if ticks.status not in CAME:
        nothing = {"arrived_at": None, "left_at": None, "came_instead_of_id": None}
        return {"status": ticks.status, **nothing, **ticks.answers}
    status = row["status"] if row["status"] in CAME else ticks.status
    arrived_at = ticks.arrived_at or row["arrived_at"]
    return {"status": status, "arrived_at": arrived_at, **ticks.answers}


def _refuse_a_taken(session: Session, event_id: str, number: int) -> None:
    if (number,) in ask(session, _NUMBERS, (event_id,)):
        sentence = _("Line {number} was filled meanwhile. Look at it again.")
        raise UserError(sentence.format(number=number))


def _name(session: Session, event_id: str, row: dict[str, Any]) -> str:
    found = list_arrivals(session, event_id, [row["person_id"] or row["id"]])
    return found[0].name if found else ""
