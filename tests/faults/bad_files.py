"""Give the program files that were made to harm, or came to harm, and look what it does.

    python tests/faults/bad_files.py [word]

Each is taken in by the command line, in a process of its own. It must be refused with status 2 and
its sentence, within five seconds of processor and 300 MB, leave the data file as it was to the
byte, and make no file anywhere. Two controls read a million entries and a deep document as a
program would that trusts them, and must break those bounds (else the exit status is 2).
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.harmful import DEEP, Harmful, harmful, million_listed
from tests.faults.signing_in import prepare

ROOT = Path(__file__).resolve().parents[2]
GOOD, BAD, VOID = 0, 1, 2
SECONDS, MEGABYTES = 5.0, 300.0
TRUSTING = {
    "a million entries": "import zipfile, sys; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))",
    "100,000 levels": "import json, sys; json.loads(open(sys.argv[1]).read())",
}


@dataclass(frozen=True)
class Ran:
    """How a process ended: its status, what it said, processor seconds, most megabytes, seconds."""

    status: int
    said: str
    processor: float
    megabytes: float
    seconds: float


PEAK = """
import atexit, os, re
from pathlib import Path
def told():
    most = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
    Path(os.environ["PEAK"]).write_text(most[1])
atexit.register(told)
"""
"""Each process tells by itself how large it was: what started it would count with it else."""
OURS = "import runpy; runpy.run_module('engagement_app', run_name='__main__')"


def run(program: str, words: list[str], home: Path) -> Ran:
    """Run a program with these words, and see what it took."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(home / "tmp")}
    known |= {f"XDG_{each}_HOME": str(home) for each in ("CONFIG", "DATA", "CACHE", "STATE")}
    with tempfile.TemporaryDirectory() as aside, tempfile.TemporaryFile() as told:
        peak = Path(aside) / "peak"
        wanted = [sys.executable, "-c", PEAK + program, *words]
        known["PEAK"] = str(peak)
        began = time.monotonic()
        process = subprocess.Popen(wanted, stdout=told, stderr=told, env=known)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        told.seek(0)
        said = told.read().decode(errors="replace")
        megabytes = int(peak.read_text()) / 1024
    processor = used.ru_utime + used.ru_stime
    return Ran(process.returncode, said, processor, megabytes, seconds)


class Scene:
    """A data file, and a folder in which a file is put that is to be taken in."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "town.engagement"
        (home / "tmp").mkdir()
        prepare(self.path)
        self.sources = home / "given"
        self.sources.mkdir()
        run(OURS, ["check", "--file", str(self.path)], home)  # remembers the file
        self.before = self.state()

    def state(self) -> tuple[str, list[str]]:
        names = sorted(str(each) for each in self.home.rglob("*") if each.parent != self.sources)
        return hashlib.sha256(self.path.read_bytes()).hexdigest(), names

    def give(self, case: Harmful) -> tuple[Ran, list[str]]:
        """Take the file in; what it took, and what was wrong."""
        source = self.sources / case.name
        source.write_bytes(case.make())
        words = ["import", case.kind, str(source), "--file", str(self.path)]
        ran = run(OURS, words, self.home)
        source.unlink()
        wrong = []
        if ran.status != 2 or not re.search(case.says, ran.said, re.DOTALL):
            wrong.append(f"status {ran.status}: {ran.said[:300]}")
        if "Traceback" in ran.said:
            wrong.append("a traceback")
        if ran.processor > SECONDS:
            wrong.append(f"{ran.processor:.1f} s of processor")
        if ran.megabytes > MEGABYTES:
            wrong.append(f"{ran.megabytes:.0f} MB")
        if self.state() != self.before:
            wrong.append("something was changed or made")
        return ran, wrong


def trusting(home: Path) -> dict[str, bool]:
    """The controls: which of the bounds a program breaks that trusts what it is given."""
    broken, source = {}, home / "given" / "trusted"
    makers = (lambda: million_listed(counted=True), lambda: b"[" * DEEP)
    for (what, program), make in zip(TRUSTING.items(), makers, strict=True):
        source.write_bytes(make())
        ran = run(program, [str(source)], home)
        broken[what] = ran.megabytes > MEGABYTES or "RecursionError" in ran.said
        source.unlink()
    return broken


def main() -> int:
    """Print what was wrong, then the most that anything took; gives the exit status."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    cases = [case for case in harmful() if word in case.what]
    failed, most = 0, {"processor": 0.0, "megabytes": 0.0, "seconds": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        for case in cases:
            ran, wrong = scene.give(case)
            failed += bool(wrong)
            for what in most:
                most[what] = max(most[what], getattr(ran, what))
            for each in wrong:
                print(f"{case.what}: {each}", flush=True)
        controls = trusting(Path(folder))
    print(f"harmful files refused: {len(cases) - failed} of {len(cases)}")
    print(
        "at most {processor:.1f} s of processor, {seconds:.1f} s, {megabytes:.0f} MB".format(**most)
    )
    print(f"controls that trust: {controls}")
    if not all(controls.values()):
        return VOID
    return BAD if failed else GOOD


if __name__ == "__main__":
    sys.exit(main())
