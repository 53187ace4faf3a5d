"""The line at the bottom says “saved” of what is saved, and of nothing else."""

import shutil
import subprocess

import pytest

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.files import open_path
from engagement_app.gui.looks.dress import dress

pytestmark = pytest.mark.thorough


def add_person(window, settle):
    entry = PersonInput.parse(given_name="Ann")
    window.workspace.write("record.add", acts.add, entry)
    settle(window.workspace)


def test_what_is_saved_is_called_saved(window, data_path, settle):
    open_path(window.workspace, data_path, print)
    assert window.footer.state.text() == "Saved"
    add_person(window, settle)
    assert window.footer.state.text() == "Saved"


def test_what_could_not_be_saved_is_not_called_saved_until_the_next_is(window, data_path, settle):
    def fails(_session):
        raise StorageError("The disk failed.", Cause.FAILED)

    open_path(window.workspace, data_path, print)
    window.workspace.write("record.add", fails)
    settle(window.workspace)
    assert window.footer.state.text() == "The last entry is not saved"
    assert window.footer.state.property("role") == "warn"
    add_person(window, settle)
    assert window.footer.state.text() == "Saved"
    assert window.footer.state.property("role") == "quiet"


@pytest.fixture
def read_only_disk(tmp_path, blank):
    """A file on a disk that is mounted to be read alone; skipped where none can be."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(made, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    path = disk / "town.engagement"
    shutil.copy(blank, path)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield path
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_file_that_can_only_be_read_is_not_called_saved(window, read_only_disk, settle):
    open_path(window.workspace, read_only_disk, print)
    assert window.footer.state.text() == "Can only be read: nothing is saved"
    add_person(window, settle)
    assert window.footer.state.text() == "The last entry is not saved"


def test_not_protected_is_never_cut_off(window, data_path, settle, qapp):
    dress(qapp, "light", 200)
    try:
        window.resize(1366, 740)
        open_path(window.workspace, data_path, print)
        settle(window.workspace)
        footer = window.footer
        footer.backup.setText("Last backup: 29/11/2026 18:50 · " * 5)
        footer.layout().activate()
        assert footer.safety.text() == "Not protected"
        assert footer.safety.width() >= footer.safety.sizeHint().width()
        assert window.width() == 1366
    finally:
        dress(qapp, "light", 100)
