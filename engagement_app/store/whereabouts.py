"""Where a data file lies matters: in a folder that another program copies, on a share, on a stick.

By the path alone, and by what the system says of the disk: nothing is opened and no one asked.
"""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePath

_CLOUDS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
)
"""How names of folders begin that a program keeps alike on several machines."""
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SHARES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "davfs", "ncpfs", "fuse.sshfs"}
_STICKS = ("/media/", "/run/media/", "/Volumes/")
_REMOVABLE, _REMOTE = 2, 4
"""What `GetDriveType` of Windows says."""


def cloud_of(path: PurePath, environment: Mapping[str, str] = os.environ) -> str:
    """The program that copies what lies in this folder; empty for none."""
    for variable in _VARIABLES:
        folder = environment.get(variable, "")
        if folder and path.is_relative_to(folder):
            return "OneDrive"
    for part in path.parts[1:-1]:
        for beginning, name in _CLOUDS:
            if part.casefold().startswith(beginning):
                return name
    return ""


def is_on_share(path: Path) -> bool:
    """Whether the file lies on another machine."""
    if sys.platform == "win32":
        return path.drive.startswith("\\\\") or _drive_type(path) == _REMOTE
    return _file_system(path, Path("/proc/self/mountinfo")) in _SHARES


def is_on_stick(path: Path) -> bool:
    """Whether the file lies on a disk that can be pulled out."""
    if sys.platform == "win32":
        return _drive_type(path) == _REMOVABLE
    return str(path).startswith(_STICKS) or _is_removable(path)


def _drive_type(path: Path) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(path.anchor))


def _file_system(path: Path, mounts: Path) -> str:
    """The kind of file system, as Linux lists them: the deepest mount above the file."""
    found: dict[str, str] = {}
    with suppress(OSError, ValueError):
        for line in mounts.read_text(errors="replace").splitlines():
            place, _dash, kind = line.partition(" - ")
            found[place.split()[4].encode().decode("unicode_escape")] = kind.split()[0]
    above = [str(each) for each in path.parents if str(each) in found]
    return found[max(above, key=len)] if above else ""


def _is_removable(path: Path) -> bool:
    with suppress(OSError, AttributeError):
        number = path.stat().st_dev
        block = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}").resolve()
        for place in (block, block.parent):  # a part of a disk tells it of the disk
            told = place / "removable"
            if told.exists():
                return told.read_text().strip() == "1"
    return False
