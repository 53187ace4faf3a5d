"""360Giving grants as funds: what has been awarded, from the standard's files.

Layouts: the 360Giving standard's spreadsheet template and JSON schema, and GrantNav's download.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from engagement_app.domain.lists import FundingLine, ListRead
from engagement_app.errors import UserError
from engagement_app.exchange.columns import (
    NOTHING_CHOSEN,
    Chosen,
    Columns,
    every_column,
    plan,
    recognised,
)
from engagement_app.exchange.dates import read_date, settle_order
from engagement_app.exchange.faults import Faults
from engagement_app.exchange.headers import fold, layout
from engagement_app.exchange.marking import N_
from engagement_app.exchange.numbers import pence
from engagement_app.exchange.strict_json import members
from engagement_app.exchange.tables import Table
from engagement_app.exchange.texts import clean_column
from engagement_app.exchange.totals import refuse_totals
from engagement_app.language import _

GRANTS = layout(
    N_("360Giving grants"),
    "360giving",
    {
        "reference": "Identifier",
        "fund": "Title",
        "currency": "Currency",
        "amount": "Amount Awarded",
        "funder": "Funding Org:Name, Funding Org:0:Name",
        "starts_on": "Planned Dates:Start Date, Planned Dates:0:Start Date",
        "ends_on": "Planned Dates:End Date, Planned Dates:0:End Date",
    },
    signatures=("Identifier, Amount Awarded", "Currency, Amount Awarded"),
)
# Columns of the standard (and of GrantNav) that say nothing about a fund.
_STANDARD = (
    "Description", "Amount Applied For", "Amount Disbursed", "Award Date", "URL",
    "Planned Dates", "Actual Dates", "Recipient Ind", "To Individuals Details", "Recipient Org",
    "Beneficiary Location", "Funding Org", "Location Scope", "Grant Programme",
    "From An Open Call", "Related Activity", "Related Document", "Last Modified", "Data Source",
    "For Regrant Type", "Funding Type", "Classifications", "DEI Details",
    "The following fields are not in the 360 Giving Standard", "Best Available",
    "Publisher", "Recipient", "Beneficiary", "File Link",
    "License", "Application Transaction", "Commitment Transaction", "Disbursement Transaction",
)  # fmt: skip
_FOLDED_STANDARD = tuple(map(fold, _STANDARD))
_GIVEN = frozenset({"funder", "fund", "reference", "status", "amount", "starts_on", "ends_on"})
_JSON_FIELDS = (
    "id", "title", "currency", "amountAwarded", "fundingOrganization", "startDate", "endDate",
)  # fmt: skip
_TEXTS = ("reference", "fund", "currency", "amount", "funder", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class _Grant:
    """One grant as the file has it: texts, none of them judged."""

    reference: str | None
    fund: str | None
    currency: str | None
    amount: str | None
    funder: str | None
    starts_on: str | None
    ends_on: str | None


def recognise(cells: Sequence[str]) -> int:
    """How many columns of a grants sheet stand in a row that can be its header row."""
    names = [fold(cell) for cell in cells]
    if not GRANTS.fits(frozenset(names)):
        return 0
    return sum(1 for name in names if GRANTS.field_of(name))


def read_grants_table(
    table: Table, date_order: str | None, own: Chosen = NOTHING_CHOSEN
) -> ListRead[FundingLine]:
    """The grants of a sheet; planned dates count where they are full dates."""
    refuse_totals(table)
    chosen = plan(table, GRANTS, own)
    columns = Columns(table, chosen, visible_only=frozenset(_TEXTS))
    texts = [columns.texts(field) for field in _TEXTS]
    unknown = tuple(
        header for header in chosen.unknown if not fold(header).startswith(_FOLDED_STANDARD)
    )
    grants = [_Grant(*row) for row in zip(*texts, strict=True)]
    dates = ((table.lines, texts[5]), (table.lines, texts[6]))
    order = settle_order(dates, date_order)
    read = _read(grants, table.lines, table.faults, order, unknown, recognised(table, chosen))
    return replace(read, columns=every_column(table, chosen))


def read_grants_json(text: str, name: str) -> ListRead[FundingLine]:
    """The grants of a 360Giving package; a row's line is the one its object begins on."""
    found = members(text, name, "grants")
    if found is None:
        raise UserError(
            _("{name} has no list called grants. A 360Giving file has one.").format(name=name)
        )
    if not found:
        raise UserError(_("{name} has no grants.").format(name=name))
    lines = tuple(line for line, _grant in found)
    faults = Faults(lines)
    rows = [_of_json(grant, row, faults) for row, (_line, grant) in enumerate(found)]
    cleaned = [
        clean_column(field, [row[at] for row in rows], faults, visible_only=True)
        for at, field in enumerate(_JSON_FIELDS)
    ]
    grants = [_Grant(*row) for row in zip(*cleaned, strict=True)]
    return _read(grants, lines, faults, None, (), ())


