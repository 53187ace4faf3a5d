"""What becomes of each row of a roles sheet."""

from pathlib import Path
from typing import Any

import pytest

from engagement_app.domain import acts
from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.bodies import BodyInput
from engagement_app.domain.importing.listing import ListPlan
from engagement_app.domain.importing.roles import plan_roles
from engagement_app.domain.roles import RoleCostInput
from engagement_app.exchange.roles import read_roles
from engagement_app.store.datafile import DataFile
from tests.domain.importing.lists import add_event, changes, remove, set_fields, table
from tests.exchange.open_format.files import unsound

HEADER = (
    "Role,Belt,Held by organisation,Held by person,Hours needed,Hours assigned,Hourly cost,"
    "Overhead %,Other costs,Event,Body,Skills needed,Notes"
)
FULL = 'Host,route in,Hill Club,Jo Bell,36,30.5,£18.86,12.5,"1,200.50",Open day,,BSL; first aid,Tea'


def take(data_file: DataFile, project: str, text: str, event: str | None = None) -> ListPlan:
    path = data_file.path.with_name("roles.csv")
    path.write_text(text, encoding="utf-8")
    read = read_roles(path)
    with data_file.writing("roles.import") as session:
        listed = plan_roles(session, project, read, event)
        if listed.taken:
            carry_out(session, listed.plan)
    return listed


def live(data_file: DataFile, name: str) -> list[dict[str, Any]]:
    return [row for row in table(data_file, name) if row["deleted_at"] is None]


def test_a_row_becomes_a_role_with_its_cost_and_skills(
    data_file: DataFile, project: str, event: str
) -> None:
    listed = take(data_file, project, f"{HEADER}\n{FULL}\n")
    assert (listed.refused, len(listed.told)) == ([], 1)
    [role] = live(data_file, "engagement_role")
    [organisation] = live(data_file, "organisation")
    assert (role["title"], role["belt"], role["event_id"]) == ("Host", "route_in", event)
    assert (role["holder_organisation_id"], organisation["name"]) == (
        organisation["id"], "Hill Club",
    )  # fmt: skip
    assert (role["holder_name"], role["hourly_cost"], role["notes"]) == ("Jo Bell", 1886, "Tea")
    assert [row["amount"] for row in live(data_file, "role_cost")] == [120050]
    skills = {row["name"]: row["held"] for row in live(data_file, "role_skill")}
    assert skills == {"BSL": "not_known", "first aid": "not_known"}
    assert unsound(data_file) == []


def test_the_same_sheet_twice_changes_nothing(
    data_file: DataFile, project: str, event: str
) -> None:
    text = f"{HEADER}\n{FULL}\nNote-taker,Voice for,,,,,,,,,,,\nHost,both,hill club,,,,,,,,,,\n"
    take(data_file, project, text)
    written = changes(data_file)
    listed = take(data_file, project, text)
    assert (listed.told, listed.unchanged, changes(data_file)) == ([], 3, written)
    assert len(live(data_file, "organisation")) == 1


def test_a_row_is_the_role_of_its_title_event_and_belt_and_takes_its_values(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, f"{HEADER}\n{FULL}\n")
    take(data_file, project, "Role,Belt,Event,Hours needed\nHOST,Route in,open day,40\n")
    [role] = live(data_file, "engagement_role")
    assert (role["hours_needed"], role["hourly_cost"], role["holder_name"]) == (
        40, 1886, "Jo Bell",
    )  # fmt: skip
    take(data_file, project, "Role,Belt,Event,Hours needed\nHost,both,Open day,1\n"
                             "Host,route in,,2\n")  # fmt: skip
    assert [row["hours_needed"] for row in live(data_file, "engagement_role")] == [40, 1, 2]


def test_an_empty_cell_is_the_default_and_a_column_left_out_touches_nothing(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, f"{HEADER}\n{FULL}\n")
    take(data_file, project, "Role,Belt,Event\nHost,route in,Open day\n")
    assert live(data_file, "engagement_role")[0]["hourly_cost"] == 1886
    assert len(live(data_file, "role_skill")) == 2
    take(data_file, project, f"{HEADER}\nHost,route in,,,,,,,,Open day,,,\n")
    [role] = live(data_file, "engagement_role")
    empty = ("holder_organisation_id", "holder_name", "overhead_percent", "body_id", "notes")
    assert [role[name] for name in empty] == [None] * 5
    assert [role[name] for name in ("hours_needed", "hours_assigned", "hourly_cost")] == [0] * 3
    assert live(data_file, "role_skill") == []
    assert [row["amount"] for row in live(data_file, "role_cost")] == [0]


