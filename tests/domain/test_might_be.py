"""Whom a walk-in might be is told, and never acted on."""

from engagement_app.domain.might_be import might_be
from tests.domain.test_desk import person, read
from tests.domain.test_desk_roll import whole_roll


def told(file, event, typed, seen=()):
    roll = whole_roll(file, event)
    found = read(file, might_be, roll, typed, seen)
    return [(each.arrival.name, each.by) for each in found]


def test_somebody_with_the_same_phone_however_it_is_written(data_file, event):
    person(data_file, "Siân", "Hughes", phone="+44 7700 900123")
    assert told(data_file, event, "Tom Price 07700 900 123") == [("Siân Hughes", "phone")]


def test_somebody_with_the_same_e_mail(data_file, event):
    person(data_file, "Siân", "Hughes", email="sian@example.org")
    assert told(data_file, event, "Tom Price SIAN@example.org") == [("Siân Hughes", "email")]


def test_somebody_of_a_like_name_whose_phone_is_another(data_file, event):
    key = person(data_file, "Siân", "Hughes", phone="07700 900123")
    typed = "Sian Hughs 07700 900777"
    assert told(data_file, event, typed) == [("Siân Hughes", "name")]
    assert told(data_file, event, typed, [key]) == []


def test_a_name_alone_is_told_by_the_list(data_file, event):
    person(data_file, "Siân", "Hughes")
    assert told(data_file, event, "Sian Hughs") == []
