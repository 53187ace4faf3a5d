"""`bundle`: made on one laptop, taken in on another, by command."""

import json

import pytest

from engagement_app.store import changes
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file
from engagement_app.store.plain_rows import ask

pytestmark = pytest.mark.thorough
WORDS = "tide mill lantern"
PEOPLE = "Given name,Family name,E-mail\nZoë,Bell,zoe@example.org\n"


@pytest.fixture
def words(tmp_path):
    """A file with the passphrase of a bundle."""
    path = tmp_path / "words.txt"
    path.write_text(f"{WORDS}\n")
    return path


@pytest.fixture
def bundle(program, town, words, tmp_path):
    """A bundle of the town, with a passphrase."""
    path = tmp_path / "town.bundle"
    said = program("bundle", "make", path, "--file", town, "--passphrase-file", words)
    assert (said.status, said.lines[0], said.err) == (0, f"Wrote {path}", "")
    return path


@pytest.fixture
def new(program, tmp_path):
    """A new file without a project."""
    path = tmp_path / "new.engagement"
    assert program("new", path).status == 0
    return path


def letters(said):
    [found] = [line for line in said.lines if "know the same" in line]
    return found.partition("that show ")[2][:9]


def test_a_new_file_adopts_the_project_and_the_shared_key(
    program, town, bundle, words, new, tmp_path
):
    said = program("bundle", "apply", bundle, "--file", new, "--passphrase-file", words)
    assert said.status == 0
    assert "New: Project 1, Event 1." in said.lines
    for path in (town, new):
        to = tmp_path / f"{path.stem}.json"
        assert program("export", "project", "--file", path, "--to", to).status == 0
    ours, theirs = (
        json.loads((tmp_path / f"{path.stem}.json").read_text()) | {"exported_at": ""}
        for path in (town, new)
    )
    assert ours == theirs
    (tmp_path / "list.csv").write_text(PEOPLE)
    assert program("import", "attendees", tmp_path / "list.csv", "--file", new).status == 0
    back = tmp_path / "back.bundle"
    made = program("bundle", "make", back, "--file", new)
    taken = program("bundle", "apply", back, "--file", town)
    assert taken.status == 0
    assert "New: Person 1, Attendance 1." in taken.lines
    assert letters(made) == letters(taken)
    again = program("bundle", "apply", back, "--file", town)
    assert again.lines[0] == "Everything in this bundle was known here. Nothing was changed."
    assert program("check", "--file", town).lines == ["sound"]