def test_an_overhead_of_nothing_is_not_an_overhead_of_nought(
    data_file: DataFile, project: str
) -> None:
    take(data_file, project, "Role,Belt,Overhead %\nHost,both,0\nGuide,both,\n")
    found = {row["title"]: row["overhead_percent"] for row in live(data_file, "engagement_role")}
    assert found == {"Host": 0, "Guide": None}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "Host,route in,Nowhere,",
            "no event “Nowhere”. Mend the title or empty the cell; a new event comes in with an"
            " attendance list that has a column Event, or with “import project”. There are:"
            " “Twice”, “Twice”.",
        ),
        ("Host,route in,Twice,", "Several events are called “Twice”"),
        ("Host,route in,,Nobody", "with “import project”. There are none yet."),
        ("Host,sideways,,", "route in, voice for, both"),
        (",route in,,", "Role"),
        ("Total,,,", "total row"),
    ],
)
def test_a_row_that_names_what_is_not_there_once_is_refused_by_its_line(
    data_file: DataFile, project: str, row: str, says: str
) -> None:
    for _each in range(2):
        add_event(data_file, project, "Twice")
    listed = take(data_file, project, f"Role,Belt,Event,Body\nGood,both,,\n{row}\n")
    assert [refused.line for refused in listed.refused] == [3]
    assert says in listed.refused[0].reason
    assert [role["title"] for role in live(data_file, "engagement_role")] == ["Good"]


def test_a_body_and_the_event_of_the_command_are_found_by_title(
    data_file: DataFile, project: str, event: str
) -> None:
    with data_file.writing("body") as session:
        body = acts.add(session, BodyInput.parse(project_id=project, name="Health Board"))
    forum = add_event(data_file, project, "Forum")
    take(data_file, project, "Role,Belt,Body,Event\nRep,voice for,health board,\n"
                             "Rep,voice for,,Forum\n", event="Open day")  # fmt: skip
    found = [(row["body_id"], row["event_id"]) for row in live(data_file, "engagement_role")]
    assert found == [(body, event), (None, forum)]


def test_other_costs_are_one_cost_and_refused_where_several_give_another_sum(
    data_file: DataFile, project: str
) -> None:
    sheet = "Role,Belt,Other costs\nHost,both,{}\n"
    take(data_file, project, sheet.format("40"))
    take(data_file, project, sheet.format("£50.00"))
    [cost] = live(data_file, "role_cost")
    assert cost["amount"] == 5000
    with data_file.writing("cost") as session:
        acts.add(session, RoleCostInput.parse(role_id=cost["role_id"], title="Taxi", amount=1250))
    assert take(data_file, project, sheet.format("62.50")).unchanged == 1
    for other in ("62.49", "0", ""):
        listed = take(data_file, project, sheet.format(other))
        assert (listed.taken, [refused.line for refused in listed.refused]) == (0, [2])
    remove(data_file, "role_cost", cost["id"])
    take(data_file, project, sheet.format("13"))
    assert [row["amount"] for row in live(data_file, "role_cost")] == [1300]


def test_skills_follow_the_sheet_and_what_is_known_of_them_stays(
    data_file: DataFile, project: str
) -> None:
    sheet = "Role,Belt,Skills needed\nHost,both,{}\n"
    take(data_file, project, sheet.format("BSL; First aid ; bsl;;"))
    by_name = {row["name"]: row for row in live(data_file, "role_skill")}
    assert set(by_name) == {"BSL", "First aid"}
    set_fields(data_file, "role_skill", by_name["First aid"]["id"], held="yes")
    take(data_file, project, sheet.format("first aid;Welsh"))
    found = {row["name"]: row["held"] for row in live(data_file, "role_skill")}
    assert found == {"First aid": "yes", "Welsh": "not_known"}
    take(data_file, project, sheet.format("BSL"))
    assert [row["name"] for row in live(data_file, "role_skill")] == ["BSL"]


def test_two_roles_of_one_title_event_and_belt_are_left_for_a_person_to_change(
    data_file: DataFile, project: str, tmp_path: Path
) -> None:
    take(data_file, project, "Role,Belt\nHost,both\nHost,route in\n")
    for row in live(data_file, "engagement_role"):
        set_fields(data_file, "engagement_role", row["id"], belt="both")
    listed = take(data_file, project, "Role,Belt,Hours needed\nHost,both,3\n")
    assert ["Several roles" in refused.reason for refused in listed.refused] == [True]


def test_a_row_that_stands_twice_in_a_sheet_is_one_role_with_the_values_of_the_last(
    data_file: DataFile, project: str
) -> None:
    text = "Role,Belt,Hours needed,Skills needed\nHost,both,3,BSL\nHost,both,4,Sign\n"
    listed = take(data_file, project, text)
    assert [(noticed.line, "line 3" in noticed.sentence) for noticed in listed.noticed] == [
        (2, True)
    ]
    [role] = live(data_file, "engagement_role")
    assert role["hours_needed"] == 4
    assert [row["name"] for row in live(data_file, "role_skill")] == ["Sign"]
    written = changes(data_file)
    assert take(data_file, project, text).unchanged == 2
    assert changes(data_file) == written


def test_of_many_events_a_refused_row_names_the_first_few(
    data_file: DataFile, project: str
) -> None:
    for number in range(1, 12):
        add_event(data_file, project, f"Forum {number:02}")
    listed = take(data_file, project, "Role,Belt,Event\nHost,both,Fair\n")
    assert listed.refused[0].reason.endswith("“Forum 07”, “Forum 08” and 3 more.")
