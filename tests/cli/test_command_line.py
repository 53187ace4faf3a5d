"""The habits of every command: options, exit statuses, sentences."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from engagement_app.cli.commands import COMMANDS, GENERAL
from engagement_app.cli.main import parser
from engagement_app.store import place
from tests.cli.conftest import Program
from tests.cli.looking import around

NAMES = [command.name for command in COMMANDS]
WITHOUT_A_WINDOW = [name for name in NAMES if name != "self-test"]
OF_ANY_FILE = [name for name in WITHOUT_A_WINDOW if name not in ("unprotect", "recover", "restore")]
"""The other is tried as a process of its own in `tests/test_app.py`."""
COMPLETE = {
    "self-test": ["self-test"],
    "demo": ["demo", "--out", "made"],
    "new": ["new", "made.engagement"],
    "import": ["import", "attendees", "list.csv"],
    "export": ["export", "project", "--to", "made.json"],
    "report": ["report", "gap", "--out", "made.json"],
    "check": ["check"],
    "backup": ["backup", "--to", "made"],
    "bundle": ["bundle", "make", "made.bundle"],
    "protect": ["protect", "--passphrase-file", "list.csv"],
    "unprotect": ["unprotect"],
    "recover": ["recover", "--code-file", "list.csv", "--passphrase-file", "list.csv"],
    "person": ["person", "show", "anybody"],
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "list.csv").write_text("Name\nJo Bell\n")
    return folder


def started(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "engagement_app", *words],
        capture_output=True, text=True, check=False, **settings,  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.mark.parametrize("name", [[], *([name] for name in NAMES)])
def test_help_of_every_command_has_an_example_and_every_option(
    program: Program, name: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        program(*name, "--help")
    said = capsys.readouterr()
    assert (left.value.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    assert "Example: engagement-app " in words
    options = [option for each in COMMANDS if [each.name] == name for option in each.options]
    for option in (*GENERAL, *options):
        assert option.settings.get("metavar", option.name) in words
        assert option.help in words
    assert all(each in words for each in (NAMES if not name else []))


def test_every_example_of_the_help_is_understood(program: Program, town: Path) -> None:
    for command in COMMANDS:
        words = shlex.split(command.example)
        assert words[0] == "engagement-app"
        assert parser().parse_args(words[1:]).command == command.name


@pytest.mark.thorough
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("name", OF_ANY_FILE)
def test_general_options_stand_before_or_after_the_command(
    program: Program, town: Path, name: str, before: bool
) -> None:
    general = ["--file", str(town), "--verbose"]
    words = COMPLETE[name] if name != "new" else ["new"]
    if name == "new":
        general[1] = "made.engagement"
    said = program(*(general + words if before else words + general))
    expected = 2 if name == "person" else 0  # There is nobody in the file to be shown.
    assert said.status == expected, said.err


def test_an_option_before_the_command_is_not_forgotten_by_it(program: Program, town: Path) -> None:
    assert program("--file", "nowhere.engagement", "check").status == 3
    assert program("--file", town, "check").status == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Name a command"),
        (["imp"], "There is no command “imp”; write “import” if you meant that. See: "),
        (
            ["zz"],
            "“zz”; write one of demo, new, import, export, report, person, check, backup,"
            " restore, bundle, protect, unprotect, recover, self-test. See: ",
        ),
        (["check", "--fil", "x"], "“--fil x”"),
        (["--verb", "check"], "“--verb”"),
        (["import", "attendees", "list.csv", "--dry"], "“--dry”"),
        (
            ["import", "people", "list.csv"],
            "attendees, roles, funding, contributions, services, project",
        ),
        (["import", "attendees"], "SOURCE is missing"),
        (["export", "project"], "--to is missing"),
        (["report", "gap"], "--out is missing"),
        (["report", "gap", "--out"], "--out needs a value"),
        (["report", "gap", "--out", "x.json", "--from", "2026-01-01"], "--from"),
        (["report", "gap", "--out", "x.json", "--large-print"], "end in .pdf"),
        (["report", "badges", "--out", "x.pdf", "--large-print"], "one size of print"),
        (["import", "attendees", "list.csv", "--dry-run=yes"], "--dry-run takes no value"),
        (["import", "attendees", "list.csv", "--date-order", "dym"], "dmy, mdy, ymd"),
        (["check", "now"], "“now”"),
        (["new"], "Name the new file"),
        (["new", "x.engagement", "--event", "Forum"], "--project"),
        (["new", "x.engagement", "--file", "y.engagement"], "twice"),
        (["new", "x.engagement", "--project", " "], "--project is empty"),
        (["new", "x.engagement", "--project", "P", "--event", ""], "--event is empty"),
        (["export", "project", "--to", "x.txt"], "must end in .json"),
        (["export", "attendees", "--to", "x"], "must end in .csv"),
        (["report", "gap", "--out", "x.doc"], "must end in .pdf or .xlsx or .json"),
        (["report", "gap", "--out", "x.json", "--as-of", "23/11/2026"], "2026-11-23"),
        (["report", "gap", "--out", "x.json", "--as-of", "2026-02-30"], "--as-of 2026-02-30"),
    ],
)
def test_a_wrong_command_is_one_plain_sentence_and_2(
    program: Program, here: Path, words: list[str], says: str
) -> None:
    said = program(*words)
    assert (said.status, said.out) == (2, "")
    assert says in said.err
    assert len(said.err.splitlines()) == 1
    assert "argument" not in said.err
    assert [each.name for each in here.iterdir()] == ["list.csv"]


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("demo", "new", "restore", "self-test")]
)
def test_a_data_file_that_is_not_there_is_3(
    program: Program, here: Path, tmp_path: Path, name: str
) -> None:
    said = program(*COMPLETE[name], "--file", tmp_path / "nowhere.engagement")
    assert said.status == 3
    assert "nowhere.engagement" in said.err + said.out
    assert [each.name for each in here.iterdir()] == ["list.csv"]
    assert not (tmp_path / "nowhere.engagement").exists()


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("demo", "new", "restore", "self-test")]
)
@pytest.mark.parametrize("kind", ["another file", "empty", "folder", "cut short", "newer"])
def test_what_is_no_sound_data_file_is_3_and_stays_as_it_is(
    program: Program, tmp_path: Path, town: Path, name: str, kind: str
) -> None:
    path = tmp_path / "odd.engagement"
    contents = {
        "another file": b"Name\nJo Bell\n" * 100,
        "empty": b"",
        "cut short": town.read_bytes()[:-5000],
        "newer": town.read_bytes()[:60] + b"\0\0\xff\0" + town.read_bytes()[64:],
    }
    path.mkdir() if kind == "folder" else path.write_bytes(contents[kind])
    said = program(*COMPLETE[name], "--file", path)
    assert said.status == 3
    assert kind == "folder" or path.read_bytes() == contents[kind]
    assert around(path) == sorted(["here", "notes.engagement", "odd.engagement"])


@pytest.mark.parametrize("name", ["export", "report"])
@pytest.mark.parametrize("target", ["no/folder/made", "folder"])
def test_an_out_that_cannot_be_written_is_2(
    program: Program, town: Path, here: Path, name: str, target: str
) -> None:
    (here / "folder.json").mkdir()
    words = [*COMPLETE[name][:-1], f"{target}.json", "--file", town]
    said = program(*words)
    assert said.status == 2
    assert "Name another place" in said.err
    assert sorted(each.name for each in here.iterdir()) == ["folder.json", "list.csv"]


def test_a_report_never_takes_the_place_of_its_data_file(program: Program, town: Path) -> None:
    odd = town.rename(town.with_suffix(".json"))
    before = odd.read_bytes()
    for words in (["export", "project", "--to"], ["report", "gap", "--out"]):
        said = program(*words, odd, "--file", odd)
        assert (said.status, "data file itself" in said.err) == (2, True)
    assert odd.read_bytes() == before


@pytest.mark.parametrize("name", ["demo", "backup"])
def test_a_folder_that_cannot_be_made_is_2(
    program: Program, town: Path, here: Path, name: str
) -> None:
    option = "--out" if name == "demo" else "--to"
    said = program(name, option, here / "list.csv" / "folder", "--file", town)
    assert said.status == 2
    assert "Name another place" in said.err


def test_a_folder_that_takes_no_files_is_2(
    program: Program, town: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def guarded(path: object, flags: int, *more: int) -> int:
        if flags & os.O_CREAT and "closed" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", guarded)
    for words in (["demo", "--out"], ["backup", "--file", town, "--to"]):
        said = program(*words, here / "closed")
        assert (said.status, "Name another place" in said.err) == (2, True)
        assert list((here / "closed").iterdir()) == []


def test_a_folder_on_a_disk_without_the_last_free_byte_is_4(
    program: Program, town: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def full(path: object, flags: int, *more: int) -> int:
        if flags & os.O_CREAT and "stick" in str(path):
            raise OSError(28, "No space left on device", str(path))
        return really(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", full)
    for words in (["demo", "--out"], ["backup", "--file", town, "--to"]):
        said = program(*words, here / "stick")
        assert (said.status, said.err) == (
            4, "The disk is full, so stick was not written. Make room, then try again.\n",
        )  # fmt: skip


def test_the_file_worked_on_last_is_meant_where_none_is_named_and_told(
    program: Program, town: Path, tmp_path: Path
) -> None:
    said = program("check")
    assert (said.status, str(place.default_file()) in said.err) == (3, True)
    assert program("import", "attendees", "list.csv", "--file", town).status == 0
    said = program("check")
    assert (said.status, said.out) == (0, "sound\n")
    assert said.err == f"The data file is {town}; --file names another.\n"
    assert program("check", "--file", town).err == ""
    assert program("new", "second.engagement").status == 0
    assert program("check", "--file", "third.engagement").status == 3
    second = Path.cwd() / "second.engagement"
    assert place.last_file() == second
    second.write_text("damaged")
    said = program("check")
    assert (said.status, str(second) in said.err) == (3, True)
    second.unlink()
    said = program("check")
    assert (said.status, len(said.err.splitlines()), str(second) in said.err) == (3, 1, True)


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["backup", "--to", "copies"],
        ["export", "project", "--to", "made.json"],
        ["report", "gap", "--out", "made.json"],
        ["import", "attendees", "list.csv", "--dry-run"],
        ["import", "attendees", "list.csv", "--event", "No such event"],
    ],
)
def test_a_command_that_only_looks_or_fails_leaves_the_next_one_to_its_file(
    program: Program, town: Path, tmp_path: Path, words: list[str]
) -> None:
    assert program("new", tmp_path / "ours.engagement").status == 0
    program(*words, "--file", town)
    assert place.last_file() == tmp_path / "ours.engagement"


@pytest.mark.parametrize("folder", ["backups", "stick"])
def test_a_backup_is_never_the_file_of_the_next_command(
    program: Program, town: Path, tmp_path: Path, folder: str
) -> None:
    assert program("import", "attendees", "list.csv", "--file", town).status == 0
    copy = Path(program("backup", "--to", tmp_path / folder).lines[0])
    if folder == "backups":
        copy.with_suffix(".manifest.json").unlink()
    Path("more.csv").write_text("Name\nAl Poe\n")
    assert program("import", "attendees", "more.csv", "--file", copy).status == 0
    assert place.last_file() == town


def test_an_empty_name_of_the_file_is_refused_and_not_another_file_taken(
    program: Program, town: Path
) -> None:
    place.remember_file(town)
    said = program("check", "--file", "")
    assert (said.status, said.out) == (2, "")
    assert "--file is empty" in said.err


def test_a_file_whose_name_is_no_text_is_made_remembered_and_read(program: Program) -> None:
    path = Path(os.fsdecode(b"caf\xe9.engagement"))
    assert program("new", path, "--project", "Caf\u00e9").status == 0
    assert place.last_file() == path.absolute()
    assert program("check").out == "sound\n"
    assert program("report", "gap", "--out", os.fsdecode(b"\xe9.json")).status == 0
    assert program("backup").status == 0
    [copy] = Path("backups").glob("*.engagement")
    assert program("restore", copy, "--yes").status == 0
    assert program("export", "audit", "--to", "audit.csv").status == 0


def test_verbose_adds_the_technical_part(program: Program, tmp_path: Path) -> None:
    words = ("check", "--file", tmp_path / "nowhere.engagement")
    plain, verbose = program(*words), program(*words, "--verbose")
    assert verbose.err.startswith("Traceback")
    assert verbose.err.endswith(plain.err)
    assert (plain.status, verbose.status) == (3, 3)


def test_a_mistake_of_the_program_is_told_as_one_and_is_70(
    program: Program, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("engagement_app.domain.soundness.findings", broken)
    said = program("check", "--file", town)
    assert (said.status, said.out) == (70, "")
    assert said.err == (
        "This is a mistake in the program (ZeroDivisionError). Nothing was half done.\n"
    )
    assert "secret detail" in program("check", "--file", town, "--verbose").err


def test_the_program_runs_as_a_process_of_its_own(town: Path) -> None:
    said = started("check", "--file", str(town))
    assert (said.returncode, said.stdout, said.stderr) == (0, "sound\n", "")
    said = started("check", "--file", "nowhere.engagement")
    assert (said.returncode, said.stdout) == (3, "")


def test_a_reader_who_has_seen_enough_is_no_mistake(town: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    said = subprocess.run(
        [sys.executable, "-m", "engagement_app", "check", "--file", str(town)],
        stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (said.returncode, said.stderr) == (0, b"")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["check"], 4, []),
        (["import", "attendees", "list.csv", "--event", "Fair"], 2, ["There is no event “Fair”"]),
    ],
)
def test_results_that_cannot_be_printed_for_a_full_disk_are_4(
    town: Path, words: list[str], status: int, says: list[str]
) -> None:
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [sys.executable, "-m", "engagement_app", *words, "--file", str(town)],
            stdout=full, stderr=subprocess.PIPE, check=False, text=True, encoding="utf-8",
        )  # fmt: skip
    assert said.returncode == status
    last = said.stderr.splitlines()[-1]
    assert last == "The results could not be printed: No space left on device."
    assert all(sentence in said.stderr for sentence in says)


def test_a_data_file_under_a_name_that_no_file_can_have_is_not_there(program: Program) -> None:
    for path in ("x" * 300, "list.csv/town.engagement", "/".join("x" * 5000)):
        said = program("report", "gap", "--file", path, "--out", "gap.json")
        assert (said.status, "There is no data file" in said.err) == (3, True)


def test_a_name_that_no_file_can_have_is_told(program: Program, town: Path) -> None:
    name = "x" * 300
    for words in (["new", name], ["report", "gap", "--file", town, "--out", f"{name}.json"],
                  ["demo", "--out", name]):  # fmt: skip
        assert program(*words).status == 2


def test_the_command_line_needs_no_qt_no_reportlab_and_no_openpyxl_to_start() -> None:
    code = (
        "import sys, engagement_app.cli.main as main; main.parser();"
        "print([n for n in ('PySide6', 'reportlab', 'openpyxl', 'phonenumbers', 'alembic')"
        " if n in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])  # fmt: skip
    assert said.stdout == "[]\n"
