"""Cut the power at each step of saving, and look at what the disk may then hold.

    python tests/faults/power_cuts.py [--images 500] [--while check-ins|imports] [--seed 1]
                                      [--plain|--protected]

A run of the program is recorded with strace. What it wrote is then played back up to a cut; of
what was not yet synced, any part may be on the disk or not: sectors of 512 bytes, cuts of length,
names made and taken away. Each such image is opened as a person would. Beside it the order is
looked at: whenever an act is acknowledged, nothing of the file may wait to be synced. The control
of both runs with synchronous=OFF, in which a cut must lose what was acknowledged. The exit
statuses are those of `table.py`.
"""

import argparse
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.store.keys.places import beside
from tests.faults import signing_in, table
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.bad_ways import UNSYNCED
from tests.faults.table import Line
from tests.faults.tracing import traced
from tests.faults.tried_files import prepare

CALLS = "trace=pwrite64,ftruncate,fsync,fdatasync,unlink,write,rename"
ACTS = {"check-ins": 6, "imports": 2}
SECTOR = 512
SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)
"""How much of what waited to be synced is on the disk: nothing, a part of it, or all."""
_CALL = re.compile(r"\d+ +(\w+)\((?:\d+<([^>]*)>|\"([^\"]*)\")(?:, (.*))?\) += \d+")
_DATA = re.compile(r'"([^"]*)", \d+(?:, (\d+))?')


@dataclass(frozen=True)
class Step:
    """One thing that the program asked of the disk: of a file, or of a name in its folder."""

    call: str
    path: str
    data: bytes = b""
    number: int = 0


@dataclass
class Disk:
    """What is surely on the disk, and what may be."""

    kept: dict[str, bytearray]
    named: set[str]
    waiting: list[Step] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """A write waits; a sync of its file, or of the folder for names, puts it on the disk."""
        if step.call in ("fsync", "fdatasync"):
            done = [each for each in self.waiting if self._is_settled(each, step.path)]
            self.waiting = [each for each in self.waiting if each not in done]
            for each in done:
                self._put(each, lambda: True)
        else:
            known = {each.path for each in self.waiting if each.call == "made"}
            if step.call == "pwrite64" and step.path not in self.named | known:
                self.waiting.append(Step("made", step.path))
            self.waiting.append(step)

    def _is_settled(self, step: Step, synced: str) -> bool:
        of_folder = step.call in ("made", "unlink")
        return str(Path(step.path).parent) == synced if of_folder else step.path == synced

    def _put(self, step: Step, holds: Callable[[], bool]) -> None:
        """Do the step, or that part of it which holds."""
        content = self.kept.setdefault(step.path, bytearray())
        if step.call == "pwrite64":
            for start in range(0, len(step.data), SECTOR):
                if holds():
                    piece, place = step.data[start : start + SECTOR], step.number + start
                    content.extend(bytes(max(0, place - len(content))))
                    content[place : place + len(piece)] = piece
        elif holds():
            if step.call == "ftruncate":
                del content[step.number :]
            elif step.call == "made":
                self.named.add(step.path)
            else:
                self.named.discard(step.path)

    def after_a_cut(self, chance: random.Random) -> "Disk":
        """What a person may find when the power is back."""
        share = chance.choice(SHARES)
        left = Disk({path: bytearray(each) for path, each in self.kept.items()}, set(self.named))
        for step in self.waiting:
            left._put(step, lambda: chance.random() < share)
        return left


def recorded(path: Path, told: Path, what: str, acts: int, way: str = "") -> list[Step]:
    """What the program asks of the disk while it does a few acts, and what it acknowledges."""
    trace = path.with_name("trace")
    how = ["-xx", "-y", "-s", "1000000", "-e", CALLS, "-o", str(trace)]
    traced(how, signing_in.main, str(path), str(told), what, str(acts), way)
    with trace.open() as lines:
        return list(_steps(lines, {str(path), f"{path}-journal", str(told), str(path.parent)}))


def _steps(lines: Iterator[str], wanted: set[str]) -> Iterator[Step]:
    for line in lines:
        if (found := _CALL.match(line)) is None:
            continue
        call, opened, named, more = found.groups()
        path = _bytes(opened or named).decode()
        if path not in wanted:
            continue
        if call in ("pwrite64", "write"):
            data, offset = _DATA.fullmatch(more).groups()
            yield Step(call, path, _bytes(data), int(offset or 0))
        elif call == "rename":
            raise RuntimeError("A data file that is renamed at work cannot be played back.")
        else:
            yield Step(call, path, number=int(more) if call == "ftruncate" else 0)


