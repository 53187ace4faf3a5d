"""Folders that other programs copy, shares and sticks are known by their paths and mounts."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from engagement_app.store.disk import name_of
from engagement_app.store.whereabouts import _file_system, cloud_of

WINDOWS, ELSEWHERE = PureWindowsPath, PurePosixPath
PLACES = {
    WINDOWS(r"C:\Users\mari\OneDrive - Town Trust\town.engagement"): "OneDrive",
    WINDOWS(r"C:\Users\mari\Dropbox\a\town.engagement"): "Dropbox",
    WINDOWS(r"C:\Users\mari\iCloudDrive\town.engagement"): "iCloud",
    WINDOWS(r"G:\My Drive\town.engagement"): "Google Drive",
    WINDOWS(r"C:\Users\mari\Documents\OneDrive.engagement"): "",
    WINDOWS(r"D:\Synced\a\town.engagement"): "OneDrive",
    ELSEWHERE("/Users/m/Library/Mobile Documents/com~apple~CloudDocs/t.engagement"): "iCloud",
    ELSEWHERE("/Users/m/Library/CloudStorage/OneDrive-Town/t.engagement"): "OneDrive",
    ELSEWHERE("/home/m/Dropbox (Town)/t.engagement"): "Dropbox",
    ELSEWHERE("/home/m/Nextcloud/t.engagement"): "Nextcloud",
    ELSEWHERE("/home/m/.local/share/engagement_app/engagement.engagement"): "",
}
MOUNTS = """22 1 8:1 / / rw - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/office rw - cifs //server/office rw
31 22 0:41 / /mnt/office/own rw - ext4 /dev/sdb1 rw
32 22 0:42 / /media/m/My\\040Stick rw - vfat /dev/sdc1 rw
"""


@pytest.mark.parametrize("path", PLACES, ids=str)
def test_the_program_that_copies_a_folder_is_known(path):
    assert cloud_of(path, {"OneDrive": r"D:\Synced"}) == PLACES[path]


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/mnt/office/a/t.engagement", "cifs"),
        ("/mnt/office/own/t.engagement", "ext4"),
        ("/media/m/My Stick/t.engagement", "vfat"),
        ("/home/m/t.engagement", "ext4"),
    ],
)
def test_the_deepest_mount_above_the_file_tells_its_kind(place, kind, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert _file_system(Path(place), mounts) == kind


def test_the_disk_of_a_file_that_is_not_there_is_that_of_the_folder_above(tmp_path):
    assert name_of(tmp_path / "not" / "there") == name_of(tmp_path)