def test_a_dry_run_says_what_would_come_and_changes_nothing(program, bundle, words, new):
    before = new.read_bytes()
    said = program(
        *("bundle", "apply", bundle, "--file", new, "--dry-run"),
        *("--bundle-passphrase-file", words),
    )
    assert said.status == 0
    assert "New: Project 1, Event 1." in said.lines
    assert said.err == "This would be taken in. Nothing was changed.\n"
    assert new.read_bytes() == before


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((), "This bundle needs its passphrase."),
        (("--bundle-passphrase-file", "wrong.txt"), "That passphrase does not open this bundle."),
        (("--bundle-passphrase-file", "none.txt"), "none.txt cannot be read"),
        (("--bundle-passphrase-file", "empty.txt"), "The passphrase is empty."),
    ],
)
def test_without_its_passphrase_nothing_is_taken_in(
    given, sentence, program, bundle, new, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.txt").write_text("tide mill")
    (tmp_path / "empty.txt").write_text("\n")
    said = program("bundle", "apply", bundle, "--file", new, *given)
    assert (said.status, said.out) == (2, "")
    assert sentence in said.err


def test_a_bundle_of_another_project_is_refused(program, bundle, words, tmp_path):
    other = tmp_path / "other.engagement"
    program("new", other, "--project", "Another")
    said = program("bundle", "apply", bundle, "--file", other, "--passphrase-file", words)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("This bundle is of another project than the file.")


def test_what_is_no_bundle_is_refused(program, town, tmp_path):
    for path in (town, tmp_path / "nowhere.bundle", tmp_path):
        said = program("bundle", "apply", path, "--file", town)
        assert (said.status, said.out) == (2, "")


def test_a_bundle_never_takes_the_place_of_the_data_file(program, town):
    said = program("bundle", "make", town, "--file", town)
    assert said.status == 2
    assert program("check", "--file", town).status == 0


@pytest.mark.parametrize("name", [".keys", ".erased"])
def test_nor_that_of_what_is_needed_with_it(name, program, town):
    (target := town.with_name(town.name + name)).write_text("")
    said = program("bundle", "make", target, "--file", town)
    assert (said.status, target.read_text()) == (2, "")
    assert "belongs to the data file" in said.err


def test_nor_that_of_a_backup(program, town, tmp_path):
    assert program("backup", "--file", town).status == 0
    [copy] = (tmp_path / "backups").glob("*.engagement")
    before = copy.read_bytes()
    said = program("bundle", "make", copy, "--file", town)
    assert (said.status, copy.read_bytes()) == (2, before)
    assert "is a backup" in said.err


def test_a_dry_run_of_making_one_is_no_such_thing(program, town, tmp_path):
    said = program("bundle", "make", tmp_path / "x.bundle", "--file", town, "--dry-run")
    assert said.status == 2
    assert not (tmp_path / "x.bundle").exists()


def test_where_it_cannot_be_written_is_told(program, town, tmp_path):
    said = program("bundle", "make", tmp_path / "no folder" / "x.bundle", "--file", town)
    assert said.status == 2
    assert "cannot be written" in said.err


def test_one_that_was_altered_is_taken_as_far_as_it_is_not(program, town, bundle, new, words):
    program("bundle", "apply", bundle, "--file", new, "--passphrase-file", words)
    with open_file(new, Keyboard("Mal", "elsewhere")) as file, file.writing("test") as session:
        [[event]] = ask(session, "SELECT id FROM event")
        [row] = changes.whole_changes(session, [event])
        altered = row | {"person": "Somebody else"}
        told = (altered["person"], changes.digest(altered), row["id"])
        ask(session, "UPDATE change SET person = ?, digest = ? WHERE id = ?", told)
    said = program("bundle", "apply", bundle, "--file", new)
    assert said.status == 1
    assert "is here with another content. Ours stays." in said.err


def test_a_protected_file_is_opened_by_its_passphrase_and_so_is_its_bundle(
    program, town, words, new, tmp_path, cheap_keys
):
    assert program("protect", "--file", town, "--passphrase-file", words).status == 0
    made = tmp_path / "guarded.bundle"
    opened = ("--passphrase-file", words)
    assert program("bundle", "make", made, "--file", town, *opened).status == 0
    assert program("bundle", "apply", made, "--file", new).status == 2
    assert program("bundle", "apply", made, "--file", new, *opened).status == 0


def test_a_repair_takes_more_from_a_bundle(program, town, bundle, words, tmp_path):
    content = bytearray(town.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    town.write_bytes(content)
    said = program(
        *("check", "--repair", "--file", town, "--with", bundle),
        *("--passphrase-file", words),
    )
    assert said.status == 3
    [made] = tmp_path.glob("*-repaired-*.engagement")
    assert f"changes taken from {bundle}." in said.out
    assert program("check", "--file", made).lines == ["sound"]


def test_a_repair_of_a_protected_file_takes_the_bundle_by_its_own_passphrase(
    program, town, bundle, words, tmp_path, cheap_keys
):
    """The first bundle was made before the file was protected, with other words."""
    others = tmp_path / "others.txt"
    others.write_text("of the file alone")
    program("protect", "--file", town, "--passphrase-file", others)
    content = bytearray(town.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    town.write_bytes(content)
    for copy in tmp_path.glob("backups/*"):
        copy.unlink()
    repair = ("check", "--repair", "--file", town, "--with", bundle, "--passphrase-file", others)
    assert program(*repair).status == 2
    said = program(*repair, "--bundle-passphrase-file", words)
    assert f"changes taken from {bundle}." in said.out
