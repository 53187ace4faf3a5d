"""Take in a bundle of 100,000 changes in the window, stop it on the way, and watch the window.

    python tests/faults/large_bundles.py [--changes 100000] [--tries 6] [--plain|--protected]

Seconds are those of the processor, as a machine may be busy: it is over within ten, and within one
after it is stopped, whenever that is; nothing is then in the file. Meanwhile the thread of the
window ticks every few milliseconds, and never stands still for half a second. The control takes it
in on that thread, and must stand still (else the exit status is 2). The exit status is 1 if
anything was otherwise.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from engagement_app.domain import bundles
from engagement_app.domain.acts import whole_row
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.people import Person
from engagement_app.domain.tables import EVERY
from engagement_app.errors import Cancelled
from engagement_app.gui.workspace import Workspace
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.check import findings
from engagement_app.store.plain_rows import ask
from engagement_app.store.record import new_id
from tests.faults import table
from tests.faults.signing_in import event_of
from tests.faults.tried_files import KINDS, away_from_home, copied, open_file, prepare

GOOD, BAD, VOID = 0, 1, 2
LONGEST, SOON, STILL = 10.0, 1.0, 0.5
EVERY_MS = 10
_PEOPLE = "SELECT count(*) FROM person"


@dataclass
class Figures:
    """What was measured, and what was wrong."""

    foreseen: float = 0.0
    processor: float = 0.0
    seconds: float = 0.0
    still: float = 0.0
    ticks: int = 0
    stopped: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def judge(self) -> None:
        """Add what took longer than it should."""
        for name, took, most in (
            ("foreseen", self.foreseen, LONGEST),
            ("taken in", self.processor, LONGEST),
            ("going on after it was stopped", max(self.stopped), SOON),
            ("standing still", self.still, STILL),
        ):
            if took > most:
                self.wrong.append(f"{name}: {took:.2f} s")

    def __str__(self) -> str:
        return (
            f"foreseen {self.foreseen:.1f} s, taken in {self.processor:.1f} s"
            f" ({self.seconds:.1f} s by the clock), the window still for {self.still * 1000:.0f} ms"
            f" at most, stopped after {max(self.stopped):.2f} s at most of {len(self.stopped)}"
        )


class Scene:
    """A file that knows an event, and a bundle of who came to it."""

    def __init__(self, folder: Path, changes: int, *, protected: bool) -> None:
        self.fresh, self.bundle = folder / "fresh.engagement", folder / "other.bundle"
        self.path, other = folder / "tried.engagement", folder / "other.engagement"
        self.people = changes // 2
        prepare(self.fresh, protected=protected)
        with open_file(self.fresh) as file:
            bundles.make(file, self.bundle)
        copied(self.fresh, other)
        with open_file(other, Keyboard("Tom", "laptop-B")) as file:
            self._fill(file)
            bundles.make(file, self.bundle)

    def _fill(self, file) -> None:
        event = event_of(file)
        people = [
            whole_row(Person, new_id(), {"given_name": f"Jo {number}", "email": f"{number}@a.org"})
            for number in range(self.people)
        ]
        came = [
            whole_row(Attendance, new_id(), {"event_id": event, "person_id": each["id"]})
            for each in people
        ]
        with file.writing("test") as session:
            records.create(session, Person, people)
            records.create(session, Attendance, came)

    def opened(self) -> Workspace:
        """A window's door to the file as it was before."""
        copied(self.fresh, self.path)
        workspace = Workspace()
        workspace.open(open_file(self.path))
        return workspace


