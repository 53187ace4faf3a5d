"""Some of the files that are made to harm; `bad_files.py` is the script that gives all of them."""

import os

import pytest

from tests.faults.bad_files import scene_in
from tests.faults.harmful import harmful

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(os.name == "nt", reason="memory is measured as on Linux"),
]
SOME = (
    "a million entries listed, workbook",
    "a million entries listed, package",
    "a million entries denied, package",
    "a way up, package",
    "false sizes, workbook",
    "objects 100,000 deep, project",
    "lists 100,000 deep, grants",
    "50 MB of text, project",
    "50 MB of text, page",
    "20 MB in a cell, list",
    "never closed, list",
)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    with scene_in(tmp_path_factory.mktemp("given")) as scene:
        yield scene


@pytest.mark.parametrize(
    "case", [each for each in harmful() if each.what in SOME], ids=lambda c: c.what
)
def test_it_is_refused_in_time_and_room_and_nothing_is_changed(case, scene):
    _ran, wrong = scene.give(case)
    assert wrong == []


def test_a_program_that_trusts_its_files_would_break_these_bounds(scene):
    assert all(scene.trusting().values())
