"""A long report in the window: when its first page is seen, and how soon it is given up.

    python tests/bench/preview.py [roles]

Opens the sample without a screen and has the page Reports make a report of so many roles (450 are
300 pages), three times to its end and nine times until it is stopped at different moments. Prints
milliseconds: from asking to the first page seen and to all of them, the longest time in which the
window did not answer meanwhile, and from Stop until the thread that made it is free.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engagement_app.exchange.sample import add_sample
from engagement_app.gui.looks.dress import add_fonts, dress
from engagement_app.gui.pages.reports import making, options
from engagement_app.gui.window import Window
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.record import new_id
from tests.reports import made_up

WAIT = 60
"""Seconds."""
BEATS = 20
"""Milliseconds between two signs of life of the window."""


def until(held):
    ends = time.perf_counter() + WAIT
    while not held():
        QTest.qWait(50)
        if time.perf_counter() > ends:
            raise TimeoutError


def offer(report):
    """The page offers one report, made up, rendered as the program does."""
    first = options.REPORTS[0]
    paper = first.paper._replace(prepare=lambda *_args, **_named: report)
    options.REPORTS = (first._replace(paper=paper),)


class Pulse:
    """How long the window did not answer at the longest."""

    def __init__(self):
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEATS)

    def _beat(self):
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def whole(page):
    page._clear()
    page.maker._last = None
    pulse, began, seen = Pulse(), time.perf_counter(), []
    told = page.maker.appeared.connect(lambda *_pages: seen.append(time.perf_counter() - began))
    page.make()
    until(lambda: not page.maker.is_making)
    page.maker.appeared.disconnect(told)
    return seen[0], time.perf_counter() - began, pulse.longest


def stopped(page, after):
    page._clear()
    page.maker._last = None
    page.make()
    QTest.qWait(after)
    assert page.maker.is_making
    began = time.perf_counter()
    page.maker.give_up()
    making._PRESS.submit(int).result()
    return time.perf_counter() - began


def main(roles=450):
    app = QApplication([])
    add_fonts()
    dress(app, "light", 100)
    offer(made_up.many(roles))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.engagement"
        with create_file(path, Keyboard("bench", new_id())) as file, file.writing("new") as session:
            add_sample(session)
        window = Window()
        window.resize(1366, 768)
        window.show()
        window.workspace.open(open_file(path, Keyboard("bench", new_id())))
        window.go_to("reports")
        page = window.pages["reports"]
        until(lambda: not page.maker.is_making)
        runs = [whole(page) for _run in range(3)]
        first, every, silent = (1000 * statistics.median(each) for each in zip(*runs, strict=True))
        print(
            f"{page.preview.count} pages: the first after {first:.0f} ms, all after {every:.0f} ms;"
        )
        print(f"the window did not answer for {silent:.0f} ms at the longest")
        free = [1000 * stopped(page, after) for after in range(150, 1050, 100)]
        print(f"stopped: free after {statistics.median(free):.0f} ms, {max(free):.0f} ms at most")
        window.close()
    app.processEvents()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
