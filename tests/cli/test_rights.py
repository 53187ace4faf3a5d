"""`person`: show, export, erase and merge, as a script uses them."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from engagement_app.domain.requests import put_request
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file
from tests.cli.conftest import Program
from tests.cli.looking import around, count, rows, unsound


@pytest.fixture
def filled(program: Program, town: Path, tmp_path: Path) -> Path:
    source = tmp_path / "list.csv"
    source.write_text(
        "Name,E-mail,Phone,Attendee number,Order\nZoë Bell,zoe@example.org,0113 496 0000,1,7\n"
        "Zoe Bell,,0113 496 0001,2,7\nJo Poe,,,3,7\n",
        encoding="utf-8",
    )
    assert program("import", "attendees", source, "--file", town).status == 0
    source.unlink()
    shutil.rmtree(town.parent / "backups")  # that before the import is of no matter here
    return town


def world(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.iterdir() if each.is_file())


def test_show_prints_everything_in_plain_text(program: Program, filled: Path) -> None:
    said = program("person", "show", "zoe@example.org", "--file", filled)
    assert (said.status, said.lines[0]) == (0, "Zoë Bell")
    for line in ("  E-mail: zoe@example.org", "  Status: Expected", "Changes"):
        assert line in said.lines


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "zoe bell"), "more than one person"),
        (("show", "Bell"), "There is nobody"),
        (("show", "Jo Poe", "Zoë Bell"), "Name one person"),
        (("merge", "Jo Poe"), "Name two people"),
        (("show", "Jo Poe", "--to", "x.pdf"), "--to does not go with"),
        (("export", "Jo Poe"), "--to X.pdf"),
        (("export", "Jo Poe", "--to", "x.csv"), "must end in"),
        (("export", "Jo Poe", "--yes", "--to", "x.pdf"), "--yes does not go with"),
        (("erase", "Jo Poe"), "add --yes"),
        (("erase", "Jo Poe", "--yes", "--reason", "Jo Poe asked"), "must not name"),
        (("merge", "Jo Poe", "zoe@example.org"), "add --yes"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_changed(
    program: Program, filled: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = filled.read_bytes()
    said = program("person", *words, "--file", filled)
    assert (said.status, said.out) == (2, "")
    assert sentence.lower() in said.err.lower()
    assert filled.read_bytes() == before


def test_a_name_that_fits_two_lists_both_with_their_ids(program: Program, filled: Path) -> None:
    said = program("person", "erase", "Zoe Bell", "--yes", "--file", filled)
    ids = [each for (each,) in rows(filled, "SELECT id FROM person WHERE family_name = 'Bell'")]
    assert said.status == 2
    assert all(each in said.err for each in ids)
    assert program("person", "show", ids[0].upper(), "--file", filled).status == 0


def test_export_writes_a_paper_and_a_document(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    for name in ("held.pdf", "held.json"):
        said = program("person", "export", "Jo Poe", "--to", tmp_path / name, "--file", filled)
        assert (said.status, said.out) == (0, f"Wrote {tmp_path / name}\n")
    assert (tmp_path / "held.pdf").read_bytes().startswith(b"%PDF")
    told = json.loads((tmp_path / "held.json").read_text(encoding="utf-8"))
    assert told["records"]["person"][0]["given_name"] == "Jo"


def test_a_mention_is_told_before_anything_is_handed_over(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    source = tmp_path / "said.csv"
    source.write_text("Event,Voice,Words\nOpen day,own,Jo Poe is late\n", encoding="utf-8")
    assert program("import", "contributions", source, "--file", filled).status == 0
    target = tmp_path / "held.pdf"
    said = program("person", "export", "Jo Poe", "--to", target, "--file", filled)
    assert "Mentions" in said.err


def test_erase_leaves_no_byte_keeps_the_count_and_a_sound_file(
    program: Program, filled: Path
) -> None:
    said = program("person", "erase", "zoe@example.org", "--yes", "--file", filled)
    assert (said.status, said.out) == (0, "Erased. Person: 1, Attendance: 1\n")
    assert around(filled) == [filled.name, f"{filled.name}.erased"]
    for mark in (b"zoe@example.org", "Zoë".encode(), b"0113 496 0000"):
        assert mark not in world(filled)
    assert (count(filled, "attendance"), count(filled, "person")) == (3, 3)
    assert unsound(filled) == []
    assert b"0113 496 0001" in world(filled), "the other one is as she was"


def test_erase_says_what_becomes_of_the_log_of_requests(
    program: Program, filled: Path, keyboard: Keyboard
) -> None:
    values = {"kind": "erasure", "who": "zoe@example.org", "received_on": date(2026, 11, 2)}
    with open_file(filled, keyboard) as file, file.writing("rights.request") as session:
        put_request(session, "rights_request", None, None, values)
    words = ("person", "erase", "zoe@example.org", "--file", filled)
    told = "1 entry in the log of requests loses their name and what it was about."
    assert told in program(*words).err
    assert told in program(*words, "--yes").lines
    assert b"zoe@example.org" not in filled.read_bytes()
    assert unsound(filled) == []


def test_no_list_brings_an_erased_person_back(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    ours = tmp_path / "ours.csv"
    assert program("export", "attendees", "--to", ours, "--file", filled).status == 0
    assert program("person", "erase", "zoe@example.org", "--yes", "--file", filled).status == 0
    again = program("import", "attendees", ours, "--file", filled)
    assert again.status == 0
    assert "was erased here" in again.err
    assert "zoe@example.org" not in str(rows(filled, "SELECT email FROM person"))
    assert count(filled, "person") == 3


def test_the_same_booking_again_brings_nobody_back(
    program: Program, town: Path, tmp_path: Path
) -> None:
    source = tmp_path / "report.csv"
    source.write_text(
        "Order #,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Attendee Status\n"
        "1001,Zed,Quiller,zed@example.org,1,General,501,Attending\n",
        encoding="utf-8",
    )
    taken = program("import", "attendees", source, "--file", town)
    assert taken.status == 0, taken.err
    assert "Eventbrite" in taken.out
    assert program("person", "erase", "zed@example.org", "--yes", "--file", town).status == 0
    again = program("import", "attendees", source, "--file", town)
    assert (again.status, count(town, "person")) == (0, 1)
    assert rows(town, "SELECT email FROM person") == [(None,)]


def test_a_project_from_before_is_told_record_by_record(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before.json"
    assert program("export", "project", "--to", before, "--file", filled).status == 0
    assert program("person", "erase", "zoe@example.org", "--yes", "--file", filled).status == 0
    said = program("import", "project", before, "--file", filled)
    assert (said.status, said.out) == (0, "0 records made, 0 changed\n")
    assert said.err.count("was erased") == 2
    assert rows(filled, "SELECT count(*) FROM person WHERE email IS NOT NULL") == [(0,)]


def test_an_erased_person_goes_out_and_into_another_file_as_nobody(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    assert program("person", "erase", "zoe@example.org", "--yes", "--file", filled).status == 0
    after, other = tmp_path / "after.json", tmp_path / "other.engagement"
    assert program("export", "project", "--to", after, "--file", filled).status == 0
    assert program("new", other).status == 0
    assert program("import", "project", after, "--file", other).status == 0
    assert count(other, "attendance") == 3


def test_merge_reads_the_second_as_the_first(program: Program, filled: Path) -> None:
    [(other,)] = rows(filled, "SELECT id FROM person WHERE phone = '0113 496 0001'")
    said = program("person", "merge", "zoe@example.org", other, "--yes", "--file", filled)
    assert said.status == 0
    [(kept,)] = rows(filled, f"SELECT same_as_id FROM person WHERE id = '{other}'")
    assert rows(filled, f"SELECT email FROM person WHERE id = '{kept}'") == [("zoe@example.org",)]
    again = program("person", "merge", "zoe@example.org", other, "--yes", "--file", filled)
    assert (again.status, "one and the same" in again.err) == (2, True)
