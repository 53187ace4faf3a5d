"""A filled sheet keyed back, and where it differs from who came."""

from datetime import UTC, datetime

import pytest

from engagement_app.domain import acts, desk
from engagement_app.domain.arrivals import count_at_the_door
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.keying import (
    Ticks,
    key_line,
    key_row,
    list_sheet_rows,
    tally_rows,
)
from engagement_app.domain.paper_sheet import number_lines
from engagement_app.domain.people import PersonInput
from engagement_app.domain.reconciling import list_differences
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError

SIX = datetime(2026, 11, 24, 18, tzinfo=UTC)
YES = Ticks(wants_to_stay_involved="yes", first_time="no")


@pytest.fixture
def lines(data_file, event):
    """Ana, Siân and Tom on lines 1 to 3: the ids of their attendances."""
    found = []
    with data_file.writing("fill") as session:
        for given, family in (("Ana", "Abel"), ("Siân", "Hughes"), ("Tom", "Price")):
            person = acts.add(session, PersonInput.parse(given_name=given, family_name=family))
            found.append(acts.add(session, AttendanceInput.parse(event_id=event, person_id=person)))
        number_lines(session, event)
    return found


@pytest.fixture
def do(data_file, event):
    def act(command, *args, **values):
        with data_file.writing("paper.key") as session:
            return command(session, event, *args, **values)

    return act


@pytest.fixture
def read(data_file, event):
    def ask(query, *args):
        with data_file.reading() as session:
            return query(session, event, *args)

    return ask


def row(data_file, attendance_id):
    with data_file.reading() as session:
        return acts.get(session, Attendance, attendance_id)


def test_a_line_keeps_its_source_and_has_no_time_that_nobody_wrote(lines, do, data_file):
    assert do(key_line, lines[1], YES) == "Siân Hughes"
    keyed = row(data_file, lines[1])
    assert (keyed["status"], keyed["source"], keyed["arrived_at"]) == ("here", "import", None)
    assert (keyed["wants_to_stay_involved"], keyed["first_time"]) == ("yes", "no")


def test_whoever_was_signed_in_at_the_desk_keeps_their_time(lines, do, data_file):
    do(lambda session, _event: desk.check_in(session, lines[0], SIX))
    do(key_line, lines[0], YES)
    keyed = row(data_file, lines[0])
    assert (keyed["status"], keyed["arrived_at"]) == ("here", SIX)


def test_who_did_not_come_is_told_apart_from_who_is_excused(lines, do, read):
    do(key_line, lines[0], Ticks("did_not_come"))
    do(key_line, lines[1], Ticks("excused"))
    counted = tally_rows(read(list_sheet_rows, 0))
    assert (counted.here, counted.did_not_come, counted.excused, counted.open) == (0, 1, 1, 1)


def test_a_line_keyed_wrongly_is_put_right_and_undo_takes_each_back(lines, do, data_file):
    do(key_line, lines[0], Ticks(arrived_at=SIX))
    do(key_line, lines[0], Ticks("did_not_come"))
    assert row(data_file, lines[0])["arrived_at"] is None
    undo_newest(data_file)
    assert row(data_file, lines[0])["status"] == "here"
    assert undo_newest(data_file) == "Undone: line of the sign-in sheet, Ana Abel"
    assert row(data_file, lines[0])["status"] == "expected"


def test_a_name_on_a_blank_row_is_a_walk_in_from_paper(lines, do, read):
    assert do(key_row, 4, "Łukasz Kowalski", YES) == "Łukasz Kowalski"
    found = read(list_sheet_rows, 0)[3].line
    assert (found.number, found.source, found.status) == (4, "paper", "here")
    assert read(count_at_the_door).walk_ins == 1
    assert tally_rows(read(list_sheet_rows, 0)).added == 1


def test_somebody_nameless_on_a_blank_row_counts_without_a_name(lines, do, read):
    assert do(key_row, 4, "", Ticks()) == ""
    assert read(list_sheet_rows, 0)[3].line.name is None
    assert read(count_at_the_door).here == 1


