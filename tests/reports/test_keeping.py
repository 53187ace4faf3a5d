"""What stays together at the end of a page."""

import itertools

import pytest
from reportlab.platypus import CondPageBreak

from engagement_app.reports.gap_report import render
from engagement_app.reports.headings import Bookmark, heading
from engagement_app.reports.keeping import KeptTable, height_of, kept, together
from engagement_app.reports.lists import points
from engagement_app.reports.styles import WIDTH, look
from engagement_app.reports.tables import Column, table, text_cell
from engagement_app.reports.text import Typesetter
from tests.reports import made_up, reading

pytestmark = pytest.mark.thorough

LATER_HEIGHT = look().later_height


@pytest.fixture(scope="module")
def typeset():
    return Typesetter()


def made(typeset, count, lines=1):
    cells = [[text_cell(typeset, "\n".join(["Role"] * lines)), "1"] for _row in range(count)]
    (one,) = table(typeset, [Column("Role"), Column("Number", 80, numbers=True)], cells)
    assert isinstance(one, KeptTable)
    return one


def rows_in_parts(one, height):
    """How many rows below the head each part has; nothing where the table is not split."""
    one.wrap(WIDTH, height)
    return [len(part._cellvalues) - 1 for part in one.split(WIDTH, height)]


def test_no_few_rows_stay_behind_and_none_go_ahead_alone(typeset):
    _width, whole = made(typeset, 20).wrap(WIDTH, LATER_HEIGHT)
    seen = set()
    for height in range(20, int(whole)):
        parts = rows_in_parts(made(typeset, 20), height)
        assert not parts or (sum(parts) == 20 and min(parts) >= 4)
        seen.add(tuple(parts))
    assert {(), (4, 16), (16, 4)} < seen


@pytest.mark.parametrize("lines", [3, 5])
def test_two_tall_rows_are_enough_and_one_is_not(typeset, lines):
    _width, whole = made(typeset, 6, lines).wrap(WIDTH, LATER_HEIGHT)
    parts = {tuple(rows_in_parts(made(typeset, 6, lines), h)) for h in range(20, int(whole))}
    assert parts == {(), (2, 4), (3, 3), (4, 2)}


def test_a_small_table_stays_whole(typeset):
    _width, whole = made(typeset, 7).wrap(WIDTH, LATER_HEIGHT)
    assert all(rows_in_parts(made(typeset, 7), h) == [] for h in range(20, int(whole)))
    assert made(typeset, 7).opening() == whole


def test_rows_that_fit_on_no_page_together_are_split_as_they_come(typeset):
    assert rows_in_parts(made(typeset, 3, lines=40), LATER_HEIGHT) == [1, 2]


def test_a_heading_asks_for_room_for_the_first_rows_below_it(typeset):
    body = typeset("body", "What it is.")
    story = [*heading(typeset, "Every role"), body, made(typeset, 20)]
    first, *others = kept([body, *story], look())[1:]
    assert isinstance(first, CondPageBreak)
    assert others == story
    head_and_four_rows = made(typeset, 20).opening()
    assert 60 < head_and_four_rows < 120
    title = story[1]
    above = title.getSpaceBefore() + title.wrap(WIDTH, 100)[1] + title.getSpaceAfter()
    between = body.wrap(WIDTH, 100)[1] + body.getSpaceAfter()
    assert first.height == pytest.approx(above + between + head_and_four_rows, abs=0.1)


@pytest.mark.parametrize("count", [5, 9, 14, 24, 31])
def test_no_page_ends_with_a_heading_or_begins_with_the_last_row(count):
    report = made_up.many(count)
    pdf = render(report)
    pages = reading.pages(pdf)
    titles = [title for _level, title in reading.bookmarks(pdf)][1:]
    for page, following in itertools.pairwise(pages):
        text = page.rpartition(" Page ")[0]
        assert not [title for title in titles if text.endswith(title)]
        assert (
            "2026 Role Status Full cost Confirmed Gap Applied for, not counted All" not in following
        )


def test_every_heading_but_that_of_page_one_is_kept_with_what_follows(typeset):
    between = typeset("body", "What stands between them.")
    story = [*heading(typeset, "One"), between, *heading(typeset, "Two", "subheading")]
    places = [i for i, each in enumerate(kept(story, look())) if isinstance(each, Bookmark)]
    assert all(isinstance(kept(story, look())[place - 1], CondPageBreak) for place in places)


def breaks_before(story):
    """The places in the story before which a page may be ended, and for how much room."""
    found, place = {}, 0
    for each in kept(story, look()):
        if isinstance(each, CondPageBreak):
            found[place] = each.height
        else:
            place += 1
    return found


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_the_last_point_of_a_list_is_parted_neither_from_the_one_before_nor_in_itself(
    typeset, count
):
    one, other = ([*points(typeset, [(f"{n}",) for n in range(count)])] for _list in range(2))
    two, last = height_of(one[-2:], look()), height_of(one[-1:], look())
    ends = (count, 2 * count) if count > 2 else ()
    wanted = {place: room for end in ends for place, room in ((end - 2, two), (end - 1, last))}
    assert breaks_before([*one, *other]) == pytest.approx(wanted)


def test_what_belongs_together_stands_on_one_page_unless_it_fills_most_of_one(typeset):
    few, many = ([typeset("body", f"{n}") for n in range(count)] for count in (4, 60))
    first, *others = together(few, look())
    assert (first.height, others) == (height_of(few, look()), few)
    assert together(many, look()) == many


def test_a_long_title_and_the_heading_below_it_are_not_enough_without_words(typeset):
    title, below = (" ".join(["Long"] * 120), "You said")
    body = [typeset("body", "What was said.") for _line in range(3)]
    story = [*heading(typeset, title), *heading(typeset, below, "subheading"), *body]
    [room, *_others] = breaks_before(story).values()
    assert height_of(story[:4], look()) < room
