"""The data file that a command works on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engagement_app.cli.output import warn
from engagement_app.cli.passphrases import passphrase_given
from engagement_app.domain.tables import EVERY
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import outputs, place
from engagement_app.store.datafile import DataFile, open_file
from engagement_app.store.disk import where_it_lies
from engagement_app.store.doubt import doubted

Options = Any
"""What `argparse` read: a namespace of the command's options."""


def file_meant(options: Options) -> Path:
    """The file named by --file, else the remembered one, else the default one.

    Raises `UserError` for an empty name: a script that lost it must not work on another file.
    """
    if options.file is None:
        return where_it_lies(place.last_file())
    if not options.file:
        raise UserError(_("--file is empty. Write the data file after it, or leave --file out."))
    return where_it_lies(Path(options.file))


@contextmanager
def open_meant(options: Options, *, only_of_file: bool = True) -> Iterator[DataFile]:
    """Open the file that the command is about, and say which it is where none was named; and that
    it needs no passphrase, if the passphrase could be of nothing else (`only_of_file`).

    Only a file that the command wrote to is remembered for the next one: looking into another
    must not turn the next command to it.
    """
    path = file_meant(options)
    if not options.file and os.path.exists(path):
        warn(_("The data file is {file}; --file names another.").format(file=path))
    passphrase = passphrase_given(options)
    with (
        open_file(path, place.keyboard(), passphrase) as file,
        doubted(file, EVERY.values()),
    ):
        if only_of_file and passphrase is not None and file.key is None:
            warn(_("{file} is not protected: it needs no passphrase.").format(file=path.name))
        yield file
    if file.was_written:
        place.remember_file(path)


def refuse_data_file(target: Path, file: DataFile) -> None:
    """A report or an export never takes the place of the data file it is made from."""
    outputs.refuse_data_file(target, file.path)
