"""You said, what happened: every kind of answer has its words, also none."""

from datetime import date

import pytest

from engagement_app.domain.lead import Lead
from engagement_app.reports.you_said import render
from engagement_app.resourcing.answers import Answer
from engagement_app.resourcing.small_numbers import DEFAULT
from engagement_app.resourcing.you_said import Carried, YouSaid
from tests.reports import reading

pytestmark = pytest.mark.thorough

DAY = date(2026, 10, 8)
LONG = "because of very many reasons " * 40


def answer(response, reason=None, heard_on=DAY, given=None):
    return Answer("Board", heard_on, response, reason, given)


def found(*answers, large=False, **changes):
    told = {"contributions": 20, "held_back": 0, "flagged": (), "event": "Forum", **changes}
    carried = (Carried("Buses", "On Sundays too", 10, None, (), answers),)
    return YouSaid(
        project="Town",
        community=None,
        as_of=DAY,
        rule=DEFAULT,
        carried=carried,
        silent=(("Roads", 15), (None, None)),
        lead=Lead("Link", "01632 960101"),
        large=large,
        **told,
    )


ANSWERS = {
    "refused with a reason": (answer("refused", "No money"), "Not taken forward, because"),
    "refused without one": (answer("refused"), "No reason was given."),
    "accepted": (answer("accepted", "From May"), "Accepted"),
    "partly": (answer("partly", "Half of it"), "Partly accepted"),
    "no answer": (answer("no_answer"), "No answer yet"),
    "on an unknown day": (answer("no_answer", heard_on=None), "day not recorded"),
    "told": (answer("accepted", given=DAY), "Those who said it were told on 8 October 2026."),
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_has_its_words_and_its_reason(name, large):
    given, said = ANSWERS[name]
    words = reading.words(render(found(given, large=large)))
    assert said in words
    assert (given.reason or "") in words


def test_a_message_that_was_heard_nowhere_says_so():
    words = reading.words(render(found()))
    assert "Not carried anywhere yet." in words
    assert "They stand behind 1 message, carried nowhere yet." in words


def test_a_reason_that_is_too_long_for_its_cell_is_printed_whole():
    words = reading.words(render(found(answer("refused", LONG))))
    assert words.count("because of very many reasons") > 40


def test_what_was_carried_nowhere_is_counted_by_theme():
    words = reading.words(render(found()))
    assert "Not carried to anybody yet" in words
    assert "Roads 15 On no theme hidden" in words


def test_how_often_and_whom_to_ask_are_said():
    words = reading.words(render(found(answer("accepted"), answer("no_answer"))))
    assert "About 20 things that you said are written down." in words
    assert "carried 2 times to people who decide: 1 was accepted, 1 has no answer yet." in words
    assert (
        "Things said that stand behind it: about 10. People who said them: fewer than 8." in words
    )
    assert "Tell us: Link. 01632 960101" in words


def test_the_sample_tells_every_hearing_of_every_message(sample):
    words = reading.words(render(sample.prepared("feedback")))
    assert all(each["title"] in words for each in sample.records["message"])
    reasons = [each["reason"] for each in sample.records["hearing"] if each["reason"]]
    assert len(reasons) == 7
    assert all(reason in words for reason in reasons)


def test_no_word_of_those_who_did_not_allow_it_is_in_the_sample(sample):
    words = reading.words(render(sample.prepared("feedback")))
    never = [each for each in sample.records["contribution"] if each["may_quote"] != "yes"]
    assert not [each for each in never if f"“{each['words']}”" in words]
