"""A real bundle of every released schema that had them can still be taken in."""

import json
from pathlib import Path

import pytest

from engagement_app.store import header
from tests.store.bundles.laptops import WORDS

pytestmark = pytest.mark.thorough
RELEASED = sorted((Path(__file__).parents[2] / "data").glob("schema-*.bundle"))
SINCE = 7


def test_there_is_a_bundle_of_every_schema_since_there_are_bundles():
    numbers = [int(path.stem.partition("-")[2]) for path in RELEASED]
    assert numbers == list(range(SINCE, header.SCHEMA + 1))


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_a_released_bundle_brings_all_that_its_file_has(path, laptop):
    told = json.loads(path.with_suffix(".json").read_text())
    new = laptop("New")
    assert new.take(path, WORDS).changes == told["bundle_changes"]
    apart = {"audit_entry", "draft"}
    assert {name: new.count(name) for name in told["rows"].keys() - apart} == {
        name: count for name, count in told["rows"].items() if name not in apart
    }
    assert new.faults() == ()
