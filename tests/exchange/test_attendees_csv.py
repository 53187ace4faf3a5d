import csv
import io
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from engagement_app.domain.lists import AttendeeExportRow
from engagement_app.exchange.attendees import read_attendees
from engagement_app.exchange.attendees_csv import write_attendees
from engagement_app.exchange.texts import WHITE

HEADER = (
    "Given name,Family name,Known as,E-mail,Phone,Organisation,Event,Status,Arrived,Source,"
    "First time,Wants to stay involved,Id"
)


def _stored(text: str) -> str | None:
    """A text as the data file keeps it."""
    return unicodedata.normalize("NFC", text).strip(WHITE) or None


characters = st.characters(exclude_categories=["Cc", "Cs"])
texts = st.text(characters | st.sampled_from("\n\t'=+-@＝ ,\";|\u200b"), max_size=12).map(_stored)
moments = st.none() | st.datetimes(
    datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
)
rows = st.builds(
    AttendeeExportRow,
    given_name=texts, family_name=texts, known_as=texts, email=texts, phone=texts,
    organisation=texts, event=texts,
    status=st.sampled_from(["expected", "here", "left", "did_not_come", "excused"]),
    arrived_at=moments,
    source=st.sampled_from(["walk_in", "import", "paper", "kiosk"]),
    first_time=st.sampled_from(["yes", "no", "not_known"]),
    wants_to_stay_involved=st.sampled_from(["yes", "no", "not_asked"]),
    id=st.uuids().map(str),
)  # fmt: skip


def _phone_is_whole(row: AttendeeExportRow) -> bool:
    return not (row.phone and "e" in row.phone.lower())


@given(st.lists(rows.filter(_phone_is_whole), min_size=1, max_size=5, unique_by=lambda r: r.id))
def test_an_export_reads_back_exactly(exported: list[AttendeeExportRow]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "attendees.csv"
        path.write_bytes(write_attendees(exported))
        found = read_attendees(path)
    assert (found.source, found.refused, found.unknown_headers) == ("engagement-app", (), ())
    for line, row in zip(found.lines, exported, strict=True):
        for field in AttendeeExportRow.__slots__:
            assert getattr(line, field) == getattr(row, field), field


def test_the_file_is_what_spreadsheets_want() -> None:
    row = AttendeeExportRow(
        "Zoë", "=1+1", None, None, "+44 7700 900111", 'Hill "Club", Leeds', "Forum", "here",
        datetime(2026, 5, 1, 9, tzinfo=UTC), "import", "yes", "not_asked", "x",
    )  # fmt: skip
    data = write_attendees([row])
    assert data.startswith(b"\xef\xbb\xbf")
    header, line, rest = data.decode("utf-8-sig").split("\r\n")
    assert (header, rest) == (HEADER, "")
    assert next(csv.reader(io.StringIO(line))) == [
        "Zoë", "'=1+1", "", "", "'+44 7700 900111", 'Hill "Club", Leeds', "Forum", "here",
        "2026-05-01T09:00:00Z", "import", "yes", "not_asked", "x",
    ]  # fmt: skip
