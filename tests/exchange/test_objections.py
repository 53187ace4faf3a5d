"""Who objects is honoured everywhere: one marked person, looked for in all that leaves the program.

Each output is tried with an objection and without: without it the mark has to be there, else the
test could not see a leak.
"""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from engagement_app.domain import acts, desk, objections
from engagement_app.domain.arrivals import find_arrival
from engagement_app.domain.badges import prepare_badges
from engagement_app.domain.consenting import record_answer
from engagement_app.domain.feedback import owe, read_owed
from engagement_app.domain.objections import read_objections
from engagement_app.domain.paper_sheet import number_lines
from engagement_app.domain.people import Person
from engagement_app.domain.stories import read_story
from engagement_app.errors import UserError
from engagement_app.exchange.exporting import Wanted, content_of
from engagement_app.exchange.taking import Source, take
from engagement_app.papers import PAPERS
from engagement_app.progress import silent
from engagement_app.resourcing.call_list import prepare_call_list
from engagement_app.resourcing.feedback_slip import prepare_feedback_slip
from engagement_app.store.plain_rows import ask
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.exchange.open_format.files import take as take_document
from tests.reports import reading
from tests.resourcing.projects import project

AS_OF = date(2026, 6, 30)
NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
NAME, PHONE, EMAIL, WORDS = "Quillon", "01632960177", "quillon@example.org", "The heron has gone"
ME = rid("q")


def person(**values):
    return {"id": "q", "known_as": NAME, "phone": PHONE, "email": EMAIL, **values}


@pytest.fixture
def file(data_file):
    """Somebody who is marked, recorded twice, who is expected, spoke and was promised something;
    enough others spoke for their words to be quoted."""
    put(
        data_file,
        project(
            event=[{}],
            person=[
                person(),
                {"id": "twin", "known_as": "Other name", "same_as_id": "q"},
                {"id": "b", "known_as": "Bystander", "phone": "01632960999"},
            ],
            attendance=[
                {"id": "a", "person_id": "q"},
                {"id": "ab", "person_id": "b"},
                *({"id": f"a{each}", "label": f"Coat {each}"} for each in range(9)),
            ],
            contribution=[
                {"id": "c", "attendance_id": "a", "words": WORDS, "may_quote": "yes"},
                *({"id": f"c{each}", "attendance_id": f"a{each}"} for each in range(9)),
            ],
            message=[{"id": "m", "title": "Herons", "contribution_ids": ["c"]}],
            body=[{}],
            hearing=[{}],
            follow_up=[
                {"id": "f", "person_id": "q", "due_on": "2026-07-01", "owner_name": "Ann"},
                {"id": "fb", "person_id": "b", "due_on": "2026-07-01", "owner_name": "Ann"},
            ],
        ),
    )
    return data_file


def objecting(file, purpose, *, who="q"):
    with file.writing("consent.record") as session:
        record_answer(session, rid(who), purpose, "no", NOW)


def paper(file, what, ending=".pdf", event_id=None, **more):
    """Every word of a paper."""
    with file.reading() as session:
        found = PAPERS[what].prepare(session, rid("p"), AS_OF, event_id, **more)
    made = PAPERS[what].files[ending]()(found, silent)
    if ending == ".pdf":
        return reading.words(made)
    return _text_of(made, ending)


def listed(file, what, ending=".csv"):
    """Every word of an exported list."""
    with file.reading() as session:
        return _text_of(content_of(session, Wanted(what, rid("p"), ending=ending)), ending)


def _text_of(content, ending):
    if ending != ".xlsx":
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


