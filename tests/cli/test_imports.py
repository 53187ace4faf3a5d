"""`import`: what is printed, what is taken, and that nothing is ever half taken."""

import json
import resource
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from engagement_app.cli import importing
from engagement_app.cli.main import parser
from engagement_app.store import engine
from tests.cli.conftest import Program
from tests.cli.looking import around, count, rows, unsound

pytestmark = pytest.mark.thorough

LIST = "First name,Surname,E-mail,Shoe size\nZoë,Bell,z@example.org,5\n,,,6\nJo,Poe,,\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@contextmanager
def small_disk(largest: int) -> Iterator[None]:
    """No file may grow over so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_import_says_what_it_read_and_what_it_did(
    program: Program, town: Path, source: Path
) -> None:
    said = program("import", "attendees", source, "--file", town)
    assert said.status == 0
    assert said.out == (
        "Read as: a list whose headers are understood\n"
        "3 rows new or changed, 0 as they were, 0 refused\n"
    )
    assert said.err == "Columns that are not known and were left out: Shoe size\n"
    said = program("import", "attendees", source, "--file", town)
    assert (said.status, said.lines[-1]) == (0, "0 rows new or changed, 3 as they were, 0 refused")
    assert (count(town, "person"), count(town, "attendance")) == (2, 3)


def test_a_dry_run_prints_row_by_row_and_writes_nothing(
    program: Program, town: Path, source: Path
) -> None:
    program("check", "--file", town)
    before = town.read_bytes()
    said = program("import", "attendees", source, "--file", town, "--dry-run")
    assert said.status == 0
    assert said.lines[1:] == [
        "line 2: Zoë Bell: new",
        "line 3: Nameless: new",
        "line 4: Jo Poe: new",
        "3 rows new or changed, 0 as they were, 0 refused",
        "Nothing was changed: this was a dry run.",
    ]
    assert town.read_bytes() == before


def test_a_dry_run_of_a_document_writes_nothing(
    program: Program, town: Path, tmp_path: Path
) -> None:
    document = tmp_path / "p.json"
    program("export", "project", "--file", town, "--to", document)
    content = json.loads(document.read_text())
    content["project"][0]["place"] = "Tawe"
    document.write_text(json.dumps(content))
    before = town.read_bytes()
    said = program("import", "project", document, "--file", town, "--dry-run")
    assert said.lines == ["0 records made, 1 changed", "Nothing was changed: this was a dry run."]
    assert town.read_bytes() == before
    assert program("import", "project", document, "--file", town).status == 0
    assert rows(town, "SELECT place FROM project") == [("Tawe",)]


def test_refused_rows_are_named_with_their_line_and_the_rest_is_taken(
    program: Program, town: Path, source: Path
) -> None:
    source.write_text('Name,Status\nJo Bell,here\n"Al\nRoe",maybe not\nTotal,\nVi Poe,\n')
    said = program("import", "attendees", source, "--file", town)
    assert said.status == 1
    assert said.lines[-1] == "2 rows new or changed, 0 as they were, 2 refused"
    refused = said.err.splitlines()
    assert [line.partition(":")[0] for line in refused] == [
        "line 3 was refused", "line 5 was refused",
    ]  # fmt: skip
    assert "“maybe not”" in refused[0]
    assert "total" in refused[1]
    assert count(town, "attendance") == 2


@pytest.mark.parametrize("kind", ["attendees", "roles", "funding"])
def test_where_no_row_could_be_taken_nothing_is_changed_and_it_is_2(
    program: Program, town: Path, source: Path, kind: str
) -> None:
    program("check", "--file", town)
    sheets = {
        "attendees": "Name,Event,Status\nJo Bell,New event,perchance\n",
        "roles": "Role,Belt,Event\nHost,route in,Nowhere\n",
        "funding": "Funder,Fund,Amount,Role,Allocated\nTrust,Grant,100,Nobody,50\n",
    }
    source.write_text(sheets[kind])
    before = town.read_bytes()
    said = program("import", kind, source, "--file", town)
    assert (said.status, "line 2 was refused" in said.err) == (2, True)
    assert town.read_bytes() == before


@pytest.mark.parametrize("kind", ["attendees", "roles", "funding", "project"])
@pytest.mark.parametrize("what", ["missing", "folder", "empty", "picture", "data file"])
def test_a_source_that_cannot_be_read_is_2_and_changes_nothing(
    program: Program, town: Path, source: Path, tmp_path: Path, kind: str, what: str
) -> None:
    program("check", "--file", town)
    (tmp_path / "folder").mkdir()
    contents = {"empty": b"", "picture": b"\x89PNG\r\n" * 99}
    if what in contents:
        source.write_bytes(contents[what])
    path = {"missing": tmp_path / "no.csv", "folder": tmp_path / "folder", "data file": town}
    before = town.read_bytes()
    said = program("import", kind, path.get(what, source), "--file", town)
    assert (said.status, said.out) == (2, "")
    assert town.read_bytes() == before


def test_a_source_that_may_not_be_read_is_2(
    program: Program, town: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", closed)
    for kind in ("attendees", "roles", "funding"):
        said = program("import", kind, source, "--file", town)
        assert (said.status, "Permission denied" in said.err) == (2, True)


def test_where_the_window_would_ask_the_option_that_answers_is_named(
    program: Program, town: Path, source: Path
) -> None:
    source.write_text("Name,Arrived\nJo Bell,03/04/26 10:00\n")
    said = program("import", "attendees", source, "--file", town)
    assert (said.status, "--date-order" in said.err) == (2, True)
    said = program("import", "attendees", source, "--file", town, "--date-order", "dmy")
    assert said.status == 0
    assert rows(town, "SELECT arrived_at FROM attendance")[0][0].startswith("2026-04-03 09:00")
    source.write_bytes("Name\nZoë Bell\n".encode("cp1252"))
    said = program("import", "attendees", source, "--file", town)
    assert (said.status, "--encoding" in said.err) == (2, True)
    assert program("import", "attendees", source, "--file", town, "--encoding", "x").status == 2
    said = program("import", "attendees", source, "--file", town, "--encoding", "cp1252")
    assert (said.status, count(town, "person")) == (0, 2)


def test_the_event_is_named_by_its_id_or_its_title_and_else_the_candidates_are_listed(
    program: Program, town: Path, source: Path, event: str
) -> None:
    new = source.with_name("forum.csv")
    new.write_text("Name,Event\nAl Roe,Forum\nVi Poe,forum \n")
    said = program("import", "attendees", new, "--file", town)
    assert "“Forum”" in said.err
    assert count(town, "event") == 2
    said = program("import", "attendees", source, "--file", town)
    assert said.status == 2
    assert f"{event}  Open day" in said.err.splitlines()
    for named in (event, event.upper(), "Open day", "  open DAY"):
        said = program("import", "attendees", source, "--file", town, "--event", named)
        assert said.status == 0, said.err
    assert program("import", "attendees", source, "--file", town, "--event", "Fair").status == 2
    assert count(town, "attendance") == 5


def test_the_project_is_named_where_there_are_several(
    program: Program, town: Path, source: Path, tmp_path: Path, project: str
) -> None:
    second = tmp_path / "second.engagement"
    program("new", second, "--project", "Tawe green spaces", "--event", "Walk")
    program("export", "project", "--file", second, "--to", tmp_path / "second.json")
    assert program("import", "project", tmp_path / "second.json", "--file", town).status == 0
    other = rows(second, "SELECT id FROM project")[0][0]
    commands = (
        ["import", "attendees", source],
        ["export", "attendees", "--to", tmp_path / "x.csv"],
        ["export", "project", "--to", tmp_path / "x.json"],
        ["report", "gap", "--out", tmp_path / "x.json"],
    )
    for words in commands:
        for named in ([], ["--project", "Tawe green spaces"]):
            said = program(*words, "--file", town, *named)
            assert said.status == 2
            assert {f"{each}  Tawe green spaces" for each in (project, other)} < set(
                said.err.splitlines()
            )
        assert program(*words, "--file", town, "--project", "Elsewhere").status == 2
        assert program(*words, "--file", town, "--project", other).status == 0
    assert rows(town, "SELECT DISTINCT event.title FROM attendance JOIN event"
                      " ON event.id = event_id") == [("Walk",)]  # fmt: skip


def test_options_that_mean_nothing_for_a_kind_are_refused(
    program: Program, town: Path, source: Path
) -> None:
    source.write_text("Funder,Fund,Amount\nTrust,Grant,100\n")
    said = program("import", "funding", source, "--file", town, "--event", "Open day")
    assert (said.status, "--event" in said.err) == (2, True)
    for option in ("--event", "--project", "--date-order", "--encoding"):
        said = program("import", "project", source, "--file", town, option, "dmy")
        assert (said.status, option in said.err) == (2, True)


def test_every_fault_of_a_document_is_one_line_and_nothing_is_changed(
    program: Program, town: Path, tmp_path: Path
) -> None:
    document = tmp_path / "p.json"
    document.write_text('{"format": "engagement-project", "version": 1, "project": [], "x": []}')
    before = town.read_bytes()
    said = program("import", "project", document, "--file", town)
    assert (said.status, said.out) == (2, "")
    assert all(": " in line for line in said.err.splitlines()[:-1])
    assert town.read_bytes() == before


def test_a_record_deleted_here_is_named_by_path_and_id(
    program: Program, town: Path, tmp_path: Path, event: str
) -> None:
    document = tmp_path / "p.json"
    program("export", "project", "--file", town, "--to", document)
    content = json.loads(document.read_text())
    document.write_text(json.dumps(content | {
        "event": [content["event"][0] | {"deleted_at": "2026-01-01T00:00:00Z"}]}))  # fmt: skip
    assert program("import", "project", document, "--file", town).status == 0
    document.write_text(json.dumps(content))
    said = program("import", "project", document, "--file", town)
    assert (said.status, said.err.startswith(f"event[0] {event}: ")) == (0, True)


def test_an_import_that_is_interrupted_leaves_the_file_as_it_was(
    program: Program, town: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = importing.take_in

    def interrupted(*given: object) -> None:
        really(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    program("check", "--file", town)
    before = town.read_bytes()
    monkeypatch.setattr(importing, "take_in", interrupted)
    said = program("import", "attendees", source, "--file", town)
    assert said.status == 130
    assert "nothing half done" in said.err
    assert (count(town, "person"), unsound(town)) == (0, [])
    assert town.read_bytes() == before
    assert around(town) == ["list.csv", "notes.engagement"]


def test_a_full_disk_is_4_and_leaves_the_file_as_it_was(
    program: Program, town: Path, source: Path
) -> None:
    program("check", "--file", town)
    source.write_text("Name\n" + "".join(f"Jo Bell{n}\n" for n in range(3000)))
    with small_disk(town.stat().st_size + 20_000):
        said = program("import", "attendees", source, "--file", town)
    assert said.status == 4
    assert (count(town, "person"), unsound(town)) == (0, [])
    assert program("import", "attendees", source, "--file", town).status == 0
    assert count(town, "person") == 3000


def test_a_file_that_another_program_is_writing_is_3(
    program: Program, town: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("check", "--file", town)
    monkeypatch.setitem(engine._SETTINGS, "busy_timeout", ("50", 50))
    monkeypatch.setattr(engine.dbapi2, "connect", partial(engine.dbapi2.connect, timeout=0.05))
    with closing(dbapi2.connect(str(town), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = program("import", "attendees", source, "--file", town)
        other.execute("ROLLBACK")
    assert (said.status, "in use" in said.err) == (3, True)
    assert count(town, "person") == 0


def test_three_thousand_rows_below_a_title_and_with_semicolons_are_taken(
    program: Program, town: Path, source: Path
) -> None:
    people = "".join(f"Jo{n};Bell;0113 {n:07};jo{n}@example.org\n" for n in range(2999))
    source.write_text(
        "Autumn forum: who is coming\n\nprinted 3 November\n"
        "Forename;Surname;Tel;E-mail\n" + people + "Dr Siân;Jones MBE;;\n",
        encoding="utf-8-sig",
    )
    said = program("import", "attendees", source, "--file", town)
    assert (said.status, said.err) == (0, "")
    assert said.lines[-1] == "3,000 rows new or changed, 0 as they were, 0 refused"
    again = program("import", "attendees", source, "--file", town)
    assert again.lines[-1] == "0 rows new or changed, 3,000 as they were, 0 refused"


def test_a_name_over_two_lines_does_not_break_the_lines_that_are_printed(
    program: Program, town: Path, source: Path
) -> None:
    source.write_text('Given name,Family name\n"Jo\nAnn",Bell\n"Jo\nAnn",Bell\n')
    said = program("import", "attendees", source, "--file", town, "--dry-run")
    assert said.lines[1:3] == ["line 2: Jo Ann Bell: new", "line 4: Jo Ann Bell: new"]
    assert len(said.err.splitlines()) == 1


SHEETS = {
    "attendees": "Name,Given name,Family name,Known as,E-mail,Phone,Postcode,Organisation,"
    "Access needs,Notes,Do not contact,Event,Status,Attended,Arrived,Left,First time,"
    "Wants to stay involved",
    "roles": "Role,Belt,Held by organisation,Held by person,Hours needed,Hours assigned,"
    "Hourly cost,Overhead,Other costs,Event,Body,Skills needed,Notes",
    "funding": "Funder,Fund,Reference,Status,Amount,Start,End,Role,Allocated",
}
WORDS = {
    "attendees": ["expected", "here", "left", "did not come", "excused"],
    "roles": ["route in", "voice for", "both"],
    "funding": ["applied", "confirmed", "refused", "closed"],
}


@pytest.mark.parametrize("kind", [*SHEETS, "project"])
def test_the_help_names_each_kind_with_its_columns_and_words_and_an_example(
    program: Program, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        program("import", "--help")
    said = " ".join(capsys.readouterr().out.split())
    section = said.partition(f"{kind.upper()}: ")[2].partition("Example: ")
    for name in (*SHEETS.get(kind, "").split(","), *WORDS.get(kind, [])):
        assert name in section[0]
    command, named, example = section[2].split()[:3]
    assert parser().parse_args([command, named, example.rstrip(".")]).kind == kind


@pytest.mark.parametrize("kind", SHEETS)
def test_every_column_and_word_that_the_help_names_is_known(
    program: Program, town: Path, source: Path, kind: str
) -> None:
    header = SHEETS[kind]
    column = {"roles": "Belt"}.get(kind, "Status")
    filled = {"Name": "Jo Bell", "Role": "Host", "Belt": "both", "Fund": "Warm", "Amount": "1"}
    rows = []
    for word in WORDS[kind]:
        cells = filled | {"Role": "" if kind == "funding" else "Host", column: word}
        rows.append(",".join(cells.get(name, "") for name in header.split(",")))
    source.write_text("\n".join([header, *rows]))
    said = program("import", kind, source, "--file", town)
    assert (said.status, "not known" in said.err) == (0, False)


def test_what_is_said_of_all_the_funds_is_printed_and_is_no_fault(
    program: Program, town: Path, source: Path
) -> None:
    source.write_text("Funder,Amount,Status\nTrust,100,confirmed\n")
    for _each in range(2):
        said = program("import", "funding", source, "--file", town)
        assert (said.status, said.err.startswith("£100.00 of confirmed money")) == (0, True)


def test_work_on_our_own_list_is_told_from_other_lists(
    program: Program, town: Path, source: Path, tmp_path: Path
) -> None:
    source.write_text("Name,Status\nJo Bell,Attending\n")
    program("import", "attendees", source, "--file", town)
    ours = tmp_path / "ours.csv"
    program("export", "attendees", "--file", town, "--to", ours)
    ours.write_bytes(ours.read_bytes().replace(b"expected", b"excused"))
    assert program("import", "attendees", ours, "--file", town).status == 0
    said = program("import", "attendees", source, "--file", town)
    assert (said.status, "was set to “excused” here" in said.err) == (0, True)
    assert rows(town, "SELECT status FROM attendance") == [("excused",)]
