"""What one laptop knows is taken in by another: nothing is lost, doubled or decided by chance."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from engagement_app.domain import acts, bundles, erasing
from engagement_app.domain.attendance import AttendanceInput, TallyInput
from engagement_app.domain.bundle_words import told_contested
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.equality import Asking, get_asking, set_asking, standard_questions
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.people import Person
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.requests import put_request
from engagement_app.domain.rights import RightsRequest
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.store import changes
from engagement_app.store.act import Keyboard
from engagement_app.store.audit import AUDIT
from engagement_app.store.backup import folder_of
from engagement_app.store.clock import Clock
from engagement_app.store.copies import list_copies
from engagement_app.store.datafile import open_file
from engagement_app.store.drafts import list_drafts
from engagement_app.store.erasure_ledger import ledger_path
from engagement_app.store.plain_rows import ask
from tests.store.bundles.laptops import WORDS

pytestmark = pytest.mark.thorough


def exchange(*laptops):
    """Each tells each other, until all know the same."""
    for one in laptops:
        for other in laptops:
            if one is not other:
                other.take(one.bundle())


def test_a_new_file_has_the_project_and_all_that_was_known(first, second):
    assert second.state() == first.state()
    assert second.letters() == first.letters()
    assert second.faults() == ()


def test_the_letters_of_a_bundle_are_of_what_is_in_it_whatever_is_saved_meanwhile(
    first, laptop, monkeypatch
):
    making = bundles.make_bundle

    def and_somebody_comes(*words):
        made = making(*words)
        first.add("Tom")
        return made

    monkeypatch.setattr(bundles, "make_bundle", and_somebody_comes)
    told = bundles.make(first.file, first.folder / "A.bundle", WORDS)
    other = laptop("C")
    other.take(first.folder / "A.bundle", WORDS)
    assert other.count() == 1
    assert other.letters() in told


def test_the_same_bundle_again_changes_nothing(first, second):
    before = second.state()
    told = second.told(first.bundle())
    assert told.taken.is_nothing()
    assert told.came == ("Everything in this bundle was known here. Nothing was changed.",)
    assert second.state() == before


def test_once_taken_in_with_a_passphrase_bundles_need_none(first, second):
    second.add("Tom")
    assert first.take(second.bundle()).new["person"] == 1
    assert first.state() == second.state()


def test_two_fields_changed_on_two_laptops_are_both_kept(first, second):
    first.set(first.ann, phone="07700 900222")
    second.set(first.ann, email="ann@example.org")
    exchange(first, second)
    for each in (first, second):
        assert each.value(first.ann) == "07700 900222"
        assert each.value(first.ann, "email") == "ann@example.org"
        assert each.faults() == ()


def test_one_field_changed_on_two_laptops_is_told_and_the_newer_is_shown(first, second):
    first.set(first.ann, phone="07700 900222")
    second.set(first.ann, phone="07700 900333")
    told = first.told(second.bundle())
    assert told.taken.contested == [("person", first.ann, "phone")]
    [doubt] = told_contested(told.contested)
    assert told.doubts == ()
    assert doubt.startswith("Person “Ann”: Phone was written differently on two laptops. “07700")
    assert "“07700 900333” (At B, " in doubt.partition(" is shown now")[0]
    assert "“07700 900222” (At A, " in doubt.partition("and not ")[2]
    assert second.take(first.bundle()).contested == [("person", first.ann, "phone")]
    assert {each.value(first.ann) for each in (first, second)} == {"07700 900333"}


def test_two_laptops_that_delete_one_record_do_not_contradict_each_other(first, second):
    for each in (first, second):
        each.do(acts.delete, Person, first.ann)
    told = first.told(second.bundle())
    assert (told.contested.places, told.taken.brought_back, told.doubts) == ((), [], ())
    assert first.value(first.ann, "deleted_at") is not None


def test_of_a_record_that_is_deleted_since_no_two_values_are_told(first, second):
    first.set(first.ann, phone="07700 900222")
    second.set(first.ann, phone="07700 900333")
    exchange(first, second)
    second.do(acts.delete, Person, first.ann)
    assert first.told(second.bundle()).contested.places == ()


@pytest.mark.thorough
def test_what_is_written_after_that_settles_it_everywhere(first, second):
    first.set(first.ann, phone="07700 900222")
    second.set(first.ann, phone="07700 900333")
    exchange(first, second)
    first.set(first.ann, phone="07700 900222")
    assert second.take(first.bundle()).contested == []
    assert second.value(first.ann) == "07700 900222"
    assert first.take(second.bundle()).is_nothing()


def test_the_same_value_on_two_laptops_is_no_conflict(first, second):
    for each in (first, second):
        each.set(first.ann, phone="07700 900222")
    assert first.take(second.bundle()).contested == []


def test_a_newer_edit_is_shown_though_the_clock_of_its_laptop_was_years_behind(
    first, second, monkeypatch
):
    first.set(first.ann, phone="07700 900222")
    second.take(first.bundle())
    monkeypatch.setattr(Clock, "tick", lambda self: 1)
    second.set(first.ann, phone="07700 900333")
    monkeypatch.undo()
    first.take(second.bundle())
    assert first.value(first.ann) == second.value(first.ann) == "07700 900333"


def test_what_a_project_asks_is_asked_on_both(first, second):
    first.do(set_asking, first.project, Asking(True, standard_questions()))
    second.take(first.bundle())
    assert second.state() == first.state()
    with second.file.reading() as session:
        assert get_asking(session, first.project).questions == standard_questions()


@pytest.mark.thorough
def test_counts_made_on_two_laptops_add_up_however_often_they_meet(first, second):
    for each, count in ((first, 12), (second, 7)):
        each.do(acts.add, TallyInput.parse(event_id=first.event, count=count))
    for _each in range(2):
        exchange(first, second)
    for each in (first, second):
        with each.file.reading() as session:
            assert ask(session, "SELECT sum(count) FROM tally") == [(19,)]


@pytest.mark.thorough
def test_four_laptops_come_to_the_same_in_whatever_order_they_meet(first, laptop):
    others = [laptop(name) for name in "BCD"]
    for number, each in enumerate(others):
        each.take(first.bundle(passphrase=WORDS), WORDS)
        each.add(f"Guest of {each.name}")
        each.set(first.ann, phone=f"07700 90000{number}", email=f"{number}@example.org")
    erased = others[0].add("Rhys", email="rhys@example.org")
    first.take(others[0].bundle(passphrase=WORDS), WORDS)
    first.set(erased, phone="07700 900999")
    erasing.erase_for_good(others[0].file, erased)
    told = [each.read(each.bundle(passphrase=WORDS), WORDS) for each in (first, *others)]
    found = set()
    for number, order in enumerate(permutations(told)):
        each = laptop(f"X{number}")
        for rows in (order[0], *order, *reversed(order)):
            each.take_rows(rows)
        assert b"rhys@example.org" not in each.path.read_bytes()
        found.add((each.letters(), json.dumps(each.state())))
    assert len(found) == 1
    assert each.faults() == ()


def test_who_was_erased_there_is_erased_here_and_stays_so(first, second):
    second.set(first.ann, email="ann@example.org")
    erasing.erase_for_good(first.file, first.ann)
    taken = second.take(first.bundle())
    assert taken.erased == 1
    assert second.value(first.ann, "given_name") is None
    assert second.value(first.ann, "email") is None
    assert ledger_path(second.path).read_text().count(first.ann) == 1
    for each in (first, second):
        assert b"ann@example.org" not in each.path.read_bytes()
        assert each.faults() == ()
    exchange(first, second)
    assert first.state() == second.state()


def test_a_bundle_from_before_an_erasure_brings_nobody_back(first, second):
    second.set(first.ann, email="ann@example.org")
    older = second.bundle("older")
    erasing.erase_for_good(first.file, first.ann)
    told = first.told(older)
    assert told.taken.emptied == 1
    assert "1 change told of somebody who is erased: it came in empty." in told.came
    assert first.value(first.ann, "email") is None
    assert b"ann@example.org" not in first.path.read_bytes()
    assert first.faults() == ()


@pytest.mark.thorough
def test_what_another_laptop_wrote_of_them_since_goes_with_them(first, second):
    erasing.erase_for_good(first.file, first.ann)
    came = second.do(
        acts.add,
        AttendanceInput.parse(event_id=first.event, person_id=first.ann, source_key="paper:12"),
    )
    promised = second.do(
        acts.add,
        FollowUpInput.parse(
            project_id=first.project, attendance_id=came, description="Ring Ann of Mill Lane"
        ),
    )
    said = second.do(
        acts.add,
        ContributionInput.parse(
            event_id=first.event, attendance_id=came, voice="own", words="We of Mill Lane wait"
        ),
    )
    first.take(second.bundle())
    second.take(first.bundle())
    for each in (first, second):
        assert each.value(said, "words", "contribution") == "(erased)"
        assert each.value(came, "source_key", "attendance").startswith("erased:")
        assert each.value(promised, "description", "follow_up") is None
        assert b"Mill Lane" not in each.path.read_bytes()
        assert {came, promised, said} <= set(ledger_ids(each))
        assert each.faults() == ()
    assert first.state() == second.state()


def ledger_ids(laptop):
    lines = ledger_path(laptop.path).read_text().splitlines()
    return [json.loads(line)["record_id"] for line in lines]


def test_what_was_half_typed_of_them_here_goes_too(first, second):
    second.file.keep_drafts([("person/x", '["Ann", "07700 900111"]'), ("said", '["The bus"]')])
    erasing.erase_for_good(first.file, first.ann)
    second.take(first.bundle())
    with second.file.reading() as session:
        assert [each.form for each in list_drafts(session)] == ["said"]


def test_what_was_asked_in_their_name_on_one_laptop_alone_goes_too(first, second):
    asked = second.do(
        put_request,
        "rights_request",
        None,
        None,
        {"kind": "access", "who": "Ann Quillfeather", "received_on": date(2026, 11, 2)},
    )
    second.set(first.ann, family_name="Quillfeather")
    for outcome in ("Rang Ann Quillfeather", "Answered"):
        second.set(asked, RightsRequest, outcome=outcome, answered_on=date(2026, 11, 5))
    first.take(second.bundle("before"))
    other = second.do(
        put_request,
        "rights_request",
        None,
        None,
        {"kind": "other", "who": "Ann Quillfeather", "received_on": date(2026, 11, 3)},
    )
    erasing.erase_for_good(first.file, first.ann)
    second.take(first.bundle())
    first.take(second.bundle())
    for each in (first, second):
        assert each.value(other, "who", "rights_request") == "(erased)"
        assert each.value(asked, "who", "rights_request") == "(erased)"
        assert each.value(asked, "outcome", "rights_request") == "Answered"
        assert b"Quillfeather" not in each.path.read_bytes()
        assert each.faults() == ()
    assert first.state() == second.state()


@pytest.mark.thorough
def test_words_that_stay_after_an_erasure_leave_none_of_before_on_any_laptop(first, second):
    came = first.do(acts.add, AttendanceInput.parse(event_id=first.event, person_id=first.ann))
    said = first.do(
        acts.add,
        ContributionInput.parse(
            event_id=first.event, attendance_id=came, voice="own", words="Ann of Mill Lane says"
        ),
    )
    second.take(first.bundle())
    older = second.bundle("older")
    first.set(said, Contribution, words="The bus is late")
    second.take(first.bundle())
    erasing.erase_for_good(first.file, first.ann, keep_words=True)
    second.take(first.bundle())
    for each in (first, second):
        assert each.value(said, "words", "contribution") == "The bus is late"
        assert each.take(older).unlike == []
        assert b"Mill Lane" not in each.path.read_bytes()
        assert each.faults() == ()
    exchange(first, second)
    assert first.state() == second.state()


def test_somebody_deleted_there_is_deleted_here_and_can_be_put_back(first, second):
    first.do(acts.delete, Person, first.ann)
    second.take(first.bundle())
    assert second.value(first.ann, "deleted_at") is not None
    second.set(first.ann, deleted_at=None)
    first.take(second.bundle())
    assert first.value(first.ann, "deleted_at") is None


@pytest.mark.parametrize("deletes", [0, 1])
def test_who_was_deleted_while_another_laptop_changed_them_is_there_again(first, second, deletes):
    laptops = (first, second)
    laptops[deletes].do(acts.delete, Person, first.ann)
    laptops[1 - deletes].set(first.ann, email="ann@example.org")
    told = first.told(second.bundle())
    assert told.taken.brought_back == [("person", first.ann)]
    [doubt] = told.doubts
    assert doubt.startswith("Person “Ann” was deleted on one laptop, and changed on another")
    second.take(first.bundle())
    for each in laptops:
        assert each.value(first.ann, "deleted_at") is None
        assert each.value(first.ann, "email") == "ann@example.org"
        assert each.faults() == ()
    assert first.take(second.bundle()).brought_back == []


def test_who_was_deleted_after_the_change_was_known_stays_deleted(first, second):
    second.set(first.ann, email="ann@example.org")
    first.take(second.bundle())
    first.do(acts.delete, Person, first.ann)
    assert second.take(first.bundle()).brought_back == []
    assert second.value(first.ann, "deleted_at") is not None


def test_a_change_that_is_here_with_another_content_is_refused_and_told(first, second):
    with second.file.writing("test") as session:
        [row] = [*changes.whole_changes(session, [first.ann])]
        row["fields"] = row["fields"].replace("07700 900111", "07700 900666")
        ask(
            session,
            "UPDATE change SET fields = ?, digest = ? WHERE id = ?",
            (row["fields"], changes.digest(row), row["id"]),
        )
    taken = first.take(second.bundle())
    assert taken.unlike == [("person", first.ann, "laptop-A")]
    assert first.value(first.ann) == "07700 900111"
    assert first.faults() == ()


def test_a_clock_that_was_far_ahead_is_told(first, second, monkeypatch):
    tomorrow = datetime.now(UTC) + timedelta(days=400)
    with monkeypatch.context() as later:
        later.setattr("time.time_ns", lambda: int(tomorrow.timestamp() * 1e9))
        second.add("Tom")
    told = first.told(second.bundle())
    assert [device for device, _when in told.taken.ahead] == ["laptop-B"]
    [doubt] = told.doubts
    assert doubt.startswith("The clock of laptop laptop-B was wrong: it said ")


def test_a_bundle_of_another_project_is_refused(first, laptop):
    other = laptop("C")
    other.do(acts.add, ProjectInput.parse(name="Another"))
    before = other.state()
    with pytest.raises(UserError, match="of another project"):
        other.take(first.bundle(passphrase=WORDS), WORDS)
    assert other.state() == before


def test_what_would_come_is_told_and_nothing_of_it_stays(first, second):
    first.add("Tom")
    before = second.path.read_bytes()
    taken = bundles.foresee(second.file, first.bundle()).taken
    assert taken.new == {"person": 1}
    assert second.count() == 1
    assert second.path.read_bytes() == before


def test_taking_in_is_noted_with_how_far_the_other_audit_went(first, second):
    second.take(first.bundle())
    with second.file.reading() as session:
        rows = [dict(row) for row in session.execute(AUDIT.select()).mappings()]
    merged = [row for row in rows if row["act"] == "merge"][-1]
    assert [head["device"] for head in json.loads(merged["detail"])["heads"]] == ["laptop-A"]


def test_an_audit_that_was_cut_off_since_is_told(first):
    for _each in range(2):
        first.bundle()
    older = first.bundle("older")
    assert first.take(older).shorter == []
    with first.file.writing("test") as session:
        ask(session, "DELETE FROM audit_entry WHERE number > 1")
    [told] = first.take(older).shorter
    assert "when older.bundle was made: entries 2 to " in told


def test_undo_takes_back_what_was_done_here_and_not_what_came(first, second):
    own, theirs = first.add("Own"), second.add("Tom")
    first.take(second.bundle())
    undo_newest(first.file)
    assert first.value(own, "deleted_at") is not None
    assert first.value(theirs, "deleted_at") is None


def test_the_file_is_backed_up_as_it_was_before_anything_is_taken_in(first, second):
    for each in list_copies(second.path, [folder_of(second.path)]):
        each.path.unlink()
    second.add("Una")
    first.add("Tom")
    before = second.count()
    second.take(first.bundle())
    [kept] = list_copies(second.path, [folder_of(second.path)])
    with open_file(kept.path, Keyboard("Tester", "here")) as copy, copy.reading() as session:
        assert ask(session, "SELECT count(*) FROM person") == [(before,)]
    assert second.count() == before + 1


def test_what_hangs_on_nothing_is_refused_and_nothing_is_changed(first, second):
    tom = first.add("Tom")
    at = {"event_id": first.event, "person_id": tom}
    first.do(acts.add, AttendanceInput.parse(**at))
    rows = [
        (table, row)
        for table, row in first.read(first.bundle(passphrase=WORDS), WORDS)
        if row.get("record_id") != tom
    ]
    before = second.state()
    with pytest.raises(UserError, match=r"^This bundle does not hold together"):
        second.take_rows(rows)
    assert second.state() == before


def test_the_first_bundle_is_followed_by_a_backup_that_has_its_key(laptop):
    """Else a damaged file could have lost what opens the bundles that it is repaired from."""
    made = laptop("A")
    made.add("Ann")
    made.bundle(passphrase=WORDS)
    [kept] = list_copies(made.path, [folder_of(made.path)])
    with open_file(kept.path, Keyboard("Tester", "here")) as copy, copy.reading() as session:
        assert ask(session, "SELECT count(*) FROM workspace_key") == [(1,)]
