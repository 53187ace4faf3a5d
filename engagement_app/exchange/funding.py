"""The program's funding sheet, and 360Giving grants in its place."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from engagement_app.domain.lists import FundingLine, ListRead
from engagement_app.exchange import grants
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
from engagement_app.exchange.dates import check_order, read_date, settle_order
from engagement_app.exchange.decoding import decode
from engagement_app.exchange.headers import layout
from engagement_app.exchange.marking import N_
from engagement_app.exchange.numbers import pence
from engagement_app.exchange.source_file import is_json, read_source
from engagement_app.exchange.tables import Table, table_of
from engagement_app.exchange.totals import refuse_totals
from engagement_app.exchange.words import FUND_STATUS, choice
from engagement_app.language import _

T = TypeVar("T")

SHEET = layout(
    N_("the program's sheet of funding"),
    "engagement-app",
    {
        "funder": "Funder, Funder name, Funded by",
        "fund": "Fund, Fund title, Fund name, Grant",
        "reference": "Reference, Ref, Grant reference",
        "status": "Status",
        "amount": "Amount, Amount (£)",
        "starts_on": "Start, Starts, Start date, Starts on",
        "ends_on": "End, Ends, End date, Ends on",
        "role": "Role, Role title",
        "allocated": "Allocated, Allocated (£), Amount allocated",
    },
)
_TEXTS = ("funder", "fund", "reference", "status", "role")


def read_funding(
    path: Path,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    columns: Chosen = NOTHING_CHOSEN,
) -> ListRead[FundingLine]:
    """The funds and allocations of a sheet (CSV, XLSX), or the grants of a 360Giving file.

    `columns` is what a person chose for some of its headers. A UserError where the file as a
    whole cannot be read, or asks for an option.
    """
    check_order(date_order)
    data = read_source(path)
    if is_json(data):
        return grants.read_grants_json(decode(data, path.name, encoding), path.name)
    missing = _("There must be a column Fund or Funder, or the columns of a 360Giving file.")
    table = table_of(data, path.name, partial(recognise, own=columns), missing, encoding)
    if grants.recognise(table.header):
        return grants.read_grants_table(table, date_order, columns)
    return _read_sheet(table, date_order, columns)


def recognise(cells: Sequence[str], own: Chosen = NOTHING_CHOSEN) -> int:
    """How many headers of a funding sheet or of grants stand in a row that can be its header."""
    found = set(fields_of(SHEET, cells, own))
    sheet = len(found) if found & {"fund", "funder"} and found & {"amount", "role"} else 0
    return max(sheet, grants.recognise(cells))


def _read_sheet(table: Table, date_order: str | None, own: Chosen) -> ListRead[FundingLine]:
    refuse_totals(table)
    chosen = plan(table, SHEET, own)
    columns = Columns(table, chosen, visible_only=frozenset(_TEXTS))
    found = _lines(table.lines, columns, date_order)
    grants.refuse_backward_dates(found, table.faults)
    _refuse_incomplete(found, columns)
    return ListRead(
        layout=_(SHEET.name),
        lines=table.faults.kept(found),
        refused=table.faults.refused(),
        noticed=table.faults.noticed(),
        unknown_headers=chosen.unknown,
        source=SHEET.source,
        recognised=recognised(table, chosen),
        columns=every_column(table, chosen),
    )


def _lines(lines: tuple[int, ...], columns: Columns, date_order: str | None) -> list[FundingLine]:
    starts, ends = columns.texts("starts_on"), columns.texts("ends_on")
    order = settle_order(((lines, starts), (lines, ends)), date_order)
    day = partial(read_date, order=order)
    read_status = partial(
        choice, table=FUND_STATUS, wanted=_("applied, confirmed, refused, closed")
    )
    texts = {field: columns.texts(field) for field in _TEXTS}
    status = _read(columns, "status", texts["status"], read_status)
    amounts = _read(columns, "amount", columns.texts("amount"), pence)
    allocated = _read(columns, "allocated", columns.texts("allocated"), pence)
    starts_on, ends_on = (
        _read(columns, "starts_on", starts, day),
        _read(columns, "ends_on", ends, day),
    )
    given = frozenset(field for field, _rank in SHEET.meanings.values() if columns.has(field))
    return [
        FundingLine(
            line=line,
            funder=texts["funder"][row],
            fund=texts["fund"][row],
            reference=texts["reference"][row],
            status=status[row],
            amount=amounts[row],
            starts_on=starts_on[row],
            ends_on=ends_on[row],
            role=texts["role"][row],
            allocated=allocated[row],
            given=given,
        )
        for row, line in enumerate(lines)
    ]


def _read(columns: Columns, field: str, texts: Texts, read: Callable[[str], T]) -> list[T | None]:
    if not columns.has(field):
        return [None] * columns.count
    return columns.faults.read_words(columns.header(field), texts, read)


def _refuse_incomplete(found: Sequence[FundingLine], columns: Columns) -> None:
    amounts, allocated = columns.texts("amount"), columns.texts("allocated")
    for row, line in enumerate(found):
        for reason in _missing(line, amounts[row], allocated[row]):
            columns.faults.refuse(row, reason)


def _missing(line: FundingLine, amount: str | None, allocated: str | None) -> Iterator[str]:
    """What the row leaves out; a cell that cannot be read is told already, and is not empty."""
    if not (line.reference or line.funder or line.fund):
        yield _("The row names no fund: it has no Funder, Fund or Reference.")
    if "amount" in line.given and not amount:
        yield _("The row has no Amount; each row of a fund repeats it.")
    if line.role and not allocated:
        yield _("The row has a Role and no amount Allocated to it.")
    if allocated and not line.role:
        yield _("The row has an amount Allocated and no Role.")
