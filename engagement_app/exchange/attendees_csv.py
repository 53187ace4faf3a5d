"""The attendance list as CSV, for spreadsheets and to be imported again."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime

from engagement_app.domain.lists import AttendeeExportRow
from engagement_app.exchange.formula_guard import guard

COLUMNS = (
    "Given name", "Family name", "Known as", "E-mail", "Phone", "Organisation", "Event",
    "Status", "Arrived", "Source", "First time", "Wants to stay involved", "Id",
)  # fmt: skip


def write_attendees(rows: Iterable[AttendeeExportRow]) -> bytes:
    """UTF-8 with a byte order mark, quoted as in RFC 4180, cells guarded against formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, rows))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cells(row: AttendeeExportRow) -> tuple[str, ...]:
    texts = (
        row.given_name, row.family_name, row.known_as, row.email, row.phone, row.organisation,
        row.event, row.status, moment_text(row.arrived_at), row.source, row.first_time,
        row.wants_to_stay_involved, row.id,
    )  # fmt: skip
    return tuple(guard(text) if text else "" for text in texts)


def moment_text(moment: datetime | None) -> str:
    """ISO 8601 in UTC, as `2026-05-01T09:00:00Z`; nothing for None."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
