"""The audit: a chain that shows what was altered, cut off or moved, and bears a lawful erasure."""

import json
from contextlib import closing

import pytest
from sqlalchemy import select, update

from engagement_app.domain import acts
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.soundness import back_up, check
from engagement_app.store.audit import AUDIT, Audited, commitment, digest, erase_values
from engagement_app.store.engine import connect
from engagement_app.store.keys.ways import Protection
from engagement_app.store.protecting import protect
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE
from tests.faults.tried_files import KINDS, key_of, open_file


@pytest.fixture(params=["plain", pytest.param("protected", marks=pytest.mark.thorough)])
def path(request, data_path, keyboard):
    """A file whose audit has ten entries, and a backup that knows of the first six."""
    if KINDS[request.param]:
        protect(data_path, Protection(OLD, OLD_CODE, CHEAP))
    with open_file(data_path, keyboard) as file:
        with file.writing("new project") as session:
            acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
        for at in range(6):
            file.note(Audited.EXPORT, what="attendees", bytes=at)
        back_up(file, data_path.parent / "backups")
        for pages in range(3):
            file.note(Audited.PRINT, what="badges", pages=pages)
    return data_path


def tamper(path, *statements):
    """As somebody does who has another program, and the key of a protected file."""
    with closing(connect(path, key_of(path))) as connection:
        for statement in statements:
            connection.execute(statement)


def said(path, keyboard):
    with open_file(path, keyboard) as opened:
        return check(opened)


def test_an_audit_that_nobody_touched_is_sound(path, keyboard):
    assert said(path, keyboard) == ()


