"""The program's roles sheet: which jobs the engagement needs, and what they cost."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

from engagement_app.domain.lists import ListRead, RoleLine
from engagement_app.exchange.columns import (
    NOTHING_CHOSEN,
    Chosen,
    Columns,
    Texts,
    every_column,
    fields_of,
    plan,
    recognised,
)
from engagement_app.exchange.headers import layout
from engagement_app.exchange.marking import N_
from engagement_app.exchange.numbers import hours, pence, percent
from engagement_app.exchange.several import parted
from engagement_app.exchange.tables import read_table
from engagement_app.exchange.totals import refuse_totals
from engagement_app.exchange.words import BELT, choice
from engagement_app.language import _

SHEET = layout(
    N_("the program's sheet of roles"),
    "engagement-app",
    {
        "title": "Role, Role title, Title, Engagement role, Job",
        "belt": "Belt, End of the belt",
        "organisation": "Held by organisation, Held by organization, Organisation, Organization, "
        "Holder organisation",
        "person": "Held by person, Held by, Person, Holder",
        "hours_needed": "Hours needed, Hours required, Hours",
        "hours_assigned": "Hours assigned",
        "hourly_cost": "Hourly cost, Hourly cost (£), Cost per hour, Hourly rate",
        "overhead_percent": "Overhead %, Overhead, Overheads %",
        "other_costs": "Other costs, Other costs (£), Other cost",
        "event": "Event",
        "body": "Body",
        "skills": "Skills needed, Skills",
        "notes": "Notes, Note",
    },
)
_NAMES = frozenset({"title", "organisation", "person", "event", "body", "skills"})
_NUMBERS: dict[str, Callable[[str], Decimal | int]] = {
    "hours_needed": hours,
    "hours_assigned": hours,
    "hourly_cost": pence,
    "overhead_percent": percent,
    "other_costs": pence,
}


def read_roles(
    path: Path,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    columns: Chosen = NOTHING_CHOSEN,
) -> ListRead[RoleLine]:
    """The roles of a sheet (CSV or XLSX); `date_order` is taken for likeness, it has no dates.

    `columns` is what a person chose for some of its headers.

    A UserError where the file as a whole cannot be read or has no columns Role and Belt.
    """
    missing = _("There must be a column Role and a column Belt.")
    table = read_table(path, partial(recognise, own=columns), missing, encoding)
    refuse_totals(table)
    chosen = plan(table, SHEET, columns)
    texts = Columns(table, chosen, visible_only=_NAMES)
    return ListRead(
        layout=_(SHEET.name),
        lines=table.faults.kept(_lines(table.lines, texts)),
        refused=table.faults.refused(),
        noticed=table.faults.noticed(),
        unknown_headers=chosen.unknown,
        source=SHEET.source,
        recognised=recognised(table, chosen),
        columns=every_column(table, chosen),
    )


def recognise(cells: Sequence[str], own: Chosen = NOTHING_CHOSEN) -> int:
    """How many headers of a roles sheet stand in a row that can be its header row."""
    found = set(fields_of(SHEET, cells, own))
    return len(found) if {"title", "belt"} <= found else 0


def _lines(lines: Sequence[int], columns: Columns) -> list[RoleLine]:
    faults = columns.faults
    given = frozenset(field for _header, field in _used(columns))
    texts = {field: columns.texts(field) for field in (*_NAMES, *_NUMBERS, "belt")}
    belt = faults.read_words(
        columns.header("belt"),
        texts["belt"],
        partial(choice, table=BELT, wanted=_("route in, voice for, both")),
    )
    numbers: dict[str, list[Decimal | int | None]] = {
        field: faults.read(columns.header(field), texts[field], read)
        for field, read in _NUMBERS.items()
        if columns.has(field)
    }
    _notice_tiny_percents(columns, numbers.get("overhead_percent", []))
    _require(columns, texts, ("title", "belt"))
    notes = columns.notes("notes")
    skills = [parted(text) if columns.has("skills") else None for text in texts["skills"]]
    return [
        RoleLine(
            line=line,
            title=texts["title"][row] or "",
            belt=belt[row] or "",
            organisation=texts["organisation"][row],
            person=texts["person"][row],
            **{field: values[row] for field, values in numbers.items()},  # type: ignore[arg-type]
            event=texts["event"][row],
            body=texts["body"][row],
            skills=skills[row],
            notes=notes[row],
            given=given,
        )
        for row, line in enumerate(lines)
    ]


def _used(columns: Columns) -> list[tuple[str, str]]:
    fields = (field for field, _rank in SHEET.meanings.values())
    return [(columns.header(field), field) for field in fields if columns.has(field)]


def _require(columns: Columns, texts: dict[str, Texts], fields: tuple[str, ...]) -> None:
    for field in fields:
        for row, text in enumerate(texts[field]):
            if text is None:
                columns.faults.refuse(
                    row, _("{header}: the cell is empty.").format(header=columns.header(field))
                )


def _notice_tiny_percents(columns: Columns, percents: Sequence[Decimal | int | None]) -> None:
    for row, number in enumerate(percents):
        if number is not None and 0 < number < 1:
            columns.faults.notice(
                row,
                _("{header}: {number} is read as less than one percent.").format(
                    header=columns.header("overhead_percent"), number=number
                ),
            )
