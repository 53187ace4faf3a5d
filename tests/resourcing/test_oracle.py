"""The report against a second reckoning of it, written from the words of the domain alone."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_app.exchange.gap_json import gap_json
from engagement_app.resourcing.gap import gap_report
from engagement_app.resourcing.reading import read_ledger
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import documents
from tests.exchange.open_format.files import DATA, fresh, put
from tests.resourcing import oracle

pytestmark = pytest.mark.thorough

EXAMPLES = [
    ("worked", "worked.gap", "2026-11-23", None),
    ("project", "project.gap", "2025-06-30", None),
    ("project", "project.event.gap", "2025-06-30", "a39ffed2-276c-4d27-be54-db69175085b6"),
]


def reported(
    data_file: DataFile, document: dict[str, Any], as_of: str, event_id: str | None
) -> dict[str, Any]:
    """The report of a document that is in the file, without its evidence."""
    with data_file.reading() as session:
        ledger = read_ledger(session, document["project"][0]["id"])
    report = json.loads(gap_json(gap_report(ledger, date.fromisoformat(as_of), event_id)))
    for role in report["roles"]:
        for lens in role["lenses"].values():
            assert lens.pop("evidence").endswith(".")
    return report


def without_evidence(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_evidence(v) for k, v in value.items() if k != "evidence"}
    return [without_evidence(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("name", "told", "as_of", "event_id"), EXAMPLES)
def test_the_examples_give_the_reports_they_must(
    data_file: DataFile, name: str, told: str, as_of: str, event_id: str | None
) -> None:
    document = json.loads((DATA / f"{name}.json").read_bytes())
    expected = without_evidence(json.loads((DATA / f"{told}.json").read_bytes()))
    put(data_file, document)
    assert reported(data_file, document, as_of, event_id) == expected
    assert oracle.report(document, as_of, event_id) == expected


@given(document=documents(), as_of=st.sampled_from(["2026-06-30", "2026-12-31", "2020-01-01"]))
@settings(max_examples=60)
def test_any_project_is_reported_as_the_words_say(
    blank: Path, keyboard: Keyboard, document: dict[str, Any], as_of: str
) -> None:
    with fresh(blank, keyboard) as made:
        put(made, document)
        for event in [None, *(row["id"] for row in document.get("event", []))][:3]:
            assert reported(made, document, as_of, event) == oracle.report(document, as_of, event)
