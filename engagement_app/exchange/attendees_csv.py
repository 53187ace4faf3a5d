"""The attendance list for spreadsheets, and to be imported again."""

from collections.abc import Iterable

from engagement_app.domain.lists import AttendeeExportRow
from engagement_app.exchange.list_files import Cell, as_csv
from engagement_app.exchange.workbook import Column, Kind

COLUMNS = tuple(
    Column(words, Kind.SHORT if words in ("Phone", "Status", "Source", "First time") else Kind.TEXT)
    for words in (
        "Given name", "Family name", "Known as", "E-mail", "Phone", "Organisation", "Event",
        "Status", "Arrived", "Source", "First time", "Wants to stay involved", "Id",
    )
)  # fmt: skip


def write_attendees(rows: Iterable[AttendeeExportRow]) -> bytes:
    """The list as CSV."""
    return as_csv(COLUMNS, [attendee_cells(row) for row in rows])


def attendee_cells(row: AttendeeExportRow) -> tuple[Cell, ...]:
    """One attendance, in the order of `COLUMNS`."""
    return (
        row.given_name, row.family_name, row.known_as, row.email, row.phone, row.organisation,
        row.event, row.status, row.arrived_at, row.source, row.first_time,
        row.wants_to_stay_involved, row.id,
    )  # fmt: skip
