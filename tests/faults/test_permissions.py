"""Whatever the program writes is for its owner alone; `permissions.py` is the script."""

import os
import sys

import pytest

from tests.faults.permissions import campaign

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.timeout(300),
    pytest.mark.skipif(os.name == "nt", reason="Windows has other rights"),
]


def test_where_all_is_given_to_everybody_each_file_is_for_its_owner_alone(tmp_path):
    wrong, control = campaign(tmp_path)
    assert wrong == []
    assert control, sys.platform
