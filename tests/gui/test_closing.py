"""The window is closed, or its process ended, at a bad moment: the file has all that was told."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
ROWS = 1500
BEGIN = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from engagement_app.gui import application
from engagement_app.gui.window import Window

def when(is_so, act):
    timer = QTimer(window)
    timer.timeout.connect(lambda: is_so() and (timer.stop(), act()))
    timer.start(1)

def begin(opened):
    global window
    window = opened
    begun(window)
    act()

begun, application.begin = application.begin, begin
"""
RUN = """
sys.exit(application.run())
"""
SIGN_IN = """
def act():
    window.workspace.told.connect(lambda sentence, _undo: print(sentence, flush=True))
    window.go_to("desk")
    desk = window.pages["desk"]
    when(lambda: desk.finder.is_complete, lambda: sign_in(desk))

def sign_in(desk):
    desk.box.setText("hughes")
    QTest.keyClick(desk.box, Qt.Key.Key_Return)
    window.close()
"""
IMPORT = """
def act():
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.imports)
    page.imports.look_at(__import__("pathlib").Path(sys.argv[1]))
    when(page.imports.take_it.isEnabled, lambda: take(page.imports))

def take(part):
    part.take()
    QTimer.singleShot(30, window.close)
"""
ONE_AFTER_THE_OTHER = """
def act():
    window.workspace.told.connect(lambda sentence, _undo: print(sentence, flush=True))
    window.go_to("desk")
    desk = window.pages["desk"]
    names = iter(range(100_000))
    def next_one():
        desk.box.setText(f"Walker {next(names)}")
        QTest.keyClick(desk.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.acts.done.connect(lambda *_who: QTimer.singleShot(0, next_one))
    when(lambda: desk.finder.is_complete, next_one)
"""
CLOSED_BEFORE = """
def act():
    pass

shown = application.place
application.place = lambda window: (shown(window), window.close())
"""


def _count(session, sql):
    return session.connection().exec_driver_sql(sql).scalar()


@pytest.fixture
def program(data_file, event, tmp_path):
    """Starts the program on a file in which Siân Hughes is expected, doing what it is told."""
    with data_file.writing("fill") as session:
        person = acts.add(session, PersonInput.parse(given_name="Siân", family_name="Hughes"))
        acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
    data_file.close()
    place = tmp_path / "data" / "engagement_app"
    place.mkdir(parents=True)
    path = shutil.copy(data_file.path, place / "engagement.engagement")
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    home |= {"XDG_DATA_HOME": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"}

    started = []

    def start(script, *words):
        pipe = subprocess.PIPE
        program = [sys.executable, "-c", BEGIN + script + RUN, *map(str, words)]
        started.append(
            subprocess.Popen(
                program, cwd=ROOT, env={**os.environ, **home}, stdout=pipe, stderr=pipe, text=True
            )
        )
        return started[-1]

    start.path = path
    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def in_file(program, keyboard):
    """What this SQL gives, of a file in which every record is what was written."""

    def ask(sql):
        with open_file(program.path, keyboard) as file, file.reading() as session:
            assert list(findings(session, TABLES.values())) == []
            return _count(session, sql)

    return ask


def ended(process):
    """Whether it ended by itself, in order, and without a mistake of the program."""
    _out, trouble = process.communicate(timeout=SECONDS)
    assert "Traceback" not in trouble, trouble
    return process.returncode == 0


def test_who_was_signed_in_as_the_window_closed_is_signed_in(program, in_file):
    process = program(SIGN_IN)
    assert ended(process)
    assert in_file("SELECT count(*) FROM attendance WHERE status = 'here'") == 1


def test_an_import_that_runs_as_the_window_closes_is_all_there_or_not_at_all(
    program, in_file, tmp_path
):
    lines = "".join(f"Person {number},Hill Club\n" for number in range(ROWS))
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Organisation\n{lines}", encoding="utf-8")
    assert ended(program(IMPORT, path))
    assert in_file("SELECT count(*) FROM person") in (1, 1 + ROWS)


def test_a_process_that_is_told_to_end_has_kept_everything_it_told(program, in_file):
    process = program(ONE_AFTER_THE_OTHER)
    told = [process.stdout.readline() for _each in range(12)]
    process.send_signal(signal.SIGTERM)
    told += process.communicate(timeout=SECONDS)[0].splitlines()
    assert all("Added and signed in: Walker" in line for line in told)
    kept = in_file("SELECT count(*) FROM attendance WHERE source = 'walk_in'")
    assert kept in (len(told), len(told) + 1)
    assert in_file("SELECT count(*) FROM person") == 1 + kept


def test_a_window_that_is_closed_as_it_appears_leaves_no_process_behind(program):
    assert ended(program(CLOSED_BEFORE))