def test_a_blank_row_with_a_number_and_no_name_is_refused(lines, do):
    with pytest.raises(UserError, match="Type the name"):
        do(key_row, 4, "07700 900123", Ticks())


def test_a_row_filled_meanwhile_is_not_filled_twice(lines, do):
    do(key_row, 4, "Jo Ray", Ticks())
    with pytest.raises(UserError, match="Line 4 was filled meanwhile"):
        do(key_row, 4, "Max Roe", Ticks())
    with pytest.raises(UserError, match="Line 1 was filled meanwhile"):
        do(key_row, 1, "Max Roe", Ticks())


def test_somebody_with_a_line_who_wrote_on_a_blank_row_too_is_here_once(lines, do, read, data_file):
    person = row(data_file, lines[2])["person_id"]
    assert do(key_row, 4, "tom price", YES, person) == "Tom Price"
    rows = read(list_sheet_rows, 0)
    assert [each.number for each in rows] == [1, 2, 3, 4]
    assert rows[2].line.has_come
    assert rows[3].line is None
    assert read(count_at_the_door).here == 1


def test_somebody_known_who_is_not_on_the_list_gets_the_row(lines, do, read):
    person = do(lambda session, _event: acts.add(session, PersonInput.parse(given_name="Zoe")))
    do(key_row, 4, "zoe", Ticks(), person)
    found = read(list_sheet_rows, 0)[3].line
    assert (found.key, found.source) == (person, "paper")


def test_who_was_written_on_a_blank_row_by_mistake_comes_off_the_list(lines, do, read):
    do(key_row, 4, "Jo Ray", Ticks())
    do(key_line, read(list_sheet_rows, 0)[3].line.attendance_id, Ticks("did_not_come"))
    assert [each.number for each in read(list_sheet_rows, 0)] == [1, 2, 3, 5]


def test_whose_words_were_written_down_is_not_taken_off(lines, do, read):
    do(key_row, 4, "Jo Ray", Ticks())
    line = read(list_sheet_rows, 0)[3].line

    def say(session, event):
        values = {"event_id": event, "attendance_id": line.attendance_id}
        acts.add(session, ContributionInput.parse(**values, voice="own", words="More benches"))

    do(say)
    with pytest.raises(UserError, match="something said here"):
        do(key_line, line.attendance_id, Ticks("did_not_come"))


def test_blank_rows_that_were_printed_are_listed_and_one_follows_always(lines, do, read):
    assert [each.number for each in read(list_sheet_rows, 6)] == [1, 2, 3, 4, 5, 6]
    assert [each.number for each in read(list_sheet_rows, 0)] == [1, 2, 3, 4]


def test_an_event_without_a_sheet_begins_with_a_blank_row(read):
    assert [each.number for each in read(list_sheet_rows, 0)] == [1]


def test_the_lists_of_differences_say_who_and_how_they_stand(lines, do, read):
    do(key_line, lines[0], YES)
    do(key_line, lines[1], Ticks("excused"))
    do(lambda session, event: desk.walk_in(session, event, "Zed Zeal", SIX))
    do(key_row, 4, "Jo Ray", Ticks())
    found = read(list_differences)
    assert found.on_sheet == 4
    assert [(line.name, line.status) for line in found.not_here] == [
        ("Siân Hughes", "excused"),
        ("Tom Price", "expected"),
    ]
    assert [line.name for line in found.not_on_sheet] == ["Zed Zeal"]


def test_somebody_on_record_twice_is_no_difference(lines, do, read, data_file):
    person = row(data_file, lines[0])["person_id"]
    do(
        lambda session, event: acts.add(
            session, AttendanceInput.parse(event_id=event, person_id=person, status="here")
        )
    )
    found = read(list_differences)
    assert "Ana Abel" not in {line.name for line in (*found.not_here, *found.not_on_sheet)}
