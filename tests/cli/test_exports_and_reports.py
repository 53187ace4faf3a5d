"""`export` and `report`: files that are written whole, over what was there."""

import csv
import json
import os
import shutil
from pathlib import Path

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.messages import MessageInput
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file
from engagement_app.store.plain_rows import ask
from tests.cli.conftest import Program
from tests.cli.looking import count, rows
from tests.cli.test_imports import small_disk
from tests.reports import reading

pytestmark = pytest.mark.thorough

WRITTEN = {
    "made.json": ["export", "project", "--to"],
    "made.csv": ["export", "attendees", "--to"],
    "gap.json": ["report", "gap", "--as-of", "2026-11-23", "--out"],
    "gap.pdf": ["report", "gap", "--as-of", "2026-11-23", "--out"],
    "gap.xlsx": ["report", "gap", "--as-of", "2026-11-23", "--out"],
    "summary.json": ["report", "summary", "--as-of", "2026-11-23", "--out"],
    "summary.xlsx": ["report", "summary", "--as-of", "2026-11-23", "--out"],
    "summary.pdf": ["report", "summary", "--as-of", "2026-11-23", "--out"],
    "calls.pdf": ["report", "follow-ups", "--as-of", "2026-11-23", "--out"],
    "said.pdf": ["report", "feedback", "--as-of", "2026-11-23", "--out"],
}


@pytest.fixture
def filled(program: Program, town: Path, tmp_path: Path) -> Path:
    source = tmp_path / "list.csv"
    source.write_text("Name,Phone\nZoë Bell,+44 113 496 0000\nJo Poe,\n", encoding="utf-8")
    assert program("import", "attendees", source, "--file", town).status == 0
    source.unlink()
    shutil.rmtree(town.parent / "backups")  # that before the import is of no matter here
    return town


