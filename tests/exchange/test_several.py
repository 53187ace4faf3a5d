"""Several names in one cell."""

import pytest

from engagement_app.exchange.several import joined, parted


@pytest.mark.parametrize(
    "names", [["First aid"], ["Ask; listen", "Note"], ["ends \\", "next"], ["C:\\;x", "\\;"], []]
)
def test_names_come_back_as_they_were_also_with_the_sign_between_them(names):
    assert parted(joined(names)) == tuple(names)


def test_what_people_type_is_taken_as_it_is():
    assert parted(" A;B ;; a\\b ;A") == ("A", "B", "a\\b")
