"""First picture of the window against a bare PySide6 window: process start to painted, and memory.

    python tests/bench/window_start.py [runs]

Each run is a process of its own, in turn; it leaves once its first picture is painted. Prints
medians of processor time, wall time and peak memory, and their ratios (aim 1.2).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1200, 700)
window.show()
app.processEvents()
os._exit(0)
"""
OURS = """
import os
from engagement_app.gui import application
application.begin = lambda window: os._exit(0)
application.run()
"""


def once(program: str) -> tuple[float, float, float]:
    """Milliseconds of processor and of wall time, and peak MB, of one run."""
    home = tempfile.gettempdir()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": home}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    start = time.monotonic()
    run = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(run.pid, 0)
    wall = time.monotonic() - start
    run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode == 0
    return (used.ru_utime + used.ru_stime) * 1000, wall * 1000, used.ru_maxrss / 1024


def main(runs: int) -> None:
    """Measure in turn and print."""
    found: dict[str, list[tuple[float, float, float]]] = {"bare": [], "ours": []}
    once(OURS)
    for _run in range(runs):
        for name, program in (("bare", BARE), ("ours", OURS)):
            found[name].append(once(program))
    for at, what in enumerate(("processor ms", "wall ms", "peak MB")):
        bare, ours = (statistics.median(each[at] for each in found[name]) for name in found)
        print(f"{what:14} bare {bare:7.1f}   ours {ours:7.1f}   ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 11)