EVENT = rid("e")
REACHING = {
    "call list": lambda file: paper(file, "follow-ups"),
    "who came, csv": lambda file: listed(file, "attendees"),
    "who came, xlsx": lambda file: listed(file, "attendees", ".xlsx"),
}
"""All that has a way to reach somebody in it."""
SILENT = {
    "follow-ups, csv": lambda file: listed(file, "follow-ups"),
    "follow-ups, xlsx": lambda file: listed(file, "follow-ups", ".xlsx"),
    "calendar": lambda file: listed(file, "follow-ups", ".ics"),
    "what was said": lambda file: listed(file, "contributions"),
    "badges": lambda file: paper(file, "badges", event_id=EVENT),
    "sign-in sheet": lambda file: paper(file, "sign-in", event_id=EVENT),
    "who differs": lambda file: paper(file, "sheet-differences", event_id=EVENT),
    "messages": lambda file: paper(file, "messages"),
    "you said": lambda file: paper(file, "feedback"),
    "summary": lambda file: paper(file, "summary"),
    "summary, json": lambda file: paper(file, "summary", ".json"),
    "summary, xlsx": lambda file: paper(file, "summary", ".xlsx"),
    "gap": lambda file: paper(file, "gap"),
    "gap, json": lambda file: paper(file, "gap", ".json"),
    "gap, xlsx": lambda file: paper(file, "gap", ".xlsx"),
    "audit": lambda file: listed(file, "audit"),
}
"""All that has none, with an objection or without."""
QUOTING = {
    "summary": lambda file: paper(file, "summary"),
    "summary, json": lambda file: paper(file, "summary", ".json"),
    "summary, xlsx": lambda file: paper(file, "summary", ".xlsx"),
    "you said": lambda file: paper(file, "feedback"),
    "messages": lambda file: paper(file, "messages"),
}
"""All that quotes."""
LISTING = {
    "badges": lambda file: paper(file, "badges", event_id=EVENT),
    "sign-in sheet": lambda file: paper(file, "sign-in", event_id=EVENT),
    "sign-in slips": lambda file: paper(file, "sign-in", event_id=EVENT, slips=True),
    "who differs": lambda file: paper(file, "sheet-differences", event_id=EVENT),
    "who came, csv": lambda file: listed(file, "attendees"),
    "who came, xlsx": lambda file: listed(file, "attendees", ".xlsx"),
}
"""All that lists who is expected or came."""


def has_a_way_to_reach(text):
    bare = text.replace(" ", "").replace("\u200b", "")
    return PHONE in bare or EMAIL in bare


@pytest.mark.parametrize("what", REACHING)
@pytest.mark.parametrize("how", ["ticked", "said no", "said no as a duplicate"])
def test_no_way_to_reach_leaves_the_program_of_who_objects_to_contact(file, what, how):
    assert has_a_way_to_reach(REACHING[what](file)), "the mark would be seen"
    if how == "ticked":
        with file.writing("record.amend") as session:
            acts.amend(session, Person, ME, do_not_contact=True)
    else:
        with file.writing("consent.record") as session:
            _record(session, "twin" if "duplicate" in how else "q", "contact")
    text = REACHING[what](file)
    assert not has_a_way_to_reach(text)
    assert "01632960999" in text.replace(" ", ""), "others are reached as before"


def _record(session, who, purpose):
    record_answer(session, rid(who), purpose, "no", NOW)


@pytest.mark.parametrize("what", SILENT)
def test_no_other_output_has_a_way_to_reach_anybody(file, what):
    assert not has_a_way_to_reach(SILENT[what](file))
    objecting(file, "contact")
    assert not has_a_way_to_reach(SILENT[what](file))


def test_the_call_list_tells_the_team_that_they_are_not_to_be_contacted(file):
    objecting(file, "contact")
    assert f"{NAME} Do not contact." in paper(file, "follow-ups")
    assert f"{NAME}," in listed(file, "follow-ups")
    [line] = [each for each in listed(file, "follow-ups").splitlines() if each.startswith(NAME)]
    assert ",yes," in line


def test_a_call_of_somebody_who_objects_holds_no_way_to_reach_them(file):
    with file.reading() as session:
        before = {call.whom: call.phone for call in _calls(session)}
    objecting(file, "contact")
    with file.reading() as session:
        after = {
            call.whom: (call.phone, call.email, call.do_not_contact) for call in _calls(session)
        }
    assert before == {NAME: PHONE, "Bystander": "01632960999"}
    assert after == {NAME: (None, None, True), "Bystander": ("01632960999", None, False)}


def _calls(session):
    return prepare_call_list(session, rid("p"), AS_OF).calls


def test_nobody_is_asked_to_tell_them_what_became_of_a_message(file):
    with file.reading() as session:
        assert [each.name for each in read_owed(session, rid("m")).to_tell] == [NAME]
    objecting(file, "contact")
    with file.reading() as session:
        owed = read_owed(session, rid("m"))
        slip = prepare_feedback_slip(session, rid("p"), AS_OF, person_id=ME)
    assert (owed.to_tell, owed.not_to_contact) == ((), (NAME,))
    assert slip.do_not_contact
    with (
        pytest.raises(UserError, match="Nobody is left"),
        file.writing("message.feedback") as session,
    ):
        owe(session, rid("m"))


