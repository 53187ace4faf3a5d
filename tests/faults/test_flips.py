"""A short sample of `flips.py`, and whole pages that are lost."""

import os
from contextlib import closing

import pytest

from engagement_app.domain import acts
from engagement_app.domain.projects import Project
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError
from engagement_app.store import backup
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from engagement_app.store.repair import Others, repair
from tests.faults.flips import Figures, Scene, rows
from tests.faults.signing_in import KEYBOARD
from tests.faults.tried_files import KINDS

pytestmark = pytest.mark.thorough


@pytest.fixture(autouse=True)
def put_back_home(monkeypatch):
    """The scene moves the home; what was there before comes back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", os.environ.get("XDG_CONFIG_HOME", "/nowhere"))


def turn(scene, word, *, last=False):
    """Turn a bit in the middle of a word of the file."""
    at = scene.content.rfind(word) if last else scene.content.find(word)
    assert at > 0
    scene.flip(8 * (at + len(word) // 2) + 1)


@pytest.mark.parametrize(("word", "last"), [(b"Guest 3", False), (b'"Guest 9"', True)])
def test_a_letter_that_sqlite_thinks_nothing_of_is_found_and_repaired(word, last, tmp_path):
    scene, figures = Scene(tmp_path, protected=False), Figures()
    turn(scene, word, last=last)
    assert not scene.sqlite_finds_out()
    assert scene.is_found_out()
    scene.repaired(figures)
    assert (figures.whole + figures.told, figures.lost, figures.touched) == (1, 0, 0)


def test_an_id_that_is_no_text_any_more_is_found_and_repaired(tmp_path):
    scene, figures = Scene(tmp_path, protected=False), Figures()
    with closing(connect(scene.path)) as connection:
        [[word]] = connection.execute("SELECT id FROM change ORDER BY hlc DESC LIMIT 1")
    scene.flip(8 * scene.content.find(word.encode()) + 8 * 9 + 7)
    assert scene.path.read_bytes() != scene.content
    assert scene.is_found_out()
    with pytest.raises(StorageError, match="damaged"):
        backup.make(scene.path, tmp_path / "safe", EVERY.values())
    scene.repaired(figures)
    assert (figures.whole + figures.told, figures.lost, figures.touched) == (1, 0, 0)


def test_a_type_that_is_no_text_any_more_costs_no_row(tmp_path):
    scene, figures = Scene(tmp_path, protected=False, backed_up=False), Figures()
    at = scene.content.find(b"CREATE TABLE audit_entry")
    scene.flip(8 * scene.content.find(b"VARCHAR(36)", at) + 8 + 7)
    assert scene.is_found_out()
    scene.repaired(figures)
    assert (figures.whole, figures.lost, figures.touched) == (1, 0, 0)


@pytest.mark.parametrize("table", ["audit_entry", "monitoring_response", "rights_request"])
def test_a_table_that_the_damage_hides_is_told_of(table, tmp_path):
    scene, figures = Scene(tmp_path, protected=False, backed_up=False), Figures()
    at = scene.content.find(f"table{table}{table}".encode())
    assert at > 0
    scene.flip(8 * scene.content.find(b"CREATE", at) + 1)
    assert scene.is_found_out()
    scene.repaired(figures)
    assert (figures.lost, figures.touched) == (0, 0)
    assert figures.whole + figures.told == 1


@pytest.mark.thorough
def test_a_flip_in_a_protected_file_is_found_and_repaired(tmp_path):
    scene, figures = Scene(tmp_path, protected=True), Figures()
    scene.flip(8 * len(scene.content) // 3)
    assert scene.is_found_out()
    scene.repaired(figures)
    assert (figures.whole, figures.lost, figures.touched) == (1, 0, 0)


def assert_all_is_there(made, scene):
    """And nothing else, but that it was repaired."""
    again, before = rows(made.path, scene.key), dict(scene.rows)
    assert before.pop("audit_entry") <= again.pop("audit_entry")
    assert again == before


def pages_of(scene, name):
    """The pages of a table or index, but for its root where it has others."""
    with closing(connect(scene.path, scene.key)) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,))
        return found.fetchone()[0]


def test_a_page_of_an_index_costs_nothing(tmp_path):
    scene = Scene(tmp_path, protected=False, backed_up=False)
    spoil_page(scene, pages_of(scene, "ix_change_hlc"))
    assert scene.is_found_out()
    made = repair(scene.path, EVERY, "Tester", None, Others())
    assert_all_is_there(made, scene)


@pytest.mark.thorough
@pytest.mark.parametrize("backed_up", [True, False])
def test_the_root_of_the_change_log_lost_leaves_what_the_tables_and_the_backup_have(
    backed_up, tmp_path
):
    scene = Scene(tmp_path, protected=False, backed_up=backed_up)
    spoil_page(scene, pages_of(scene, "change"))
    assert scene.is_found_out()
    if not backed_up:
        with pytest.raises(Exception, match="could not be repaired"):
            repair(scene.path, EVERY, "Tester", None, Others())
        return
    made = repair(scene.path, EVERY, "Tester", None, Others(scene.backups))
    again = rows(made.path, None)
    assert {name: again[name] for name in EVERY} == {name: scene.rows[name] for name in EVERY}
    assert sum("as its table has it" in told for told in made.told) == 20
    with open_file(made.path, KEYBOARD) as file, file.reading() as session:
        assert list(findings(session, EVERY.values())) == []


def spoil_page(scene, number):
    content = bytearray(scene.content)
    content[(number - 1) * 4096 : number * 4096] = b"\xff" * 4096
    scene.path.write_bytes(content)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_deleted_behind_the_back_of_the_program_comes_back(kind, tmp_path):
    scene = Scene(tmp_path, protected=KINDS[kind], backed_up=False)
    assert not scene.is_found_out()
    with closing(connect(scene.path, scene.key)) as connection:
        connection.execute("DELETE FROM attendance WHERE rowid = 3")
        connection.execute("DELETE FROM person WHERE rowid = 3")
    assert scene.is_found_out()
    assert not scene.sqlite_finds_out()
    made = repair(scene.path, EVERY, "Tester", scene.key, Others())
    assert_all_is_there(made, scene)


def test_a_record_of_which_the_first_change_is_gone_is_as_its_table_has_it(tmp_path):
    scene = Scene(tmp_path, protected=False, backed_up=False)
    with closing(connect(scene.path)) as connection:
        connection.execute(
            "DELETE FROM change WHERE kind = 'attendance' AND rowid IN"
            " (SELECT min(rowid) FROM change WHERE kind = 'attendance' GROUP BY record_id LIMIT 2)"
        )
    assert scene.is_found_out()
    made = repair(scene.path, EVERY, "Tester", None, Others())
    again = rows(made.path, None)
    assert {name: again[name] for name in EVERY} == {name: scene.rows[name] for name in EVERY}
    assert sum("as its table has it" in told for told in made.told) == 2
    with open_file(made.path, KEYBOARD) as file, file.reading() as session:
        assert list(findings(session, EVERY.values())) == []


def test_changes_that_others_saw_and_nobody_has_are_told_and_written_down(tmp_path):
    scene = Scene(tmp_path, protected=False, backed_up=False)
    with open_file(scene.path, KEYBOARD) as file:
        for name in ("Once", "Twice"):
            with file.writing("rename") as session:
                project = next(iter(rows(scene.path, None)["project"]))[0]
                acts.amend(session, Project, project, name=name)
    with closing(connect(scene.path)) as connection:
        connection.execute("DELETE FROM change WHERE fields LIKE '%Once%'")
    made = repair(scene.path, EVERY, "Tester", None, Others())
    assert sum(told.startswith("Lost: the change") for told in made.told) == 1
    with open_file(made.path, KEYBOARD) as file, file.reading() as session:
        assert list(findings(session, EVERY.values())) == []
    assert "Twice" in next(iter(rows(made.path, None)["project"]))


def test_what_is_too_little_to_be_a_record_is_told(tmp_path):
    """The page that holds the tables' own rows is gone as well."""
    scene = Scene(tmp_path, protected=False, backed_up=False)
    with closing(connect(scene.path)) as connection:
        connection.execute("DELETE FROM change WHERE kind = 'attendance' AND fields LIKE '%event%'")
        connection.execute("DELETE FROM attendance")
    made = repair(scene.path, EVERY, "Tester", None, Others())
    assert not rows(made.path, None)["attendance"]
    assert sum(told.startswith("Not recovered: attendance") for told in made.told) == 30
