"""The document as text: what is no JSON, no UTF-8 or not this format, and where it says so."""

import json
from typing import Any

import pytest

from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import as_bytes, rid, small
from tests.exchange.open_format.files import put, refusal

SMALL = as_bytes(small())


def with_line(line: str) -> bytes:
    """The small document with a first field of its own line, and a second line after it."""
    return SMALL.replace(b"{", b"{" + line.encode() + b",\n", 1)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "line 1, column 1"),
        (b"   ", "line 1, column 4"),
        (b"{", "line 1, column 2"),
        (b"{}x", "line 1, column 3"),
        (b'{"a": 1,,}', "line 1, column 9"),
        (b'{"a": 01}', "line 1, column 8"),
        (b"{'a': 1}", "line 1, column 2"),
        (b'{"a": 1}\n{}', "line 2, column 1"),
        (b'{\n"a": "x\ny"}', "line 2, column 8"),
        (b'{\r\n"a": tru}', "line 2, column 6"),
        ('{"👩🏽‍🌾": "\U0001d11e", x}'.encode(), "line 1, column 15"),
        ('{"é":\n"\U0001d11e" "b"}'.encode(), "line 2, column 5"),
        (b'\xef\xbb\xbf{"a" 1}', "line 1, column 6"),
        (b'{"a": "\xff"}', "line 1, column 8"),
        (b'\xef\xbb\xbf{"a": "\xff"}', "line 1, column 8"),
        ('{"\U0001d11eé": \n"'.encode() + b"\xc3\x28" + b'"}', "line 2, column 2"),
        (b'{"a": "\xed\xa0\x80"}', "line 1, column 8"),
        ('{"format": "engagement-project"}'.encode("utf-16"), "line 1, column 1"),
        (b'{"a": +1}', "line 1, column 7"),
        (b'{"a": .5}', "line 1, column 7"),
        (b'{"a": /* no */ 5}', "line 1, column 7"),
    ],
)
def test_what_is_not_json_is_refused_by_line_and_column(
    data_file: DataFile, content: bytes, place: str
) -> None:
    assert list(refusal(data_file, content)) == [place]


def test_a_comma_too_many_is_refused_at_it_or_after_it(data_file: DataFile) -> None:
    """Python 3.13 names the comma itself, those before it what follows."""
    [place] = refusal(data_file, b'{"a": 1,}')
    assert place in ("line 1, column 8", "line 1, column 9")


@pytest.mark.parametrize("content", [b"[]", b"null", b'"x"', b"5", b"true"])
def test_json_that_is_no_object_is_refused(data_file: DataFile, content: bytes) -> None:
    assert list(refusal(data_file, content)) == ["$"]


@pytest.mark.parametrize(
    "line",
    [
        '"exported_at": NaN',
        '"exported_at": Infinity',
        '"exported_at": [-Infinity]',
        '"format": "engagement-project"',
        '"exported_at": {"a": 1, "b": {"x": 1, "y": 2, "x": 1}}',
        '"exported_at": {"a\\n\\ud800": 1, "a\\n\\ud800": 1}',
        '"exported_at": {"a": 1, "\\u0061": 1}',
        '"exported_at": {"": 1, "": 1}',
    ],
)
def test_no_number_and_no_key_twice_at_any_depth(data_file: DataFile, line: str) -> None:
    content = with_line(line).replace(b'"exported_at": "2026-11-23T10:15:00Z", ', b"")
    assert list(refusal(data_file, content)) == ["$"]


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}")])
def test_eight_levels_are_read_and_nine_are_refused(
    data_file: DataFile, opened: str, closed: str
) -> None:
    def deep(levels: int) -> bytes:
        nested = opened * levels + '"[[{{"' + closed * levels
        return SMALL.replace(b'"2026-11-23T10:15:00Z"', nested.encode(), 1)

    assert list(refusal(data_file, deep(8))) == ["$"]
    assert list(refusal(data_file, deep(5000))) == ["$"]
    put(data_file, deep(7))


def test_brackets_in_texts_are_no_levels(data_file: DataFile) -> None:
    document = small()
    document["project"][0]["description"] = "[" * 40 + '\\"{{{{' + "[[["
    put(data_file, document)


def test_a_mark_at_the_start_is_accepted(data_file: DataFile) -> None:
    put(data_file, b"\xef\xbb\xbf" + SMALL)
    assert put(data_file, SMALL).changed == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("format", value) for value in ("", "engagement-gap-report", None, 1, [], True)),
        *(("version", value) for value in ("1", 1.0, True, 0, 2, None, [1], -1, 10)),
    ],
)
def test_another_format_or_version_is_refused(data_file: DataFile, name: str, value: Any) -> None:
    assert list(refusal(data_file, {**small(), name: value})) == [name]


@pytest.mark.parametrize("name", ["format", "version"])
def test_a_document_must_say_its_format_and_version(data_file: DataFile, name: str) -> None:
    document = small()
    del document[name]
    assert list(refusal(data_file, document)) == [name]


@pytest.mark.parametrize("value", ["yesterday", None, 5, [], "\ud800"])
def test_exported_at_is_not_read(data_file: DataFile, value: Any) -> None:
    put(data_file, json.dumps({**small(), "exported_at": value}).encode())


def test_exactly_one_project(data_file: DataFile) -> None:
    document = small()
    document["project"].append({"id": rid("second"), "name": "Second"})
    assert "project" in refusal(data_file, document)
    for none in ({**small(), "project": []}, {k: v for k, v in small().items() if k != "project"}):
        assert "project" in refusal(data_file, none)


@pytest.mark.parametrize(
    "name", ["people", "Person", "change", "", "a\nb", "exported_on", "sqlite"]
)
def test_an_unknown_list_is_refused(data_file: DataFile, name: str) -> None:
    [path] = refusal(data_file, {**small(), name: []})
    assert path in (name, ascii(name))


@pytest.mark.parametrize("name", ["naem", "created_at", "Name", "", "a\nb", "a: b"])
def test_an_unknown_field_is_refused(data_file: DataFile, name: str) -> None:
    document = small()
    document["service"][0][name] = None
    [path] = refusal(data_file, document)
    assert path.startswith("service[0].")


@pytest.mark.parametrize("rows", [None, {}, "x", 5, True])
def test_a_list_must_be_a_list(data_file: DataFile, rows: Any) -> None:
    assert list(refusal(data_file, {**small(), "service": rows})) >= ["service"]


@pytest.mark.parametrize("row", [None, [], "x", 5, True])
def test_a_record_must_be_an_object(data_file: DataFile, row: Any) -> None:
    document = small()
    document["cost_fact"].insert(0, row)
    assert list(refusal(data_file, document)) == ["cost_fact[0]"]


@pytest.mark.parametrize(
    "value", [None, 5, "", "x", rid("x").upper(), f"{{{rid('x')}}}", rid("x")[:-1], [rid("x")]]
)
def test_an_id_must_be_canonical(data_file: DataFile, value: Any) -> None:
    document = small()
    document["cost_fact"][0]["id"] = value
    assert list(refusal(data_file, document)) == ["cost_fact[0].id"]
    del document["cost_fact"][0]["id"]
    assert list(refusal(data_file, document)) == ["cost_fact[0].id"]


@pytest.mark.parametrize("version", range(9))
def test_an_id_of_any_version_is_taken(data_file: DataFile, version: int) -> None:
    document = small()
    document["cost_fact"][0]["id"] = f"00000000-0000-{version}000-0000-00000000000a"
    put(data_file, document)
