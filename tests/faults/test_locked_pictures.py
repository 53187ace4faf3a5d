"""What is seen of a locked file on a screen: nothing; `locked_pictures.py` is the script."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests" / "faults" / "locked_pictures.py"

pytestmark = [pytest.mark.thorough, pytest.mark.timeout(300)]


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no screen to be had")
def test_nothing_of_a_file_is_on_the_screen_once_it_is_locked_in_the_middle_of_anything():
    wanted = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(wanted, **pipes) as screen:
        try:
            number = screen.stdout.readline().strip()
            world = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
            ran = subprocess.run(
                [sys.executable, SCRIPT], env=world, capture_output=True, text=True, timeout=280
            )
        finally:
            screen.terminate()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "nothing seen" in ran.stdout
