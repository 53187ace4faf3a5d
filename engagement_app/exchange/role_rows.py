"""Rows of roles from the clipboard: checked cell by cell, before any of them is taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from engagement_app.domain.lists import Refused
from engagement_app.domain.recording import NewName
from engagement_app.exchange.faults import Faults
from engagement_app.exchange.headers import fold
from engagement_app.exchange.numbers import hours, pence, percent
from engagement_app.exchange.roles import SHEET
from engagement_app.exchange.tables import Table
from engagement_app.exchange.texts import clean_column
from engagement_app.exchange.totals import refuse_totals
from engagement_app.exchange.words import BELT, choice
from engagement_app.language import _

MOST_ROWS = 5_000
_READ: dict[str, Callable[[str], Any]] = {
    "title": str,
    "belt": partial(choice, table=BELT, wanted=_("route in, voice for, both")),
    "holder_organisation_id": NewName,
    "holder_name": str,
    "hours_needed": hours,
    "hours_assigned": hours,
    "hourly_cost": pence,
    "overhead_percent": percent,
}
_OF_SHEET = {"organisation": "holder_organisation_id", "person": "holder_name"}
_NAMES = ("title", "holder_organisation_id", "holder_name")
_REQUIRED = ("title", "belt")
Cells = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A column that cells go into: the field of a role, empty where it is worked out."""

    field: str
    title: str


@dataclass(frozen=True, slots=True)
class RoleRows:
    """The values of each row by field; a cell that was empty is None.

    `left_out` are columns that are not taken; where anything is `refused` nothing is to be taken.
    """

    rows: tuple[Mapping[str, Any], ...]
    left_out: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()


def read_role_rows(cells: Cells, places: Sequence[Place], known: int) -> RoleRows:
    """What the cells say, from the marked column on, or by the headers of their first row.

    `known` is how many of the rows change roles that are there; those after them make new ones.
    Rows are counted from 1 as they were copied.
    """
    rows = _without_blank_end(cells)
    if len(rows) > MOST_ROWS:
        sentence = _("These are more than {most} rows. Import a list as long as this.")
        return RoleRows((), refused=(Refused(1, sentence.format(most=f"{MOST_ROWS:,}")),))
    first = 0
    if rows and (named := _by_header(rows[0])):
        places, rows, first = named, rows[1:], 1
    return _read(_table(rows, places, first), places, known)


def _without_blank_end(cells: Cells) -> Cells:
    end = len(cells)
    while end and not any(cell.strip() for cell in cells[end - 1]):
        end -= 1
    return cells[:end]


def _by_header(cells: Sequence[str]) -> list[Place] | None:
    """The columns that a header row names; None where the row is none."""
    fields = [SHEET.meanings.get(fold(cell), ("",))[0] for cell in cells]
    if "title" not in fields or len(set(fields) - {""}) < 2:
        return None
    if any(cell.strip()[:1].isdigit() for cell in cells):
        return None
    names = [_OF_SHEET.get(field, field) for field in fields]
    return [
        Place(field if field in _READ and field not in names[:at] else "", cells[at].strip())
        for at, field in enumerate(names)
    ]


def _table(rows: Cells, places: Sequence[Place], first: int) -> Table:
    """The cells by column, as many columns as there are places; what is beyond is refused."""
    width = len(places)
    lines = tuple(range(first + 1, first + len(rows) + 1))
    faults = Faults(lines)
    for at, row in enumerate(rows):
        if any(cell.strip() for cell in row[width:]):
            faults.refuse(at, _("It has more cells than there are columns from the marked one."))
    columns = tuple(
        tuple(row[at] if at < len(row) else "" for row in rows)
        for at in range(min(width, max(map(len, rows), default=0)))
    )
    return Table(tuple(place.title for place in places), columns, lines, faults)


def _read(table: Table, places: Sequence[Place], known: int) -> RoleRows:
    refuse_totals(table)
    values: dict[str, list[Any]] = {}
    left_out = []
    for place, cells in zip(places, table.columns, strict=False):
        if place.field:
            values[place.field] = _column(place, cells, table.faults)
        elif any(cell.strip() for cell in cells):
            left_out.append(place.title)
    _require(table, values, known)
    rows = [
        {field: column[at] for field, column in values.items()} for at in range(len(table.lines))
    ]
    return RoleRows(tuple(rows), tuple(left_out), table.faults.refused())


def _column(place: Place, cells: Sequence[str], faults: Faults) -> list[Any]:
    texts = clean_column(place.title, cells, faults, visible_only=place.field in _NAMES)
    found = faults.read(place.title, texts, _READ[place.field])
    if place.field in _REQUIRED:
        for row, text in enumerate(texts):
            if text is None:
                faults.refuse(row, _("{header}: the cell is empty.").format(header=place.title))
    return found


def _require(table: Table, values: Mapping[str, Any], known: int) -> None:
    """A new role needs a title."""
    if "title" not in values:
        for row in range(known, len(table.lines)):
            table.faults.refuse(
                row, _("There is no role here to change, and a new one needs its title.")
            )
