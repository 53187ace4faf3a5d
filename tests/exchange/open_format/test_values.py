"""Every kind of field: what it takes, what it refuses, and at which path. Driven by the tables."""

import json
from typing import Any

import pytest

from engagement_app.domain import fields
from engagement_app.domain.input import kinds_of
from engagement_app.domain.tables import TABLES
from engagement_app.exchange.open_format.reading import read
from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import Document, rid, small
from tests.exchange.open_format.files import contents, faults_of, put, refusal, take

EVERYTHING = {"with_deleted": True, "with_monitoring": True}
BOLD = {
    ("organisation", "sector"): "other",
    ("community", "kind"): "interest",
    ("person", "preferred_contact"): "none",
    ("event", "kind"): "other",
    ("attendance", "wants_to_stay_involved"): "not_asked",
    ("attendance", "source"): "import",
    ("contribution", "mandate"): "none_stated",
    ("contribution", "form"): "paraphrase",
    ("contribution", "kind"): "other",
    ("contribution", "may_quote"): "not_asked",
    ("follow_up", "kind"): "other",
    ("role_skill", "held"): "not_known",
    ("time_entry", "paid_from"): "volunteer",
    ("hearing", "response"): "no_answer",
}
TRI = [
    ("partnership", "named_partner"),
    ("consent", "given"),
    ("attendance", "first_time"),
    ("engagement_role", "agenda_control"),
    ("engagement_role", "budget_control"),
    *(("body", name) for name in ("invited", "seat", "papers_in_time", "can_speak")),
    *(("body", name) for name in ("can_decide", "named_partner")),
]
FIELDS = {table: kinds_of(entity) for table, entity in TABLES.items()}

IS_NO_TEXT = (5, 1.5, True, [], {}, ["a"])
IS_NO_ID = (
    "",
    "x",
    rid("person 1").upper(),
    rid("person 1").replace("-", ""),
    "{" + rid("person 1") + "}",
    "urn:uuid:" + rid("person 1"),
    f" {rid('person 1')}",
    rid("person 1") + "\n",
)
IS_NO_DECIMAL = ("", " 1", "1 ", "1,5", "1e2", "1E2", "+1", ".5", "1.", "0x1", "NaN", "Infinity")
IS_NO_DECIMAL += ("١٢", "1_000", "--1", "£5", "1234.505", "0.001")
WRONG: dict[type[fields.Kind], tuple[Any, ...]] = {
    fields.Text: (
        *IS_NO_TEXT,
        "a\0b",
        "a\x1bb",
        "a\x7fb",
        "a\x85b",
        "a\rb",
        "a\ud800b",
        "\udfff",
        "a\x1f",
        "\x1ca",
    ),
    fields.Choice: (*IS_NO_TEXT, "", "YES", " yes", "nobody knows this word"),
    fields.Flag: (0, 1, "true", "yes", [], {}),
    fields.Count: ("5", 1.0, 1.5, True, -1, 2_147_483_648, 10**30, [], {}),
    fields.Hundredth: (*IS_NO_DECIMAL, True, [], {}, "-0.01", "9" * 40),
    fields.Money: (*IS_NO_DECIMAL, 5, 5.5, True, [], {}, "-0.01", "1000000000.00", "9" * 5000),
    fields.Day: (
        *IS_NO_TEXT,
        *("", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "0000-01-01", "20260101"),
        *("2026-01-01T00:00:00Z", "2026-W01-1", "٢٠٢٦-٠١-٠١", " 2026-01-01", "2026-01-01\n"),
    ),
    fields.Moment: (
        *IS_NO_TEXT,
        *("", "2026-01-01T10:00:00", "2026-01-01", "2026-02-30T10:00:00Z", "2026-01-01T25:00:00Z"),
        *("2026-01-01T10:61:00Z", "2026-01-01 10:00:00", "2026-01-01T10:00:00+14:75"),
        *("2026-01-01T10:00:00.1234567Z", "2026-01-01T10:00:00+25:00", "10:00:00Z"),
        *("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"),
    ),
    fields.Link: (*IS_NO_TEXT, *IS_NO_ID),
    fields.Links: (5, True, "", rid("theme 1"), {}, [5], [None], *([each] for each in IS_NO_ID)),
    fields.Answers: (5, True, "", []),
}


def with_value(table: str, name: str, value: Any) -> Document:
    document = small()
    document[table][0][name] = value
    return document


def sent(document: Document) -> bytes:
    """Lone surrogates go as escapes, as a program that does not know better writes them."""
    return json.dumps(document).encode()


