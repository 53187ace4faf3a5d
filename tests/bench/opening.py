"""How much longer a protected file takes to open than the same file unprotected.

    python tests/bench/opening.py [--people 2000] [--times 15] [--starts 7]

The key is in hand: what a passphrase costs (0.3 s, on purpose) is told for itself. Both are opened
in turn, and the medians compared: of the bare engine that does no more than look through the
pages, of the call alone, of the same without looking through, of the window from the key to its
page, and of a whole start of the program. The two last are what somebody waits for; the exit
status is 1 if one of them takes over 1.2 times.

The call looks through every page of a small file, and a protected page is proved by its HMAC
(SHA-512, 9 µs a page; deciphering is half a µs) as it is read, once: that is the whole difference,
and the bare engine has it too. It could be had by proving less, which is not done: a page that was
not written (an old one in its place) has a right HMAC, and only its place in the tree tells. On a
thread of its own, with a connection of its own, the look took longer on the whole, of both kinds.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.store import protecting
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile, create_file, open_file
from engagement_app.store.engine import CACHE, connect
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


def looking(path: Path, key: DataKey | None) -> float:
    """Milliseconds in which the engine looks through the pages and reads a row, and no more."""
    began = time.perf_counter()
    with closing(connect(path, key)) as bare:
        bare.execute(f"PRAGMA cache_size={-CACHE}")
        assert bare.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        bare.execute("SELECT * FROM person LIMIT 1").fetchone()
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


def without_look(path: Path, key: DataKey | None) -> float:
    """The same, where nobody looks through the pages."""
    looks, DataFile.look_through = DataFile.look_through, lambda _self: None  # type: ignore[method-assign]
    try:
        return opening(path, key)
    finally:
        DataFile.look_through = looks  # type: ignore[method-assign]


class Shown:
    """A window without a screen, in which the file is opened again and again."""

    def __init__(self) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
        from PySide6.QtWidgets import QApplication

        from engagement_app.gui.looks.dress import add_fonts, dress
        from engagement_app.gui.window import Window

        self.app = QApplication([*sys.argv[:1], "-style", "Fusion"])
        add_fonts()
        dress(self.app, "light", 100)
        self.window = Window()
        self.window.show()

    def opening(self, path: Path, key: DataKey | None) -> float:
        """Milliseconds until its page is there, with everything that is read for it."""
        from engagement_app.gui.files import open_path

        workspace, key = self.window.workspace, key.copy() if key else None
        began = time.perf_counter()
        assert open_path(workspace, path, print, key)
        self.window.repaint()
        while workspace.is_saving:
            self.app.processEvents()
        self.app.processEvents()
        took = (time.perf_counter() - began) * 1000
        workspace.close()
        self.window.forget_pages()
        self.app.processEvents()
        return took


Way = Callable[[Path, DataKey | None], float]


def medians(way: Way, plain: Path, safe: Path, key: DataKey, times: int) -> tuple[float, float]:
    """Milliseconds of the plain file and of the protected one, opened in turn; the first time
    does not count."""
    pairs = [(way(plain, None), way(safe, key)) for _each in range(times + 1)][1:]
    without, within = (statistics.median(each) for each in zip(*pairs, strict=True))
    return without, within


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
        size = plain.stat().st_size / 1_000_000
        print(f"{asked.people} people, {size:.1f} MB; the passphrase alone: {passphrase:.0f} ms")
        ways: dict[str, tuple[Way, int]] = {
            "the bare engine, looking through": (looking, asked.times),
            "the call alone": (opening, asked.times),
            "without looking through": (without_look, asked.times),
            "the window, to its page": (Shown().opening, asked.times),
            "a whole start": (starting, asked.starts),
        }
        ratios = {}
        for name, (way, times) in ways.items():
            without, within = medians(way, plain, safe, key, times)
            ratios[name] = within / without
            print(
                f"{name}: unprotected {without:.1f} ms, protected {within:.1f} ms,"
                f" ratio {ratios[name]:.2f}"
            )
    return int(max(ratios["the window, to its page"], ratios["a whole start"]) > MOST)


if __name__ == "__main__":
    sys.exit(main())
