"""A list of what was said, line by line, and themes that mean the same."""

import pytest

from engagement_app.domain import acts, themes
from engagement_app.domain.contributions import Contribution, Theme, ThemeInput
from engagement_app.domain.flipchart import Together, lines_of, note, without_bullet
from engagement_app.domain.notebook import OF_OTHERS, Noted, record, record_all
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.recording import NewName
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.store.plain_rows import ask


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("• No bus", "No bus"),
        ("-\tNo bus", "No bus"),
        ("–No bus", "No bus"),
        ("  * - No bus", "- No bus"),
        ("\uf0b7\tNo bus", "No bus"),
        ("o\tNo bus", "No bus"),
        ("1. No bus", "No bus"),
        ("(12) No bus", "No bus"),
        ("1.2.3. No bus", "No bus"),
        ("b) No bus", "No bus"),
        ("- [x] No bus", "No bus"),
        ("☐No bus", "No bus"),
        ("• 3) No bus", "No bus"),
        ("2 buses a day", "2 buses a day"),
        ("3.5 hours is too long", "3.5 hours is too long"),
        ("-5 degrees in the hall", "-5 degrees in the hall"),
        ("2026. It was cold", "2026. It was cold"),
        ("o bus", "o bus"),
        ("#buses first", "#buses first"),
        ("5 > 3", "5 > 3"),
        ("- ", ""),
        ("4.", ""),
        ("\u2003\t", ""),
    ],
)
def test_bullets_and_numbers_are_taken_off_and_nothing_else(typed, left):
    assert without_bullet(typed) == left


def test_blank_lines_are_no_entries_and_each_other_knows_its_place():
    assert lines_of("One\n\n \n- two\r\n7.\nthree") == [(0, "One"), (3, "two"), (5, "three")]


def new(_table, name):
    return NewName(name)


def refusal(line, together=Together("own"), meant=new):
    with pytest.raises(UserError) as refused:
        note(line, together, meant)
    return refused.value


def test_a_line_may_name_everything_that_an_entry_can():
    noted = note("No bus #buses #roads @siân for:Carers !b >ring", Together("own"), new)
    assert noted.follow_up == "ring"
    assert noted.values == {
        "words": "No bus",
        "voice": "on_behalf",
        "theme_ids": [NewName("buses"), NewName("roads")],
        "attendance_id": NewName("siân"),
        "community_id": NewName("Carers"),
        "mandate": "none_stated",
        "limits": None,
    }


def test_what_all_lines_share_is_for_those_of_its_voice_alone():
    others = {"community_id": "c", "mandate": "elected", "limits": "Buses"}
    together = Together("on_behalf", ("t",), others)
    found = {line: note(line, together, new).values for line in ("a", "b !s", "c !o", "d for:Town")}
    assert [found[each]["theme_ids"] for each in found] == [["t"]] * 4
    shared = [{name: values[name] for name in OF_OTHERS} for values in found.values()]
    assert shared == [others, OF_OTHERS, OF_OTHERS, {**others, "community_id": NewName("Town")}]


def test_a_line_that_cannot_be_an_entry_says_why():
    assert refusal("#buses").field == "words"
    assert "U+0007" in str(refusal("a\x07b"))
    assert "U+0007" in str(refusal("a >b\x07c"))
    assert "one person" in str(refusal("a @b @c"))
    assert "own communities" in str(refusal("a for:Carers"))
    assert refusal("a for:Carers", Together()).field == "voice"
    assert "one person" in str(refusal("a @b @c", Together()))


@pytest.fixture
def note_all(data_file, project, event):
    def write_it(*lines, voice="own"):
        noted = [note(line, Together(voice), new) for line in lines]
        here = [Noted({**each.values, "event_id": event}, each.follow_up) for each in noted]
        with data_file.writing("contribution.list") as session:
            return record_all(session, project, here)

    return write_it


def asked(file, query):
    with file.reading() as session:
        return ask(session, query)


