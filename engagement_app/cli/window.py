"""No command at all: the window, where there is a screen and what Qt needs of the system."""

from collections.abc import Iterator
from contextlib import contextmanager

from engagement_app.cli.output import warn
from engagement_app.errors import UserError
from engagement_app.language import _

_WRONG = 2


def open_window() -> int | None:
    """Open the window until it is closed; gives the exit status, or None without a screen."""
    try:
        with parts_of_the_system():
            from engagement_app.gui.application import has_screen, run
    except UserError as error:
        warn(str(error))
        return _WRONG
    return run() if has_screen() else None


@contextmanager
def parts_of_the_system() -> Iterator[None]:
    """Where Qt cannot be loaded for want of a library: says which and how to have it.

    Raises `UserError`.
    """
    try:
        yield
    except ImportError as error:
        if "cannot open shared object" not in str(error):
            raise
        sentence = _(
            "The window needs a part of the system that is missing: {what}. On Debian and Ubuntu"
            " “sudo apt install libgl1 libegl1” brings what is usually missing. The commands work"
            " without it; see engagement-app --help."
        )
        raise UserError(sentence.format(what=str(error).partition(":")[0])) from error
