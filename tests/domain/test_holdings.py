"""Everything we hold on a person: every marker is in the records, the changes, or the mentions."""

import json
from datetime import date

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.holdings import read_holdings
from engagement_app.domain.mentions import told_once
from engagement_app.domain.people import Consent, ConsentInput, Person, PersonInput
from engagement_app.domain.rights import RightsRequest
from engagement_app.exchange.holdings_json import holdings_json
from engagement_app.store import records
from engagement_app.store.drafts import keep_drafts

pytestmark = pytest.mark.thorough

DAY = date(2026, 11, 24)


@pytest.fixture
def add(data_file):
    def added(entry):
        with data_file.writing("record.add") as session:
            return acts.add(session, entry)

    return added


@pytest.fixture
def amend(data_file):
    def amended(*args, **values):
        with data_file.writing("record.amend") as session:
            acts.amend(session, *args, **values)

    return amended


@pytest.fixture
def held(data_file):
    def read(person):
        with data_file.reading() as session:
            return read_holdings(session, person, DAY, "Mari Ellis")

    return read


@pytest.fixture
def nesta(add):
    return add(
        PersonInput.parse(given_name="Nesta", family_name="Quayle-Roe", phone="07700 900 345")
    )


def test_every_record_of_theirs_is_there_deleted_and_doubled_ones_too(
    add, held, nesta, data_file, event, project
):
    twin = add(PersonInput.parse(known_as="Ness", same_as_id=nesta))
    consent = add(ConsentInput.parse(person_id=twin, purpose="quote", basis="consent"))
    came = add(AttendanceInput.parse(event_id=event, person_id=twin))
    said = {"event_id": event, "attendance_id": came, "voice": "own"}
    said = add(ContributionInput.parse(**said, words="No bus after six"))
    promised = add(FollowUpInput.parse(project_id=project, contribution_id=said))
    with data_file.writing("record.delete") as session:
        acts.delete(session, Consent, consent)
    found = held(twin)
    assert (found.person_id, found.name) == (nesta, "Nesta Quayle-Roe")
    assert [each.id for each in found.held] == [nesta, twin, consent, came, said, promised]
    assert [each.id for each in found.held if each.deleted] == [consent]
    assert {each.name for each in found.held if each.table == "attendance"} == {"Open day"}
    assert ("Words", "No bus after six") in found.held[4].fields


def test_changes_say_who_set_what_when(held, nesta, amend):
    amend(Person, nesta, phone="07700 900 346")
    first, second = held(nesta).changes
    assert (first.by, first.device, second.act) == ("Mari Ellis", "desk-laptop", "change")
    assert second.fields == (("Phone", "07700 900 346"),)
    assert ("Phone", "07700 900 345") in first.fields
    assert first.at <= second.at


@pytest.mark.parametrize(
    "text",
    [
        "Nesta Quayle-Roe shouted",
        "ask NESTA about it",
        "the quayle-roe family",
        "ring 07700900345",
        "ring +44 7700 900-345 at six",
        "ring 07700 900 111, her old number",
    ],
)
def test_a_mention_in_other_peoples_words_is_listed_to_be_redacted(
    add, amend, held, nesta, event, text
):
    amend(Person, nesta, phone="07700 900 111")
    said = add(ContributionInput.parse(event_id=event, voice="own", words=text))
    assert [(each.record_id, each.field, each.text) for each in held(nesta).mentions] == [
        (said, "Words", text)
    ]


@pytest.mark.parametrize("text", ["Nestafield is far", "07700 900 3", "Roe deer", "quayle-roes"])
def test_what_only_looks_like_a_name_is_no_mention(add, held, nesta, event, text):
    add(ContributionInput.parse(event_id=event, voice="own", words=text))
    assert held(nesta).mentions == ()


def test_a_mention_that_was_put_right_is_told_as_earlier(add, amend, held, nesta, event):
    said = add(ContributionInput.parse(event_id=event, voice="own", words="Nesta is late"))
    amend(Contribution, said, words="Somebody is late")
    [mention] = held(nesta).mentions
    assert (mention.record_id, mention.text, mention.earlier) == (said, "Nesta is late", True)


def test_somebody_else_of_the_same_given_name_is_nobodys_business(add, held, nesta):
    add(PersonInput.parse(given_name="Nesta", family_name="Pugh", email="pugh@example.org"))
    assert held(nesta).mentions == ()
    same = add(PersonInput.parse(given_name="Nesta", family_name="Quayle-Roe"))
    assert [each.record_id for each in held(nesta).mentions] == [same], "perhaps typed twice"


def test_drafts_requests_and_who_worked_with_the_file_are_looked_through(
    data_file, held, nesta, keyboard
):
    with data_file.writing("test") as session:
        keep_drafts(session, [("said", '["What was said", {"words": "so\\nNesta said"}]')])
        keep_drafts(session, [("roles", '["Roles", {"title": "Host"}]')])
        values = {"kind": "complaint", "who": "Nesta Quayle-Roe", "received_on": DAY}
        whole = acts.whole_row(RightsRequest, "0" * 8 + "-0000-4000-8000-" + "0" * 12, values)
        records.create(session, RightsRequest, [whole])
    found = held(nesta)
    assert [each.form for each in found.unsaved] == ["said"]
    assert [(each.table, each.text) for each in found.mentions] == [
        ("rights_request", "Nesta Quayle-Roe")
    ]


def test_one_text_in_many_records_is_told_once(add, held, nesta, event):
    for _turn in range(3):
        said = {"event_id": event, "voice": "own", "words": "No bus"}
        add(ContributionInput.parse(**said, recorded_by="Nesta Quayle-Roe"))
    mentions = held(nesta).mentions
    assert len(mentions) == 3
    assert [count for _mention, count in told_once(mentions)] == [3]


def test_the_document_has_all_of_it_in_the_words_of_the_open_format(add, held, nesta, event):
    carers = add(CommunityInput.parse(name="Carers"))
    twin = add(PersonInput.parse(known_as="Ness", same_as_id=nesta, community_ids=[carers]))
    add(AttendanceInput.parse(event_id=event, label="Nesta's friend"))
    told = json.loads(holdings_json(held(nesta)))
    assert (told["format"], told["version"], told["as_of"]) == (
        "engagement-person",
        1,
        "2026-11-24",
    )
    assert told["person"] == {"id": nesta, "name": "Nesta Quayle-Roe"}
    assert [each["id"] for each in told["records"]["person"]] == [nesta, twin]
    assert told["records"]["person"][1]["community_ids"] == [carers]
    assert told["changes"][0]["values"]["phone"] == "07700 900 345"
    assert [each["text"] for each in told["mentions_to_redact"]] == ["Nesta's friend"]