def _bytes(hexadecimal: str) -> bytes:
    return bytes.fromhex(hexadecimal.replace("\\x", ""))


def run(folder: Path, what: str, acts: int, *, protected: bool, way: str = "") -> "Run":
    """A run of the program on a fresh file, recorded."""
    path = folder / f"run{way}" / "cut.engagement"
    path.parent.mkdir()
    prepare(path, protected=protected)
    before = path.read_bytes()
    told = path.with_name("told")
    return Run(path, told, before, recorded(path, told, what, acts, way))


@dataclass(frozen=True)
class Run:
    """What a program asked of the disk, of which this was on it before."""

    path: Path
    told: Path
    before: bytes
    steps: list[Step]

    def disk(self) -> Disk:
        return Disk({str(self.path): bytearray(self.before)}, {str(self.path)})

    def played(self) -> Iterator[tuple[Disk, bytes, Step]]:
        """Each step with the disk before it, and what was acknowledged until then."""
        disk, acknowledged = self.disk(), b""
        for step in self.steps:
            yield disk, acknowledged, step
            if step.path == str(self.told):
                acknowledged += step.data
            else:
                disk.take(step)

    def cut(self, images: int, chance: random.Random) -> Aftermath:
        """So many images, their cuts evenly spread over the run."""
        total, count = Aftermath(), len(self.steps)
        for number, (disk, acknowledged, _step) in enumerate(self.played()):
            for _image in range(number * images // count, (number + 1) * images // count):
                total.add(self._seen(disk.after_a_cut(chance), acknowledged))
        return total

    def _seen(self, left: Disk, acknowledged: bytes) -> Aftermath:
        folder = self.path.parent.with_name("image")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for path in left.named:
            (folder / Path(path).name).write_bytes(left.kept[path])
        if beside(self.path).exists():
            shutil.copy(beside(self.path), folder)
        (folder / self.told.name).write_bytes(acknowledged)
        return look_at(folder / self.path.name, folder / self.told.name)

    def order(self) -> Aftermath:
        """At each acknowledgement: whether all that the file and its journal were asked to keep
        was synced before. What was not is counted as lost."""
        found = Aftermath()
        for disk, _acknowledged, step in self.played():
            ids = [each for each in step.data.split() if len(each) == 36]
            if step.path == str(self.told) and ids:
                found.faults += 1
                found.acknowledged += len(ids)
                found.lost += len(ids) if disk.waiting else 0
        return found


def line(what: str, images: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """So many images of a run, and a fifth as many of the control."""
    name, kind = f"power cut, {what}", table.kind_of(protected)
    if reason := table.missing(table.STRACE):
        return Line(name, kind, Aftermath(), not_tried=reason)
    good = run(folder, what, ACTS[what], protected=protected)
    bad = run(folder, what, ACTS[what], protected=protected, way=UNSYNCED)
    found = good.cut(images, random.Random(seed))
    return Line(name, kind, found, bad.cut(max(12, images // 5), random.Random(seed)))


def order(acts: int, folder: Path, *, protected: bool) -> Line:
    """The last write, its sync, then the acknowledgement: of so many sign-ins."""
    name, kind = "synced before acknowledged", table.kind_of(protected)
    if reason := table.missing(table.STRACE):
        return Line(name, kind, Aftermath(), not_tried=reason)
    good = run(folder, "check-ins", acts, protected=protected)
    bad = run(folder, "check-ins", acts, protected=protected, way=UNSYNCED)
    return Line(name, kind, good.order(), bad.order())


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--images", type=int, default=500)
    parser.add_argument("--while", dest="what", choices=sorted(ACTS))
    parser.add_argument("--seed", type=int, default=20261123)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    wanted = [asked.what] if asked.what else sorted(ACTS)
    cuts = (partial(line, what, asked.images, asked.seed) for what in wanted)
    return table.told(table.of_each_kind(asked, partial(order, 20), *cuts))


if __name__ == "__main__":
    sys.exit(main())
