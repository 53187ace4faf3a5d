"""Another program holds the file for writing while somebody is signed in at the window.

    python tests/faults/busy.py --seconds 3 30

The entry must be saved once it lets go, the window must go on meanwhile (the longest time between
two of its beats is printed), and after five seconds say what it waits for. The control does not
wait, and must not save.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.gui import patience
from engagement_app.gui.workspace import Workspace
from engagement_app.store.datafile import open_file
from tests.faults.signing_in import KEYBOARD, prepare

HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""
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
    workspace.open(open_file(path, KEYBOARD))
    workspace.patience.waiting.connect(figures.told.append)
    words = [sys.executable, "-c", HOLDER, str(path), str(seconds)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as other:
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


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, nargs="+", default=[3.0, 30.0])
    asked = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.engagement"
        prepare(path)
        for seconds in asked.seconds:
            found = sign_in_while_held(path, seconds)
            print(
                f"held {seconds:.0f} s: saved {found.saved} after {found.waited:.1f} s, longest"
                f" pause of the window {found.longest_beat * 1000:.0f} ms, told"
                f" {len(found.told)} times {set(found.told)}",
                flush=True,
            )
            good = good and found.saved and found.longest_beat < 0.5
        patience.LONGEST = 0
        control = sign_in_while_held(path, 8)
        print(f"control without patience, held 8 s: saved {control.saved}")
    return 0 if good and not control.saved else 1


if __name__ == "__main__":
    sys.exit(main())
