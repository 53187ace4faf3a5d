"""Passphrases and recovery codes as the command line is given them: never as a word of it."""

import os
from pathlib import Path
from typing import Any

from engagement_app.errors import UserError
from engagement_app.language import _

_VARIABLE = "ENGAGEMENT_PASSPHRASE"
_EMPTY = _("The passphrase is empty. Write one into the file.")
_MOST = 1 << 20
"""Bytes; what is longer is not the file that was meant."""


def passphrase_given(options: Any) -> str | None:
    """The passphrase from --passphrase-file, else from the variable; None without either.

    One new line at its end is not part of it. Raises `UserError`.
    """
    named = getattr(options, "passphrase_file", None)
    if named is not None:
        return without_new_line(read_secret(Path(named)))
    return os.environ.get(_VARIABLE) or None


def bundle_passphrase(options: Any) -> str | None:
    """The passphrase of a bundle, where it has one of its own; raises `UserError`."""
    if options.bundle_passphrase_file is None:
        return None
    given = without_new_line(read_secret(Path(options.bundle_passphrase_file)))
    if not given:
        raise UserError(_EMPTY)
    return given


def needed_passphrase(options: Any) -> str:
    """The passphrase that is to be set; raises `UserError` where none is given."""
    given = passphrase_given(options)
    if given is None:
        sentence = _(
            "Give the passphrase to set with --passphrase-file PATH or the variable {name}."
        )
        raise UserError(sentence.format(name=_VARIABLE))
    if not given:
        raise UserError(_EMPTY)
    return given


def code_in(path: Path) -> str:
    """The recovery code in a file: its last line, as the window writes it under a heading."""
    lines = [line for line in read_secret(path).splitlines() if line.strip()]
    if not lines:
        raise UserError(_("{file} is empty. Write the recovery code into it.").format(file=path))
    return lines[-1]


def read_secret(path: Path) -> str:
    """The text of a small file; raises `UserError`."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
        if len(content) > _MOST:
            sentence = _("{file} is too large to hold a passphrase or a code. Name another file.")
            raise UserError(sentence.format(file=path))
        return content.decode("utf-8-sig")
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}. Name another file.")
        raise UserError(sentence.format(file=path, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        sentence = _("{file} is no text in UTF-8. Save it as such, or name another file.")
        raise UserError(sentence.format(file=path)) from error


def without_new_line(text: str) -> str:
    """The text without one new line at its end."""
    return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text
