"""What was said, taken in from a list: known by its id or its words, refused by its line."""

import pytest

from engagement_app.domain import acts
from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contribution_list import list_contributions
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.importing.contributions import plan_contributions
from engagement_app.exchange.contributions import read_contributions
from engagement_app.exchange.exported_lists import write_list
from engagement_app.exchange.list_kinds import guess_kind
from engagement_app.store.records import table_of

HEADER = "Event,Voice,On behalf of,Mandate,Words"


@pytest.fixture
def take(data_file, project, event, tmp_path):
    """`take(text)` takes a list in and gives the plan."""

    def taken(text, ending=".csv"):
        source = tmp_path / f"said{ending}"
        source.write_bytes(text if isinstance(text, bytes) else text.encode())
        assert guess_kind(source) == "contributions"
        with data_file.writing("contributions.import") as session:
            listed = plan_contributions(session, project, read_contributions(source))
            carry_out(session, listed.plan)
        return listed

    return taken


def said(data_file, project):
    with data_file.reading() as session:
        return list_contributions(session, project)


def test_a_row_says_in_whose_voice_for_whom_and_on_what_mandate(take, data_file, project):
    listed = take(f"{HEADER},Themes\nopen day,On behalf of,Carers,asked by the group,No bus,A; B\n")
    assert (len(listed.told), listed.refused) == (1, [])
    [row] = said(data_file, project)
    assert (row.event, row.voice, row.community) == ("Open day", "on_behalf", "Carers")
    assert (row.mandate, row.words, row.themes) == ("asked_by_group", "No bus", ("A", "B"))


def test_the_same_list_twice_changes_nothing_and_one_saying_twice_stays_two(take, data_file):
    text = f"{HEADER}\nOpen day,own,,,No bus\nOpen day,own,,,No bus\nOpen day,own,,,Rain\n"
    assert len(take(text).told) == 3
    again = take(text)
    assert (again.told, again.unchanged) == ([], 3)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_an_export_comes_in_again_and_changes_nothing(take, data_file, project, event, ending):
    odd = ["=1+1", "'quoted", "a\nb", "-5", "#N/A", "ünï", "  x"]
    with data_file.writing("record.add") as session:
        there = acts.add(session, AttendanceInput.parse(event_id=event, label="Ann"))
        for words in odd:
            entry = ContributionInput.parse(
                event_id=event, voice="own", words=words, attendance_id=there, limits="'=x"
            )
            acts.add(session, entry)
    before = said(data_file, project)
    with data_file.reading() as session:
        content = write_list(session, "contributions", project, ending)
    again = take(content, ending)
    assert (again.told, again.refused, again.noticed) == ([], [], [])
    assert again.unchanged == len(odd)
    with data_file.writing("empty") as session:
        for row in before:
            acts.delete(session, Contribution, row.id)
    assert len(take(content, ending).noticed) == len(odd)


def test_an_export_makes_the_same_records_in_a_file_that_lost_them(take, data_file, project, event):
    with data_file.writing("record.add") as session:
        entry = ContributionInput.parse(event_id=event, voice="own", words="=No bus")
        acts.add(session, entry)
    [before] = said(data_file, project)
    with data_file.reading() as session:
        content = write_list(session, "contributions", project, ".csv")
    with data_file.writing("lose") as session:
        session.execute(table_of(Contribution).delete())
    take(content)
    assert said(data_file, project) == [before]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Nowhere,own,,,Words", "There is no event “Nowhere”"),
        ("Open day,ours,,,Words", "Voice: “ours” is not known"),
        ("Open day,,,,Words", "Voice: the cell is empty"),
        ("Open day,own,,king,Words", "Mandate: “king” is not known"),
        ("Open day,own,,,", "Words: the cell is empty"),
        ("Open day,own,,,a\x07b", "Words: the text holds the control character"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_by_its_line(take, data_file, project, row, why):
    listed = take(f"{HEADER}\nOpen day,own,,,Good\n{row}\n")
    assert (listed.refused[0].line, listed.refused[0].reason.startswith(why)) == (3, True)
    assert [each.words for each in said(data_file, project)] == ["Good"]


def test_an_id_is_an_id_and_stands_once(take, data_file, project):
    one = "0b6f6a1e-5d0c-4c6e-9d3e-2f1f0c1c7a11"
    rows = [f"Open day,own,,,A,{one}", f"Open day,own,,,B,{one}", "Open day,own,,,C,17"]
    listed = take("\n".join([f"{HEADER},Id", *rows]))
    assert [(each.line, each.reason[:20]) for each in listed.refused] == [
        (3, "The id of this row s"),
        (4, "“17” is no id. Empty"),
    ]


def test_what_has_an_id_stays_at_its_event_and_with_who_said_it(take, data_file, project, event):
    with data_file.writing("record.add") as session:
        acts.add(session, EventInput.parse(project_id=project, title="Elsewhere"))
        each = acts.add(session, ContributionInput.parse(event_id=event, voice="own", words="A"))
    listed = take(f"{HEADER},Id\nElsewhere,own,,,A,{each}\n")
    assert "at another event" in listed.refused[0].reason
    there = "0b6f6a1e-5d0c-4c6e-9d3e-2f1f0c1c7a11"
    listed = take(f"{HEADER},Attendance\nOpen day,own,,,New,{there}\n")
    assert "Nobody at this event has the id" in listed.noticed[0].sentence