LIVE = "FROM contribution WHERE deleted_at IS NULL ORDER BY recorded_at, id"


def test_a_list_is_one_act_in_its_order_and_a_new_name_is_made_once(data_file, note_all):
    note_all(
        "First #buses >ring", "second #BUSES #roads", "third for:Carers !b", "fourth for:carers !b"
    )
    assert asked(data_file, f"SELECT words {LIVE}") == [
        ("First",),
        ("second",),
        ("third",),
        ("fourth",),
    ]
    assert asked(data_file, "SELECT name FROM theme ORDER BY name") == [("buses",), ("roads",)]
    assert asked(data_file, "SELECT name FROM community") == [("Carers",)]
    act = "SELECT count(DISTINCT act_id) FROM change WHERE act = 'contribution.list'"
    assert asked(data_file, act) == [(1,)]
    undo_newest(data_file)
    assert asked(data_file, f"SELECT words {LIVE}") == []
    for table in ("follow_up", "theme", "community"):
        assert asked(data_file, f"SELECT id FROM {table} WHERE deleted_at IS NULL") == []


def test_nothing_of_a_list_is_kept_where_one_line_does_not_fit(data_file, event, project):
    fits, not_so = (
        Noted({"event_id": each, "words": "One", "voice": "own"}, "ring")
        for each in (event, project)
    )
    with pytest.raises(UserError), data_file.writing("contribution.list") as session:
        record_all(session, project, [fits, not_so])
    assert asked(data_file, "SELECT id FROM contribution UNION SELECT id FROM follow_up") == []


@pytest.fixture
def about(data_file, project, event):
    """Two themes, and three entries about the one, the other, and both."""

    def add(entry):
        with data_file.writing("record.add") as session:
            return acts.add(session, entry)

    bus, buses = (add(ThemeInput.parse(project_id=project, name=name)) for name in ("bus", "Buses"))
    for words, ids in (("One", [bus]), ("Two", [buses]), ("Both", [buses, bus]), ("Gone", [bus])):
        values = {"event_id": event, "words": words, "voice": "own", "theme_ids": ids}
        with data_file.writing("contribution.record") as session:
            record(session, project, values)
    with data_file.writing("record.delete") as session:
        [(gone,)] = ask(session, "SELECT id FROM contribution WHERE words = 'Gone'")
        acts.delete(session, Contribution, gone)
    return bus, buses


THEMES = "SELECT words, theme_ids FROM contribution WHERE deleted_at IS NULL ORDER BY words"
STATE = "SELECT id, name, deleted_at FROM theme ORDER BY id"


def test_a_theme_is_merged_into_another_and_taken_apart_exactly(data_file, about):
    bus, buses = about
    before = asked(data_file, THEMES), asked(data_file, STATE)
    with data_file.writing("theme.merge") as session:
        assert themes.count_about(session, bus) == 2
        assert themes.merge(session, buses, bus) == ("Buses", "bus")
    assert {ids for _words, ids in asked(data_file, THEMES)} == {f'["{buses}"]'}
    with data_file.reading() as session:
        assert themes.count_about(session, buses) == 3
        with pytest.raises(UserError):
            acts.get(session, Theme, bus)
    assert undo_newest(data_file).startswith("Undone: merging of themes")
    assert (asked(data_file, THEMES), asked(data_file, STATE)) == before


def test_a_theme_is_not_merged_with_itself_or_with_one_of_another_project(data_file, about):
    bus, _buses = about
    with data_file.writing("record.add") as session:
        elsewhere = acts.add(session, ProjectInput.parse(name="Elsewhere"))
        other = acts.add(session, ThemeInput.parse(project_id=elsewhere, name="bus"))
    for kept, sentence in ((bus, "one and the same"), (other, "two projects")):
        with (
            pytest.raises(UserError, match=sentence),
            data_file.writing("theme.merge") as session,
        ):
            themes.merge(session, kept, bus)
