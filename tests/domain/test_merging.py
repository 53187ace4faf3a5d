"""Two people who are one: compared, merged, undone, taken apart."""

import pytest

from engagement_app.domain import acts, merging
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.attendance_list import list_attendees
from engagement_app.domain.choices import list_choices
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.names import name_of_record
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.record_lists import list_records
from engagement_app.domain.same_person import ends
from engagement_app.domain.tables import TABLES
from engagement_app.domain.undoing import undo_newest
from engagement_app.domain.view import View, load
from engagement_app.errors import UserError
from engagement_app.store.check import findings
from engagement_app.store.records import table_of


def write(data_file, command, *args, **values):
    with data_file.writing("test") as session:
        return command(session, *args, **values)


def read(data_file, query, *args):
    with data_file.reading() as session:
        return query(session, *args)


def person(data_file, **values):
    return write(data_file, acts.add, PersonInput.parse(**values))


def row_of(data_file, person_id):
    return read(data_file, load, "person", [person_id])[person_id]


def whole(data_file):
    """Every row of every table but the change log."""

    def rows(session):
        return {
            table: sorted(map(repr, session.execute(table_of(each).select())))
            for table, each in TABLES.items()
        }

    return read(data_file, rows)


@pytest.fixture
def two(data_file, event):
    """Siân twice, with a community, a note, a phone and an attendance each."""
    carers, walkers = (
        write(data_file, acts.add, CommunityInput.parse(name=name)) for name in ("Carers", "Walk")
    )
    kept = person(
        data_file, given_name="Siân", family_name="Hughes", community_ids=[carers], notes="Deaf"
    )
    other = person(
        data_file,
        given_name="Sian",
        known_as="Shan",
        phone="07700 900123",
        community_ids=[walkers, carers],
        notes="Came by bus",
        do_not_contact=True,
    )
    for each in (kept, other):
        write(data_file, acts.add, AttendanceInput.parse(event_id=event, person_id=each))
    return kept, other


def test_both_stand_side_by_side_with_what_would_be_lost_least(data_file, two):
    found = read(data_file, merging.compare, *two)
    sides = {each.field: (each.kept, each.other, each.suggested) for each in found.fields}
    assert sides == {
        "given_name": ("Siân", "Sian", "kept"),
        "family_name": ("Hughes", "", "kept"),
        "known_as": ("", "Shan", "other"),
        "phone": ("", "07700 900123", "other"),
        "community_ids": ("Carers", "Carers, Walk", "both"),
        "do_not_contact": ("", "Yes", "other"),
        "notes": ("Deaf", "Came by bus", "both"),
    }


def test_the_preview_shows_the_one_they_will_be_and_writes_nothing(data_file, two):
    before = whole(data_file)
    story = read(data_file, merging.preview, *two, {"given_name": "other"})
    assert (story.who.name, story.who.known_as) == ("Sian Hughes", "Shan")
    assert story.who.communities == ("Carers", "Walk")
    assert [each.event for each in story.attended] == ["Open day", "Open day"]
    assert whole(data_file) == before


def test_merging_points_one_at_the_other_and_moves_no_link(data_file, two):
    kept, other = two
    attended, was = whole(data_file)["attendance"], row_of(data_file, other)
    assert write(data_file, merging.merge, kept, other, {"notes": "kept"}) == "Siân Hughes"
    row = row_of(data_file, kept)
    assert (row["known_as"], row["phone"], row["notes"]) == ("Shan", "07700 900123", "Deaf")
    assert row["do_not_contact"] is True
    assert len(row["community_ids"]) == 2
    assert row_of(data_file, other) == {**was, "same_as_id": kept}
    assert whole(data_file)["attendance"] == attended


def test_undoing_a_merge_leaves_every_table_as_it_was(data_file, two):
    before = whole(data_file)
    with data_file.writing("person.merge") as session:
        merging.merge(session, *two, {"given_name": "other", "notes": "other"})
    assert whole(data_file) != before
    assert undo_newest(data_file) == "Undone: merging of two people, Sian"
    assert whole(data_file) == before
    assert list(read(data_file, findings, TABLES.values())) == []


def test_a_merge_is_not_undone_over_newer_work(data_file, two):
    with data_file.writing("person.merge") as session:
        merging.merge(session, *two, {})
    write(data_file, acts.amend, Person, two[0], phone="01792 000000")
    undo_newest(data_file)
    write(data_file, acts.amend, Person, two[0], known_as="Siani")
    undo_newest(data_file)
    undo_newest(data_file)
    assert row_of(data_file, two[1])["same_as_id"] is None


