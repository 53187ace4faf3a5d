"""The system says that nobody is at the keys any more, over a bus of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from engagement_app.gui.protection.session_news import SessionNews

app = QCoreApplication([])
news = SessionNews(app, lambda: print("away", flush=True) or app.quit())
signal = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", sys.argv[1], "ActiveChanged")
signal.setArguments([sys.argv[2] == "True"])
QTimer.singleShot(50, lambda: QDBusConnection.sessionBus().send(signal))
QTimer.singleShot(600, app.quit)
app.exec()
"""


def heard(interface, active):
    told = {name: each for name, each in os.environ.items() if not name.startswith("DBUS")}
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", PROGRAM, interface, str(active)],
        cwd=ROOT, capture_output=True, text=True, timeout=30, env=told,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no D-Bus here")
@pytest.mark.parametrize("interface", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_locked_screen_is_heard_of(interface):
    assert heard(interface, True) == "away\n"


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no D-Bus here")
@pytest.mark.parametrize(
    ("interface", "active"), [("org.freedesktop.ScreenSaver", False), ("org.other", True)]
)
def test_an_opened_screen_and_other_news_are_no_reason_to_lock(interface, active):
    assert heard(interface, active) == ""
