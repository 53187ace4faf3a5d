import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.errors import UserError
from engagement_app.exchange.attendees import read_attendees
from engagement_app.exchange.csv_records import records

LIST = "Given name,Family name,Organisation\nZoë,Bell,£5 Club\nŁukasz,Nowak,\n"


def write(folder: Path, data: bytes | str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        LIST.encode(),
        codecs.BOM_UTF8 + LIST.encode(),
        codecs.BOM_UTF16_LE + LIST.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"),
    ],
)
def test_utf_8_and_marked_utf_16_are_read_right(tmp_path: Path, data: bytes) -> None:
    first, second = read_attendees(write(tmp_path, data)).lines
    assert (first.given_name, first.organisation) == ("Zoë", "£5 Club")
    assert second.given_name == "Łukasz"


def test_a_mark_before_a_quoted_header_is_no_part_of_it(tmp_path: Path) -> None:
    path = write(tmp_path, codecs.BOM_UTF8 + b'"Name, in full","E-mail"\nJo Bell,jo@example.org\n')
    assert read_attendees(path).lines[0].email == "jo@example.org"


def test_another_encoding_is_asked_for_and_then_taken(tmp_path: Path) -> None:
    path = write(tmp_path, "Name,Organisation\nZoë Bell,£5\n".encode("cp1252"))
    with pytest.raises(UserError, match=r"line 2 .*--encoding cp1252"):
        read_attendees(path)
    (line,) = read_attendees(path, encoding="cp1252").lines
    assert (line.given_name, line.family_name, line.organisation) == ("Zoë", "Bell", "£5")


def test_a_mixed_file_is_asked_about(tmp_path: Path) -> None:
    mixed = "Name\nZoë Bell\n".encode() + "Renée Noir\n".encode("cp1252")
    with pytest.raises(UserError, match=r"line 3 .*--encoding"):
        read_attendees(write(tmp_path, mixed))


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "undefined", "a\0b", ""])
def test_an_encoding_there_is_no_such_thing_as_is_refused(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, b"Name\nA B\n\xff\n")
    with pytest.raises(UserError, match="encoding"):
        read_attendees(path, encoding=encoding)


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ASCII"):
        read_attendees(write(tmp_path, LIST), encoding="ascii")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_delimiter_and_line_end_is_understood(
    tmp_path: Path, delimiter: str, end: str
) -> None:
    rows = [["Name", "E-mail", "Notes"], ["Jo Bell", "jo@example.org", '"two\nlines; or, more|"']]
    text = end.join(delimiter.join(row) for row in rows) + end
    (line,) = read_attendees(write(tmp_path, text)).lines
    assert (line.email, line.notes) == ("jo@example.org", "two\nlines; or, more|")


def test_a_first_line_that_tells_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    read = read_attendees(write(tmp_path, "sep=;\nName;E-mail\nJo Bell;a,b,c\nTotal;\n"))
    assert [(line.line, line.email) for line in read.lines] == [(3, "a,b,c")]
    assert [refused.line for refused in read.refused] == [4]


def test_a_list_of_one_column_may_hold_commas(tmp_path: Path) -> None:
    read = read_attendees(write(tmp_path, "Name\nBell, Jo\nNowak, Ann\n"))
    assert [(line.given_name, line.family_name) for line in read.lines] == [
        ("Jo", "Bell"),
        ("Ann", "Nowak"),
    ]


def test_decimal_commas_do_not_hide_a_semicolon(tmp_path: Path) -> None:
    text = "Name;Paid\n" + "Jo;1,50\n" * 60
    assert len(read_attendees(write(tmp_path, text)).lines) == 60


def test_a_refused_row_is_told_by_the_line_it_begins_on(tmp_path: Path) -> None:
    text = 'Name,Notes\n\nJo,"a\nb\nc"\n,\n"Ann\x01",x\nSam,y,z\n'
    read = read_attendees(write(tmp_path, text))
    assert [line.line for line in read.lines] == [3]
    assert [refused.line for refused in read.refused] == [7, 8]
    assert "U+0001" in read.refused[0].reason
    assert "“z”" in read.refused[1].reason


