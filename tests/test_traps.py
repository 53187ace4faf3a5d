"""One test for each known trap of the libraries below us that would lose or alter what is kept."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy import select

from engagement_app.domain import acts
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.projects import Project, ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.store import schema
from engagement_app.store.engine import open_engine
from engagement_app.store.records import create, table_of

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def families(tmp_path):
    """A migration that widens a parent's column by rebuilding its table, and a file to try it."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    source = schema.MIGRATIONS / "env.py"
    (tmp_path / "migrations" / "env.py").write_text(source.read_text())
    (versions / "0001_widen.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        "revision, down_revision = '0001', None\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('team') as batch:\n"
        "        batch.alter_column('name', type_=sa.String(500))\n"
    )
    (tmp_path / "families.engagement").touch()
    engine = open_engine(tmp_path / "families.engagement")
    with engine.begin() as connection:
        for statement in (
            "CREATE TABLE team (id INTEGER PRIMARY KEY, name VARCHAR(10))",
            "CREATE TABLE member (id INTEGER PRIMARY KEY,"
            " team_id INTEGER REFERENCES team ON DELETE CASCADE)",
            "INSERT INTO team VALUES (1, 'North')",
            "INSERT INTO member VALUES (1, 1), (2, 1), (3, 1)",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    return tmp_path


def members(path):
    engine = open_engine(path)
    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM member").scalar()
    engine.dispose()
    return count


def test_rebuilding_a_table_in_a_migration_keeps_its_children(families, monkeypatch):
    monkeypatch.setattr(schema, "MIGRATIONS", families / "migrations")
    schema.make(families / "families.engagement")
    assert members(families / "families.engagement") == 3


def test_with_foreign_keys_on_the_same_migration_would_empty_the_children(families, monkeypatch):
    """The control: the trap is still there, so the test above means something."""
    monkeypatch.setattr(schema, "MIGRATIONS", families / "migrations")
    monkeypatch.setattr(schema, "open_engine", lambda path, *_, **__: open_engine(path))
    schema.make(families / "families.engagement")
    assert members(families / "families.engagement") == 0


def test_a_migration_that_fails_half_way_leaves_nothing_of_itself(families, monkeypatch):
    monkeypatch.setattr(schema, "MIGRATIONS", families / "migrations")
    broken = families / "migrations" / "versions" / "0001_widen.py"
    broken.write_text(broken.read_text() + "    raise RuntimeError('half way')\n")
    before = (families / "families.engagement").read_bytes()
    with pytest.raises(RuntimeError, match="half way"):
        schema.make(families / "families.engagement")
    assert (families / "families.engagement").read_bytes() == before


def test_tables_check_nothing_which_is_why_inputs_do():
    assert Project(name=7, nonsense=True).name == 7
    with pytest.raises(UserError):
        ProjectInput.parse(name=None)


def test_an_input_takes_no_unknown_keyword():
    with pytest.raises(ValidationError):
        ProjectInput(name="Tawe", nonsense=True)
    with pytest.raises(UserError):
        ProjectInput.parse(name="Tawe", nonsense=True)


def test_a_time_without_its_offset_is_refused(project):
    with pytest.raises(UserError, match="offset") as caught:
        EventInput.parse(project_id=project, title="Open day", starts_at=datetime(2026, 11, 23))
    assert caught.value.field == "starts_at"


def test_a_time_comes_back_aware_and_at_the_same_moment(data_file, project):
    said = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    with data_file.writing("new event") as session:
        entry = EventInput.parse(project_id=project, title="Open day", starts_at=said)
        event = acts.add(session, entry)
    with data_file.reading() as session:
        kept = acts.get(session, Event, event)["starts_at"]
    assert kept == said
    assert kept.tzinfo is UTC


def test_choices_are_kept_as_their_words(data_file, event):
    with data_file.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT status, kind FROM event").one()
    assert tuple(kept) == ("planned", "other")


def test_money_is_whole_pence_and_no_column_is_a_bare_float():
    for name, entity in TABLES.items():
        for column in table_of(entity).c:
            kind = type(column.type)
            assert not issubclass(kind, sa.Numeric), f"{name}.{column.name}"


def test_ids_stay_text_whatever_they_look_like(data_file):
    """An affinity that took ids for numbers would alter those such as 1e5."""
    odd = "00000000-0000-4000-8000-0000000001e5"
    with data_file.writing("new project") as session:
        create(session, Project, [acts.whole_row(Project, odd, {"name": "Odd"})])
    with data_file.reading() as session:
        table = table_of(Project)
        assert session.execute(select(table.c.id)).scalars().all() == [odd]
        [kind] = session.connection().exec_driver_sql("SELECT typeof(id) FROM project").one()
    assert kind == "text"


def test_every_constraint_has_a_name_so_that_it_can_be_changed_later():
    for name, entity in TABLES.items():
        for constraint in table_of(entity).constraints:
            assert constraint.name, f"{name}: {constraint}"


def kept_files():
    """The files of the repository: those that git keeps, or all of an unpacked archive."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if told.returncode == 0 and told.stdout:
        files = [ROOT / name for name in told.stdout.decode().split("\0") if name]
        return [path for path in files if path.is_file()]
    folders = [ROOT / name for name in ("engagement_app", "tests", "resources")]
    beside = [path for path in ROOT.iterdir() if path.is_file()]
    within = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in beside + within if "__pycache__" not in path.parts]


HOSTS = [b"files." + b"pythonhosted", b"pypi." + b"org", b"registry." + b"npmjs", b"/simple" + b"/"]


def test_no_lock_file_and_no_host_of_a_registry_is_kept():
    for path in kept_files():
        assert path.name != "uv.lock"
        content = path.read_bytes()
        assert not [host for host in HOSTS if host in content], path


def test_no_path_of_this_machine_is_kept():
    here = [f"{place}/".encode() for place in (ROOT, sys.prefix) if len(str(place)) > 8]
    for path in kept_files():
        content = path.read_bytes()
        assert not [place for place in here if place in content], path


def test_no_package_is_asked_for_that_cannot_be_had():
    """The extra of ReportLab for right-to-left text needs `rlbidi`, which nobody publishes."""
    told = (ROOT / "pyproject.toml").read_text()
    assert "bidi" not in told
    assert "reportlab" in told


CLICKED = "key" + "Clicks("
TYPED = f"""
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
line = QLineEdit()
QTest.{CLICKED}line, "Siân")
"""


def test_no_test_types_in_a_way_that_ends_at_a_letter_with_an_accent():
    for path in sorted((ROOT / "tests").rglob("*.py")):
        assert CLICKED not in path.read_text(encoding="utf-8"), path


@pytest.mark.thorough
def test_the_way_of_qt_would_still_end_there():
    """The control: where it ends no more, the rule above can go."""
    known = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run([sys.executable, "-c", TYPED], env=known, capture_output=True)
    assert ran.returncode != 0
    assert b"Traceback" not in ran.stderr


PRESSED = """
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
app = QApplication([])
box = QDialog()
box.show()
QTest.qWaitForWindowActive(box)
handle = box.windowHandle()
QTimer.singleShot(0, lambda: (box.hide(), box.deleteLater()))
while box.isVisible():
    app.processEvents()
QTest.keyClick(handle, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
"""


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere freed memory is not overwritten")
def test_a_key_with_alt_at_a_window_that_is_going_would_still_end_there():
    """The control of what the keys of the tests look after before they are pressed."""
    known = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MALLOC_PERTURB_": "165"}
    ran = subprocess.run([sys.executable, "-c", PRESSED], env=known, capture_output=True)
    assert ran.returncode != 0
    assert b"Traceback" not in ran.stderr
