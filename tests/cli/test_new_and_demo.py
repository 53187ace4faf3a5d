"""`new` and `demo`: files made whole or not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engagement_app.store import place
from tests.cli.conftest import Program
from tests.cli.looking import around, count, rows, unsound
from tests.cli.test_imports import small_disk

pytestmark = pytest.mark.thorough

PAPERS = (
    "resourcing-gap.pdf",
    "post-event-summary.pdf",
    "you-said-what-happened.pdf",
    "feedback-slip.pdf",
    "follow-up-call-list.pdf",
    "sign-in-sheet.pdf",
    "badges.pdf",
    "lost-laptop.pdf",
)


def test_new_makes_an_empty_file(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "town.engagement"
    said = program("new", path)
    assert (said.status, said.out) == (0, f"Made {path}\n")
    assert said.err.startswith("It holds no project yet. ")
    assert len(said.err.splitlines()) == 1
    assert [count(path, table) for table in ("project", "event", "rate", "cost_fact")] == [0] * 4
    assert unsound(path) == []
    assert program("check").out == "sound\n"


def test_new_makes_a_project_and_an_event_as_they_are_named(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "town.engagement"
    said = program("new", "--file", path, "--project", " Town voices", "--event", "Fórum “one”")
    assert (said.status, said.err) == (0, "")
    assert said.out == f"Made {path} with the project “Town voices” and its event “Fórum “one””\n"
    assert rows(path, "SELECT name FROM project") == [("Town voices",)]
    assert rows(path, "SELECT title, kind, status FROM event") == [
        ("Fórum “one”", "other", "planned")
    ]
    assert count(path, "rate") == 0


def test_new_refuses_what_is_there(program: Program, town: Path, tmp_path: Path) -> None:
    before = town.read_bytes()
    for path in (town, tmp_path):
        said = program("new", path)
        assert (said.status, "there already" in said.err) == (2, True)
    assert program("new", tmp_path / "no" / "folder.engagement").status == 2
    assert town.read_bytes() == before
    assert around(town) == ["notes.engagement"]


def test_new_with_a_project_alone_names_it(program: Program, tmp_path: Path) -> None:
    said = program("new", tmp_path / "town.engagement", "--project", "Town voices")
    assert said.lines == [f"Made {tmp_path / 'town.engagement'} with the project “Town voices”"]
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("words", [["new", "made/town.engagement"], ["demo", "--out", "made"]])
@pytest.mark.parametrize("size", [0, 100, 20_000, 250_000])
def test_a_full_disk_names_the_file_that_was_asked_for_and_leaves_nothing(
    program: Program, tmp_path: Path, words: list[str], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "made").mkdir()
    with small_disk(size):
        said = program(*words, *(["--project", "Town"] if words[0] == "new" else []))
    if words[0] == "new" and size == 250_000:
        assert said.status in (0, 4)
    else:
        name = "town" if words[0] == "new" else "sample"
        assert (said.status, f"{name}.engagement" in said.err) == (4, True)
        assert ".part" not in said.err
        assert list((tmp_path / "made").iterdir()) == []


def test_new_where_nothing_may_be_written_is_2(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def guarded(path: object, flags: int, *more: int) -> int:
        if flags & os.O_CREAT and "town" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", guarded)
    said = program("new", tmp_path / "town.engagement")
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        f"{tmp_path / 'town.engagement'} cannot be written: Permission denied."
        " Name another place.\n"
    )


@pytest.mark.parametrize("event", ["a\x01b", " "])
def test_new_that_fails_leaves_nothing(program: Program, tmp_path: Path, event: str) -> None:
    path = tmp_path / "town.engagement"
    assert program("new", path, "--project", "Town", "--event", event).status == 2
    assert list(tmp_path.iterdir()) == []
    assert program("check").status == 3


def test_new_that_is_interrupted_leaves_nothing(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engagement_app.domain.acts.add", interrupted)
    said = program("new", tmp_path / "town.engagement", "--project", "Town")
    assert (said.status, said.out) == (130, "")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The demo, made twice by processes without a screen: the two folders."""
    folders = []
    for number in (1, 2):
        home = tmp_path_factory.mktemp(f"demo{number}")
        folder = home / "sample here"
        said = subprocess.run(
            [sys.executable, "-m", "engagement_app", "demo", "--out", str(folder)],
            env={"PATH": "", "HOME": str(home), "USER": f"person{number}",
                 "XDG_CONFIG_HOME": str(home), "TZ": ["UTC", "Pacific/Auckland"][number - 1]},
            cwd=Path(__file__).parents[2],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (said.returncode, said.stderr) == (0, "")
        assert said.stdout.splitlines() == [
            str(folder / name) for name in ("sample.engagement", *PAPERS)
        ]
        folders.append(folder)
    return folders


def test_the_demo_has_the_figures_of_the_sample(made: list[Path]) -> None:
    path = made[0] / "sample.engagement"
    wanted = {"event": 6, "person": 160, "contribution": 420, "follow_up": 130,
              "engagement_role": 24, "fund": 7, "body": 2, "project": 1}  # fmt: skip
    assert {table: count(path, table) for table in wanted} == wanted
    assert count(path, "rate") > 0
    assert count(path, "cost_fact") > 0
    assert unsound(path) == []


def test_the_demo_twice_gives_the_same_figures_and_the_same_paper(
    made: list[Path], program: Program, tmp_path: Path
) -> None:
    reports = []
    for number, folder in enumerate(made):
        out = tmp_path / f"{number}.json"
        said = program("report", "gap", "--file", folder / "sample.engagement", "--as-of",
                       "2026-11-23", "--out", out)  # fmt: skip
        assert said.status == 0
        reports.append(out.read_bytes())
    assert reports[0] == reports[1]
    reasons = {each["reason"] for each in json.loads(reports[0])["dead_ends"]}
    assert reasons == {"no_route", "no_owner", "no_date", "nothing_recorded"}
    # The sheet has the hour of the event where the laptop is; the two are far apart.
    for name in set(PAPERS) - {"sign-in-sheet.pdf"}:
        assert (made[0] / name).read_bytes() == (made[1] / name).read_bytes(), name


def test_the_demo_is_made_afresh_over_an_older_one(made: list[Path], program: Program) -> None:
    path = made[1] / "sample.engagement"
    program("import", "attendees", _list(made[1]), "--file", path, "--event", _event(path))
    assert count(path, "person") == 161
    assert program("demo", "--out", made[1]).status == 0
    assert count(path, "person") == 160
    assert around(path) == sorted(["backups", "list.csv", *PAPERS, "sample.engagement"])


def _list(folder: Path) -> Path:
    (folder / "list.csv").write_text("Name\nJo Bell-Poe\n")
    return folder / "list.csv"


def _event(path: Path) -> str:
    return str(rows(path, "SELECT id FROM event")[0][0])


def test_the_demo_goes_to_engagement_demo_here_and_is_not_the_file_of_the_next_command(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, town: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("engagement_app.cli.demo.write_paper", lambda *_: None)
    place.remember_file(town)
    said = program("demo")
    assert said.lines[0] == str(Path("engagement-demo") / "sample.engagement")
    assert place.last_file() == town
    assert around(tmp_path / "engagement-demo" / "x") == ["sample.engagement"]


def test_a_demo_that_is_interrupted_leaves_the_older_one(
    program: Program, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    path = made[0] / "sample.engagement"
    before, names = path.read_bytes(), around(path)
    monkeypatch.setattr("engagement_app.cli.demo.add_sample", interrupted)
    said = program("demo", "--out", made[0])
    assert (said.status, said.out) == (130, "")
    assert (path.read_bytes(), around(path)) == (before, names)
