"""Run what is to fail under strace, in a process that has read the modules already.

strace joins a process that waits for it: so that each fault costs a tenth of a second, and not the
second in which Python starts.
"""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.faults.kills import starting

_MAY_BE_JOINED = 0x59616D61
"""PR_SET_PTRACER: by whom, where a system lets only parents trace."""
_SETTLED = 0.03
PATIENCE = 60


def traced(how: list[str], work: Callable[..., Any], *words: str) -> int:
    """Do the work with these options of strace; gives the exit code, -9 of one that was killed.

    Raises `RuntimeError` where strace says something, or the work ended with an error.
    """
    running = starting().Process(target=_waiting, args=(work, words, dict(os.environ)))
    running.start()
    strace = ["strace", "-f", "-qqq", "-p", str(running.pid), *how]
    try:
        ran = subprocess.run(strace, capture_output=True, timeout=PATIENCE, check=False)
        running.join(PATIENCE)
        if running.exitcode not in (0, -9):
            raise RuntimeError(f"{running.exitcode}: {ran.stderr.decode()}")
        return int(running.exitcode)
    finally:
        running.kill()


def how_many(calls: str, trace: Path, work: Callable[..., Any], *words: str) -> int:
    """How many of these calls the work makes when nothing befalls it."""
    traced(["-e", f"trace={calls}", "-o", str(trace)], work, *words)
    return sum("(" in line for line in trace.read_text().splitlines())


def spread(most: int, of: int) -> Iterator[int]:
    """So many of the numbers from 1 on, evenly spread; each where there are no more of them."""
    count = min(most, of)
    return (1 + (2 * place + 1) * of // (2 * count) for place in range(count))


def ends_well(work: Callable[..., Any], *words: str) -> bool:
    """Do the work in such a process, untraced; whether there was no error."""
    running = starting().Process(target=_quietly, args=(work, words))
    running.start()
    running.join()
    return running.exitcode == 0


def _quietly(work: Callable[..., Any], words: tuple[str, ...]) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    work(*words)


def _waiting(work: Callable[..., Any], words: tuple[str, ...], environment: dict[str, str]) -> None:
    os.environ.update(environment)
    ctypes.CDLL(None).prctl(_MAY_BE_JOINED, ctypes.c_ulong(-1), 0, 0, 0)
    until = time.monotonic() + PATIENCE
    while not _is_joined():
        if time.monotonic() > until:
            sys.exit("strace did not come")
        time.sleep(0.002)
    time.sleep(_SETTLED)
    work(*words)


def _is_joined() -> bool:
    with open("/proc/self/status") as status:
        return any(line.startswith("TracerPid:") and line.split()[1] != "0" for line in status)
