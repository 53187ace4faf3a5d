"""A shorter list, stopped and killed; `large_lists.py` is the script, with 100,000 rows."""

import sys

import pytest

from tests.faults.large_lists import campaign

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how far a program is"),
]


def test_a_list_that_is_stopped_or_killed_on_the_way_is_all_there_or_not_at_all(tmp_path):
    figures, left = campaign(tmp_path, rows=4000, tries=3)
    assert figures.wrong == []
    assert 0 < left < 3999
