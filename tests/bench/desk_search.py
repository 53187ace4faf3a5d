"""One key press at a desk with 100,000 people and 1,000,000 attendances, against the bare query.

    python tests/bench/desk_search.py [people]

The bare query is FTS5 with `unicode61 remove_diacritics 2`, `prefix='2 3'` over the same names,
organisations and e-mails, in a table of its own on the disk; ours is a key pressed in the real
window until the list is painted. The same texts in both, in turn; prints p50 and p99 in
milliseconds of wall time, their ratio (aim 3), and the window's peak memory.

"""

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from tests.bench.window_desk import a_name, fill

EVENTS = 10
_PASSES = 5
"""A list that was empty and stays so is not painted again."""
BARE = (
    "CREATE VIRTUAL TABLE bare USING fts5(names, rest,"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
FILLED = (
    "INSERT INTO bare (rowid, names, rest) SELECT p.rowid,"
    " concat_ws(' ', p.given_name, p.family_name, p.known_as), concat_ws(' ', o.name, p.email)"
    " FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id"
)
FIND = "SELECT rowid, names, rest FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 50"


class Painted(QObject):
    """Notes that the list was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every paint of the list's viewport."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def add_attendances(path: Path, people: int) -> int:
    """Ten more events to which everybody came, put in as they are; gives how many there are."""
    connection = connect(path)
    [[event]] = connection.execute("SELECT id FROM event").fetchall()
    names = [row[1] for row in connection.execute("PRAGMA table_info(event)")]
    for number in range(EVENTS):
        values = ", ".join(f"'e{number}'" if name == "id" else f'"{name}"' for name in names)
        connection.execute(f"INSERT INTO event SELECT {values} FROM event WHERE id = ?", (event,))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(attendance)")]
    own = {"id": "p.id || '-' || e.id", "event_id": "e.id", "person_id": "p.id"}
    [[one]] = connection.execute("SELECT id FROM attendance LIMIT 1").fetchall()
    values = ", ".join(own.get(name, f'a."{name}"') for name in columns)
    connection.execute("BEGIN")
    connection.execute(
        f"INSERT INTO attendance SELECT {values} FROM attendance a, event e, person p"
        " WHERE a.id = ? AND e.id <> ?",
        (one, event),
    )
    connection.execute("COMMIT")
    [[count]] = connection.execute("SELECT count(*) FROM attendance").fetchall()
    connection.close()
    return int(count)


def texts(number: int) -> list[str]:
    """Beginnings of names, of two letters to whole ones, some of two words."""
    dice = random.Random(3)
    made = []
    for _each in range(number):
        words = [a_name(dice).lower()[: dice.randint(2, 7)] for _word in range(dice.randint(1, 2))]
        made.append(" ".join(words))
    return made


def bare_times(path: Path, wanted: list[str]) -> list[float]:
    """Milliseconds of each query."""
    connection = connect(path)
    connection.execute(BARE)
    connection.execute(FILLED)
    taken = []
    for text in wanted:
        query = " AND ".join(f'"{word}"*' for word in text.split())
        begun = time.perf_counter()
        connection.execute(FIND, (query,)).fetchall()
        taken.append((time.perf_counter() - begun) * 1000)
    connection.execute("DROP TABLE bare")
    connection.close()
    return taken


def our_times(path: Path, wanted: list[str]) -> tuple[list[float], float]:
    """Milliseconds from the last key of each text to the painted list, and peak MB."""
    from engagement_app.gui.window import Window

    app = QApplication.instance() or QApplication([])
    window = Window()
    window.resize(1366, 768)
    window.show()
    window.workspace.open(open_file(path, Keyboard("bench", "laptop")))
    window.go_to("desk")
    desk = window.pages["desk"]
    while not desk.finder.is_complete:
        app.processEvents()
    painted = Painted()
    desk.list.viewport().installEventFilter(painted)
    taken = []
    for text in wanted:
        desk.box.setText(text[:-1])
        app.processEvents()
        painted.seen, begun = False, time.perf_counter()
        QTest.keyClick(desk.box, text[-1])
        for _pass in range(_PASSES):
            app.processEvents()
            if painted.seen:
                break
        taken.append((time.perf_counter() - begun) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    window.workspace.close()
    return taken, peak


def told(name: str, taken: list[float]) -> str:
    """Half and one in a hundred."""
    hundredths = statistics.quantiles(taken, n=100)
    return f"{name:6} p50 {hundredths[49]:6.2f} ms   p99 {hundredths[98]:6.2f} ms"


def main(people: int = 100_000) -> None:
    """Make the file, then measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk" / "big.engagement"
        fill(path, people, 300)
        print(f"{people:,} people, {add_attendances(path, people):,} attendances")
        wanted = texts(400)
        bare = bare_times(path, wanted)
        ours, peak = our_times(path, wanted)
        print(told("bare", bare))
        print(told("ours", ours))
        ratio = statistics.quantiles(ours, n=100)[98] / statistics.quantiles(bare, n=100)[98]
        print(f"p99 {ratio:.2f}x; this whole process {peak:.0f} MB (the file was made in it)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