def test_a_short_row_has_empty_cells_and_a_long_one_of_blanks_is_taken(tmp_path: Path) -> None:
    read = read_attendees(write(tmp_path, "Name,E-mail,Phone\nJo Bell\nAnn Poe,a@b.org,,,\n"))
    assert [line.email for line in read.lines] == [None, "a@b.org"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('Jo,x\nSam,"never closed\nAnn,y\n', 3),
        ('Jo,"a\nb","never closed\nAnn,y\n', 3),
        ('Jo,x\nSam,"closed late\nAnn,"y"\n', 3),
        ('Jo,"a "quoted" word"\n', 2),
    ],
)
def test_a_quotation_mark_left_open_is_named_by_its_line(
    tmp_path: Path, body: str, line: int
) -> None:
    with pytest.raises(UserError, match=f"opened on line {line} "):
        read_attendees(write(tmp_path, "Name,Notes\n" + body))


def test_a_huge_cell_is_refused_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"line 3 .*1 MB"):
        read_attendees(write(tmp_path, "Name,Notes\nJo,x\nAnn," + "y" * 1_000_001 + "\n"))
    read = read_attendees(write(tmp_path, "Name,Notes\nJo,x\nAnn," + "y" * 200_000 + "\n"))
    assert [(refused.line, "longer than" in refused.reason) for refused in read.refused] == [
        (3, True)
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n ", "is empty"),
        (b"Name,E-mail\n", "no rows under it"),
        (b"Name,E-mail\n,\n  ,\n", "no rows under it"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
        (b"<html><table>", "web page"),
        (b'{"a": 1}', "JSON"),
        (b"Name\nJo\0e\n", "line 2 holds a NUL"),
        (b"a,b\n1,2\n", "headers seen are: a, b"),
    ],
)
def test_a_file_that_is_no_list_says_what_it_is(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_attendees(write(tmp_path, data))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        read_attendees(tmp_path / "gone.csv")
    with pytest.raises(UserError, match="folder"):
        read_attendees(tmp_path)


def test_a_file_over_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, "Name\n")
    with path.open("r+b") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    with pytest.raises(UserError, match="50 MB"):
        read_attendees(path)


def test_a_title_above_the_header_row_is_passed_over(tmp_path: Path) -> None:
    text = "Spring forum,\nHeld in May,\n\nName,E-mail\nJo Bell,jo@example.org\n"
    (line,) = read_attendees(write(tmp_path, text)).lines
    assert (line.line, line.email) == (5, "jo@example.org")


def test_three_hundred_columns_are_no_trouble(tmp_path: Path) -> None:
    header = ",".join(["Name", *(f"Question about x{n}x" for n in range(299))])
    read = read_attendees(write(tmp_path, header + "\nJo Bell" + ",a" * 299 + "\n"))
    assert len(read.lines) == 1
    assert len(read.unknown_headers) == 299


def test_a_column_without_a_header_is_named_by_its_place_and_taken_for_nothing(
    tmp_path: Path,
) -> None:
    read = read_attendees(write(tmp_path, "Name,,E-mail,\nJo Bell,secret,jo@example.org,x\n"))
    (line,) = read.lines
    assert (line.email, line.notes, line.organisation) == ("jo@example.org", None, None)
    assert read.unknown_headers == ("(column 2, without a header)", "(column 4, without a header)")


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@given(st.lists(st.lists(cells, min_size=2, max_size=3), min_size=1, max_size=6))
def test_each_record_begins_on_the_line_it_was_written_on(rows: list[list[str]]) -> None:
    text, expected = "", []
    for row in rows:
        line = 1 + text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        expected.append((line, row))
        text += ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"
    assert records(text, ",", "list.csv") == expected
