"""People who might be on record twice: found, and said why; nobody is merged."""

import pytest

from engagement_app.domain import acts
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.typed_twice import MOST, list_alike


def pairs(data_file, *people):
    """Names and reasons of the pairs among these people."""
    with data_file.writing("test") as session:
        for each in people:
            names = dict(zip(("given_name", "family_name"), each[0].split(), strict=False))
            acts.add(session, PersonInput.parse(**{**names, **each[1]}))
    with data_file.reading() as session:
        return [({each.one_name, each.other_name}, each.why) for each in list_alike(session).pairs]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("Siân Hughes", {}), ("Sian HUGHES", {}), "same name"),
        (("Hughes Siân", {}), ("Sian Hughes", {}), "same name"),
        (("Katherine Price", {}), ("Catherine Price", {}), "similar name"),
        (("S. Price", {}), ("Siân Price", {}), "similar name"),
        (("Robert Price", {"known_as": "Bob"}), ("Bob Price", {}), "similar name"),
        (
            ("Siân Hughes", {"phone": "07700 900123"}),
            ("Siân Davies", {"phone": "+44 7700 900123"}),
            "part of the name is the same, same phone",
        ),
        (
            ("Siân Hughs", {"email": "S@example.org"}),
            ("Siân Hughes", {"email": "s@example.org"}),
            "similar name, same e-mail",
        ),
        (
            ("Siân Hughes", {"phone": "07700 900123"}),
            ("Siân Hughes", {"phone": "07700 900456"}),
            "same name, other phone",
        ),
    ],
)
def test_who_might_be_one_is_listed_with_the_reason(data_file, one, other, why):
    [(_names, found)] = pairs(data_file, one, other)
    assert found == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Siân Hughes", {"phone": "07700 900123"}), ("Tom Hughes", {"phone": "07700 900123"})),
        (("Siân Hughes", {"email": "a@b.org"}), ("Tom Price", {"email": "a@b.org"})),
        (("Siân Hughes", {}), ("Mari Hughes", {})),
        (("Hughes", {}), ("Siân Hughes", {})),
        (("Siân Price", {"phone": "07700 900123"}), ("S. Price", {"phone": "07700 900456"})),
    ],
)
def test_couples_families_and_namesakes_are_not(data_file, one, other):
    assert pairs(data_file, one, other) == []


def test_those_who_share_most_come_first(data_file):
    found = pairs(
        data_file,
        ("Ann Price", {}),
        ("Ann Price", {}),
        ("Ben Price", {"phone": "07700 900123", "email": "b@example.org"}),
        ("Ben Price", {"phone": "07700900123", "email": "b@example.org"}),
    )
    assert [why for _names, why in found] == ["same name, same e-mail, same phone", "same name"]


def test_whoever_is_deleted_or_merged_is_not_listed(data_file):
    with data_file.writing("test") as session:
        one, other, gone = (
            acts.add(session, PersonInput.parse(given_name="Ann", family_name="Price"))
            for _number in range(3)
        )
        acts.amend(session, Person, other, same_as_id=one)
        acts.delete(session, Person, gone)
    with data_file.reading() as session:
        assert list_alike(session).pairs == ()


def test_a_thousand_of_one_name_are_not_compared_all_with_all(data_file):
    with data_file.writing("test") as session:
        for _number in range(MOST):
            acts.add(session, PersonInput.parse(given_name="Ann", family_name="Price"))
    with data_file.reading() as session:
        found = list_alike(session)
    assert (len(found.pairs), found.more) == (MOST, True)
