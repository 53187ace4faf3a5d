"""One slip of the fingers between what is typed and a name."""

import pytest

from engagement_app.domain.slips import is_slip


@pytest.mark.parametrize("typed", ["hugjes", "hghes", "huughes", "hugehs", "ughe", "hughess"])
def test_one_slip_is_forgiven(typed):
    assert is_slip(typed, "hughes")


@pytest.mark.parametrize("typed", ["hu", "uh", "bell", "hxgxes", "hughesss", "hgues"])
def test_two_slips_or_two_letters_are_not(typed):
    assert not is_slip(typed, "hughes")
