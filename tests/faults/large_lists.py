"""Take in a list of 100,000 people whose last but one row is bad; stop it and kill it on the way.

    python tests/faults/large_lists.py [--rows 100000] [--tries 5]

By the command line, in a process of its own; seconds are those of its processor, as a machine may
be busy. Left alone it is over within thirty, all but the bad row, which is named by its line.
Interrupted when 60 % of them are over it has stopped within a second; killed then, or at any tenth
of them, it leaves all rows or none, in a sound file. The control writes each row in an act of its
own: killed, it must leave some of them (else the exit status is 2).
"""

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.store.check import findings
from tests.faults.signing_in import KEYBOARD, open_file, prepare

GOOD, BAD, VOID = 0, 1, 2
ROOT = Path(__file__).resolve().parents[2]
LONGEST, SOON = 30.0, 1.0
CONTROL = """
import sys
from pathlib import Path
from tests.faults.large_lists import one_by_one
one_by_one(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@dataclass
class Figures:
    """What was measured, and what was wrong."""

    seconds: float = 0.0
    processor: float = 0.0
    stopped: float = 0.0
    kills: int = 0
    wrong: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    """What took longer than it should."""


class Scene:
    """A file with one event, and the list."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.rows = rows
        self.fresh, self.path = folder / "fresh.engagement", folder / "tried" / "town.engagement"
        self.path.parent.mkdir()
        self.source = folder / "people.csv"
        prepare(self.fresh)
        people = [f"Jo{n},Bell,jo{n}@example.org,Group {n % 50}" for n in range(rows)]
        people[-2] += ",one cell too many"
        self.source.write_text("First name,Surname,E-mail,Group\n" + "\n".join(people) + "\n")
        self.known = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.known |= {f"XDG_{each}_HOME": str(folder) for each in ("CONFIG", "DATA")}

    def restore(self) -> None:
        for each in self.path.parent.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        shutil.copy(self.fresh, self.path)

    def start(self, *, control: bool = False) -> subprocess.Popen[str]:
        words = ["-m", "engagement_app", "import", "attendees", str(self.source)]
        words += ["--file", str(self.path)]
        if control:
            words = ["-c", CONTROL, str(self.source), str(self.path)]
        return subprocess.Popen(
            [sys.executable, *words], env=self.known, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=heeding_ctrl_c,
        )  # fmt: skip

    def people(self) -> int:
        """How many are in the file, which must be sound."""
        with open_file(self.path, KEYBOARD) as file, file.reading() as session:
            count = session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar()
            if count in (0, self.rows - 1) and (wrong := list(findings(session, TABLES.values()))):
                raise AssertionError(wrong[:3])
            return int(count or 0)


def heeding_ctrl_c() -> None:
    """What a shell has started in the background does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def one_by_one(source: Path, path: Path) -> None:
    """The control: a person in each act."""
    with open_file(path, KEYBOARD) as file:
        for line in source.read_text().splitlines()[1:]:
            with file.writing("person.add") as session:
                acts.add(session, PersonInput.parse(given_name=line.split(",")[0]))


def left_alone(scene: Scene, figures: Figures) -> None:
    scene.restore()
    began = time.monotonic()
    running = scene.start()
    before = processor()
    said, _none = running.communicate()
    figures.seconds = time.monotonic() - began
    figures.processor = processor() - before
    if f"line {scene.rows} was refused" not in said or scene.people() != scene.rows - 1:
        figures.wrong.append(f"left alone: {said[:300]}")
    if figures.processor > LONGEST:
        figures.slow.append(f"it took {figures.processor:.1f} s")


def processor() -> float:
    """Seconds of processor that all processes took that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def wait(running: subprocess.Popen[str], processor: float) -> None:
    """Until it took so many seconds of processor, however busy the machine is, or ended."""
    until = time.monotonic() + 60 * processor
    while running.poll() is None and time.monotonic() < until and taken(running) < processor:
        time.sleep(0.005)


def taken(running: subprocess.Popen[str]) -> float:
    """Seconds of processor of a process that is at work."""
    told = Path(f"/proc/{running.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def interrupted(scene: Scene, figures: Figures) -> None:
    """As Ctrl+C does it."""
    scene.restore()
    running = scene.start()
    wait(running, 0.6 * figures.processor)
    before = processor() + taken(running)
    running.send_signal(signal.SIGINT)
    said, _none = running.communicate()
    figures.stopped = processor() - before
    if running.returncode != 130 or "Traceback" in said or scene.people() != 0:
        figures.wrong.append(f"interrupted: {running.returncode}: {said[:300]}")
    if figures.stopped > SOON:
        figures.slow.append(f"it went on for {figures.stopped:.1f} s")


def killed(scene: Scene, figures: Figures, share: float) -> None:
    scene.restore()
    running = scene.start()
    wait(running, share * figures.processor)
    running.kill()
    running.communicate()
    figures.kills += 1
    if (left := scene.people()) not in (0, scene.rows - 1):
        figures.wrong.append(f"killed at {share:.0%}: {left} people")


def control(scene: Scene) -> int:
    """How many are left where each was written by itself."""
    scene.restore()
    running, before = scene.start(control=True), scene.path.stat().st_size
    while running.poll() is None and scene.path.stat().st_size <= before:
        time.sleep(0.01)
    running.kill()
    running.communicate()
    return scene.people()


def campaign(folder: Path, rows: int, tries: int) -> tuple[Figures, int]:
    """The figures, and how many rows the killed control left."""
    scene, figures = Scene(folder, rows), Figures()
    left_alone(scene, figures)
    interrupted(scene, figures)
    for number in range(tries):
        killed(scene, figures, 0.6 if number == 0 else number / tries + 0.05)
    return figures, control(scene)


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--tries", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures, left = campaign(Path(folder), asked.rows, asked.tries)
    print("\n".join([*figures.wrong, *figures.slow]) or "all or nothing, each time")
    print(
        f"{asked.rows:,} rows: {figures.seconds:.1f} s ({figures.processor:.1f} s of processor),"
        f" stopped after {figures.stopped:.2f} s of it, {figures.kills} kills;"
        f" control: {left} rows left of a killed import"
    )
    if not 0 < left < asked.rows - 1:
        return VOID
    return BAD if figures.wrong or figures.slow else GOOD


if __name__ == "__main__":
    sys.exit(main())
