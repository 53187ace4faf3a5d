"""Programs that begin with their modules read: each is split from one process, and measured.

    python tests/faults/split.py MODULE ...

It is told on its standard input, line by line, what to run. A process of its own would read the
same modules each time; what that takes of the processor is added to each program's, and the memory
they lie in is counted with it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """How a program ended: its status, what it said, processor seconds, most megabytes, seconds."""

    status: int
    said: str
    processor: float
    megabytes: float
    seconds: float


@dataclass(frozen=True)
class Splitting:
    """The process from which they are split."""

    process: subprocess.Popen[str]

    def run(self, program: str, *words: str) -> Ran:
        """Run a program, given as its text, with these words."""
        with tempfile.NamedTemporaryFile() as told:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            print(json.dumps([program, words, told.name]), file=self.process.stdin, flush=True)
            status, *figures = json.loads(self.process.stdout.readline())
            return Ran(status, told.read().decode(errors="replace"), *figures)


@contextmanager
def splitting(environment: dict[str, str], *modules: str) -> Iterator[Splitting]:
    """Such a process, with these modules read."""
    wanted = [sys.executable, __file__, *modules]
    pipe = subprocess.PIPE
    known = environment | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(wanted, stdin=pipe, stdout=pipe, env=known, text=True) as process:
        try:
            yield Splitting(process)
        finally:
            process.terminate()


def main() -> None:
    """Read the modules, then run what is asked for."""
    for each in sys.argv[1:]:
        import_module(each)
    read = time.process_time()
    for line in sys.stdin:
        program, words, told = json.loads(line)
        began = time.monotonic()
        if (child := os.fork()) == 0:
            run(program, words, told)
        _pid, status, used = os.wait4(child, 0)
        processor = read + used.ru_utime + used.ru_stime
        ended = [os.waitstatus_to_exitcode(status), processor, most(told)]
        print(json.dumps([*ended, time.monotonic() - began]), flush=True)


def run(program: str, words: list[str], told: str) -> None:
    """The program, in a process of its own from here on, which ends with it."""
    for stream in (1, 2):
        os.dup2(os.open(told, os.O_WRONLY | os.O_APPEND), stream)
    sys.argv[1:], status = words, 0
    try:
        exec(program, {"__name__": "__main__"})
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    memory = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    Path(f"{told}.most").write_text(memory[1] if memory else "")
    os._exit(status)


def most(told: str) -> float:
    """The megabytes that it had at once, by its own word; endless where it could not say it."""
    try:
        return int((word := Path(f"{told}.most")).read_text()) / 1024
    except (OSError, ValueError):
        return float("inf")
    finally:
        word.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
