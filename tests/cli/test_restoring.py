"""`restore` as a script uses it."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.cli.looking import count

pytestmark = pytest.mark.thorough


@pytest.fixture
def backed_up(program: Program, town: Path) -> Path:
    """A backup of the town, to which a person came afterwards."""
    copy = Path(program("backup", "--file", town).lines[-1])
    people = town.with_name("people.csv")
    people.write_text("Given name,Family name,E-mail\nAnn,Bell,ann@example.org\n")
    assert program("import", "attendees", people, "--file", town).status == 0
    return copy


def test_a_backup_takes_the_place_and_what_was_there_can_be_put_back(
    program: Program, town: Path, backed_up: Path
) -> None:
    said = program("restore", backed_up, "--yes", "--file", town)
    assert said.status == 0
    assert "Before: 1 person, 0 contributions. Now: 0 people, 0 contributions." in said.out
    assert count(town, "person") == 0
    kept = Path(said.lines[-1].partition(": ")[2])
    assert kept.parent.name.startswith("replaced-")
    assert program("restore", kept, "--yes", "--file", town).status == 0
    assert count(town, "person") == 1
    assert program("check", "--file", town).out == "sound\n"


def test_without_yes_it_says_what_it_would_do_and_changes_nothing(
    program: Program, town: Path, backed_up: Path
) -> None:
    before = town.read_bytes()
    said = program("restore", backed_up, "--file", town)
    assert said.status == 2
    assert "(0 people, 0 contributions) in the place of" in said.err
    assert "--yes" in said.err
    assert town.read_bytes() == before
    assert not list(town.parent.glob("replaced*"))


def test_another_project_is_refused_and_a_new_file_takes_it(
    program: Program, town: Path, backed_up: Path
) -> None:
    other = town.with_name("other.engagement")
    program("new", other, "--project", "Other")
    before = other.read_bytes()
    said = program("restore", backed_up, "--yes", "--file", other)
    assert (said.status, other.read_bytes()) == (2, before)
    assert "is no backup of other.engagement" in said.err
    other.unlink()
    program("new", other)
    assert program("restore", backed_up, "--yes", "--file", other).status == 0
    assert count(other, "project") == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("nowhere.engagement",), 2),
        (("itself",), 2),
        (("damaged.engagement",), 3),
        (("BACKUP", "--file", "gone.engagement"), 3),
    ],
)
def test_what_cannot_be_restored_changes_nothing(
    program: Program,
    town: Path,
    backed_up: Path,
    words: tuple[str, ...],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(town.parent)
    Path("damaged.engagement").write_bytes(backed_up.read_bytes()[:20_000])
    named = {"itself": town, "BACKUP": backed_up}
    before = town.read_bytes()
    said = program("restore", "--yes", "--file", town, *(named.get(word, word) for word in words))
    assert said.status == status
    assert town.read_bytes() == before
    assert not list(town.parent.glob("replaced*"))
    assert not Path("gone.engagement").exists()


def test_a_protected_file_is_restored_with_its_passphrase_and_stays_protected(
    program: Program, town: Path, backed_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGAGEMENT_PASSPHRASE", "three words")
    assert program("protect", "--file", town).status == 0
    copy = program("backup", "--file", town).lines[-1]
    for source in (copy, backed_up):
        assert program("restore", source, "--yes", "--file", town).status == 0
        assert not town.read_bytes().startswith(b"SQLite")
        assert program("check", "--file", town).out == "sound\n"
    monkeypatch.setenv("ENGAGEMENT_PASSPHRASE", "two words")
    before = town.read_bytes()
    assert program("restore", copy, "--yes", "--file", town).status == 3
    assert town.read_bytes() == before


def test_check_repairs_into_a_new_file_which_then_takes_the_place(
    program: Program, town: Path, backed_up: Path
) -> None:
    content = bytearray(town.read_bytes())
    at = content.find(b"Bell")
    content[at] ^= 2
    town.write_bytes(content)
    said = program("check", "--repair", "--file", town)
    assert (said.status, said.lines[-1]) == (3, "damaged")
    assert town.read_bytes() == content
    new = Path(next(line for line in said.lines if line.startswith("Repaired")).partition(": ")[2])
    assert program("check", "--file", new).out == "sound\n"
    assert program("restore", new, "--yes", "--file", town).status == 0
    assert (count(town, "person"), program("check", "--file", town).out) == (1, "sound\n")


def test_check_repairs_with_the_file_of_another_laptop(
    program: Program, town: Path, backed_up: Path, tmp_path: Path
) -> None:
    other = tmp_path / "laptop-2" / town.name
    other.parent.mkdir()
    shutil.copy(town, other)
    (tmp_path / "more.csv").write_text("Given name,Family name\nBo,Late\n")
    assert program("import", "attendees", tmp_path / "more.csv", "--file", other).status == 0
    content = bytearray(town.read_bytes())
    content[content.find(b"Bell")] ^= 2
    town.write_bytes(content)
    said = program("check", "--repair", "--with", other, "--file", town)
    assert (said.status, said.lines[-1]) == (3, "damaged")
    assert any(str(other) in line for line in said.lines)
    new = Path(next(line for line in said.lines if line.startswith("Repaired")).partition(": ")[2])
    assert (count(new, "person"), program("check", "--file", new).out) == (2, "sound\n")


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--with", "{town}"), 2, "--with goes with --repair"),
        (("--repair", "--with", "{town}"), 2, "is the data file itself"),
        (("--repair", "--with", "nowhere.engagement"), 2, "There is no file"),
    ],
)
def test_a_further_file_that_makes_no_sense_is_told_of(
    program: Program, town: Path, words: tuple[str, ...], status: int, told: str
) -> None:
    content = bytearray(town.read_bytes())
    content[content.find(b"Bell")] ^= 2
    town.write_bytes(content)
    asked = [word.format(town=town) for word in words]
    said = program("check", *asked, "--file", town)
    assert said.status == status
    assert told in said.err
    assert not list(town.parent.glob("*-repaired-*"))


def test_repairing_a_sound_file_does_nothing(program: Program, town: Path) -> None:
    before = [each.name for each in town.parent.iterdir()]
    assert program("check", "--repair", "--file", town).out == "sound\n"
    assert [each.name for each in town.parent.iterdir()] == before


@pytest.mark.usefixtures("backed_up")
def test_nobody_is_erased_in_a_backup_and_nothing_restored_over_it(
    program: Program, town: Path
) -> None:
    copy = Path(program("backup", "--file", town).lines[-1])
    for words in (("person", "erase", "Ann Bell", "--yes"), ("restore", town, "--yes")):
        said = program(*words, "--file", copy)
        assert said.status == 2
        assert "is a backup, which stays as it is" in said.err
    assert program("check", "--file", copy).status == 0
    assert program("restore", copy, "--file", town, "--yes").status == 0


def test_no_new_file_is_made_among_backups(program: Program, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    said = program("new", tmp_path / "backups" / "town.engagement")
    assert said.status == 2
    assert "counts as a backup" in said.err
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows gives rights in another way")
def test_what_is_put_aside_is_for_its_owner_alone(
    program: Program, town: Path, backed_up: Path
) -> None:
    keys = town.with_name(f"{town.name}.keys")
    keys.write_text("{}", encoding="utf-8")
    before = os.umask(0)
    try:
        assert program("restore", backed_up, "--file", town, "--yes").status == 0
    finally:
        os.umask(before)
    [folder] = town.parent.glob("replaced-*")
    made = [folder, *folder.iterdir()]
    assert len(made) >= 3
    for each in made:
        assert not each.stat().st_mode & 0o077, each
