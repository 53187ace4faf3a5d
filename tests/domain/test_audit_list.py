"""Who did what, and when: one list of changes and of acts without content, found by words."""

from datetime import date, timedelta

import pytest

from engagement_app.domain import acts
from engagement_app.domain.audit_list import MOST, list_done, records_of
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.undoing import undo_newest
from engagement_app.exchange.exporting import Wanted, content_of, write_export
from engagement_app.store.act import Keyboard
from engagement_app.store.audit import AUDIT, Audited, erase_values
from engagement_app.store.datafile import open_file

TODAY = date.today()


@pytest.fixture
def worked_in(data_file, project, event, tmp_path):
    """A file in which two people did a few things."""
    with data_file.writing("record.add") as session:
        person = acts.add(session, PersonInput.parse(given_name="Siân", family_name="Hughes"))
    with data_file.writing("record.amend") as session:
        acts.amend(session, Person, person, phone="07700 900111")
    write_export(data_file, Wanted("attendees", project, ending=".csv"), tmp_path / "came.csv")
    with open_file(data_file.path, Keyboard("Ravi Shah", "back-office")) as other:
        other.note(Audited.PRINT, what="badges", pages=3)
    return data_file


def found(file, *asked):
    with file.reading() as session:
        return [(row.person, row.act, row.about) for row in list_done(session, *asked).rows]


def test_the_list_has_changes_and_acts_without_content(worked_in):
    assert sorted(found(worked_in)) == sorted([
        ("Mari Ellis", "new project", "Project: Tawe green spaces"),
        ("Mari Ellis", "new event", "Event: Open day"),
        ("Mari Ellis", "new record", "Person: Siân Hughes"),
        ("Mari Ellis", "change", "Person: Siân Hughes"),
        ("Mari Ellis", "export", "who came, csv, 0 rows"),
        ("Ravi Shah", "printed", "badges, 3 pages"),
    ])  # fmt: skip


def test_what_was_taken_back_is_listed_by_what_it_was_about(worked_in):
    undo_newest(worked_in)
    assert ("Mari Ellis", "undone", "Person: Siân Hughes") in found(worked_in)


SOUGHT = {
    "a record, without its accent": ("sian hughes", ["change", "new record"]),
    "a person at the keys": ("ravi", ["printed"]),
    "an act": ("export", ["export"]),
    "what it was about": ("badges", ["printed"]),
    "two words of different kinds": ("mari sian change", ["change"]),
    "nothing there is": ("nobody of this name", []),
}


@pytest.mark.parametrize("what", SOUGHT)
def test_acts_are_found_by(what, worked_in):
    words, expected = SOUGHT[what]
    assert sorted(act for _who, act, _about in found(worked_in, words)) == expected


def test_acts_are_found_by_day(worked_in):
    assert len(found(worked_in, "", TODAY, TODAY)) == 6
    assert found(worked_in, "", TODAY + timedelta(days=1)) == []
    assert found(worked_in, "", None, TODAY - timedelta(days=1)) == []


def test_an_act_tells_which_fields_of_which_record_it_changed(worked_in):
    with worked_in.reading() as session:
        [row] = [row for row in list_done(session, "change").rows if row.act == "change"]
        assert records_of(session, row.act_id) == ["Person: Siân Hughes: Phone"]


def test_what_was_erased_says_so(worked_in):
    with worked_in.reading() as session:
        ids = session.execute(AUDIT.select().with_only_columns(AUDIT.c.id)).scalars().all()
    with worked_in.writing("erase") as session:
        erase_values(session, ids)
    assert ("(erased)", "export", "(erased)") in found(worked_in)


def test_thousands_of_acts_are_cut_at_the_newest(data_file):
    for at in range(3):
        data_file.note(Audited.OPEN, file=str(at))
    with data_file.reading() as session:
        listed = list_done(session)
    assert (len(listed.rows), listed.more, MOST) == (3, False, 1000)


def test_the_export_names_fields_and_never_what_is_in_them(worked_in):
    with worked_in.reading() as session:
        text = content_of(session, Wanted("audit", "", ending=".csv")).decode("utf-8-sig")
    header, *lines = text.splitlines()
    assert header == "When,Who,Laptop,Act,Kind,Record,Fields,Detail,Id"
    assert len(lines) == 6
    assert any(",record.amend,person," in line and ",phone," in line for line in lines)
    assert "07700" not in text
    assert "Hughes" not in text


def test_the_export_of_a_project_leaves_out_what_is_of_another(worked_in, project):
    from engagement_app.domain.projects import ProjectInput

    with worked_in.writing("project.new") as session:
        other = acts.add(session, ProjectInput.parse(name="Elsewhere"))
    with worked_in.reading() as session:
        mine = content_of(session, Wanted("audit", project, ending=".csv")).decode()
        whole = content_of(session, Wanted("audit", "", ending=".csv")).decode()
    assert other in whole
    assert other not in mine
