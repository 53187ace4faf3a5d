"""The paper of messages: words that may be quoted, each with its mandate and limits."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.bodies import BodyInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.messages import HearingInput, MessageInput
from engagement_app.domain.people import PersonInput
from engagement_app.reports.messages import render
from engagement_app.resourcing.printed_messages import prepare_messages
from engagement_app.resourcing.small_numbers import Rule

pytestmark = pytest.mark.thorough

TODAY = date(2026, 11, 25)
NO_RULE = Rule("none", 0, False, "")


@pytest.fixture
def said(data_file, project, event):
    """A message of four contributions: two that may be quoted, one of them with no mandate."""

    def add(kind, **values):
        return acts.add(session, kind.parse(**values))

    with data_file.writing("record.add") as session:
        carers = add(CommunityInput, name="Carers")
        person = add(PersonInput, given_name="Siân", family_name="Hughes")
        there = add(AttendanceInput, event_id=event, person_id=person, status="here")
        told = {"event_id": event, "attendance_id": there}
        others = {**told, "voice": "on_behalf", "community_id": carers, "may_quote": "yes"}
        ids = [
            add(ContributionInput, **others, words="No bus <b>at</b> all", mandate="elected",
                limits="Only about buses"),
            add(ContributionInput, **others, words="Nobody asked us"),
            add(ContributionInput, **told, voice="own", words="My own secret"),
            add(ContributionInput, **{**others, "may_quote": "no"}, words="Kept back"),
        ]  # fmt: skip
        made = add(MessageInput, project_id=project, title="Buses", contribution_ids=ids)
        body = add(BodyInput, project_id=project, name="Board")
        add(HearingInput, message_id=made, body_id=body, response="refused", reason="No money")
    return project


def text_of(data_file, project, rule=NO_RULE):
    with data_file.reading() as session:
        found = prepare_messages(session, project, TODAY, None, rule)
    pages = PdfReader(BytesIO(render(found))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_what_is_quoted_has_its_mandate_and_limits(data_file, said):
    text = text_of(data_file, said)
    assert "“No bus <b>at</b> all”" in text
    assert "Carers. Mandate: elected. Limits: Only about buses." in text
    assert "Board" in text
    assert "No money" in text


def test_on_behalf_of_others_without_a_mandate_is_said_to_be_so(data_file, said):
    text = text_of(data_file, said)
    assert "Carers. No mandate is stated. Limits: none stated." in text
    assert "2 of them speak for others with no mandate stated." in text
    assert "1 of them speaks for others, with no mandate stated." in text


def test_what_may_not_be_quoted_and_who_said_it_are_not_printed(data_file, said):
    text = text_of(data_file, said)
    for kept in ("secret", "Kept back", "Siân", "Hughes"):
        assert kept not in text
    assert "2 are not quoted" in text


def test_words_that_point_to_few_people_and_small_numbers_are_held_back(data_file, said):
    text = text_of(data_file, said, Rule("rounded", 8, True, ""))
    assert "No bus" not in text
    assert "4 are not quoted" in text
    assert "4 contributions of fewer than 8 people" in text


def test_a_project_without_messages_says_so(data_file, project):
    assert "No message is built yet." in text_of(data_file, project)
