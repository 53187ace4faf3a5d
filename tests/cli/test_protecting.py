"""Protection by the command line: made, opened, taken away, recovered; each with its status."""

import json
import os
import re
import shlex
import subprocess
from datetime import datetime

import pytest

from engagement_app.cli import protecting
from engagement_app.domain import soundness
from engagement_app.domain.projects import Project
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.store.act import Keyboard
from engagement_app.store.copies import not_under, remove_copies
from engagement_app.store.datafile import open_file
from engagement_app.store.header import is_protected
from engagement_app.store.keys import unlocking
from engagement_app.store.keys.data_key import vault_of
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.recovery_code import new_code, read_code
from engagement_app.store.keys.refused import list_refusals
from engagement_app.store.keys.unlocking import unlocked, unlocked_by_code
from tests.store.keys.waiting import let_pass

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("cheap_keys")]

WORDS = "three words of Siân"


@pytest.fixture
def words(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text(f"{WORDS}\n", encoding="utf-8")
    return path


@pytest.fixture
def guarded(program, town, words):
    """The town, protected; its path and its recovery code."""
    said = program("protect", "--file", town, "--passphrase-file", words)
    assert said.status == 0
    [code] = said.lines
    return town, code


def projects(path, passphrase=None):
    with open_file(path, Keyboard("x", "y"), passphrase) as file, file.reading() as session:
        return [row.name for row in session.execute(Project.__table__.select())]


def test_protect_prints_the_code_once_and_says_what_it_is(program, town, words):
    said = program("protect", "--file", town, "--passphrase-file", words)
    assert said.status == 0
    [code] = said.lines
    assert read_code(code) == code
    assert "recovery code" in said.err
    assert is_protected(town)
    assert unlocked_by_code(town, code)
    assert projects(town, WORDS) == ["Tawe green spaces"]


COMMANDS = [
    ("check",),
    ("export", "project", "--to", "{out}/p.json"),
    ("export", "attendees", "--to", "{out}/a.csv"),
    ("report", "gap", "--out", "{out}/g.json"),
    ("report", "summary", "--out", "{out}/s.json"),
    ("backup",),
]


@pytest.mark.parametrize("how", ["file", "variable"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_every_command_opens_a_protected_file(
    command, how, program, guarded, words, tmp_path, monkeypatch
):
    path, _code = guarded
    asked = [each.format(out=tmp_path) for each in command]
    if how == "variable":
        monkeypatch.setenv("ENGAGEMENT_PASSPHRASE", WORDS)
        said = program(*asked, "--file", path)
    else:
        said = program(*asked, "--file", path, "--passphrase-file", words)
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("command", [*COMMANDS, ("unprotect",)], ids=lambda words: words[0])
def test_a_wrong_passphrase_and_none_are_3_and_change_nothing(
    command, program, guarded, tmp_path, monkeypatch
):
    path, _code = guarded
    before = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    asked = [each.format(out=tmp_path) for each in command]
    none = program(*asked, "--file", path)
    monkeypatch.setenv("ENGAGEMENT_PASSPHRASE", "wrong")
    wrong = program(*asked, "--file", path)
    assert (none.status, wrong.status) == (3, 3)
    assert "--passphrase-file" in none.err
    assert "not the passphrase of notes.engagement" in wrong.err
    assert len(wrong.err.splitlines()) == 1
    assert before == {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def stop_the_clock(monkeypatch, path):
    """For whoever waits no time passes any more since the last wrong one."""
    last = datetime.fromisoformat(list_refusals(vault_of(path.read_bytes()))[-1])

    class Stopped(datetime):
        @classmethod
        def now(cls, _zone):
            return last

    monkeypatch.setattr(unlocking, "datetime", Stopped)


def test_after_wrong_ones_the_right_one_is_3_until_the_wait_is_over(
    program, guarded, words, tmp_path, monkeypatch
):
    path, code = guarded
    wrong, noted = tmp_path / "wrong.txt", tmp_path / "code.txt"
    wrong.write_text("wrong")
    noted.write_text(code)
    for _each in range(5):
        let_pass(path)
        assert program("check", "--file", path, "--passphrase-file", wrong).status == 3
    stop_the_clock(monkeypatch, path)
    for command in (("check",), ("backup",), ("unprotect",), ("recover", "--code-file", noted)):
        said = program(*command, "--file", path, "--passphrase-file", words)
        assert (said.status, said.out) == (3, "")
        assert said.err.endswith("Wait 16 seconds, then try again.\n")
    let_pass(path, 16)
    assert program("check", "--file", path, "--passphrase-file", words).lines == ["sound"]
    assert program("check", "--file", path, "--passphrase-file", words).lines == ["sound"]


def test_another_file_waits_for_nobody(program, guarded, words, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("wrong")
    other = tmp_path / "other.engagement"
    program("new", other, "--passphrase-file", words)
    for _each in range(3):
        let_pass(guarded[0])
        program("check", "--file", guarded[0], "--passphrase-file", wrong)
    assert program("check", "--file", other, "--passphrase-file", words).status == 0


def test_new_with_a_passphrase_makes_a_protected_file(program, tmp_path, words):
    path = tmp_path / "hall.engagement"
    said = program("new", path, "--project", "Hall", "--passphrase-file", words)
    assert said.status == 0
    assert unlocked_by_code(path, said.lines[-1])
    assert projects(path, WORDS) == ["Hall"]
    assert not path.read_bytes().startswith(b"SQLite")


def test_import_into_a_protected_file(program, guarded, words, tmp_path):
    path, _code = guarded
    people = tmp_path / "people.csv"
    people.write_text("Name\nAnn Example\n")
    said = program("import", "attendees", people, "--file", path, "--passphrase-file", words)
    assert said.status == 0
    assert b"Ann Example" not in path.read_bytes()


def test_unprotect_needs_the_passphrase_and_gives_a_plain_file(program, guarded, words):
    path, _code = guarded
    said = program("unprotect", "--file", path, "--passphrase-file", words)
    assert said.status == 0
    assert "not protected any more" in said.out
    assert path.read_bytes().startswith(b"SQLite format 3")
    assert not beside(path).exists()
    assert projects(path) == ["Tawe green spaces"]
    assert program("unprotect", "--file", path).status == 2


def test_recover_sets_a_new_passphrase(program, guarded, tmp_path, monkeypatch):
    path, code = guarded
    noted = tmp_path / "code.txt"
    noted.write_text(f"Recovery code of notes.engagement\n\n{code.lower().replace('-', ' ')}\n")
    monkeypatch.setenv("ENGAGEMENT_PASSPHRASE", "another one")
    said = program("recover", "--file", path, "--code-file", noted)
    assert said.status == 0
    assert projects(path, "another one") == ["Tawe green spaces"]
    monkeypatch.setenv("ENGAGEMENT_PASSPHRASE", WORDS)
    assert program("check", "--file", path).status == 3


WRONG_CODES = {
    "of another file": (new_code(), 3, "another file"),
    "with one wrong character": ("", 3, "One character is wrong"),
    "cut short": ("AB12", 3, "28 letters and digits"),
}


@pytest.mark.parametrize("what", WRONG_CODES)
def test_a_wrong_recovery_code_changes_nothing(what, program, guarded, words, tmp_path):
    path, code = guarded
    wrong, status, told = WRONG_CODES[what]
    noted = tmp_path / "code.txt"
    other = "7" if code[0] != "7" else "8"
    noted.write_text(wrong or other + code[1:])
    before = beside(path).read_bytes()
    said = program("recover", "--file", path, "--code-file", noted, "--passphrase-file", words)
    assert said.status == status
    assert told in said.err
    assert beside(path).read_bytes() == before


@pytest.mark.parametrize("command", ["protect", "recover"])
def test_without_a_passphrase_to_set_it_is_2(command, program, town, tmp_path):
    noted = tmp_path / "code.txt"
    noted.write_text(new_code())
    more = ["--code-file", noted] if command == "recover" else []
    said = program(command, "--file", town, *more)
    assert said.status == 2
    assert "--passphrase-file" in said.err
    assert not is_protected(town)


PASSPHRASE_FILES = {
    "empty": (b"", 2, "empty"),
    "a new line alone": (b"\n", 2, "empty"),
    "no text": (b"\xff\xfe\x00", 2, "UTF-8"),
    "missing": (None, 2, "cannot be read"),
}


@pytest.mark.parametrize("what", PASSPHRASE_FILES)
def test_a_passphrase_file_that_cannot_be_meant_is_refused(what, program, town, tmp_path):
    content, status, told = PASSPHRASE_FILES[what]
    path = tmp_path / "words"
    if content is not None:
        path.write_bytes(content)
    said = program("protect", "--file", town, "--passphrase-file", path)
    assert said.status == status
    assert told in said.err
    assert not is_protected(town)


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_one_new_line_at_the_end_is_no_part_of_the_passphrase(ending, program, town, tmp_path):
    path = tmp_path / "words"
    path.write_bytes(b" two words " + ending)
    assert program("protect", "--file", town, "--passphrase-file", path).status == 0
    assert projects(town, " two words ") == ["Tawe green spaces"]


def test_a_second_new_line_is_part_of_it(program, town, tmp_path):
    path = tmp_path / "words"
    path.write_bytes(b"words\n\n")
    assert program("protect", "--file", town, "--passphrase-file", path).status == 0
    assert projects(town, "words\n") == ["Tawe green spaces"]


def test_a_file_that_is_protected_is_not_protected_again(program, guarded, words):
    said = program("protect", "--file", guarded[0], "--passphrase-file", words)
    assert said.status == 2
    assert "protected already" in said.err


def test_a_passphrase_for_a_file_without_protection_is_told_and_not_asked(program, town, words):
    said = program("check", "--file", town, "--passphrase-file", words)
    assert (said.status, said.out) == (0, "sound\n")
    assert "is not protected" in said.err


def test_a_backup_of_a_protected_file_opens_like_any_other(program, guarded, words):
    path, _code = guarded
    copy = program("backup", "--file", path, "--passphrase-file", words).lines[0]
    assert os.path.exists(f"{copy}.keys")
    assert program("check", "--file", copy, "--passphrase-file", words).lines == ["sound"]
    assert program("check", "--file", copy).status == 3


def test_older_backups_that_are_not_protected_are_told_of(program, town, words):
    program("backup", "--file", town)
    said = program("protect", "--file", town, "--passphrase-file", words)
    assert "1 older backup is not protected by this key" in said.err


def test_check_sees_a_flipped_bit_of_a_protected_file(program, guarded, words):
    path, _code = guarded
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    said = program("check", "--file", path, "--passphrase-file", words)
    assert said.status == 3
    assert said.lines[-1] == "damaged"


def test_the_demo_stays_unprotected(program, tmp_path, words):
    said = program("demo", "--out", tmp_path / "demo", "--passphrase-file", words)
    assert said.status == 0
    assert not is_protected(tmp_path / "demo" / "sample.engagement")


def test_a_whole_project_comes_out_the_same_from_a_protected_file(program, town, words, tmp_path):
    first, second = tmp_path / "one.json", tmp_path / "two.json"
    program("export", "project", "--file", town, "--to", first)
    program("protect", "--file", town, "--passphrase-file", words)
    program("export", "project", "--file", town, "--to", second, "--passphrase-file", words)
    one, two = json.loads(first.read_text()), json.loads(second.read_text())
    del one["exported_at"], two["exported_at"]
    assert one == two


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right there")
def test_of_a_link_the_file_itself_is_protected(program, town, words, tmp_path):
    link = tmp_path / "folder" / "link.engagement"
    link.parent.mkdir()
    link.symlink_to(town)
    assert program("protect", "--file", link, "--passphrase-file", words).status == 0
    assert link.is_symlink()
    assert is_protected(town)
    assert beside(town).exists()
    assert projects(link, WORDS) == ["Tawe green spaces"]
    assert [each.name for each in link.parent.iterdir()] == [link.name]


def test_another_name_of_the_file_is_told_of_and_how_to_find_it(program, town, words, tmp_path):
    other = tmp_path / "somewhere else.engagement"
    os.link(town, other)
    said = program("protect", "--file", town, "--passphrase-file", words)
    assert (said.status, is_protected(town), is_protected(other)) == (0, True, False)
    first = said.err.splitlines()[0]
    assert first.startswith("Found: 1 other name of this file on the disk (a hard link).")
    [command] = re.findall("“(.*)” lists all names", first)
    if os.name != "nt":  # there it is for before
        found = subprocess.run(shlex.split(command), capture_output=True, text=True, check=False)
        assert str(other) in found.stdout.splitlines()


def test_a_file_with_one_name_is_protected_without_a_word_on_names(program, town, words):
    """The control."""
    assert "hard link" not in program("protect", "--file", town, "--passphrase-file", words).err


def test_the_code_is_printed_whatever_fails_once_the_file_is_protected(
    program, town, words, monkeypatch
):
    def full(*_):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(protecting, "_note", full)
    said = program("protect", "--file", town, "--passphrase-file", words)
    assert said.status == 4
    [code] = said.lines
    assert unlocked_by_code(town, code)


def test_a_folder_of_backups_that_takes_none_does_not_keep_the_code_back(
    program, town, words, monkeypatch
):
    """Nothing was changed since the newest backup, so none is made before."""
    program("backup", "--file", town)

    def refuse(_folder):
        raise UserError("Nothing can be written to the folder.")

    monkeypatch.setattr(soundness, "make_folder", refuse)
    said = program("protect", "--file", town, "--passphrase-file", words)
    assert said.status == 0
    [code] = said.lines
    assert unlocked_by_code(town, code)


def test_what_a_restore_put_aside_unprotected_is_told_of_and_can_be_removed(program, town, words):
    copy = program("backup", "--file", town).lines[0]
    program("restore", copy, "--file", town, "--yes")
    said = program("protect", "--file", town, "--passphrase-file", words)
    assert "2 older backups are not protected by this key, or were put aside" in said.err
    left = not_under(town, unlocked(town, WORDS).vault)
    assert [each.parent.name[:9] for each in left] == ["backups", "replaced-"]
    remove_copies(left)
    assert not list(town.parent.glob("replaced-*"))


def test_a_file_too_large_for_a_passphrase_is_refused(program, town, tmp_path):
    large = tmp_path / "large"
    large.write_bytes(b"a" * (1 << 20) + b"b")
    said = program("protect", "--file", town, "--passphrase-file", large)
    assert (said.status, is_protected(town)) == (2, False)
    assert "too large to hold a passphrase" in said.err


def test_an_empty_name_of_a_passphrase_file_is_not_passed_over(program, town, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_PASSPHRASE", "of the variable")
    said = program("protect", "--file", town, "--passphrase-file", "")
    assert (said.status, is_protected(town)) == (2, False)


def test_a_name_too_long_for_its_slots_is_told_as_that(program, tmp_path, words):
    path = tmp_path / f"{'n' * 180}.engagement"
    assert program("new", path).status == 0
    said = program("protect", "--file", path, "--passphrase-file", words)
    assert said.status == 3
    assert "is too long here. Give the file a shorter one." in said.err
