"""Another program holds the file for writing while somebody is signed in at the window.

    python tests/faults/busy.py --seconds 3 30 [--plain|--protected]

The entry must be saved once it lets go, the window must go on meanwhile (the longest time between
two of its beats is printed), and after five seconds say what it waits for. The control does not
wait, and must not save.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.gui import patience
from engagement_app.gui.workspace import Workspace
from engagement_app.store.engine import PATIENCE
from tests.faults import table
from tests.faults.aftermath import Aftermath
from tests.faults.table import Line
from tests.faults.tried_files import open_file, prepare

HOLDER = """
import sys, time
from pathlib import Path
from engagement_app.store.engine import connect
from tests.faults.tried_files import key_of
path = Path(sys.argv[1])
connection = connect(path, key_of(path))
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""
LONGEST_PAUSE = 0.5
"""Seconds for which the window may not answer."""
BEAT_MS = 20


@dataclass
class Figures:
    """How it went, in seconds."""

    saved: bool = False
    waited: float = 0.0
    longest_beat: float = 0.0
    told: list[str] = field(default_factory=list)


def sign_in_while_held(path: Path, seconds: float) -> Figures:
    """Save one person while the file is held so long."""
    figures, ended = Figures(), []
    app = QApplication.instance() or QApplication([])
    workspace = Workspace()
    workspace.open(open_file(path))
    workspace.patience.waiting.connect(figures.told.append)
    words = [sys.executable, "-c", HOLDER, str(path), str(seconds)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        begun = last = time.monotonic()
        entry = PersonInput.parse(given_name="Siân")
        workspace.write(
            "record.add",
            acts.add,
            entry,
            then=lambda _id: (setattr(figures, "saved", True), ended.append(1)),
            failed=ended.append,
        )
        beats = QTimer(interval=BEAT_MS)
        beats.start()
        while not ended:
            app.processEvents()
            time.sleep(0.005)
            now = time.monotonic()
            figures.longest_beat, last = max(figures.longest_beat, now - last), now
        figures.waited = time.monotonic() - begun
    workspace.close()
    return figures


def line(seconds: tuple[float, ...], folder: Path, *, protected: bool) -> Line:
    """Held so long, one after the other; the control for ten seconds at most."""
    path = folder / "town.engagement"
    prepare(path, protected=protected)
    found = [sign_in_while_held(path, each) for each in seconds]
    waits, patience.LONGEST = patience.LONGEST, 0
    control = sign_in_while_held(path, min(10, PATIENCE / 1000 + 3))
    patience.LONGEST = waits
    note = "; ".join(
        f"held {held:.0f} s: saved after {each.waited:.1f} s, told {len(each.told)} times,"
        f" longest pause of the window {each.longest_beat * 1000:.0f} ms"
        for held, each in zip(seconds, found, strict=True)
    )
    kind = table.kind_of(protected)
    return Line("another program holds the file", kind, _counted(found), _counted([control]), note)


def _counted(found: list[Figures]) -> Aftermath:
    """A window that did not answer for long is counted as unsound."""
    total = Aftermath(len(found), len(found))
    total.lost = sum(not each.saved for each in found)
    total.unsound = sum(each.longest_beat > LONGEST_PAUSE for each in found)
    return total


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, nargs="+", default=[3.0, 30.0])
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, partial(line, tuple(asked.seconds))))


if __name__ == "__main__":
    sys.exit(main())