@pytest.mark.parametrize("name", WRITTEN)
def test_the_file_is_written_over_what_was_there_and_named(
    program: Program, filled: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    target.write_text("older")
    said = program(*WRITTEN[name], target, "--file", filled)
    assert (said.status, said.out, said.err) == (0, f"Wrote {target}\n", "")
    assert target.read_bytes() != b"older"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([name, filled.name])


@pytest.mark.parametrize("name", WRITTEN)
def test_an_ending_in_capitals_is_the_same_ending(
    program: Program, filled: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name.upper()
    assert program(*WRITTEN[name], target, "--file", filled).status == 0


@pytest.mark.parametrize("name", WRITTEN)
def test_a_full_disk_is_4_and_leaves_what_was_there(
    program: Program, filled: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    target.write_text("older")
    with small_disk(100):
        said = program(*WRITTEN[name], target, "--file", filled)
    assert (said.status, "disk is full" in said.err) == (4, True)
    assert target.read_text() == "older"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([name, filled.name])


@pytest.mark.parametrize("name", WRITTEN)
def test_a_write_that_is_interrupted_leaves_what_was_there(
    program: Program, filled: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    target = tmp_path / name
    target.write_text("older")
    program("check", "--file", filled)
    monkeypatch.setattr(os, "replace", interrupted)
    said = program(*WRITTEN[name], target, "--file", filled)
    assert (said.status, said.out) == (130, "")
    assert target.read_text() == "older"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([name, filled.name])


@pytest.mark.parametrize("what", ["gap", "summary", "follow-ups", "feedback", "sign-in"])
def test_a_paper_in_large_print_has_no_text_under_16_points(
    program: Program, filled: Path, tmp_path: Path, what: str
) -> None:
    smallest = {}
    for print_, more in (("normal", []), ("large", ["--large-print"])):
        target = tmp_path / f"{print_}.pdf"
        event = ["--event", "Open day"] if what == "sign-in" else []
        said = program("report", what, *event, *more, "--out", target, "--file", filled)
        assert (said.status, said.err) == (0, "")
        smallest[print_] = min(reading.sizes(target.read_bytes()))
    assert smallest == {"normal": 11, "large": 16}


def test_the_attendance_list_has_its_columns_and_imports_again(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "made.csv"
    program("export", "attendees", "--to", target, "--file", filled)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfGiven name,Family name,Known as,E-mail,")
    header, *lines = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert header == [
        "Given name", "Family name", "Known as", "E-mail", "Phone", "Organisation", "Event",
        "Status", "Arrived", "Source", "First time", "Wants to stay involved", "Id",
    ]  # fmt: skip
    assert {line[0]: line[4] for line in lines} == {"Zoë": "'+44 113 496 0000", "Jo": ""}
    before = count(filled, "change")
    said = program("import", "attendees", target, "--file", filled)
    assert (said.status, said.err) == (0, "")
    assert said.out == (
        "Read as: the program's own list of attendees\n"
        "0 rows new or changed, 2 as they were, 0 refused\n"
    )
    assert count(filled, "change") == before


def test_a_project_goes_into_another_file_with_all_that_was_asked_for(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    [(each, *_more), *_rest] = rows(filled, "SELECT id FROM attendance")
    with (
        open_file(filled, Keyboard("Tester", "test")) as opened,
        opened.writing("delete") as session,
    ):
        acts.delete(session, Attendance, each)
    found = {}
    for option in ([], ["--with-deleted"], ["--with-monitoring"]):
        target = tmp_path / "made.json"
        assert program("export", "project", "--to", target, "--file", filled, *option).status == 0
        found[" ".join(option)] = json.loads(target.read_text())
    assert [len(document["attendance"]) for document in found.values()] == [1, 2, 1]
    other = tmp_path / "other.engagement"
    program("new", other)
    said = program("import", "project", target, "--file", other)
    assert said.out.endswith(" records made, 0 changed\n")
    again = program("import", "project", target, "--file", other)
    assert again.out == "0 records made, 0 changed\n"
    assert count(other, "person") == 1


def test_a_report_of_one_event_is_of_that_event(
    program: Program, filled: Path, tmp_path: Path, event: str
) -> None:
    target = tmp_path / "gap.json"
    words = ["report", "gap", "--out", target, "--file", filled, "--as-of", "2026-11-23"]
    assert program(*words).status == 0
    assert "belt" in json.loads(target.read_text())
    for named in (event, "open day"):
        assert program(*words, "--event", named).status == 0
        assert "belt" not in json.loads(target.read_text())
    said = program(*words, "--event", "Fair")
    assert said.status == 2
    assert f"{event}  Open day" in said.err


def test_a_summary_is_of_an_event_of_days_or_of_the_project(
    program: Program, filled: Path, tmp_path: Path, event: str
) -> None:
    target = tmp_path / "summary.json"
    words = ["report", "summary", "--out", target, "--file", filled]
    for named, expected in (
        ([], (None, None, None)),
        (["--event", "open day"], ({"id": event, "title": "Open day"}, None, None)),
        (["--from", "2026-04-01"], (None, "2026-04-01", None)),
        (["--to-date", "2026-04-30"], (None, None, "2026-04-30")),
    ):
        assert program(*words, *named).status == 0
        made = json.loads(target.read_text())
        assert (made["event"], made["from"], made["to"]) == expected


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["summary", "--event", "open day", "--from", "2026-04-01"], "not both"),
        (["summary", "--from", "2026-04-02", "--to-date", "2026-04-01"], "Turn them round"),
        (["summary", "--from", "April"], "--from April"),
        (["gap", "--from", "2026-04-01"], "for the summary only"),
        (["sign-in", "--to-date", "2026-04-01"], "for the summary only"),
        (["feedback", "--from", "2026-04-01"], "for the summary only"),
        (["sign-in"], "of one event"),
        (["badges"], "of one event"),
    ],
)
def test_a_paper_asked_for_wrongly_is_2_and_nothing_is_written(
    program: Program, filled: Path, tmp_path: Path, words: list[str], reason: str
) -> None:
    target = tmp_path / ("x.json" if words[0] in ("gap", "summary") else "x.pdf")
    said = program("report", *words, "--out", target, "--file", filled)
    assert (said.status, reason in said.err) == (2, True), said.err
    assert not target.exists()


def test_a_sheet_that_is_written_has_its_numbers_in_the_file(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    words = ["report", "sign-in", "--event", "open day", "--out", tmp_path / "sheet.pdf"]
    assert program(*words, "--file", filled).status == 0
    assert rows(filled, "SELECT line_number FROM attendance ORDER BY 1") == [(1,), (2,)]


def test_badges_are_written_for_those_of_the_event(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "badges.pdf"
    words = ["report", "badges", "--event", "open day", "--out", target, "--file", filled]
    assert program(*words).status == 0
    printed = reading.words(target.read_bytes())
    assert "Zoë Bell" in printed
    assert "Jo Poe" in printed


@pytest.mark.parametrize("name", ["summary.pdf", "summary.xlsx", "summary.json", "said.pdf"])
def test_quotes_that_point_to_few_are_left_out_and_counted_but_in_the_file_for_the_office(
    program: Program, town: Path, tmp_path: Path, name: str, event: str
) -> None:
    with open_file(town, Keyboard("Tester", "test")) as file, file.writing("add") as session:
        words = {"voice": "own", "words": "No bus.", "may_quote": "yes"}
        said = acts.add(session, ContributionInput.parse(event_id=event, **words))
        [[project]] = ask(session, "SELECT id FROM project")
        about = {"title": "Buses", "contribution_ids": [said]}
        acts.add(session, MessageInput.parse(project_id=project, **about))
    done = program(*WRITTEN[name], tmp_path / name, "--file", town)
    assert (done.status, done.out) == (0, f"Wrote {tmp_path / name}\n")
    told = "1 quote that may be quoted was left out: it points to too few people."
    assert (told in done.err) is (name != "summary.json")
    assert (b"No bus." in (tmp_path / name).read_bytes()) is (name == "summary.json")


def test_a_file_without_a_project_says_so(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "empty.engagement"
    program("new", path)
    for made, words in WRITTEN.items():
        name = f"x{Path(made).suffix}"
        said = program(*words, tmp_path / name, "--file", path)
        assert (said.status, "no project" in said.err) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == ["empty.engagement"]