def _of_json(grant: Any, row: int, faults: Faults) -> tuple[str, ...]:
    if not isinstance(grant, dict):
        faults.refuse(row, _("This is no grant: an object with its fields is wanted."))
        return ("",) * len(_TEXTS)
    funder = _first(grant, "fundingOrganization", row, faults)
    planned = _first(grant, "plannedDates", row, faults)
    return (
        _text(grant, "id", row, faults),
        _text(grant, "title", row, faults),
        _text(grant, "currency", row, faults),
        _text(grant, "amountAwarded", row, faults),
        _text(funder, "name", row, faults),
        _text(planned, "startDate", row, faults),
        _text(planned, "endDate", row, faults),
    )


def _first(grant: dict[str, Any], field: str, row: int, faults: Faults) -> dict[str, Any]:
    """The first object of a list; several funders or plans count by their first."""
    found = grant.get(field)
    if found is None or found == []:
        return {}
    if isinstance(found, list) and isinstance(found[0], dict):
        return found[0]
    faults.refuse(row, _("{field}: a list of objects is wanted.").format(field=field))
    return {}


def _text(record: dict[str, Any], field: str, row: int, faults: Faults) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if isinstance(value, Decimal) and field == "amountAwarded" and _is_short(value):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return value
    faults.refuse(row, _("{field}: this is not the kind of value wanted.").format(field=field))
    return ""


def _is_short(number: Decimal) -> bool:
    """Whether it may be written out: `1e400` would be a long text indeed."""
    return number.is_finite() and abs(number.adjusted()) < 30


def _read(
    grants: Sequence[_Grant],
    lines: tuple[int, ...],
    faults: Faults,
    order: str | None,
    unknown: tuple[str, ...],
    used: tuple[tuple[str, str], ...],
) -> ListRead[FundingLine]:
    _refuse_unusable(grants, faults)
    amounts = faults.read(_("Amount awarded"), [grant.amount for grant in grants], pence)
    starts = _planned(_("Planned start"), (grant.starts_on for grant in grants), faults, order)
    ends = _planned(_("Planned end"), (grant.ends_on for grant in grants), faults, order)
    found = [
        FundingLine(
            line=line,
            funder=grant.funder,
            fund=grant.fund,
            reference=grant.reference,
            status="confirmed",
            amount=amounts[row],
            starts_on=starts[row],
            ends_on=ends[row],
            given=_GIVEN,
        )
        for row, (line, grant) in enumerate(zip(lines, grants, strict=True))
    ]
    refuse_backward_dates(found, faults)
    return ListRead(
        layout=_(GRANTS.name),
        lines=faults.kept(found),
        refused=faults.refused(),
        noticed=faults.noticed(),
        unknown_headers=unknown,
        source=GRANTS.source,
        recognised=used,
    )


def _refuse_unusable(grants: Iterable[_Grant], faults: Faults) -> None:
    first: dict[str, int] = {}
    for row, grant in enumerate(grants):
        for reason in _reasons(grant):
            faults.refuse(row, reason)
        if grant.reference and first.setdefault(grant.reference, row) != row:
            faults.refuse(
                row,
                _("The identifier “{reference}” came before, on line {line}.").format(
                    reference=grant.reference, line=faults.line(first[grant.reference])
                ),
            )


def _reasons(grant: _Grant) -> Iterable[str]:
    if grant.reference is None:
        yield _("The grant has no identifier.")
    if grant.amount is None:
        yield _("The grant has no amount awarded.")
    if grant.currency is None:
        yield _("The grant does not say its currency.")
    elif grant.currency.upper() != "GBP":
        yield _("The grant is in {currency}, not in pounds (GBP).").format(currency=grant.currency)


def _planned(
    header: str, texts: Iterable[str | None], faults: Faults, order: str | None
) -> list[date | None]:
    def read(text: str) -> date | None:
        return _full_date(text, order)

    return faults.read(header, list(texts), read)


def _full_date(text: str, order: str | None) -> date | None:
    """The date of a date or date-time; None for a month or a year alone, which the standard
    allows and a fund has no place for."""
    if len(text) in (4, 7) and text[:4].isdigit() and text[5:].isdigit() == (len(text) == 7):
        return None
    day = text.split("T")[0] if text[4:5] == "-" else text
    return read_date(day.removesuffix(" 00:00:00"), order)


def refuse_backward_dates(found: Iterable[FundingLine], faults: Faults) -> None:
    """Refuse each row whose end is before its start."""
    for row, line in enumerate(found):
        if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
            faults.refuse(row, _("The end is before the start."))
