"""What goes in comes out: documents made at random, imported, exported, and imported again."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import documents
from tests.exchange.open_format.files import DATA, contents, fresh, put, take, unsound

pytestmark = pytest.mark.thorough

EVERYTHING = {"with_deleted": True, "with_monitoring": True}


def project_of(document: dict[str, Any]) -> str:
    return document["project"][0]["id"]


@given(document=documents())
@settings(max_examples=12)
def test_a_valid_document_is_taken_and_leaves_a_sound_file(
    blank: Path, keyboard: Keyboard, document: dict[str, Any]
) -> None:
    with fresh(blank, keyboard) as made:
        taken = put(made, document)
        rows = sum(len(each) for each in document.values() if isinstance(each, list))
        assert (taken.made, taken.changed, taken.left) == (rows, 0, ())
        assert unsound(made) == []


@given(document=documents())
@settings(max_examples=12)
def test_the_same_document_twice_changes_nothing(
    blank: Path, keyboard: Keyboard, document: dict[str, Any]
) -> None:
    with fresh(blank, keyboard) as made:
        put(made, document)
        before = contents(made)
        taken = put(made, document)
        assert (taken.made, taken.changed) == (0, 0)
        assert contents(made) == before


@pytest.mark.parametrize("wanted", [{}, EVERYTHING], ids=["live", "everything"])
@given(document=documents())
@settings(max_examples=12)
def test_an_export_imported_elsewhere_exports_the_same(
    blank: Path, keyboard: Keyboard, document: dict[str, Any], wanted: dict[str, bool]
) -> None:
    with fresh(blank, keyboard) as first, fresh(blank, keyboard) as second:
        put(first, document)
        exported = take(first, project_of(document), **wanted)
        put(second, exported)
        assert unsound(second) == []
        assert take(second, project_of(document), **wanted) == exported
        before = contents(first)
        put(first, exported)
        assert contents(first) == before


@given(document=documents())
@settings(max_examples=12)
def test_an_export_is_closed_and_holds_no_more_than_it_must(
    blank: Path, keyboard: Keyboard, document: dict[str, Any]
) -> None:
    with fresh(blank, keyboard) as made:
        put(made, document)
        exported = take(made, project_of(document))
        deleted = take(made, project_of(document), with_deleted=True)
    assert "monitoring_response" not in exported
    ids = ids_of(exported)
    referred = {each for table in exported for each in links_in(exported, table)}
    assert referred <= {each for found in ids.values() for each in found}
    for table, rows in exported.items():
        if not isinstance(rows, list):
            continue
        assert set(ids[table]) <= set(ids_of(deleted)[table])
        for row in rows:
            assert row["deleted_at"] is None or row["id"] in referred, (table, row)
            if table in ("organisation", "person", "community", "service"):
                assert row["id"] in referred
    for table in ("rate", "cost_fact"):
        live = {row["id"] for row in document.get(table, []) if not row.get("deleted_at")}
        assert live <= set(ids[table])


def ids_of(document: dict[str, Any]) -> dict[str, list[str]]:
    return {
        table: [row["id"] for row in rows]
        for table, rows in document.items()
        if isinstance(rows, list)
    }


def links_in(document: dict[str, Any], table: str) -> set[str]:
    found: set[str] = set()
    for row in document[table] if isinstance(document[table], list) else []:
        for name, value in row.items():
            if name.endswith("_id") and value:
                found.add(value)
            elif name.endswith("_ids"):
                found.update(value)
    return found


@pytest.mark.parametrize("name", ["worked", "project"])
def test_the_examples_go_in_and_out_and_in_again(data_file: DataFile, name: str) -> None:
    document = json.loads((DATA / f"{name}.json").read_bytes())
    put(data_file, document)
    before = contents(data_file)
    assert put(data_file, document).changed == 0
    assert contents(data_file) == before
    exported = take(data_file, project_of(document), **EVERYTHING)
    put(data_file, exported)
    assert contents(data_file) == before
    assert unsound(data_file) == []
