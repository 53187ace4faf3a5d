"""Start the program several times at once on one file, and count the windows that have it.

    python tests/faults/starts.py --at-once 2 10

Each round ends with one window; the others brought it to the front (those that call at the same
moment call once) and ended by themselves. The control starts programs whose lock is always free,
and must count as many windows as starts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.signing_in import prepare

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from engagement_app.gui import application, window
came = window.Window.come_to_front
window.Window.come_to_front = lambda self: (print("in front", flush=True), came(self))
begun = application.begin
def begin(opened):
    begun(opened)
    if opened.isVisible() and opened.workspace.is_open:
        print("open", flush=True)
application.begin = begin
"""
WITHOUT_LOCK = """
from engagement_app.gui import holding
holding._locked = lambda lock: True
"""
RUN = "sys.exit(application.run())"
PATIENCE = 60


def home_of(folder: Path, file: Path) -> dict[str, str]:
    """The environment of somebody who worked on this file last."""
    settings = folder / "config" / "engagement_app" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"last_file": str(file)}))
    own = {"HOME": folder, "XDG_CONFIG_HOME": folder / "config", "XDG_DATA_HOME": folder / "data"}
    more = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return os.environ | {name: str(value) for name, value in own.items()} | more


def started(environment: dict[str, str], *, locks: bool = True) -> subprocess.Popen[str]:
    """The program, which says “open” when its window has the file."""
    words = PROGRAM + ("" if locks else WITHOUT_LOCK) + RUN
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", words], env=environment, stdout=pipe, text=True)


def windows_after(count: int, folder: Path, *, locks: bool = True) -> tuple[int, int]:
    """So many starts at once: how many windows have the file in the end, and how often the one
    that has it was brought to the front."""
    file = folder / "town.engagement"
    if not file.exists():
        prepare(file)
    environment = home_of(folder, file)
    running = [started(environment, locks=locks) for _each in range(count)]
    until = time.monotonic() + PATIENCE
    wanted = 1 if locks else count
    while sum(each.poll() is None for each in running) > wanted and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(2 if locks else 10)
    alive = [each for each in running if each.poll() is None]
    for each in alive:
        each.terminate()
    told = [each.communicate()[0] for each in running]
    return sum("open" in text for text in told), sum(text.count("in front") for text in told)


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--at-once", type=int, nargs="+", default=[2, 10])
    asked = parser.parse_args()
    good = True
    for count in asked.at_once:
        with tempfile.TemporaryDirectory() as folder:
            windows, fronts = windows_after(count, Path(folder))
        print(f"{count} starts: {windows} with the file, brought to the front {fronts}", flush=True)
        good = good and windows == 1 and fronts >= 1
    with tempfile.TemporaryDirectory() as folder:
        windows, _fronts = windows_after(2, Path(folder), locks=False)
    print(f"control without a lock, 2 starts: {windows} with the file", flush=True)
    return 0 if good and windows == 2 else 1


if __name__ == "__main__":
    sys.exit(main())
