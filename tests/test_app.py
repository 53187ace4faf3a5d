"""The way in: the window where there is a screen, else the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engagement_app.errors import UserError

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parents[1]


def started(home, *words, **environment):
    known = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    known |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    known.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "engagement_app", *words],
        cwd=ROOT, env=known | environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_without_a_screen_and_without_words_a_sentence_says_what_to_write(tmp_path):
    said = started(tmp_path)
    assert said.returncode == 2
    assert "Name a command" in said.stderr


def test_a_system_without_what_the_window_needs_is_told_what_to_install(
    tmp_path, monkeypatch, capsys
):
    import builtins

    from engagement_app.cli.window import open_window, parts_of_the_system

    really = builtins.__import__

    def bare(name, *more):
        if name == "engagement_app.gui.application":
            raise ImportError("libGL.so.1: cannot open shared object file: No such file")
        return really(name, *more)

    monkeypatch.setattr(builtins, "__import__", bare)
    assert open_window() == 2
    said = capsys.readouterr().err
    assert "libGL.so.1" in said
    assert "sudo apt install" in said
    with pytest.raises(UserError, match=r"libGL\.so\.1"), parts_of_the_system():
        import engagement_app.gui.application  # noqa: F401
    with pytest.raises(ImportError, match="a mistake of ours"), parts_of_the_system():
        raise ImportError("a mistake of ours")


def test_the_self_test_goes_through_every_page_and_paper(tmp_path):
    said = started(tmp_path, "self-test", QT_QPA_PLATFORM="offscreen")
    assert said.returncode == 0, said.stderr
    parts = [line.removeprefix("works: ") for line in said.stdout.splitlines()]
    assert parts == [
        "sample and papers", "check", "backup", "lists and calendar", "protection", "bundle",
        "Today", "Desk", "What was said", "Follow-ups", "Roles and funding", "Voice", "Reports",
        "Data",
    ]  # fmt: skip
