"""Start the program several times at once on one file, and count the windows that have it.

    python tests/faults/starts.py --at-once 2 10 [--plain|--protected]

Each round ends with one window; the others brought it to the front (those that call at the same
moment call once) and ended by themselves. A protected file is held by the window that asks for its
passphrase. The control starts programs whose lock is always free, and must count as many windows
as starts. The exit statuses are those of `table.py`.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import table
from tests.faults.aftermath import Aftermath
from tests.faults.table import Line
from tests.faults.tried_files import prepare

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from engagement_app.gui import application, window
came = window.Window.come_to_front
window.Window.come_to_front = lambda self: (print("in front", flush=True), came(self))
begun = application.begin
def begin(opened):
    begun(opened)
    if opened.isVisible() and (opened.workspace.is_open or opened.workspace.hold):
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


class Start:
    """The program, which says “open” when its window has the file."""

    def __init__(self, told: Path, environment: dict[str, str], *, locks: bool) -> None:
        words = PROGRAM + ("" if locks else WITHOUT_LOCK) + RUN
        self._told = told
        with told.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", words],
                env=environment,
                stdout=out,
                stderr=subprocess.DEVNULL,
            )

    @property
    def said(self) -> str:
        """What it said until now."""
        return self._told.read_text()

    @property
    def is_settled(self) -> bool:
        """Whether it has ended, or has the file."""
        return self.process.poll() is not None or "open" in self.said

    def end(self) -> str:
        """End it; gives all that it said."""
        self.process.terminate()
        self.process.wait()
        return self.said


def windows_after(
    count: int, folder: Path, *, locks: bool = True, protected: bool = False
) -> tuple[int, int]:
    """So many starts at once: how many windows have the file in the end, and how often the one
    that has it was brought to the front."""
    file = folder / "town.engagement"
    if not file.exists():
        prepare(file, protected=protected)
    environment = home_of(folder, file)
    starts = [Start(folder / f"told{n}", environment, locks=locks) for n in range(count)]
    until = time.monotonic() + PATIENCE

    def is_over() -> bool:
        fronts = not locks or any("in front" in each.said for each in starts)
        return fronts and all(each.is_settled for each in starts)

    while not is_over() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)
    told = [each.end() for each in starts]
    return sum("open" in text for text in told), sum(text.count("in front") for text in told)


def line(at_once: tuple[int, ...], folder: Path, *, protected: bool) -> Line:
    """So many starts at once, in turn; two of the control."""
    found, note = Aftermath(), []
    for count in at_once:
        place = folder / str(count)
        place.mkdir()
        windows, fronts = windows_after(count, place, protected=protected)
        found.add(Aftermath(count, count, lost=int(windows < 1), half_done=int(fronts < 1)))
        found.unsound += max(0, windows - 1)
        note.append(f"{count} at once: {windows} with the file, brought to the front {fronts}")
    place = folder / "control"
    place.mkdir()
    windows, _fronts = windows_after(2, place, locks=False, protected=protected)
    control = Aftermath(2, 2, unsound=max(0, windows - 1))
    kind = table.kind_of(protected)
    return Line("started at once", kind, found, control, "; ".join(note))


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--at-once", type=int, nargs="+", default=[2, 10])
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, partial(line, tuple(asked.at_once))))


if __name__ == "__main__":
    sys.exit(main())
