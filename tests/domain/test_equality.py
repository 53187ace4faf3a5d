"""Equality monitoring: what may be asked, what may be put in, and what may be told."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from engagement_app.domain import acts
from engagement_app.domain.equality import (
    NOT_SAID,
    Asking,
    count_slips,
    get_asking,
    put_slips,
    set_asking,
    standard_questions,
    wording_of,
)
from engagement_app.domain.events import EventInput
from engagement_app.domain.monitoring import MonitoringResponse
from engagement_app.errors import UserError
from engagement_app.resourcing.monitoring import prepare_monitoring, prepare_questions
from engagement_app.store.records import table_of

DAY = date(2026, 11, 29)


@pytest.fixture
def asked(data_file, project):
    with data_file.writing("monitoring.ask") as session:
        set_asking(session, project, Asking(True, standard_questions()))
    return project


def put(file, project, event, *slips, **more):
    with file.writing("monitoring.slips") as session:
        return put_slips(session, project, event, slips, **more)


def told(file, project, event=None):
    with file.reading() as session:
        found = prepare_monitoring(session, project, DAY, event)
    return {(each.words.split()[-1], each.after): each for each in found.tables}, found


def test_nothing_is_asked_until_somebody_switches_it_on(data_file, project, event):
    with data_file.reading() as session:
        assert not get_asking(session, project).asked
        with pytest.raises(UserError, match="Switch them on"):
            prepare_questions(session, project, DAY)
    with pytest.raises(UserError, match="Switch them on"):
        put(data_file, project, event, *[{"sex": "Male"}] * 9)


def test_the_standard_questions_are_those_of_the_pattern():
    questions = standard_questions()
    groups = next(each for each in questions if each.key == "ethnic_group").choices
    steps = [each for each in questions if each.key == "ethnic_background"]
    assert [each.after for each in steps] == [("ethnic_group", group) for group in groups]
    assert sum(len(each.choices) for each in steps) == 18
    assert all(each.offered[-1] == NOT_SAID and each.own_words for each in steps)
    assert {each.key for each in questions} == {
        *("age", "sex", "gender_same", "health_condition", "health_effect"),
        *("ethnic_group", "ethnic_background", "religion", "orientation"),
    }


def test_a_project_words_its_questions_and_leaves_some_out(data_file, asked):
    with data_file.reading() as session:
        before = get_asking(session, asked).questions
    bands = ("Under 18", "18 or over")

    def change(each):
        if each.key == "age":
            return replace(each, choices=bands)
        return replace(each, asked=each.key == "ethnic_background")

    with data_file.writing("monitoring.ask") as session:
        set_asking(session, asked, Asking(True, tuple(map(change, before))))
    with data_file.reading() as session:
        in_use = get_asking(session, asked).in_use
    assert [(each.key, each.choices) for each in in_use] == [("age", bands)]


def test_a_question_without_answers_is_refused(data_file, asked):
    empty = (replace(standard_questions()[0], choices=()),)
    with (
        data_file.writing("monitoring.ask") as session,
        pytest.raises(UserError, match="at least one"),
    ):
        set_asking(session, asked, Asking(True, empty))


def test_a_few_slips_wait_for_more(data_file, asked, event):
    with pytest.raises(UserError, match="Fewer than 8"):
        put(data_file, asked, event, *[{"sex": "Male"}] * 7)
    assert put(data_file, asked, event, *[{"sex": "Male"}] * 8) == 8


def test_all_the_slips_of_a_small_event_go_in_but_no_later_few(data_file, asked, event):
    assert put(data_file, asked, event, {"sex": "Male"}, {"sex": "Female"}, all_there_are=True) == 2
    with pytest.raises(UserError, match="Fewer than 8"):
        put(data_file, asked, event, {"sex": "Male"}, all_there_are=True)
    with data_file.reading() as session:
        assert count_slips(session, event) == 2


def test_an_answer_that_is_not_offered_is_refused(data_file, asked, event):
    with pytest.raises(UserError, match="no answer to"):
        put(data_file, asked, event, *[{"sex": "Siân Hughes"}] * 8)


def test_a_later_step_is_kept_only_after_its_answer(data_file, asked, event):
    put(data_file, asked, event, *[{"ethnic_group": "White", "ethnic_background": "Irish"}] * 8)
    put(data_file, asked, event, *[{"ethnic_group": NOT_SAID, "ethnic_background": "Irish"}] * 9)
    tables, _found = told(data_file, asked)
    assert tables["background?", "White"].total == 10
    assert dict(tables["group?", ""].rows)["White"] == 10


def test_counts_are_rounded_and_small_ones_hidden(data_file, asked, event):
    put(data_file, asked, event, *[{"sex": "Female"}] * 13, *[{"sex": "Male"}] * 3)
    tables, found = told(data_file, asked)
    assert tables["sex?", ""].rows == (("Female", 15), ("Male", None), (NOT_SAID, 0))
    assert found.slips == 15
    assert found.hidden == 1


def test_an_event_with_few_slips_is_never_told_of_alone(data_file, asked, event):
    put(data_file, asked, event, *[{"sex": "Male"}] * 7, all_there_are=True)
    with pytest.raises(UserError, match="fewer than 8 slips"):
        told(data_file, asked, event)
    with data_file.writing("new event") as session:
        other = acts.add(session, EventInput.parse(project_id=asked, title="Forum"))
    put(data_file, asked, other, *[{"sex": "Male"}] * 8)
    assert told(data_file, asked, other)[1].slips == 10


def test_where_an_answer_is_hidden_its_later_step_is_hidden_whole(data_file, asked, event):
    """Its total would be the hidden count."""
    slips = [{"health_condition": "Yes", "health_effect": "Not at all"}] * 8
    slips += [{"health_condition": "No"}] * 30
    put(data_file, asked, event, *slips, *[{"health_condition": NOT_SAID}] * 2)
    tables, _found = told(data_file, asked)
    yes = dict(tables["more?", ""].rows)["Yes"]
    assert (tables["activities?", "Yes"].total is None) == (yes is None)
    small = [{"health_condition": "Yes", "health_effect": "Yes, a lot"}] * 3
    with data_file.writing("new event") as session:
        other = acts.add(session, EventInput.parse(project_id=asked, title="Forum"))
    put(data_file, asked, other, *small, *[{"health_condition": "No"}] * 30)
    tables, _found = told(data_file, asked, other)
    assert dict(tables["more?", ""].rows)["Yes"] is None
    assert tables["activities?", "Yes"].total is None
    assert {count for _answer, count in tables["activities?", "Yes"].rows} == {None}


def test_disabled_under_the_act_is_the_sum_of_two_answers(data_file, asked, event):
    much, little = (
        {"health_condition": "Yes", "health_effect": effect}
        for effect in ("Yes, a lot", "Yes, a little")
    )
    put(data_file, asked, event, *[much] * 12, *[little] * 11)
    tables, _found = told(data_file, asked)
    each = tables["activities?", "Yes"]
    assert (each.sum_words, each.sum) == ("Disabled under the Equality Act 2010", 25)


def test_answers_to_what_is_no_longer_asked_are_still_told(data_file, asked, event):
    put(data_file, asked, event, *[{"age": "16 to 24"}] * 10)
    age, *others = standard_questions()
    bands = (replace(age, choices=("Under 18",)), *others)
    with data_file.writing("monitoring.ask") as session:
        set_asking(session, asked, Asking(True, bands))
    tables, _found = told(data_file, asked)
    assert tables["you?", ""].rows == (("Under 18", 0), ("16 to 24", 10), (NOT_SAID, 0))


def test_each_slip_keeps_its_basis_and_the_wording_in_which_it_was_asked(data_file, project, event):
    def wordings():
        with data_file.reading() as session:
            rows = session.execute(sa.select(table_of(MonitoringResponse).c.answers)).scalars()
            return Counter((row["_basis"], row["_wording"]) for row in rows)

    asked = standard_questions()
    for questions in (asked, asked[:-1]):
        with data_file.writing("monitoring.ask") as session:
            set_asking(session, project, Asking(True, questions))
        with data_file.writing("monitoring.slips") as session:
            first = asked[0]
            put_slips(session, project, event, [{first.key: first.choices[0]}] * 8)
    one, other = (wording_of(Asking(True, each).in_use) for each in (asked, asked[:-1]))
    assert wordings() == {("explicit_consent", one): 8, ("explicit_consent", other): 8}
    with data_file.reading() as session:
        told = prepare_monitoring(session, project, DAY)
    assert not [each.words for each in told.tables if each.words.startswith("_")]
