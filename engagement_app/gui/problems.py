"""Tell the person what went wrong: what they can mend in a sentence, a mistake of ours in a box."""

import logging
import sys
from collections.abc import Callable
from functools import partial
from traceback import extract_tb
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from engagement_app import __version__
from engagement_app.errors import StorageError, UserError
from engagement_app.gui.looks.dress import wear
from engagement_app.language import _

log = logging.getLogger(__name__)
EXPECTED = (UserError, StorageError)
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def sentence_of(error: Exception) -> str:
    """What to show for a problem that is foreseen; raises any other, for the crash box."""
    if not isinstance(error, EXPECTED):
        raise error
    details = getattr(error, "details", ())
    return "\n".join([str(error), *details])


def tell_failure(error: Exception, failed: Callable[[Exception], object]) -> None:
    """The form is free again also after a mistake of ours, which the crash box tells."""
    if isinstance(error, EXPECTED):
        failed(error)
    else:
        failed(UserError(_("A mistake in the program stopped this. Nothing was saved.")))
        raise error


def install_crash_box(tell: Callable[[str], object]) -> None:
    """A mistake of the program is told in a box with details to copy, and work goes on.

    Trouble of the world that met no form, such as a disk that is gone while a page reads, is told
    in its own sentence by `tell`.
    """
    sys.excepthook = partial(_met, tell)


def tell_without_box(tell: Callable[[str], object]) -> Hook:
    """The same where strangers look on: no box and no details, which are in the log alone."""

    def met(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("%s", traces(kind, trace))
        tell(sentence_of(error) if isinstance(error, EXPECTED) else "")

    return met


def traces(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it happened: places in our code and the kind of the error, never its text or data."""
    places = [f"{each.filename}:{each.lineno} {each.name}" for each in extract_tb(trace)]
    return "\n".join([f"engagement_app {__version__}", kind.__name__, *places])


def _met(
    tell: Callable[[str], object],
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    if isinstance(error, EXPECTED):
        tell(sentence_of(error))
    else:
        _crashed(kind, trace)


def _crashed(kind: type[BaseException], trace: TracebackType | None) -> None:
    details = traces(kind, trace)
    log.critical("%s", details)
    box = QMessageBox()
    wear(box)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_("A mistake in the program"))
    box.setText(
        _(
            "Something went wrong in the program. What was saved is safe; what you typed last may"
            " not be saved yet. The details hold no names and no words of anybody: please send"
            " them to whoever looks after the program."
        )
    )
    box.setDetailedText(details)
    box.exec()