@pytest.mark.parametrize("table", TABLES)
def test_each_wrong_value_is_refused_at_its_path_alone(data_file: DataFile, table: str) -> None:
    before = contents(data_file)
    for name, kind in FIELDS[table].items():
        for value in WRONG[type(kind)]:
            document = sent(with_value(table, name, value))
            assert list(read(document).faults) == [f"{table}[0].{name}"], (name, value)
        assert list(faults_of(data_file, document)) == [f"{table}[0].{name}"]
    assert contents(data_file) == before


@pytest.mark.parametrize("table", TABLES)
def test_a_required_field_is_refused_missing_null_or_blank(data_file: DataFile, table: str) -> None:
    before = contents(data_file)
    for name in [name for name, kind in FIELDS[table].items() if kind.required]:
        texts = ("", " \u3000\t\r\n") if isinstance(FIELDS[table][name], fields.Text) else ()
        missing = small()
        del missing[table][0][name]
        for document in (missing, *(with_value(table, name, each) for each in (None, *texts))):
            assert list(faults_of(data_file, document)) == [f"{table}[0].{name}"]
    assert contents(data_file) == before


@pytest.mark.parametrize("table", TABLES)
def test_null_resets_a_field_to_its_default_and_a_field_left_out_has_it(
    data_file: DataFile, table: str
) -> None:
    document = small()
    free = [name for name, kind in FIELDS[table].items() if not kind.required]
    expected = {name: FIELDS[table][name].write(default(table, name)) for name in free}
    if table == "person":
        expected["known_as"] = document[table][0]["known_as"] = "Siân"
    nothing = {name: None for name in free if expected[name] is None or name != "known_as"}
    put(data_file, document)
    given = document[table][0]
    document[table][0] = {**given, **nothing}
    put(data_file, document)
    assert found(data_file, table, given["id"]).items() >= expected.items()
    new = rid(f"new {table}") if table != "project" else given["id"]
    document[table][0] = {k: v for k, v in given.items() if k not in nothing} | {"id": new}
    if table != "project":
        document[table].append(given)
    put(data_file, document)
    exported = take(data_file, rid("project"), **EVERYTHING)
    if table == "project" or new in {row["id"] for row in exported[table]}:
        assert found(data_file, table, new).items() >= expected.items()


def default(table: str, name: str) -> Any:
    """As the words of the domain have it: in this test the kinds are asked only for the rest."""
    kind = FIELDS[table][name]
    if isinstance(kind, fields.Choice):
        return {**BOLD, **dict.fromkeys(TRI, "not_known")}.get((table, name), kind.values[0])
    return fields.default_of(kind)


def found(data_file: DataFile, table: str, record_id: str) -> dict[str, Any]:
    rows = take(data_file, rid("project"), **EVERYTHING)[table]
    return next(row for row in rows if row["id"] == record_id)


@pytest.mark.parametrize("table", TABLES)
def test_both_sides_of_each_bound(data_file: DataFile, table: str) -> None:
    for name, kind in FIELDS[table].items():
        if type(kind) not in (fields.Count, fields.Money, fields.Hundredth):
            continue
        under, least, most, over = bounds(table, name, kind)
        for value in (under, over):
            faults = faults_of(data_file, with_value(table, name, value))
            assert list(faults) == [f"{table}[0].{name}"], value
        for value in (least, most):
            assert put(data_file, with_value(table, name, value)).project


def bounds(table: str, name: str, kind: fields.Kind) -> tuple[Any, Any, Any, Any]:
    """Just too little, the least, the most, just too much."""
    if isinstance(kind, fields.Count):
        return -1, 0, 2_147_483_647, 2_147_483_648
    if isinstance(kind, fields.Money) or (table, name) == ("cost_fact", "value"):
        return "-0.01", "0.00", "999999999.99", "1000000000.00"
    if name == "overhead_percent":
        return "-0.01", 0, "100.00", "100.01"
    if (table, name) == ("time_entry", "hours"):
        return "0.00", "0.01", "99999.99", "100000.00"
    return "-0.01", "0", "99999.99", "100000.00"


@pytest.mark.parametrize(
    ("table", "name", "written", "kept"),
    [
        ("fund", "amount", '"1234.500"', "1234.50"),
        ("fund", "amount", '"1234.5"', "1234.50"),
        ("fund", "amount", '"1234"', "1234.00"),
        ("fund", "amount", '"0007.10"', "7.10"),
        ("fund", "amount", '"-0"', "0.00"),
        ("engagement_role", "hours_needed", "1234.500", "1234.50"),
        ("engagement_role", "hours_needed", "0.10", "0.10"),
        ("engagement_role", "hours_needed", '"36"', "36.00"),
        ("engagement_role", "overhead_percent", "33.3300000", "33.33"),
        ("engagement_role", "overhead_percent", "0", "0.00"),
        ("cost_fact", "value", '"50270"', "50270.00"),
        ("community", "population", "12", 12),
        ("community", "population", "0", 0),
    ],
)
def test_numbers_are_read_by_their_decimal_text(
    data_file: DataFile, table: str, name: str, written: str, kept: Any
) -> None:
    put(data_file, with_raw(table, name, written))
    assert found(data_file, table, small()[table][0]["id"])[name] == kept


