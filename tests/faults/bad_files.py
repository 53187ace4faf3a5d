"""Give the program files that were made to harm, or came to harm, and look what it does.

    python tests/faults/bad_files.py [word]

Each is taken in by the command line, in a process of its own (`split.py`). It must be refused with
status 2 and its sentence, within five seconds of processor and 300 MB, leave the data file as it
was to the byte, and make no file anywhere. Two controls read a million entries and a deep document
as a program would that trusts them, and must break those bounds (else the exit status is 2).
"""

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.harmful import DEEP, Harmful, harmful, million_listed
from tests.faults.signing_in import prepare
from tests.faults.split import Ran, Splitting, splitting

GOOD, BAD, VOID = 0, 1, 2
SECONDS, MEGABYTES = 5.0, 300.0
TRUSTING = {
    "a million entries": "import zipfile, sys; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))",
    "100,000 levels": "import json, sys; json.loads(open(sys.argv[1]).read())",
}


OURS = "import sys; from engagement_app.app import main; sys.exit(main())"
MODULES = ("engagement_app.app", "engagement_app.cli.main", "engagement_app.cli.importing")


class Scene:
    """A data file, and a folder in which a file is put that is to be taken in."""

    def __init__(self, home: Path, programs: Splitting) -> None:
        self.home, self.programs = home, programs
        self.path = home / "town.engagement"
        (home / "tmp").mkdir()
        prepare(self.path)
        self.sources = home / "given"
        self.sources.mkdir()
        programs.run(OURS, "check", "--file", str(self.path))  # remembers the file
        self.before = self.state()

    def state(self) -> tuple[str, list[str]]:
        names = sorted(str(each) for each in self.home.rglob("*") if each.parent != self.sources)
        return hashlib.sha256(self.path.read_bytes()).hexdigest(), names

    def give(self, case: Harmful) -> tuple[Ran, list[str]]:
        """Take the file in; what it took, and what was wrong."""
        source = self.sources / case.name
        source.write_bytes(case.make())
        words = ("import", case.kind, str(source), "--file", str(self.path))
        ran = self.programs.run(OURS, *words)
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

    def trusting(self) -> dict[str, bool]:
        """The controls: which of the bounds a program breaks that trusts what it is given."""
        broken, source = {}, self.sources / "trusted"
        makers = (lambda: million_listed(counted=True), lambda: b"[" * DEEP)
        for (what, program), make in zip(TRUSTING.items(), makers, strict=True):
            source.write_bytes(make())
            ran = self.programs.run(program, str(source))
            broken[what] = ran.megabytes > MEGABYTES or "RecursionError" in ran.said
            source.unlink()
        return broken


@contextmanager
def scene_in(home: Path) -> Iterator[Scene]:
    """The scene, with a program at hand whose home is there."""
    known = {**os.environ, "HOME": str(home), "TMPDIR": str(home / "tmp")}
    known |= {f"XDG_{each}_HOME": str(home) for each in ("CONFIG", "DATA", "CACHE", "STATE")}
    with splitting(known, *MODULES) as programs:
        yield Scene(home, programs)


def main() -> int:
    """Print what was wrong, then the most that anything took; gives the exit status."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    cases = [case for case in harmful() if word in case.what]
    failed, most = 0, {"processor": 0.0, "megabytes": 0.0, "seconds": 0.0}
    with tempfile.TemporaryDirectory() as folder, scene_in(Path(folder)) as scene:
        for case in cases:
            ran, wrong = scene.give(case)
            failed += bool(wrong)
            for what in most:
                most[what] = max(most[what], getattr(ran, what))
            for each in wrong:
                print(f"{case.what}: {each}", flush=True)
        controls = scene.trusting()
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
