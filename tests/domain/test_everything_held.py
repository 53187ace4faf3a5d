"""Whatever text of the file names somebody, in any table: it is in what they are shown, or in
what is to be redacted first. A new table or column fails here until it is looked through."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from engagement_app.domain import fields, finding
from engagement_app.domain.holdings import read_holdings
from engagement_app.domain.holdings_text import lines_of
from engagement_app.domain.input import kinds_of
from engagement_app.domain.tables import TABLES
from engagement_app.exchange.holdings_json import holdings_json
from engagement_app.exchange.sample import add_sample
from engagement_app.reports.holdings import render
from engagement_app.store.audit import Audited
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of
from tests.reports import reading

pytestmark = pytest.mark.thorough

NAME = "Femi Adebayo-Clarke"
FREE = (fields.Text, fields.Answers)
BOUND = (
    fields.Choice, fields.Flag, fields.Count, fields.Hundredth, fields.Money, fields.Day,
    fields.Moment, fields.Link, fields.Links,
)  # fmt: skip
"""Kinds that hold no words of anybody."""
APART = {
    "alembic_version": ((), ("version_num",)),
    "audit_entry": (
        ("person", "detail"),
        ("id", "device", "act", "salt", "commitment", "previous", "digest"),
    ),
    "change": (
        ("person", "fields"),
        ("id", "act_id", "act", "record_id", "kind", "device", "digest"),
    ),
    "consent_wording": (("words",), ("id", "purpose", "version")),
    "draft": (("form", "typed"), ()),
    "erasure": (("erased_by", "reason"), ("record_id", "kind")),
    "monitoring_form": (("questions",), ("id",)),
    "retention_period": ((), ("id", "kind")),
    "rights_request": (("who", "about", "outcome"), ("id", "kind", "pauses")),
    "workspace_key": ((), ("id", "secret")),
}
"""Tables beside the records: columns with words of people, and those of ids, codes and digests."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory, keyboard):
    from engagement_app.store.datafile import create_file

    path = tmp_path_factory.mktemp("held") / "sample.engagement"
    with create_file(path, keyboard) as file:
        with file.writing("sample.new") as session:
            add_sample(session)
        yield file


def tables(session):
    found = ask(session, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in found if not name.startswith("sqlite_")}


def words_columns(session, table):
    """The columns of a table that can hold text."""
    found = ask(session, f"PRAGMA table_info({table})")
    return {row[1] for row in found if row[2].upper().startswith(("TEXT", "VARCHAR", "JSON"))}


def free_columns(table):
    """The fields of a record in which people write."""
    for name, kind in kinds_of(TABLES[table]).items():
        assert isinstance(kind, FREE + BOUND), f"{table}.{name}: may people write in it?"
        if isinstance(kind, FREE):
            yield name


def test_every_table_is_known_and_each_column_of_those_apart(sample):
    with sample.reading() as session:
        assert tables(session) == set(TABLES) | set(APART)
        for table, (free, bound) in APART.items():
            assert words_columns(session, table) == {*free, *bound}, table


def marker(table, column):
    return f"{NAME} ({table} {column})"


def filled(table, column, text):
    """The text as the column holds it."""
    if (table, column) == ("change", "fields"):
        return json.dumps({"words": {"value": text, "saw": []}})
    if (table, column) in {("audit_entry", "detail"), ("monitoring_form", "questions")}:
        value = {"file": text}
        return json.dumps([value] if table == "monitoring_form" else value)
    if table == "draft" and column == "typed":
        return json.dumps([text])
    is_answers = table == "monitoring_response" and column == "answers"
    return json.dumps({"own_words": text}) if is_answers else text


@pytest.fixture
def planted(sample):
    """The name in every free column, one row for each, of people who are not theirs; what they
    are shown then. Nothing of it is kept."""
    with sample.reading() as session:
        who = finding.find_person(session, NAME)
        marks = [*plant(session, who)]
        held = read_holdings(session, who, date(2026, 11, 24))
        assert held.person_id == who
    return held, marks


def plant(session, who):
    for table in TABLES:
        for column in free_columns(table):
            yield put(session, table, column, who)
    for table, (free, _bound) in APART.items():
        yield from (put(session, table, column, who) for column in free)