def with_raw(table: str, name: str, written: str) -> bytes:
    content = json.dumps(with_value(table, name, "HERE"))
    return content.replace('"HERE"', written).encode()


@pytest.mark.parametrize("written", ["1e2", "1E2", "1.0e1", "1.005", "-1", "-0.01", "1e400"])
@pytest.mark.parametrize(
    ("table", "name"), [("engagement_role", "hours_needed"), ("project", "overhead_percent")]
)
def test_a_number_with_an_exponent_or_three_decimals_is_refused(
    data_file: DataFile, table: str, name: str, written: str
) -> None:
    assert list(refusal(data_file, with_raw(table, name, written))) == [f"{table}[0].{name}"]


@pytest.mark.parametrize("written", ["5", "18.86", "0"])
@pytest.mark.parametrize(("table", "name"), [("fund", "amount"), ("cost_fact", "value")])
def test_money_and_facts_are_texts_and_no_numbers(
    data_file: DataFile, table: str, name: str, written: str
) -> None:
    assert list(refusal(data_file, with_raw(table, name, written))) == [f"{table}[0].{name}"]


@pytest.mark.parametrize("written", ["1.0", "1e1", "1.5", "-1", '"1"', "true", "1" * 5000])
def test_counts_are_integers_of_json(data_file: DataFile, written: str) -> None:
    assert list(refusal(data_file, with_raw("tally", "count", written))) == ["tally[0].count"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Sia\u0302n", "Siân"),
        ("\u2003\u00a0 Siân \u3000\u2029", "Siân"),
        ("\r\nSiân\r\n", "Siân"),
        ("a\r\nb\tc\nd", "a\nb\tc\nd"),
        ("\u200bSiân\ufeff", "\u200bSiân\ufeff"),
        ("\u1100\u1161", "가"),
        (" \u0301x", "\u0301x"),
        ("ﬁ", "ﬁ"),
        ("👩🏽‍🌾", "👩🏽‍🌾"),
    ],
)
def test_text_is_kept_regular(data_file: DataFile, written: str, kept: str) -> None:
    put(data_file, with_value("organisation", "name", written))
    assert found(data_file, "organisation", rid("organisation 1"))["name"] == kept
    again = put(data_file, with_value("organisation", "name", written))
    assert again.changed == 0


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-06-30T10:15:00+01:00", "2026-06-30T09:15:00Z"),
        ("2026-06-30T10:15Z", "2026-06-30T10:15:00Z"),
        ("2026-06-30t10:15:00z", "2026-06-30T10:15:00Z"),
        ("2026-06-30T10:15:00+0100", "2026-06-30T09:15:00Z"),
        ("2026-06-30T10:15:00-05", "2026-06-30T15:15:00Z"),
        ("2026-06-30T10:15:00.250Z", "2026-06-30T10:15:00.250000Z"),
        ("2026-06-30T10:15:00.2500000000Z", "2026-06-30T10:15:00.250000Z"),
        ("2024-02-29T23:59:59-00:00", "2024-02-29T23:59:59Z"),
    ],
)
def test_times_are_kept_in_utc(data_file: DataFile, written: str, kept: str) -> None:
    document = with_value("consent", "recorded_at", written)
    put(data_file, document)
    assert found(data_file, "consent", rid("consent 1"))["recorded_at"] == kept
    assert put(data_file, document).changed == 0


@pytest.mark.parametrize(
    "answers",
    [
        '{"a": 1e400}',
        '{"a": 1e2}',
        '{"a": %s}' % ("9" * 5000),
        '{"a": 0.12345678901234567890}',
        '{"a": [{"b": "x\\u0000"}]}',
        '{"a": 1, " a": 2}',
        '{"a\\ud800": 1}',
    ],
)
def test_answers_that_could_not_be_given_back_are_refused(
    data_file: DataFile, answers: str
) -> None:
    faults = refusal(data_file, with_raw("monitoring_response", "answers", answers))
    assert list(faults) == ["monitoring_response[0].answers"]


def test_answers_are_given_back_as_they_came(data_file: DataFile) -> None:
    answers = {"age": "25-34", "n": 2.5, "i": 12345, "l": [True, None, {"x": "Å"}], "": "blank"}
    put(data_file, with_value("monitoring_response", "answers", answers))
    row = found(data_file, "monitoring_response", rid("monitoring 1"))
    assert row["answers"] == answers
