"""The summary on paper: the figures of the workbook and the JSON, under the small-number rule."""

import json
from dataclasses import replace

import pytest

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.exchange.summary_json import summary_json
from engagement_app.reports.summary_report import render
from engagement_app.resourcing.printed_summary import printed_summary
from engagement_app.resourcing.report import REASONS, VOICES
from engagement_app.resourcing.small_numbers import RULES
from engagement_app.resourcing.summary import Quote
from engagement_app.resourcing.summary_words import ATTENDANCE
from tests.reports import reading
from tests.resourcing import test_printed_summary as made_up

pytestmark = pytest.mark.thorough

UNDER_5 = RULES[1]


@pytest.fixture(scope="module")
def found(sample):
    return sample.prepared("summary")


@pytest.fixture(scope="module")
def words(found):
    return reading.words(render(found))


def pence(amount):
    return round(float(amount) * 100)


def test_counts_of_people_are_those_of_the_json_hidden_up_to_7_and_rounded_to_5(found, words):
    true = json.loads(summary_json(found.summary))["attendance"]
    for name, said in ATTENDANCE.items():
        count = true[name]
        printed = "hidden" if 0 < count < 8 else f"{(count + 2) // 5 * 5}"
        assert f"{said} {printed}" in words


def test_what_was_said_and_promised_and_what_it_cost_are_those_of_the_json(found, words):
    true = json.loads(summary_json(found.summary))
    said, promised, cost = true["contributions"], true["follow_ups"], true["cost"]
    assert f"In their own voice {said['own']} On behalf of others {said['on_behalf']}" in words
    assert f"Experience {said['kinds']['experience']} Concern {said['kinds']['concern']}" in words
    assert f"Promised {promised['total']} Open {promised['open']}" in words
    assert f"Nobody owns it {promised['dead_ends']['no_owner']}" in words
    for name, title in (("full_cost", "Full cost"), ("confirmed", "Confirmed"), ("gap", "Gap")):
        assert f"{title} {spoken_pounds(pence(cost[name]))}" in words


def test_themes_and_communities_are_printed_as_the_rule_has_them(found, words):
    for name, count in found.themes:
        assert f"{name} {'hidden' if count is None else count}" in words
    for line in found.communities:
        assert f"{line.name or 'No community recorded'} {line.people or 'hidden'}" in words


def test_no_quote_is_printed_that_nobody_allowed_or_that_points_to_few(sample, found, words):
    never = [each for each in sample.records["contribution"] if each["may_quote"] != "yes"]
    for each in never:
        assert f"“{' '.join(each['words'].split())}”" not in words
    for quote in found.flagged:
        assert f"“{quote.words}”" not in words
    assert f"{len(found.flagged)} quotes that may be quoted are not printed" in words


def test_a_flagged_quote_is_printed_once_somebody_let_it_pass(sample, found):
    flagged = next(quote for quote in found.flagged if quote.words.isascii())
    passed = sample.prepared("summary", let_pass=frozenset({flagged.contribution_id}))
    words = reading.words(render(passed))
    assert f"“{flagged.words}”" in words
    assert f"{len(found.flagged) - 1} quotes that may be quoted are not printed" in words


def summary(**given):
    """Figures made up, of voices, kinds and dead ends too."""
    made = made_up.summary(**given)
    said = replace(made.contributions, voices=dict.fromkeys(VOICES, 4), kinds={"idea": 20})
    promised = replace(made.follow_ups, dead_ends=dict.fromkeys(REASONS, 0))
    return replace(made, contributions=said, follow_ups=promised)


def quote(words, voice="on_behalf", community="Carers", mandate="none_stated", limits=None):
    return Quote(words, words, voice, community, mandate, limits, "Forum", 40, ())


def test_mandate_and_limits_stand_by_the_words_and_that_there_is_none_is_said():
    made = summary(
        quotes=[
            quote("One"),
            quote("Two", mandate="asked_by_group", limits="The crossing alone."),
            quote("Three", voice="second_hand", community=None, mandate="told_by_others"),
            quote("Four", voice="own", community=None),
        ]
    )
    words = reading.words(render(printed_summary(made)))
    assert "On behalf of Carers. No mandate was stated. Forum. “One”" in words
    assert (
        "On behalf of Carers. Mandate: asked by the group. Limits: The crossing alone. Forum. “Two”"
    ) in words
    assert "Second hand, not said for whom. Mandate: told by others. Forum. “Three”" in words
    assert "In their own voice. Forum. “Four”" in words


def test_a_summary_of_nothing_says_so_in_every_part():
    words = reading.words(render(printed_summary(summary(people=0, first_time=0))))
    assert "Nobody is recorded as having come." in words
    assert "There is no quote to print." in words
    assert "No engagement role of the project is costed: what it cost is not known." in words


def test_few_people_are_told_as_fewer_than_the_rule_allows():
    words = reading.words(render(printed_summary(summary(people=3, first_time=0), UNDER_5)))
    assert "Fewer than 5 people came" in words
    assert "counts of people from 1 to 4 are hidden. Where a hidden count" in words
