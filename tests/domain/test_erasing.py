"""Erased for good: what goes, what is kept, and that nothing brings the person back."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from engagement_app.domain import acts, erasing, merging
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.belongings import belongings
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.finding import find_person
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.people import Consent, ConsentInput, Person, PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.exchange.gap_json import gap_json
from engagement_app.exchange.open_format.importing import import_document
from engagement_app.exchange.open_format.writing import export_project
from engagement_app.exchange.sample import add_sample
from engagement_app.exchange.summary_json import summary_json
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.summing_up import prepare_summary
from engagement_app.store import erasure_ledger, erasures
from engagement_app.store.audit import AUDIT, Audited
from engagement_app.store.chain import chain_faults
from engagement_app.store.check import findings
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.drafts import keep_drafts, list_drafts
from engagement_app.store.plain_rows import ask

pytestmark = pytest.mark.thorough

DAY = date(2026, 11, 23)
MARK = "Quillfeather"


def write(file, command, *args, act="test", **values):
    with file.writing(act) as session:
        return command(session, *args, **values)


def read(file, query, *args, **values):
    with file.reading() as session:
        return query(session, *args, **values)


def erase(file, person, **values):
    return write(file, erasing.erase, person, act=erasing.ACT, **values)


@pytest.fixture
def marked(data_file, project, event):
    """Somebody recorded twice, with her name in every text of every record of hers."""

    def add(entry):
        return write(data_file, acts.add, entry)

    texts = ("given_name", "family_name", "known_as", "email", "phone", "postcode")
    more = ("access_needs", "notes")
    person = add(PersonInput.parse(**{name: f"{MARK} {name}" for name in (*texts, *more)}))
    twin = add(PersonInput.parse(known_as=f"{MARK} as a twin", same_as_id=person))
    consent = {"person_id": twin, "purpose": "photo", "basis": "consent", "given": "yes"}
    add(ConsentInput.parse(**consent, wording_version=f"{MARK} wording"))
    came = add(AttendanceInput.parse(event_id=event, label=MARK, source_key=f"{MARK}:1:1"))
    write(data_file, acts.amend, Attendance, came, label=None, person_id=twin)
    said = {"event_id": event, "attendance_id": came, "voice": "own"}
    said = add(ContributionInput.parse(**said, words=f"{MARK} words", limits=f"{MARK} limits"))
    promised = {"project_id": project, "person_id": person}
    add(FollowUpInput.parse(**promised, description=f"Call {MARK}", outcome=f"{MARK} glad"))
    with data_file.writing("test") as session:
        keep_drafts(session, [("said", f'["What was said", {{"words": "{MARK} family_name"}}]')])
        keep_drafts(session, [(f"person {person}", "[]"), ("other", '["Roles", {"a": "b"}]')])
    return person, twin, said


def world(file):
    file.close()
    return b"".join(each.read_bytes() for each in file.path.parent.iterdir() if each.is_file())


def test_no_byte_of_anything_that_is_theirs_is_left(data_file, marked):
    erase(data_file, marked[0])
    erasures.finish(data_file)
    assert list(read(data_file, findings, TABLES.values())) == []
    assert [each.form for each in read(data_file, list_drafts)] == ["other"]
    assert MARK.encode() not in world(data_file)


def audit(file):
    return read(
        file, lambda session: session.execute(AUDIT.select().order_by(AUDIT.c.number)).all()
    )


@pytest.fixture
def told_of(data_file, marked):
    """An audit with two entries about her between others, of which a backup knows."""
    data_file.note(Audited.OPEN)
    data_file.note(Audited.SUBJECT_ACCESS, ending=".pdf", person_id=marked[1])
    data_file.note(Audited.BACKUP, file=f"{MARK} family_name-20261123T101500Z.engagement")
    data_file.note(Audited.EXPORT, what="roles", rows=3)
    return marked[0]


def test_what_the_audit_says_of_them_goes_and_its_chain_is_whole(data_file, told_of):
    before = audit(data_file)
    erasing.erase_for_good(data_file, told_of)
    after = audit(data_file)
    assert [row.digest for row in after[:4]] == [row.digest for row in before]
    assert [row.number for row in after if row.detail is None] == [2, 3]
    assert {(row.person, row.salt) for row in after[1:3]} == {(None, None)}
    assert after[4].act == "erase"
    assert list(read(data_file, chain_faults)) == []


def test_no_byte_is_left_in_the_file_beside_it_or_in_any_folder_of_this_account(
    data_file, told_of, home, tmp_path, monkeypatch
):
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(home))
    assert MARK.encode() in data_file.path.read_bytes(), "the control: it was there"
    erasing.erase_for_good(data_file, told_of)
    world(data_file)
    for folder in (tmp_path, home):
        for each in filter(Path.is_file, folder.rglob("*")):
            assert MARK.encode() not in each.read_bytes(), each


def test_where_it_cannot_be_kept_nothing_of_it_was_done(data_file, told_of, monkeypatch):
    """Records, ledger, drafts and audit go in one transaction."""
    before = data_file.path.read_bytes()

    def full(*_given, **_more):
        raise StorageError("full", Cause.FULL)

    monkeypatch.setattr(erasing, "note_with", full)
    with pytest.raises(StorageError):
        erasing.erase_for_good(data_file, told_of)
    assert data_file.path.read_bytes() == before


def test_an_old_copy_that_obeys_has_the_audit_of_the_records_emptied_too(
    data_file, told_of, keyboard, tmp_path
):
    old = shutil.copy(data_file.path, tmp_path.parent / f"{tmp_path.name}.old")
    erasing.erase_for_good(data_file, told_of)
    data_file.close()
    shutil.move(old, data_file.path)
    with open_file(data_file.path, keyboard) as file:
        assert [row.number for row in audit(file) if row.detail is None] == [2]
        assert list(read(file, chain_faults)) == []


@pytest.mark.parametrize("place", [0, 1])
def test_whichever_of_their_records_is_named_all_are_erased(data_file, marked, place):
    theirs = read(data_file, belongings, marked[place])
    erase(data_file, marked[place])
    assert read(data_file, erasures.erased_ids) == theirs.ids()


def test_words_can_be_kept_as_they_stand_with_nobody_to_have_said_them(data_file, marked):
    person, _twin, said = marked
    write(data_file, acts.amend, Contribution, said, words="The bus is late", limits=None)
    erase(data_file, person, keep_words=True)
    erasures.finish(data_file)
    assert read(data_file, acts.get, Contribution, said)["words"] == "The bus is late"
    assert said not in read(data_file, erasures.erased_ids)
    assert list(read(data_file, findings, TABLES.values())) == []
    assert MARK.encode() not in world(data_file), "earlier wordings go: nobody looked at them"


def test_what_goes_is_shown_first_and_nothing_is_written(data_file, marked):
    before = data_file.path.read_bytes()
    foreseen = read(data_file, erasing.foresee, marked[1])
    counts = {"person": 2, "consent": 1, "attendance": 1, "contribution": 1, "follow_up": 1}
    assert dict(foreseen.counts) == counts
    assert [(each.event, each.words) for each in foreseen.said] == [("Open day", f"{MARK} words")]
    assert foreseen.drafts == 2
    assert data_file.path.read_bytes() == before


def test_the_reason_must_not_name_them(data_file, marked):
    with pytest.raises(UserError, match="must not name"):
        erase(data_file, marked[0], reason=f"{MARK} given_name asked on the phone")
    erase(data_file, marked[0], reason="asked on the phone")
    assert {each.reason for each in read(data_file, erasures.list_entries)} == {
        "asked on the phone"
    }


def test_who_was_erased_is_not_erased_again(data_file, marked):
    erase(data_file, marked[0])
    with pytest.raises(UserError, match="already"):
        read(data_file, erasing.foresee, marked[0])


def test_undo_never_brings_them_back(data_file, marked):
    erase(data_file, marked[0])
    for _turn in range(20):
        try:
            undo_newest(data_file)
        except UserError:
            break
    else:
        pytest.fail("there was always something to undo")
    erasures.finish(data_file)
    assert read(data_file, acts.get, Person, marked[0])["known_as"] == "(erased)"
    assert list(read(data_file, findings, TABLES.values())) == []
    assert MARK.encode() not in world(data_file)


def test_an_act_on_several_of_whom_one_was_erased_is_left_as_it_is(data_file, event):
    with data_file.writing("attendees.import") as session:
        gone, stays = (acts.add(session, PersonInput.parse(given_name=n)) for n in ("Ann", "Bob"))
    erase(data_file, gone)
    with pytest.raises(UserError, match="erased since"):
        undo_newest(data_file)
    assert read(data_file, acts.get, Person, stays)["given_name"] == "Bob"


def test_older_acts_on_others_can_still_be_taken_back(data_file, marked):
    [theirs, *_more] = marked
    write(data_file, acts.add, PersonInput.parse(given_name="Bob"), act="record.add")
    write(data_file, acts.amend, Person, theirs, postcode="CF10 1AA", act="record.amend")
    erase(data_file, theirs)
    assert undo_newest(data_file) == "Undone: new record, Bob"


def test_communities_stay_as_figures_count_by_them(data_file):
    carers = write(data_file, acts.add, CommunityInput.parse(name="Carers"))
    entry = PersonInput.parse(given_name="Ann", community_ids=[carers])
    ann = write(data_file, acts.add, entry)
    erase(data_file, ann)
    assert read(data_file, acts.get, Person, ann)["community_ids"] == [carers]


def test_a_document_from_before_brings_nothing_back_and_says_so(data_file, project, marked):
    document = read(data_file, export_project, project)
    erase(data_file, marked[0])
    taken = write(data_file, import_document, document)
    assert (taken.made, taken.changed) == (0, 0)
    assert len(taken.left) == len(read(data_file, erasures.erased_ids))
    assert all("erased" in each for each in taken.left)
    erasures.finish(data_file)
    assert MARK.encode() not in world(data_file)


def test_what_a_document_newly_has_of_them_comes_in_empty(data_file, project, event, marked):
    erase(data_file, marked[0])
    document = json.loads(read(data_file, export_project, project))
    plain = {"status": "open", "kind": "call_back"}
    news = {"id": "00000000-0000-4000-8000-00000000000f", "project_id": project, **plain}
    document["follow_up"].append({**news, "person_id": marked[0], "description": MARK})
    write(data_file, import_document, json.dumps(document).encode())
    assert read(data_file, acts.get, FollowUp, news["id"])["description"] is None
    erasures.finish(data_file)
    assert MARK.encode() not in world(data_file)


def test_a_file_that_only_knows_the_ledger_takes_them_in_empty(
    data_file, project, marked, tmp_path, keyboard
):
    document = read(data_file, export_project, project)
    erase(data_file, marked[0])
    erasures.finish(data_file)
    other = tmp_path / "other" / "new.engagement"
    other.parent.mkdir()
    create_file(other, keyboard).close()
    shutil.copy(erasure_ledger.ledger_path(data_file.path), erasure_ledger.ledger_path(other))
    with open_file(other, keyboard) as file:
        write(file, import_document, document)
        assert list(read(file, findings, TABLES.values())) == []
        assert read(file, acts.get, Person, marked[0])["known_as"] == "(erased)"
        assert MARK.encode() not in world(file)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, keyboard):
    path = tmp_path_factory.mktemp("sample") / "sample.engagement"
    with create_file(path, keyboard) as file, file.writing("sample.new") as session:
        add_sample(session)
    return path


def figures(session):
    [(project,)] = ask(session, "SELECT id FROM project")
    gap = json.loads(gap_json(prepare_gap_report(session, project, DAY)))
    return gap, json.loads(summary_json(prepare_summary(session, project, DAY)))


@pytest.mark.parametrize("keep_words", [True, False])
def test_every_figure_of_both_reports_stays_as_it_was(sample, tmp_path, keyboard, keep_words):
    path = shutil.copy(sample, tmp_path / "sample.engagement")
    most = (
        "SELECT p.id FROM person p JOIN attendance a ON a.person_id = p.id"
        " LEFT JOIN contribution c ON c.attendance_id = a.id GROUP BY p.id"
        " ORDER BY count(*) DESC, p.id LIMIT 12"
    )
    with open_file(path, keyboard) as file:
        people = [each for (each,) in read(file, ask, most)]
        write(file, merging.merge, people[0], people[1], {})
        gap, summary = read(file, figures)
        for each in people[::2]:
            erase(file, each, keep_words=keep_words)
        gap_now, summary_now = read(file, figures)
        assert list(read(file, findings, TABLES.values())) == []
    if not keep_words:
        # Words that were deleted are quoted no more; how many were said is a figure.
        assert summary_now.pop("quotes") != summary.pop("quotes")
    assert gap_now == gap
    assert summary_now == summary


def test_the_figures_are_those_that_an_erasure_could_change(sample, tmp_path, keyboard):
    """The control: deleting the same people does change them."""
    path = shutil.copy(sample, tmp_path / "sample.engagement")
    with open_file(path, keyboard) as file:
        gap, summary = read(file, figures)
        [(someone,)] = read(
            file, ask, "SELECT person_id FROM attendance WHERE status = 'here' LIMIT 1"
        )
        write(file, acts.delete, Person, someone)
        assert read(file, figures) != (gap, summary)


def test_a_person_is_found_by_id_email_or_name_where_it_fits_one(data_file):
    ann = write(
        data_file, acts.add, PersonInput.parse(given_name="Ann", family_name="Ré", email="a@x.org")
    )
    twin = write(data_file, acts.add, PersonInput.parse(known_as="Annie", same_as_id=ann))
    for wanted in (ann, ann.upper(), twin, "ann re", "A@X.org", "Annie"):
        assert read(data_file, find_person, wanted) == ann
    other = write(data_file, acts.add, PersonInput.parse(given_name="Ann", family_name="Re"))
    with pytest.raises(UserError, match="more than one") as told:
        read(data_file, find_person, "Ann Ré")
    assert sorted(each[:36] for each in told.value.details) == sorted([ann, other])
    write(data_file, acts.delete, Person, other)
    assert read(data_file, find_person, "Ann Ré") == ann
    with pytest.raises(UserError, match="nobody") as told:
        read(data_file, find_person, "nn")
    assert {each[:36] for each in told.value.details} == {ann, twin, other}


def test_who_is_in_the_bin_has_the_same_rights(data_file):
    ann = write(data_file, acts.add, PersonInput.parse(given_name="Ann"))
    write(data_file, acts.delete, Person, ann)
    assert read(data_file, find_person, "Ann") == ann
    erase(data_file, ann)
    assert read(data_file, ask, "SELECT given_name FROM person") == [(None,)]


def test_a_consent_says_nothing_any_more(data_file, marked):
    [(consent,)] = read(data_file, ask, "SELECT id FROM consent")
    erase(data_file, marked[0])
    row = read(data_file, acts.get, Consent, consent)
    assert (row["given"], row["wording_version"]) == ("not_known", None)


@pytest.mark.parametrize("names", [("given_name", "family_name"), ("family_name", "given_name")])
def test_a_form_in_which_a_name_is_typed_part_by_part_goes_too(data_file, names):
    person = write(data_file, acts.add, PersonInput.parse(given_name="Zorblax", family_name=MARK))
    parts = {"given_name": "zorblax ", "family_name": MARK}
    theirs = ["Add a person", {name: parts[name] for name in names}]
    others = ["Add a person", {"given_name": "Zorblax", "family_name": "Other"}]
    typed = [("person/new", json.dumps(theirs)), ("person/2", json.dumps(others)), ("x", "no JSON")]
    write(data_file, keep_drafts, typed)
    assert read(data_file, erasing.foresee, person).drafts == 1
    erase(data_file, person)
    assert [each.form for each in read(data_file, list_drafts)] == ["person/2", "x"]


def test_an_old_copy_too_loses_what_was_said_before_the_words_that_were_kept(
    data_file, marked, tmp_path, keyboard
):
    person, _twin, said = marked
    write(data_file, acts.amend, Contribution, said, words="The bus is late", limits=None)
    older = shutil.copy(data_file.path, tmp_path / "older.engagement")
    erasing.erase_for_good(data_file, person, keep_words=True)
    data_file.close()
    shutil.copy(older, data_file.path)
    with open_file(data_file.path, keyboard) as again:
        assert read(again, acts.get, Contribution, said)["words"] == "The bus is late"
        assert list(read(again, findings, TABLES.values())) == []
        assert MARK.encode() not in again.path.read_bytes()