def test_nobody_is_merged_with_themselves_in_a_ring_or_twice(data_file, two):
    kept, other = two
    with pytest.raises(UserError, match="one and the same record"):
        write(data_file, merging.merge, kept, kept, {})
    write(data_file, merging.merge, kept, other, {})
    for pair in ((other, kept), (kept, other)):
        with pytest.raises(UserError, match="was merged into another person already"):
            write(data_file, merging.merge, *pair, {})


def test_who_was_merged_is_known_and_can_be_taken_apart_later(data_file, two):
    kept, other = two
    third = person(data_file, given_name="S", family_name="Hughes")
    write(data_file, merging.merge, other, third, {})
    write(data_file, merging.merge, kept, other, {})
    known = read(data_file, merging.also_known_as, kept)
    assert [each.title for each in known] == ["S Hughes", "Sian Hughes"]
    assert write(data_file, merging.take_apart, other) == "Sian Hughes"
    assert read(data_file, merging.also_known_as, kept) == []
    assert read(data_file, ends, [third]) == {third: other}


def test_a_follow_up_that_stands_on_both_holds_them_together(data_file, two, project):
    kept, other = two
    write(data_file, merging.merge, kept, other, {})
    [attendance] = [each[0] for each in read(data_file, _attended, other)]
    entry = FollowUpInput.parse(
        project_id=project, person_id=kept, attendance_id=attendance, description="Call Siân"
    )
    made = write(data_file, acts.add, entry)
    with pytest.raises(UserError, match="“Call Siân” is for one of them"):
        write(data_file, merging.take_apart, other)
    write(data_file, acts.amend, FollowUp, made, person_id=other)
    assert write(data_file, merging.take_apart, other) == "Sian"


def _attended(session, person_id):
    columns = table_of(TABLES["attendance"]).c
    return list(session.execute(columns.id.table.select().where(columns.person_id == person_id)))


class TestReadAsOne:
    """Wherever people are named or listed, they are whom they are read as."""

    @pytest.fixture
    def merged(self, data_file, two):
        write(data_file, merging.merge, *two, {"known_as": "kept"})
        return two

    def test_lists_name_them_once_and_find_them_by_either_name(self, data_file, merged):
        for text in ("", "hughes", "shan", "sian"):
            rows = read(data_file, list_records, "person", None, text).rows
            assert [row.id for row in rows] == [merged[0]], text

    def test_they_are_chosen_as_one_by_either_name(self, data_file, merged):
        for text in ("", "hughes", "Shan"):
            found = read(data_file, list_choices, "person", None, None, text)
            assert [(each.id, each.title) for each in found] == [(merged[0], "Siân Hughes")]

    def test_what_was_linked_before_keeps_its_link_and_has_the_name_of_the_one(
        self, data_file, merged
    ):
        [chosen] = read(data_file, list_choices, "person", None, None, "", [merged[1]])
        assert (chosen.id, chosen.title) == (merged[1], "Siân Hughes")

    def test_attendances_have_the_name_of_the_one(self, data_file, merged, event, project):
        titles = [each.title for each in read(data_file, list_choices, "attendance", None, event)]
        assert titles == ["Siân Hughes", "Siân Hughes"]
        listed = read(data_file, list_attendees, project)
        assert {(each.given_name, each.family_name) for each in listed} == {("Siân", "Hughes")}

    def test_who_attended_is_out_with_the_one_who_was_deleted(self, data_file, merged, event):
        write(data_file, acts.delete, Person, merged[0])
        assert read(data_file, list_choices, "attendance", None, event) == []
        assert read(data_file, list_records, "person", None, "shan").rows == ()

    def test_sentences_name_the_one(self, data_file, merged):
        with data_file.reading() as session:
            view = View(session)
            [attended] = _attended(session, merged[1])
            assert name_of_record("attendance", attended._mapping, view) == "Siân Hughes"
            assert name_of_record("person", view("person", merged[1]), view) == "Siân Hughes"


def test_a_ring_that_two_laptops_made_is_one_person_on_both(data_file, two):
    kept, other = two
    columns = table_of(Person)
    with data_file.reading() as session:
        for each, whom in ((kept, other), (other, kept)):
            session.execute(columns.update().where(columns.c.id == each).values(same_as_id=whom))
        assert ends(session, two) == dict.fromkeys(two, min(two))
        session.rollback()
