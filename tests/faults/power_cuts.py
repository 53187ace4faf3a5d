"""Cut the power at each step of saving, and look at what the disk may then hold.

    python tests/faults/power_cuts.py [--images 1500] [--while check-ins|imports] [--seed 1]

A run of the program is recorded with strace (exit status 3 without it). What it wrote is then
played back up to a cut; of what was not yet synced, any part may be on the disk or not: sectors
of 512 bytes, cuts of length, names made and taken away. Each such image is opened as a person
would. The control runs with synchronous=OFF, in which a cut must lose what was acknowledged: if
it does not, the whole is void (exit status 2). The exit status is 1 if anything was lost, half
done or unsound.
"""

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.aftermath import Aftermath, look_at
from tests.faults.signing_in import prepare

PROGRAM = Path(__file__).with_name("signing_in.py")
CALLS = "trace=pwrite64,ftruncate,fsync,fdatasync,unlink,write,rename"
ACTS = {"check-ins": 6, "imports": 2}
SECTOR = 512
SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)
"""How much of what waited to be synced is on the disk: nothing, a part of it, or all."""
GOOD, BAD, VOID, NO_STRACE = 0, 1, 2, 3
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


def recorded(path: Path, told: Path, what: str, *settings: str) -> list[Step]:
    """What the program asks of the disk while it does a few acts, and what it acknowledges."""
    trace = path.with_name("trace")
    strace = ["strace", "-f", "-qqq", "-xx", "-y", "-s", "1000000", "-e", CALLS, "-o", str(trace)]
    program = [str(PROGRAM), str(path), str(told), what, str(ACTS[what]), *settings]
    subprocess.run([*strace, sys.executable, *program], check=True)
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


def campaign(what: str, images: int, seed: int, folder: Path, *settings: str) -> Aftermath:
    """So many images, their cuts evenly spread over a run; what is on them comes from the seed."""
    chance, total = random.Random(seed), Aftermath()
    path, told = folder / "run" / "cut.engagement", folder / "run" / "told"
    path.parent.mkdir()
    prepare(path)
    disk = Disk({str(path): bytearray(path.read_bytes())}, {str(path)})
    steps = recorded(path, told, what, *settings)
    acknowledged = b""
    for number, step in enumerate(steps):
        for _image in range(number * images // len(steps), (number + 1) * images // len(steps)):
            total.add(_seen(disk.after_a_cut(chance), acknowledged, folder / "image"))
        if step.path == str(told):
            acknowledged += step.data
        else:
            disk.take(step)
    return total


def _seen(left: Disk, acknowledged: bytes, folder: Path) -> Aftermath:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in left.named:
        (folder / Path(path).name).write_bytes(left.kept[path])
    (folder / "told").write_bytes(acknowledged)
    return look_at(folder / "cut.engagement", folder / "told")


def main() -> int:
    """Print the figures, then those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--images", type=int, default=1500)
    parser.add_argument("--while", dest="what", choices=sorted(ACTS))
    parser.add_argument("--seed", type=int, default=20261123)
    asked = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed, so no write can be recorded. Nothing was tried.")
        return NO_STRACE
    status = GOOD
    for what in [asked.what] if asked.what else sorted(ACTS):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            total = campaign(what, asked.images, asked.seed, Path(one))
            control = campaign(what, asked.images, asked.seed, Path(two), "TRUNCATE", "OFF")
        print(f"{what}, seed {asked.seed}: {total}", flush=True)
        print(f"  control, synchronous=OFF: {control}", flush=True)
        good = total.is_good and total.acknowledged > 0
        status = max(status, GOOD if good else BAD, GOOD if control.lost else VOID)
    return status


if __name__ == "__main__":
    sys.exit(main())