ALTERED = {
    "the act": "UPDATE audit_entry SET act = 'print' WHERE number = 4",
    "when": "UPDATE audit_entry SET at = '2026-01-01 10:00:00.000000' WHERE number = 4",
    "who": "UPDATE audit_entry SET person = 'Nobody' WHERE number = 4",
    "of what": "UPDATE audit_entry SET detail = '{}' WHERE number = 4",
    "the salt alone": "UPDATE audit_entry SET salt = NULL WHERE number = 4",
    "the person alone": "UPDATE audit_entry SET person = NULL WHERE number = 4",
    "bytes for the act": "UPDATE audit_entry SET act = x'ff00' WHERE number = 4",
    "bytes for who": "UPDATE audit_entry SET person = x'ff00' WHERE number = 4",
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_entry_is_told_with_its_position(what, path, keyboard):
    tamper(path, ALTERED[what])
    assert said(path, keyboard) == (
        "Entry 4 of desk-laptop in the audit is not as it was written.",
    )


def test_an_entry_that_was_altered_and_signed_again_does_not_fit_the_next(path, keyboard):
    with open_file(path, keyboard) as opened, opened.reading() as session:
        row = dict(session.execute(select(AUDIT).where(AUDIT.c.number == 4)).mappings().one())
    forged = digest({**row, "act": "print"})
    tamper(path, f"UPDATE audit_entry SET act = 'print', digest = '{forged}' WHERE number = 4")
    assert said(path, keyboard) == (
        "Entry 5 of desk-laptop in the audit does not follow the one before.",
    )


def test_entries_taken_out_of_the_middle_are_told(path, keyboard):
    tamper(path, "DELETE FROM audit_entry WHERE number = 3")
    assert said(path, keyboard) == (
        "Entry 3 of desk-laptop in the audit is missing or in the wrong place.",
    )


def test_the_last_taken_out_are_told_by_the_newest_backup(path, keyboard):
    tamper(path, "DELETE FROM audit_entry WHERE number > 5")
    [told] = said(path, keyboard)
    assert told.startswith("The audit of desk-laptop ends at entry 5, and ended at 6 when notes-")
    assert told.endswith("was made: entries 6 to 6 were taken out.")


def test_the_last_three_taken_out_since_a_backup_are_told_too(path, keyboard):
    """A copy knows of all ten."""
    with open_file(path, keyboard) as opened:
        back_up(opened, path.parent / "backups")
    tamper(path, "DELETE FROM audit_entry WHERE number > 7")
    [told] = said(path, keyboard)
    assert told.endswith("was made: entries 8 to 10 were taken out.")


def test_all_taken_out_and_begun_anew_is_told_too(path, keyboard):
    tamper(path, "DELETE FROM audit_entry")
    with open_file(path, keyboard) as opened:
        for _ in range(8):
            opened.note(Audited.OPEN)
        [told] = check(opened)
    assert told.startswith("Entry 6 of desk-laptop in the audit is another than in notes-")


def test_without_a_backup_the_cut_tail_is_not_seen(path, keyboard):
    """The control: it is the backup's manifest that tells."""
    for each in (path.parent / "backups").iterdir():
        each.unlink()
    tamper(path, "DELETE FROM audit_entry WHERE number > 5")
    assert said(path, keyboard) == ()


def test_two_entries_that_changed_places_are_told(path, keyboard):
    swap = "UPDATE audit_entry SET number = {1} WHERE number = {0}"
    tamper(path, *(swap.format(*each) for each in ((2, 99), (5, 2), (99, 5))))
    told = said(path, keyboard)
    for number in (2, 5):
        assert f"Entry {number} of desk-laptop in the audit is not as it was written." in told


def erase_lawfully(opened, *numbers):
    with opened.writing("erase") as session:
        wanted = select(AUDIT.c.id).where(AUDIT.c.number.in_(numbers))
        erase_values(session, session.execute(wanted).scalars().all())
    opened.note(Audited.ERASE, entries=len(numbers))


def test_a_lawful_erasure_leaves_the_chain_whole(path, keyboard):
    with open_file(path, keyboard) as opened:
        erase_lawfully(opened, 2, 7)
        assert check(opened) == ()
        with opened.reading() as session:
            rows = session.execute(select(AUDIT).order_by(AUDIT.c.number)).mappings().all()
    assert [(row["number"], row["person"], row["salt"]) for row in rows if not row["detail"]] == [
        (2, None, None),
        (7, None, None),
    ]


def test_a_lawful_erasure_neither_hides_nor_adds_to_what_was_altered(path, keyboard):
    tamper(path, ALTERED["the act"], "DELETE FROM audit_entry WHERE number = 8")
    before = said(path, keyboard)
    assert "Entry 4 of desk-laptop in the audit is not as it was written." in before
    with open_file(path, keyboard) as opened:
        erase_lawfully(opened, 2, 4)
        assert check(opened) == before


def test_an_erased_entry_cannot_be_guessed_from_what_is_left(path, keyboard):
    with open_file(path, keyboard) as opened:
        opened.note(Audited.PRINT, what="badges", pages=2)
        opened.note(Audited.PRINT, what="badges", pages=2)
        with opened.reading() as session:
            kept = session.execute(select(AUDIT.c.commitment)).scalars().all()
    assert len(set(kept)) == len(kept)


def test_after_a_restore_newer_backups_do_not_accuse(path, keyboard, tmp_path):
    tamper(path, "DELETE FROM audit_entry WHERE number > 3")
    with open_file(path, keyboard) as opened:
        assert check(opened)
        opened.note(Audited.RESTORE, file="notes-20261123T101500Z.engagement")
        assert check(opened) == ()


def test_a_backup_of_another_file_of_this_name_does_not_accuse(path, keyboard, blank):
    path.write_bytes(blank.read_bytes())
    with open_file(path, keyboard) as opened:
        with opened.writing("new project") as session:
            acts.add(session, ProjectInput.parse(name="Another"))
        assert check(opened) == ()


def test_looking_into_a_backup_leaves_no_entry_in_it(path, keyboard):
    [copy] = (path.parent / "backups").glob("*.engagement")
    before = copy.read_bytes()
    with open_file(copy, keyboard) as opened:
        opened.note(Audited.OPEN)
        assert check(opened) == ()
    assert copy.read_bytes() == before


def test_each_laptop_has_a_chain_of_its_own(path, keyboard):
    from engagement_app.store.act import Keyboard

    with open_file(path, Keyboard("Ravi", "back-office")) as opened:
        opened.note(Audited.OPEN)
        assert check(opened) == ()
        with opened.reading() as session:
            rows = session.execute(select(AUDIT.c.device, AUDIT.c.number)).all()
    assert ("back-office", 1) in [tuple(row) for row in rows]


def test_what_is_noted_is_neither_a_change_nor_a_reason_for_a_backup(data_file, project):
    data_file.was_written = False
    data_file.note(Audited.OPEN)
    assert not data_file.was_written
    with data_file.reading() as session:
        [row] = session.execute(select(AUDIT)).mappings().all()
    assert (row["act"], row["person"], json.loads(row["detail"])) == ("open", "Mari Ellis", {})


@pytest.mark.parametrize("detail", ["[]", "null", '{"lost": 5}', '{"lost": {"a": [[1]]}}'])
def test_an_entry_of_a_repair_that_no_repair_wrote_lets_nothing_be_lost(detail, data_file):
    data_file.note(Audited.REPAIR)
    with data_file.writing("test") as session:
        [row] = map(dict, session.execute(select(AUDIT)).mappings())
        row |= {"detail": detail, "commitment": commitment(row["person"], detail, row["salt"])}
        session.execute(update(AUDIT).values({**row, "digest": digest(row)}))
    assert check(data_file) == ()