class Clockwork(QObject):
    """Ticks on the thread of the window; knows how often, and for how long it did not."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks = 0
        self.still, self._last = 0.0, time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(EVERY_MS)

    def tick(self) -> None:
        now = time.monotonic()
        self.ticks += 1
        self.still, self._last = max(self.still, now - self._last), now


def processor() -> float:
    """Seconds of processor that this process took, on all of its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def worked(
    scene: Scene, workspace: Workspace, do: Callable[..., object], stop_after: float = 0.0
) -> tuple[object, float]:
    """Do it as the window does; what came of it, and the seconds since it was begun, or stopped:
    none where it ended before that."""
    loop, ended, owner = QEventLoop(), [], QObject()
    task = workspace.task(lambda file, progress: do(file, scene.bundle, (), progress), owner)
    for signal in (task.succeeded, task.failed):
        signal.connect(ended.append)
        signal.connect(loop.quit)
    begun = [processor()]

    def stop() -> None:
        if processor() - begun[0] >= stop_after:
            watch.stop()
            begun.append(processor())
            task.cancel()

    watch = QTimer(owner)
    watch.timeout.connect(stop)
    if stop_after:
        watch.start(EVERY_MS)
    task.start()
    loop.exec()
    is_late = bool(stop_after) and len(begun) == 1
    return ended[0], 0.0 if is_late else processor() - begun[-1]


def people_in(workspace: Workspace) -> int:
    return workspace.read(lambda session: ask(session, _PEOPLE)[0][0])


def left_alone(scene: Scene, figures: Figures) -> None:
    workspace, watching, begun = scene.opened(), Clockwork(), time.monotonic()
    _told, figures.foreseen = worked(scene, workspace, bundles.foresee)
    begun, before = time.monotonic(), watching.ticks
    told, figures.processor = worked(scene, workspace, bundles.apply)
    figures.seconds, figures.still = time.monotonic() - begun, watching.still
    figures.ticks = watching.ticks - before
    watching.deleteLater()
    if isinstance(told, Exception) or people_in(workspace) != scene.people:
        figures.wrong.append(f"left alone: {told!r}")
    figures.wrong += workspace.read(lambda session: [*findings(session, EVERY.values())][:3])
    workspace.close()


def stopped(scene: Scene, figures: Figures, share: float) -> None:
    """When so much of it is done."""
    workspace = scene.opened()
    told, took = worked(scene, workspace, bundles.apply, share * figures.processor)
    figures.stopped.append(took)
    expected = 0 if isinstance(told, Cancelled) else scene.people  # it was all but over
    if (isinstance(told, Exception) and expected) or people_in(workspace) != expected:
        figures.wrong.append(f"stopped at {share:.0%}: {told!r}, {people_in(workspace)} people")
    workspace.close()


def control(scene: Scene) -> tuple[float, int]:
    """For how long the window stands still where it takes the bundle in itself, and how often it
    ticked meanwhile."""
    workspace, watching, loop = scene.opened(), Clockwork(), QEventLoop()

    ticked = []

    def take() -> None:
        before = watching.ticks
        bundles.apply(workspace._open_file(), scene.bundle)
        ticked.append(watching.ticks - before)
        QTimer.singleShot(5 * EVERY_MS, loop.quit)

    QTimer.singleShot(5 * EVERY_MS, take)
    loop.exec()
    workspace.close()
    return watching.still, ticked[0]


def campaign(
    folder: Path, changes: int, tries: int, *, protected: bool
) -> tuple[Figures, float, int]:
    """The figures, and for how long the window of the control stood still, and how often not."""
    scene, figures = Scene(folder, changes, protected=protected), Figures()
    left_alone(scene, figures)
    for number in range(tries):
        stopped(scene, figures, (number + 0.5) / tries * 0.95)
    return figures, *control(scene)


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--tries", type=int, default=6)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    app, status, told = QApplication.instance() or QApplication([]), GOOD, []
    for kind in table.kinds_of(asked):
        with away_from_home() as folder:
            figures, still, _ticks = campaign(
                folder, asked.changes, asked.tries, protected=KINDS[kind]
            )
        figures.judge()
        print("\n".join(figures.wrong) or f"{kind}: all or nothing, in time", flush=True)
        told.append(f"{kind}: {figures}; control still for {still:.1f} s")
        status = VOID if still < STILL else max(status, BAD if figures.wrong else GOOD)
    print("\n".join(told))
    app.processEvents()
    return status


if __name__ == "__main__":
    sys.exit(main())