def put(session, table, column, who):
    make_row(session, table)
    which = {"person": f"id <> '{who}'", "change": "kind = 'contribution'"}.get(table, "TRUE")
    key = "id" if table == "monitoring_response" else "rowid"
    anyone = f'SELECT {key} FROM "{table}" WHERE {which} ORDER BY random() LIMIT 1'
    text = filled(table, column, marker(table, column))
    ask(session, f'UPDATE "{table}" SET "{column}" = ? WHERE {key} = ({anyone})', [text])
    return marker(table, column)


ROWS = {
    "audit_entry": "INSERT INTO audit_entry VALUES (lower(hex(randomblob(18))), 'd', 1,"
    " '2026-11-20 10:00:00.000000', 'export', 'Mari', '{}', 's', 'c', '', 'x')",
    "consent_wording": "INSERT INTO consent_wording VALUES (lower(hex(randomblob(18))), NULL,"
    " 'photo', '2-abcdef', 'May we?', '2026-11-20 10:00:00.000000')",
    "draft": "INSERT INTO draft VALUES (lower(hex(randomblob(8))),"
    " '2026-11-20 10:00:00.000000', '[]')",
    "erasure": "INSERT INTO erasure VALUES (lower(hex(randomblob(18))), 'person',"
    " '2026-11-20 10:00:00.000000', 'Mari', 'request')",
    "monitoring_form": "INSERT INTO monitoring_form VALUES (lower(hex(randomblob(18))), NULL, 1,"
    " '[]')",
    "rights_request": "INSERT INTO rights_request (id, kind, who, received_on) VALUES"
    " (lower(hex(randomblob(18))), 'complaint', 'x', '2026-11-20')",
    "monitoring_response": "INSERT INTO monitoring_response SELECT lower(hex(randomblob(18))),"
    " NULL, id, '{}' FROM event LIMIT 1",
}


def make_row(session, table):
    """A row of its own for each marker, where the sample has none."""
    if table in ROWS:
        ask(session, ROWS[table])
    assert ask(session, f'SELECT count(*) FROM "{table}"') != [(0,)], f"no row of {table}"


def test_every_marker_is_in_the_document_or_among_what_is_to_be_redacted(planted):
    held, marks = planted
    document = json.loads(holdings_json(held))
    said = json.dumps(document, ensure_ascii=False)
    assert len(marks) > 60
    assert [each for each in marks if each not in said] == []


def test_a_name_that_nobody_looked_for_would_be_missed(sample):
    """The control: what was read before the names were planted has none of them."""
    with sample.reading() as session:
        who = finding.find_person(session, NAME)
        held = read_holdings(session, who, date(2026, 11, 24))
        marks = [*plant(session, who)]
    said = json.dumps(json.loads(holdings_json(held)), ensure_ascii=False)
    assert [each for each in marks if each in said] == []


def test_every_marker_is_on_the_paper_and_in_the_text(planted):
    held, marks = planted
    text = "\n".join(lines_of(held))
    assert [each for each in marks if each not in text] == []
    paper = "".join(reading.words(render(held)).split())
    assert [each for each in marks if "".join(each.split()) not in paper] == []


def test_what_the_audit_says_of_their_records_is_theirs_to_see(sample):
    with sample.reading() as session:
        who = finding.find_person(session, NAME)
    sample.note(Audited.SUBJECT_ACCESS, ending=".pdf", person_id=who)
    with sample.reading() as session:
        held = read_holdings(session, who, date(2026, 11, 24))
    [noted] = held.noted
    assert (noted.act, noted.about, noted.by) == ("all we hold on a person", "pdf", "Mari Ellis")
    assert json.loads(holdings_json(held))["audit"][0]["detail"]["person_id"] == who


def test_the_columns_of_a_record_are_those_of_its_table():
    """What is looked through by its kinds leaves no column of text out."""
    for table, entity in TABLES.items():
        found = {each.name for each in table_of(entity).c if isinstance(each.type, sa.String)}
        kinds = set(kinds_of(entity)) | {"id"}
        assert found <= kinds, table