@pytest.mark.parametrize("what", QUOTING)
def test_nothing_that_they_said_is_quoted_of_who_objects_to_that(file, what):
    assert WORDS in QUOTING[what](file), "the mark would be seen"
    objecting(file, "quote", who="twin")
    assert WORDS not in QUOTING[what](file)


def test_the_list_of_what_was_said_says_that_it_may_not_be_quoted(file):
    assert f"{WORDS},,paraphrase,other,,yes," in listed(file, "contributions")
    objecting(file, "quote")
    assert f"{WORDS},,paraphrase,other,,no," in listed(file, "contributions")


def test_their_own_slip_still_has_their_words(file):
    objecting(file, "quote")
    assert WORDS in paper(file, "feedback-slip", person_id=ME)


@pytest.mark.parametrize("what", LISTING)
def test_who_objects_to_being_listed_is_on_no_list_made_for_others(file, what):
    with file.writing("paper.number") as session:
        number_lines(session, EVENT)
    assert NAME in LISTING[what](file), "the mark would be seen"
    objecting(file, "attendance")
    text = LISTING[what](file)
    assert NAME not in text
    assert "Bystander" in text
    assert not has_a_way_to_reach(text)


def test_a_badge_is_made_once_they_have_come(file):
    objecting(file, "attendance")
    with file.writing("desk.check_in") as session:
        desk.sign_in(session, EVENT, ME, NOW)
    with file.reading() as session:
        worn = prepare_badges(session, rid("p"), AS_OF, EVENT).badges
    assert NAME in {badge.name for badge in worn}


def test_the_desk_still_finds_them_and_is_told(file):
    for purpose in ("photo", "attendance"):
        objecting(file, purpose)
    with file.reading() as session:
        found = find_arrival(session, EVENT, ME)
        story = read_story(session, ME)
    assert (found.name, found.objects_to) == (NAME, {"photo", "attendance"})
    assert story.who.objects_to == {"photo", "attendance"}


@pytest.mark.parametrize("purpose", ["contact", "attendance"])
def test_the_list_of_who_came_still_changes_nothing_when_it_comes_in_again(file, purpose, tmp_path):
    objecting(file, purpose)
    path = tmp_path / "who-came.csv"
    path.write_text(listed(file, "attendees"), "utf-8")
    before = take_document(file, rid("p"))
    take(file, Source(path, "attendees", rid("p"), EVENT))
    assert take_document(file, rid("p")) == before


def test_the_open_format_has_all_of_it_so_that_another_program_can_honour_it(file):
    objecting(file, "contact")
    document = take_document(file, rid("p"))
    [consent] = document["consent"]
    assert (consent["purpose"], consent["given"], consent["person_id"]) == ("contact", "no", ME)
    assert consent["wording_version"].startswith("1-")


def test_a_later_yes_lifts_an_objection_and_a_tick_is_only_lifted_by_hand(file):
    objecting(file, "contact")
    with file.writing("consent.record") as session:
        record_answer(session, ME, "contact", "yes", NOW + timedelta(hours=1))
    with file.reading() as session:
        assert not read_objections(session, [ME]).to("contact", ME)
        assert not read_objections(session).to("contact", ME)
    with file.writing("record.amend") as session:
        acts.amend(session, Person, ME, do_not_contact=True)
    with file.reading() as session:
        assert read_objections(session, [ME]).to("contact", ME)


@pytest.mark.parametrize("at_once", [1, 500])
def test_all_are_read_as_each_is_and_by_every_id(file, monkeypatch, at_once):
    monkeypatch.setattr(objections, "_AT_ONCE", at_once)
    objecting(file, "photo", who="twin")
    with file.writing("consent.record") as session:
        session_given = {"given": "not_known", "purpose": "quote"}
        acts.add(session, _consent(session_given))
    with file.reading() as session:
        ids = [each for (each,) in ask(session, "SELECT id FROM person")]
        everybody, some = read_objections(session), read_objections(session, ids)
        assert {each: everybody.of(each) for each in ids} == {each: some.of(each) for each in ids}
        assert everybody.of(rid("twin")) == everybody.of(ME) == {"photo"}
        assert everybody.of(None) == everybody.of(rid("b")) == frozenset()


def _consent(values):
    from engagement_app.domain.people import ConsentInput

    return ConsentInput.parse(person_id=ME, basis="consent", **values)
