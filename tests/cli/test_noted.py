"""What commands do is noted in the audit, in words that name nobody."""

import json

import pytest

from engagement_app.domain.audit_words import about_entry, words_of_entry
from engagement_app.store.act import Keyboard
from engagement_app.store.audit import AUDIT
from engagement_app.store.chain import chain_faults
from engagement_app.store.datafile import open_file
from tests.store.keys.waiting import let_pass

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("cheap_keys")]

WORDS = "three words of Siân"
ROLES = "Role,Belt,Hours needed\nTimekeeper,both,3\nNobody,nowhere,1\n"


@pytest.fixture
def secret(tmp_path):
    def written(text, name="words.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def noted(path, passphrase=None):
    """All that was noted, in words, of a chain that is whole."""
    with open_file(path, Keyboard("x", "y"), passphrase) as file, file.reading() as session:
        assert list(chain_faults(session)) == []
        rows = session.execute(AUDIT.select().order_by(AUDIT.c.at, AUDIT.c.number)).all()
    return [(words_of_entry(row.act), about_entry(row.detail)) for row in rows]


def test_protecting_wrong_passphrases_and_taking_it_away_are_noted(program, town, secret):
    right, wrong = secret(WORDS), secret("wrong", "wrong.txt")
    assert program("protect", "--file", town, "--passphrase-file", right).status == 0
    for _turn in range(3):
        said = program("export", "roles", "--to", town.parent / "r.csv", "--file", town,
                       "--passphrase-file", wrong)  # fmt: skip
        assert said.status == 3
        let_pass(town)
    assert noted(town, WORDS)[0] == ("protection", "file protected")
    [(act, about)] = noted(town, WORDS)[1:]
    assert (act, about[:8]) == ("wrong passphrase or code", "3 times,")
    assert program("unprotect", "--file", town, "--passphrase-file", right).status == 0
    assert noted(town)[-1] == ("protection", "protection taken away")


def test_recovering_is_noted_and_a_wrong_code_too(program, town, secret):
    said = program("protect", "--file", town, "--passphrase-file", secret(WORDS))
    code = secret(said.lines[0], "code.txt")
    new = secret("newer words", "new.txt")
    from engagement_app.store.keys.recovery_code import new_code

    other = secret(new_code(), "other.txt")
    recover = ("recover", "--file", town, "--passphrase-file", new, "--code-file")
    assert program(*recover, other).status == 3
    let_pass(town)
    assert program(*recover, code).status == 0
    told = noted(town, "newer words")
    assert told[1][0] == "wrong passphrase or code"
    assert told[2] == ("protection", "opened by the recovery code, another passphrase")


def test_imports_exports_reports_and_backups_are_noted_once_each(program, town, secret, tmp_path):
    source = secret(ROLES, "list of Zebedeus.csv")
    for _turn in range(2):
        program("import", "roles", source, "--file", town)
    program("import", "roles", source, "--file", town, "--dry-run")
    program("export", "roles", "--to", tmp_path / "roles.csv", "--file", town)
    program("report", "gap", "--out", tmp_path / "gap.json", "--file", town)
    copy = program("backup", "--file", town).lines[0]
    assert noted(town) == [
        ("import", "roles, 1 row, 1 row refused"),
        ("export", "roles, csv, 1 row"),
        ("report saved", "resourcing gap, json"),
        ("backup", copy.rpartition("/")[2]),
    ]
    assert program("restore", copy, "--file", town, "--yes").status == 0
    assert noted(town)[-1] == ("restored from a backup", copy.rpartition("/")[2])


def test_a_project_that_comes_in_is_noted_and_one_that_changes_nothing_is_not(
    program, town, tmp_path
):
    document = tmp_path / "p.json"
    program("export", "project", "--to", document, "--file", town)
    program("import", "project", document, "--file", town)
    assert [act for act, _about in noted(town)] == ["export"]
    content = json.loads(document.read_text("utf-8"))
    content["project"][0]["name"] = "Another name"
    document.write_text(json.dumps(content), encoding="utf-8")
    program("import", "project", document, "--file", town)
    assert noted(town)[-1] == ("import", "whole project, 1 row")


def test_what_is_held_on_a_person_is_noted_and_their_erasure_empties_it(program, town, secret):
    people = secret("Name,Attendee number,Order\nZebedeus Quill,1,7\n", "people.csv")
    program("import", "attendees", people, "--file", town)
    assert program("person", "show", "Zebedeus Quill", "--file", town).status == 0
    target = town.parent / "held.json"
    program("person", "export", "Zebedeus Quill", "--to", target, "--file", town)
    assert noted(town)[1:] == [
        ("all we hold on a person", "shown"),
        ("all we hold on a person", "json"),
    ]
    program("backup", "--file", town)
    said = program("person", "erase", "Zebedeus Quill", "--yes", "--file", town)
    assert "2 backups from before an erasure: beyond use until" in said.err
    told = noted(town)
    assert told[1:3] == [("all we hold on a person", "(erased)")] * 2
    assert told[-1] == ("erased", "2 records")
    assert program("check", "--file", town).out == "sound\n"
