"""Page one must do the job alone, whatever the number of roles."""

import pytest

from engagement_app.reports.gap import cost_bars, front, sentences
from engagement_app.reports.gap_report import render
from engagement_app.reports.styles import look
from engagement_app.reports.text import Typesetter
from tests.reports import made_up, reading

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("count", [0, 1, 6, 24, 1000])
def test_page_one_fits_on_one_page(count):
    story = front.section(Typesetter(), made_up.many(count))
    *page, _template, _break = story
    room = look().first_height
    assert front.height(page, room) <= room


@pytest.mark.parametrize("count", [0, 1, 6, 24])
def test_the_second_page_begins_with_the_contents_where_there_are_more_than_four_roles(count):
    first, second, *_others = reading.pages(render(made_up.many(count)))
    assert "This is not part of the ask." in first
    assert "Every role" not in first
    few = "First to fund" if count else "Every role"
    heading = "Contents" if count > 4 else few
    assert f"23 November 2026 {heading}" in second


def test_the_worked_example_is_told_in_one_sentence():
    assert sentences.lead(made_up.worked_example()) == (
        "Engaging people in Wellbeing Erewash needs £2,795.92. £150.88 is confirmed."
        " £2,645.04 has no money behind it: 94.6% of the full cost."
    )


def test_without_confirmed_money_the_sentence_says_nothing_is_confirmed():
    assert sentences.lead(made_up.report(made_up.role())).endswith(
        "Nothing is confirmed for its roles. £678.96 has no money behind it: 100% of the full cost."
    )


def test_where_all_is_funded_there_is_no_gap_and_no_ask():
    report = made_up.report(made_up.role(confirmed=70000))
    assert sentences.lead(report).endswith("All of it is confirmed: there is no gap.")
    page = reading.pages(render(report))[0]
    assert "The ask" not in page
    assert (
        "£21.04 is confirmed for roles beyond what they cost, so confirmed money and gap add up to"
        " £21.04 more than the full cost."
    ) in page


def test_confirmed_money_that_is_promised_to_no_role_is_told():
    funds = (
        made_up.fund("Large", amount=70000, promised=60000),
        made_up.fund("Small", amount=5000),
        made_up.fund("Not yet", "applied", amount=900000),
    )
    page = reading.pages(render(made_up.worked_example(funds=funds)))[0]
    assert "£150.00 of confirmed money is promised to no role." in page
    whole = made_up.fund("Large", amount=70000, promised=90000)
    page = reading.pages(render(made_up.worked_example(funds=(whole,))))[0]
    assert "promised to no role" not in page


def test_in_a_report_on_one_event_the_money_promised_to_no_role_is_the_projects():
    report = made_up.worked_example(event_id="e", event="Health forum", belt=None)
    assert (
        "£149.12 of the project’s confirmed money is promised to no role."
        in sentences.beside_it(report)
    )


def test_money_applied_for_has_one_word_on_the_whole_paper():
    printed = reading.words(render(made_up.many(24)))
    assert (
        "A further £1,000.00 is applied for, and is not counted until it is confirmed." in printed
    )
    assert "Applied for, not counted: £200.00." in printed
    assert "pledged" not in printed.lower()


def test_dead_ends_are_explained_where_they_are_counted():
    assert "19 dead ends: nobody can keep them." in reading.pages(render(made_up.many(3)))[0]
    alone = made_up.report(made_up.role(), dead_ends=(made_up.dead_end("no_owner", 1),))
    assert "1 dead end: nobody can keep it." in reading.pages(render(alone))[0]
    page = reading.pages(render(made_up.report(made_up.role())))[0]
    assert "nobody can keep" not in page


def test_where_nothing_is_costed_nobody_can_say_what_is_missing():
    report = made_up.report(made_up.role(hours="0"))
    assert sentences.lead(report) == (
        "1 engagement role is recorded for Wellbeing Erewash, but it is not costed: nobody can say"
        " yet what is missing."
    )
    assert "The ask" not in reading.pages(render(report))[0]


def test_without_roles_there_is_nothing_to_show():
    assert "no gap to show" in sentences.lead(made_up.report())


def test_a_long_name_stands_in_the_title_and_not_in_the_sentence():
    report = made_up.report(made_up.role(), project="Valley " * 20)
    assert "Engaging people in this project needs" in sentences.lead(report)


def test_braces_in_a_name_are_printed():
    report = made_up.report(made_up.role(hours="0"), project="{count} {name}")
    assert "{count} {name}" in sentences.lead(report)
    assert "{count} {name}" in reading.pages(render(report))[0]


def test_roles_stand_in_the_order_of_the_report_and_the_others_are_counted():
    page = reading.pages(render(made_up.many(24)))[0].partition("First to fund")[0]
    short = [role for role in made_up.many(24).roles if role.gap]
    shown = [role for role in short if role.title in page]
    assert shown == short[: len(shown)]
    more = len(short) - len(shown)
    assert (
        f"Most people waiting first, then the largest gap. {more} more are from page 2 on." in page
    )


def test_a_funded_role_is_not_among_those_without_money():
    roles = (made_up.role("Paid host", confirmed=67896), made_up.role("Unpaid host"))
    page = reading.pages(render(made_up.report(*roles)))[0]
    assert "Unpaid host" in page
    assert "Paid host" not in page.replace("Unpaid host", "")


def test_a_role_that_nobody_holds_says_so():
    page = reading.pages(render(made_up.report(made_up.role(holder=(None, None)))))[0]
    assert "Route in: people have their say Nobody 0 £678.96" in page


def test_each_bar_is_as_long_as_its_parts_of_the_full_cost():
    role = made_up.role(given="10", confirmed=15088)
    amounts = [amount for _fill, amount in cost_bars.split(role)]
    assert amounts == [15088, 18860, 33948]
    assert sum(amounts) == role.full_cost
