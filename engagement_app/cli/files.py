"""The data file that a command works on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import place
from engagement_app.store.datafile import DataFile, create_file, open_file
from engagement_app.store.outputs import make_folder
from engagement_app.store.partial import keep, partial_path, unfinished

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


@contextmanager
def made_whole(path: Path) -> Iterator[DataFile]:
    """A new data file that takes its place once all that is done in it is done."""
    path = path.absolute()
    fresh = partial_path(path)
    try:
        with create_file(fresh, place.keyboard()) as file:
            yield file
        keep(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def output_folder(path: Path) -> None:
    """See that the folder is there, made if need be, and takes files; raises `UserError`."""
    make_folder(path)
    try:
        with unfinished(path.absolute() / "trial"):
            pass
    except PermissionError as error:
        sentence = _("Nothing can be written to {folder}. Name another place.")
        raise UserError(sentence.format(folder=path)) from error


def refuse_data_file(target: Path, file: DataFile) -> None:
    """A report or an export never takes the place of the data file it is made from."""
    if target.exists() and target.samefile(file.path):
        sentence = _("{file} is the data file itself. Name another file to write.")
        raise UserError(sentence.format(file=target))


def refuse_passphrase(options: Options) -> None:
    """A passphrase is refused rather than ignored, as long as no file can be protected."""
    if options.passphrase_file or os.environ.get("ENGAGEMENT_PASSPHRASE"):
        raise UserError(
            _(
                "A passphrase was given, but this version opens only files without one. Leave out"
                " --passphrase-file and ENGAGEMENT_PASSPHRASE."
            )
        )
