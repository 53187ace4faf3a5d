"""Badges for those who are expected or have come, each once, and blank ones."""

from datetime import date

import pytest

from engagement_app.domain.badges import Badge, Badges, prepare_badges
from engagement_app.errors import UserError
from engagement_app.reports.badges import render
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.reports import reading
from tests.resourcing.projects import project

AS_OF = date(2026, 6, 30)


def badges(data_file, **chosen):
    put(
        data_file,
        project(
            event=[{}],
            organisation=[{"id": "o"}],
            person=[
                {"id": "z", "given_name": "Zoë", "family_name": "Adams", "organisation_id": "o"},
                {"id": "a", "given_name": "Ann", "family_name": "Zander"},
                {"id": "gone", "known_as": "Gone"},
            ],
            attendance=[
                {"id": "1", "person_id": "a", "status": "here"},
                {"id": "2", "person_id": "a"},
                {"id": "3", "person_id": "z"},
                {"id": "4", "person_id": "gone", "status": "excused"},
                {"id": "5", "label": "Möbius"},
                {"id": "6"},
            ],
        ),
    )
    with data_file.reading() as session:
        return prepare_badges(session, rid("p"), AS_OF, rid("e"), **chosen)


def test_each_person_has_one_by_family_name_and_nobody_who_does_not_come(data_file):
    made = badges(data_file)
    assert made.badges == (
        Badge("Zoë Adams", "Trust"),
        Badge("Möbius", None),
        Badge("Ann Zander", None),
    )


def test_without_an_event_they_are_refused(data_file):
    with pytest.raises(UserError, match="one event"):
        prepare_badges(None, rid("p"), AS_OF, None)


@pytest.mark.parametrize("on_a_sheet", [10, 8, 6])
def test_sheets_are_filled_and_names_are_as_large_as_they_go(on_a_sheet):
    names = ["Ann", "Chukwuemeka Oluwaseun-Adebayo", "W" * 400, "محمد", "রহিমা খাতুন"]
    made = Badges("Forum", None, AS_OF, tuple(map(Badge, names)), 8, on_a_sheet)
    pdf = render(made)
    pages = reading.pages(pdf)
    assert len(pages) == -(-13 // on_a_sheet)
    assert all(page.count("Forum") == on_a_sheet + 1 for page in pages)
    sizes = {}

    def note(text, _cm, tm, _font, size):
        sizes[text.strip()] = max(size, sizes.get(text.strip(), 0))

    reading.opened(pdf).pages[0].extract_text(visitor_text=note)
    assert sizes["Ann"] == 36
    assert max(size for text, size in sizes.items() if text.startswith("WWW")) < 20


def test_nobody_at_all_is_a_sheet_of_blank_ones():
    pdf = render(Badges("Forum", None, AS_OF, (), 0, 8))
    assert len(reading.pages(pdf)) == 1
