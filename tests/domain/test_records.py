"""The tables of the domain, field by field: names, what is required, choices and defaults.

The open format is these fields and no others: a field more, or one of another name, is a new
version of the format.
"""

import pytest

from engagement_app.domain import fields
from engagement_app.domain.fields import LONGEST
from engagement_app.domain.input import kinds_of
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError

TRI = "yes|no|[not_known]"
RECORDS = {
    "organisation": """name* identifier email phone website notes
        sector=voluntary|nhs|local_authority|other_public|community_group|private|[other]""",
    "project": "name* description lead_organisation_id place starts_on ends_on overhead_percent",
    "partnership": f"project_id* organisation_id* named_partner={TRI} notes",
    "community": "name* kind=place|identity|[interest] code population",
    "person": """given_name family_name known_as same_as_id email phone postcode organisation_id
        community_ids preferred_contact=email|phone|text|post|[none] access_needs do_not_contact
        notes""",
    "consent": f"""person_id* purpose*=attendance|contact|quote|photo given={TRI}
        basis*=consent|legitimate_interests|other wording_version recorded_at""",
    "event": """project_id* title* host_organisation_id body_id venue starts_at ends_at
        kind=community_event|workshop|forum|drop_in|planning_meeting|leadership_meeting|[other]
        expected_attendance status=[planned]|open|closed notes""",
    "attendance": f"""event_id* person_id label capacity=[own]|on_behalf|working
        on_behalf_of_community_id on_behalf_of_organisation_id
        status=[expected]|here|left|did_not_come|excused arrived_at left_at first_time={TRI}
        wants_to_stay_involved=yes|no|[not_asked] came_instead_of_id
        source=walk_in|[import]|paper|kiosk source_key line_number""",
    "tally": "event_id* community_id label count",
    "theme": "project_id* name*",
    "contribution": """event_id* attendance_id voice*=own|on_behalf|second_hand community_id
        theme_ids limits words* form=verbatim|[paraphrase]|summary
        mandate=elected|appointed|asked_by_group|lived_experience|told_by_others|[none_stated]
        kind=experience|concern|idea|question|offer|[other] may_quote=yes|no|[not_asked]
        recorded_at recorded_by""",
    "follow_up": """project_id* attendance_id person_id contribution_id description
        kind=join_group|call_back|referral|next_event|feedback|volunteer|[other]|no_route_exists
        owner_organisation_id owner_name role_id service_id due_on status=[open]|done|cancelled
        done_on outcome""",
    "engagement_role": f"""project_id* event_id title* belt*=route_in|voice_for|both
        holder_organisation_id holder_name hours_needed hours_assigned hourly_cost rate_id
        overhead_percent agenda_control={TRI} budget_control={TRI} body_id notes""",
    "role_cost": "role_id* title* amount",
    "role_skill": "role_id* name* held=yes|no|training_booked|[not_known]",
    "time_entry": """role_id* worked_on* hours* organisation_id worker_name fund_id
        paid_from=fund|unpaid_staff|[volunteer]""",
    "fund": """project_id* funder_name funder_organisation_id title reference amount*
        status=[applied]|confirmed|refused|closed starts_on ends_on""",
    "allocation": "fund_id* role_id* amount*",
    "body": f"""project_id* name* level=[community]|planning|leadership organisation_id
        invited={TRI} seat={TRI} papers_in_time={TRI} can_speak={TRI} can_decide={TRI}
        named_partner={TRI}""",
    "message": "project_id* title* words contribution_ids",
    "hearing": """message_id* body_id* event_id carried_by heard_on
        response=accepted|partly|refused|[no_answer] reason feedback_given_on""",
    "rate": """name* kind*=statutory_floor|real_living_wage|job_matched|involvement_payment
        amount* unit=[hour]|half_day|day valid_from valid_to source""",
    "cost_fact": """name* value* valid_from valid_to source kind*=ni_percent|ni_threshold|
        employment_allowance|pension_percent|pension_lower|pension_upper""",
    "service": "name* organisation_name description url phone email place reference status",
    "monitoring_response": "event_id* answers",
}
NO_NUMBER_AT_FIRST = {"overhead_percent", "population", "expected_attendance", "line_number"}


def test_these_are_the_tables() -> None:
    assert set(TABLES) == set(RECORDS)


@pytest.mark.parametrize("table", RECORDS)
def test_a_table_has_these_fields_and_no_others(table: str) -> None:
    told = {}
    for each in RECORDS[table].replace("|\n        ", "|").split():
        name, _equals, words = each.partition("=")
        told[name.removesuffix("*")] = (name.endswith("*"), words)
    kinds = kinds_of(TABLES[table])
    assert set(kinds) == set(told)
    for name, kind in kinds.items():
        required, words = told[name]
        assert kind.required == required, name
        if words:
            assert isinstance(kind, fields.Choice)
            assert "|".join(kind.values) == words.replace("[", "").replace("]", ""), name
            bold = [word.strip("[]") for word in words.split("|") if word.startswith("[")]
            assert [kind.default] == (bold or [None]), name


@pytest.mark.parametrize("table", RECORDS)
def test_numbers_begin_at_nought_lists_empty_and_the_rest_at_nothing(table: str) -> None:
    for name, kind in kinds_of(TABLES[table]).items():
        first = fields.default_of(kind)
        if kind.required or isinstance(kind, fields.Choice):
            continue
        if isinstance(kind, fields.Count | fields.Hundredth | fields.Money):
            assert first == (None if name in NO_NUMBER_AT_FIRST else 0), name
            assert (first is None) == (name in NO_NUMBER_AT_FIRST), name
        else:
            expected = {fields.Links: [], fields.Answers: {}, fields.Flag: False}
            assert first == expected.get(type(kind)), name


def test_a_monitoring_response_has_no_link_to_a_person_or_an_attendance() -> None:
    kinds = kinds_of(TABLES["monitoring_response"])
    links = {kind.table for kind in kinds.values() if isinstance(kind, fields.Link | fields.Links)}
    assert links == {"event"}


def test_a_text_of_more_than_a_million_characters_is_refused():
    assert PersonInput.parse(given_name="Ann", notes="x" * LONGEST)
    with pytest.raises(UserError, match="longer than 1,000,000 characters") as caught:
        PersonInput.parse(given_name="Ann", notes="x" * (LONGEST + 1))
    assert caught.value.field == "notes"
