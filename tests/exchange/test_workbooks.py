import io
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from engagement_app.errors import UserError
from engagement_app.exchange.attendees import read_attendees
from engagement_app.exchange.roles import read_roles
from engagement_app.exchange.xlsx_records import number_text, sheets


def workbook(folder: Path, fill: Callable[[Worksheet], None], name: str = "list.xlsx") -> Path:
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(folder / name)
    return folder / name


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def first_sheet(path: Path) -> list[list[str]]:
    return [cells for _line, cells in next(sheets(path.read_bytes(), path.name))]


def test_cells_come_as_the_text_that_people_see(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["00x", 18.86, 36 * 18.86, 7700900111, 4.477e11, True, date(2026, 5, 1), None])
        sheet.append([datetime(2026, 5, 1, 10), time(10, 30), timedelta(hours=36, minutes=30)])
        sheet.append([0.125, 7700900111, 18.86, 1000000000000000000.0])
        sheet["A3"].number_format = "0.0%"
        sheet["B3"].number_format = "00000000000"
        sheet["C3"].number_format = "[$€-2] #,##0.00"

    first, second, third = first_sheet(workbook(tmp_path, fill))
    assert first == [
        "00x", "18.86", "678.96", "7700900111", "447700000000", "TRUE", "2026-05-01",
    ]  # fmt: skip
    assert second == ["2026-05-01 10:00:00", "10:30:00", "36:30:00"]
    assert third == ["12.5%", "07700900111", "€18.86", "1000000000000000000"]


def test_a_number_is_never_shown_as_a_float() -> None:
    assert number_text(0.1 + 0.2, "General") == "0.3"
    assert number_text(1e-7, "General") == "0.0000001"
    assert number_text(100.0, "0") == "100"


def test_the_sheet_and_row_with_a_header_that_means_something_are_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["About this file"])
    hidden = book.create_sheet("old")
    hidden.append(["Name", "E-mail"])
    hidden.append(["Old One", "old@example.org"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("people")
    shown["B3"] = "Spring forum"
    shown["B5"], shown["C5"] = "Name", "E-mail"
    shown["B7"], shown["C7"], shown["E7"] = "Jo Bell", "jo@example.org", "ask her"
    book.save(tmp_path / "list.xlsx")
    found = read_attendees(tmp_path / "list.xlsx")
    assert [(line.line, line.email) for line in found.lines] == [(7, "jo@example.org")]
    assert found.unknown_headers == ("(column 5, without a header)",)


def test_formulas_count_by_their_saved_result(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Role", "Belt", "Hours needed"])
        sheet.append(["Host", "both", "=6*6"])

    path = workbook(tmp_path, fill)
    unsaved = read_roles(path)
    assert unsaved.lines == ()
    assert "was not saved" in unsaved.refused[0].reason

    def calculated(name: str, data: bytes) -> bytes:
        return re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>36</v>", data)

    assert read_roles(repacked(path, calculated)).lines[0].hours_needed == 36


def test_an_error_in_a_cell_refuses_its_row(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Name", "Phone"])
        sheet.append(["Jo Bell", "#REF!"])

    assert "#REF!" in read_attendees(workbook(tmp_path, fill)).refused[0].reason


def test_a_wrong_size_written_in_the_sheet_hides_nothing(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Name", "E-mail"])
        sheet.append(["Jo Bell", "jo@example.org"])

    def shrink(name: str, data: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', data)

    assert read_attendees(repacked(workbook(tmp_path, fill), shrink)).lines[0].email


def _people(sheet: Worksheet) -> None:
    sheet.append(["Name", "E-mail"])
    sheet.append(["Jo Bell", "jo@example.org"])


def test_an_entity_bomb_in_a_sheet_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def change(name: str, data: bytes) -> bytes:
        at = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
        return data[:at] + bomb + data[at:] if "sheet1" in name else data

    with pytest.raises(UserError, match="damaged"):
        read_attendees(repacked(workbook(tmp_path, _people), change))


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, keep: float) -> None:
    path = workbook(tmp_path, _people)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(UserError, match="damaged"):
        read_attendees(path)


def test_an_opendocument_and_a_strange_zip_are_named(tmp_path: Path) -> None:
    for name, part, says in (
        ("a.ods", ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        ("a.docx", ("word/document.xml", "<x/>"), "no workbook"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(*part)
        with pytest.raises(UserError, match=says):
            read_attendees(tmp_path / name)


def test_a_workbook_without_its_parts_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UserError, match="damaged"):
        read_attendees(tmp_path / "list.xlsx")


def _zip(parts: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("xl/link")
    info.external_attr = 0o120777 << 16
    return info


def _encrypted() -> bytes:
    data = bytearray(_zip([("xl/a", b"x")]))
    at = data.rindex(b"PK\x01\x02") + 8
    data[at] |= 1
    return bytes(data)


def _overlapping() -> bytes:
    data = bytearray(_zip([("xl/a", b"x" * 50), ("xl/b", b"y" * 50)]))
    at = data.rindex(b"PK\x01\x02") + 42
    data[at : at + 4] = struct.pack("<I", 0)
    return bytes(data)


def _countless() -> bytes:
    entry = b"PK\x01\x02" + bytes(42) + b"a"
    directory = entry * 400_000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), 4, 0)
    return b"PK\x03\x04" + directory + end


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (_zip([("../../x", b"x")]), "outside"),
        (_zip([("/abs", b"x")]), "outside"),
        (_zip([("C:\\x", b"x")]), "outside"),
        (_zip([(_link(), b"/etc")]), "outside"),
        (_zip([("xl/a", b"0" * 200_000_000)]), "unpack"),
        (_zip([("xl/a", b"0" * 20_000_000)]), "unpack"),
        (_zip([(f"xl/{n}", b"") for n in range(6000)]), "too many parts"),
        (_countless(), "too many parts"),
        (_encrypted(), "password"),
        (_overlapping(), "overlap|one name"),
    ],
)
def test_a_zip_made_to_harm_is_refused_before_it_is_unpacked(
    tmp_path: Path, data: bytes, says: str
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=says):
            read_attendees(path)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert [each.name for each in tmp_path.iterdir()] == ["list.xlsx"]


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    data = _zip([("xl/a", b"x"), ("xl/A", b"y")])
    (tmp_path / "list.xlsx").write_bytes(data)
    with pytest.raises(UserError, match="one name"):
        read_attendees(tmp_path / "list.xlsx")


def test_a_size_that_was_lied_about_is_found_out(tmp_path: Path) -> None:
    path = workbook(tmp_path, _people)
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 20)
    path.write_bytes(bytes(data))
    with pytest.raises(UserError, match="damaged"):
        read_attendees(path)
