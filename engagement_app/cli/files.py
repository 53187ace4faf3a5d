"""The data file that a command works on."""

import os
from pathlib import Path
from typing import Any

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import place
from engagement_app.store.datafile import DataFile, create_file, open_file

Options = Any
"""What `argparse` read: a namespace of the command's options."""


def file_meant(options: Options) -> Path:
    """The file named by --file, else the one opened last, else the default one."""
    return Path(options.file) if options.file else place.last_file()


def open_meant(options: Options) -> DataFile:
    """Open the file that the command is about, and remember it for the next command."""
    path = file_meant(options)
    opened = open_file(path, place.keyboard())
    place.remember_file(path)
    return opened


def create(path: Path) -> DataFile:
    """Make a new file and open it."""
    made = create_file(path, place.keyboard())
    place.remember_file(path)
    return made


def refuse_passphrase(options: Options) -> None:
    """A passphrase is refused rather than ignored, as long as no file can be protected."""
    if options.passphrase_file or os.environ.get("ENGAGEMENT_PASSPHRASE"):
        raise UserError(
            _(
                "A passphrase was given, but this version opens only files without one. Leave out"
                " --passphrase-file and ENGAGEMENT_PASSPHRASE."
            )
        )
