"""The end of every command: its exit status, and one plain sentence for what went wrong."""

import argparse
import errno
import os
import re
import sys
import textwrap
import traceback
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from engagement_app.cli.commands import COMMANDS, GENERAL, Command, Option
from engagement_app.cli.output import warn, warn_each
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.store.partial import meant

_WRONG, _NOT_OPENED, _DISK, _BUG, _INTERRUPTED = 2, 3, 4, 70, 130


_NO_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class _Parser(argparse.ArgumentParser):
    """Raises `UserError` where `argparse` would print its usage and leave."""

    def error(self, message: str) -> NoReturn:
        sentence = _("{what}. See: {program} --help")
        raise UserError(sentence.format(what=_plain(message), program=self.prog))


def _plain(message: str) -> str:
    """What `argparse` says, in plain words."""
    if found := re.fullmatch("argument COMMAND: invalid choice: '(.*)' .*", message, re.DOTALL):
        return _no_command(found[1])
    for pattern, sentence in (
        (
            r"argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)",
            _("“{1}” is no {0}: write one of {2}"),
        ),
        (r"argument (\S+): expected one argument", _("{0} needs a value after it")),
        (r"argument (\S+): ignored explicit argument .*", _("{0} takes no value")),
        ("the following arguments are required: (.*)", _("{0} is missing")),
        ("unrecognized arguments: (.*)", _("“{0}” is not understood here")),
    ):
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*(part.replace("'", "") for part in found.groups()))
    return _as_sentence(message)


def _no_command(word: str) -> str:
    names = [command.name for command in COMMANDS]
    if near := get_close_matches(word, names, n=1):
        sentence = _("There is no command “{word}”; write “{near}” if you meant that")
        return sentence.format(word=word, near=near[0])
    sentence = _("There is no command “{word}”; write one of {names}")
    return sentence.format(word=word, names=", ".join(names))


def _as_sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; general options stand before or after a command."""
    top = _Parser(
        prog="engagement-app",
        description=_(
            "Records who came, what was said and what was promised at community events,"
            " and shows which engagement work nobody paid for."
        ),
        epilog=_("Example: {example}").format(example=COMMANDS[0].example),
        allow_abbrev=False,
    )
    _add(top, GENERAL, keep=True)
    commands = top.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=_Parser)
    for command in COMMANDS:
        made = commands.add_parser(
            command.name,
            help=command.help,
            description=_as_sentence(command.help) + ".",
            epilog="\n\n".join(_below(command)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        _add(made, command.options, keep=True)
        _add(made, GENERAL, keep=False)
        made.set_defaults(chosen=command)
    return top


def _below(command: Command) -> Iterator[str]:
    """What stands under the options of a command, in paragraphs."""
    for paragraph in command.more:
        yield textwrap.fill(paragraph, 78, subsequent_indent="  ", break_on_hyphens=False)
    yield _("Example: {example}").format(example=command.example)


def _add(to: argparse.ArgumentParser, options: tuple[Option, ...], *, keep: bool) -> None:
    """Add the options; without `keep` one left out keeps what stood before the command."""
    for option in options:
        default: dict[str, Any] = {} if keep else {"default": argparse.SUPPRESS}
        to.add_argument(option.name, help=option.help, **option.settings, **default)


def run(words: list[str] | None = None) -> int:
    """Do what the words say; gives the exit status. The words are those of the shell if None."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    words = sys.argv[1:] if words is None else words
    status = _status(words, verbose="--verbose" in words)
    try:
        sys.stdout.flush()
    except OSError as error:
        # What could not be printed would be tried again, and told in Python's words, at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            warn(_system_said(error))
            return status or _DISK
    return status


def _status(words: list[str], *, verbose: bool) -> int:
    """Do what the words say, and tell what went wrong; gives the exit status."""
    try:
        return _run(parser().parse_args(words))
    except UserError as error:
        _tell(error, verbose, details=error.details)
        return _WRONG
    except StorageError as error:
        _tell(error, verbose)
        return _DISK if error.cause in (Cause.FULL, Cause.FAILED) else _NOT_OPENED
    except KeyboardInterrupt:
        warn(_("Interrupted; nothing half done."))
        return _INTERRUPTED
    except BrokenPipeError:
        return 0
    except OSError as error:
        _tell(RuntimeError(_system_said(error)), verbose, cause=error)
        return _DISK if error.errno in _NO_DISK else _WRONG
    except Exception as error:  # the end of a command: a bug is told, not thrown
        sentence = _("This is a mistake in the program ({kind}). Nothing was half done.")
        _tell(RuntimeError(sentence.format(kind=type(error).__name__)), verbose, cause=error)
        return _BUG


def _run(options: Any) -> int:
    command: Command | None = getattr(options, "chosen", None)
    if command is None:
        raise UserError(
            _("Name a command, such as “engagement-app demo”. See: engagement-app --help")
        )
    return command.run(options)


def _system_said(error: OSError) -> str:
    if error.filename is None:
        return _("The results could not be printed: {reason}.").format(reason=error.strerror)
    sentence = _("{path}: {reason}. Mend that or name another place, then try again.")
    path = meant(Path(str(error.filename2 or error.filename)))
    return sentence.format(path=path, reason=error.strerror)


def _tell(
    error: Exception,
    verbose: bool,
    details: tuple[str, ...] = (),
    cause: BaseException | None = None,
) -> None:
    """The details, then the sentence, but a sentence that introduces them stands before them;
    with --verbose the technical part before both."""
    if verbose:
        warn("".join(traceback.format_exception(cause or error)).rstrip())
    sentence = str(error)
    warn_each([sentence, *details] if sentence.endswith(":") else [*details, sentence])
