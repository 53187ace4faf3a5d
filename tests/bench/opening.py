"""How much longer a protected file takes to open than the same file unprotected.

    python tests/bench/opening.py [--people 2000] [--times 15] [--starts 7]

The key is in hand: what a passphrase costs (0.3 s, on purpose) is told for itself. Both are opened
in turn, and the medians compared: of the call alone, and of a whole start of the program, which is
what somebody waits for. The call looks through every page of a small file, and a protected page is
proved by its HMAC: that is what it costs. The exit status is 1 if a start takes over 1.2 times.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.store import protecting
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.keys.ways import Protection

ROOT = Path(__file__).resolve().parents[2]
KEYBOARD = Keyboard("Tester", "bench")
MOST = 1.2


def opening(path: Path, key: DataKey | None) -> float:
    """Milliseconds until the file is open and its first row was read."""
    key = key.copy() if key else None
    began = time.perf_counter()
    with open_file(path, KEYBOARD, key=key) as file:
        with file.reading() as session:
            session.connection().exec_driver_sql("SELECT * FROM person LIMIT 1").first()
        return (time.perf_counter() - began) * 1000


STARTING = """
import sys
from pathlib import Path
from tests.bench.opening import DataKey, opening

path, vault, secret = sys.stdin.read().split("|")
opening(Path(path), DataKey(vault, bytes.fromhex(secret)) if vault else None)
"""


def starting(path: Path, key: DataKey | None) -> float:
    """Milliseconds of a program that starts, opens the file, reads a row and ends."""
    told = f"{path}|{key.vault}|{key.secret.hex()}" if key else f"{path}||"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", STARTING], input=told, text=True, check=True, cwd=ROOT)
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--starts", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        plain, safe = Path(folder) / "plain.engagement", Path(folder) / "safe.engagement"
        with create_file(plain, KEYBOARD) as file, file.writing("import") as session:
            for number in range(asked.people):
                acts.add(session, PersonInput.parse(given_name=f"Person {number}"))
        shutil.copy(plain, safe)
        key = protecting.protect(safe, Protection("words"))
        began = time.perf_counter()
        unlocked(safe, "words")
        passphrase = (time.perf_counter() - began) * 1000
        pairs = [(opening(plain, None), opening(safe, key)) for _each in range(asked.times + 1)]
        starts = [(starting(plain, None), starting(safe, key)) for _each in range(asked.starts + 1)]
        size = plain.stat().st_size / 1_000_000
    without, within = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
    bare, safe_start = (statistics.median(each) for each in zip(*starts[1:], strict=True))
    print(
        f"{asked.people} people, {size:.1f} MB: unprotected {without:.1f} ms, protected"
        f" {within:.1f} ms, ratio {within / without:.2f}; passphrase {passphrase:.0f} ms"
    )
    print(
        f"a whole start: unprotected {bare:.0f} ms, protected {safe_start:.0f} ms,"
        f" ratio {safe_start / bare:.2f}"
    )
    return int(safe_start > MOST * bare)


if __name__ == "__main__":
    sys.exit(main())
