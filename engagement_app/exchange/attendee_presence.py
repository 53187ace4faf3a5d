"""What a list says about who was there, from its words and its times."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from engagement_app.exchange.columns import Columns, Texts
from engagement_app.exchange.dates import settle_order
from engagement_app.exchange.faults import Faults
from engagement_app.exchange.headers import fold
from engagement_app.exchange.moments import is_time_alone, read_moment
from engagement_app.exchange.words import ATTENDANCE_STATUS, ATTENDED, CAME, choice
from engagement_app.language import _

Moments = list[datetime | None]
_STATUSES = "expected, here, left, did not come, excused"


def presence(
    columns: Columns, lines: tuple[int, ...], date_order: str | None, *, own: bool
) -> tuple[Texts, Moments, Moments]:
    """Status, arrival and leaving of each row.

    Who is only expected, and has a time of arrival, is here; but in our `own` list a status is
    what was recorded.
    """
    faults = columns.faults
    status = _status(columns)
    arrived, left = columns.texts("arrived"), columns.texts("left")
    order = settle_order(((lines, arrived), (lines, left)), date_order)
    came, arrived_at = _times(columns, "arrived", arrived, order)
    gone, left_at = _times(columns, "left", left, order)
    if own:
        return status, arrived_at, left_at
    if any(came):
        status = [
            _if_expected(word, "here") if here else word
            for word, here in zip(status, came, strict=True)
        ]
    if any(gone):
        status = [
            "left" if out and word in (None, "expected", "here") else word
            for word, out in zip(status, gone, strict=True)
        ]
    _order_times(arrived_at, left_at, faults)
    return status, arrived_at, left_at


def _status(columns: Columns) -> Texts:
    faults = columns.faults
    status: Texts = [None] * columns.count
    if columns.has("status"):
        read = partial(choice, table=ATTENDANCE_STATUS, wanted=_STATUSES)
        status = faults.read_words(columns.header("status"), columns.texts("status"), read)
    if columns.has("attended"):
        read = partial(choice, table=ATTENDED, wanted=_("yes or no"))
        words = faults.read_words(columns.header("attended"), columns.texts("attended"), read)
        status = [
            _with_answer(one, word) if word else one
            for one, word in zip(status, words, strict=True)
        ]
    return status


def _with_answer(status: str | None, word: str) -> str | None:
    """Who came, came, whatever they had answered before."""
    return word if word == "here" and status != "left" else _if_expected(status, word)


def _if_expected(status: str | None, word: str) -> str | None:
    return word if status in (None, "expected") else status


def _times(
    columns: Columns, field: str, texts: Texts, order: str | None
) -> tuple[list[bool], Moments]:
    """For each row whether it says yes, and when where it says so."""
    if not any(texts):
        return [False] * len(texts), [None] * len(texts)
    header, faults = columns.header(field), columns.faults
    yes = [False] * len(texts)
    moments: Texts = list(texts)
    for row, text in enumerate(texts):
        if text is None:
            continue
        yes[row] = True
        if len(text) < 19:
            yes[row], moments[row] = _word_or_time(text, row, header, faults)
    read: Callable[[str], datetime | None] = partial(read_moment, order=order)
    found = faults.read(header, moments, read)
    for row, text in enumerate(moments):
        if text is not None and found[row] is None:
            _no_time_of_day(header, text, row, faults)
    return yes, found


def _word_or_time(
    text: str, row: int, header: str, faults: Faults, words: Mapping[str, str] = CAME
) -> tuple[bool, str | None]:
    name = fold(text) or text
    if name in words:
        return words[name] == "here", None
    if is_time_alone(text):
        faults.notice(
            row,
            _("{header}: “{text}” has no date, so only that they came is kept.").format(
                header=header, text=text
            ),
        )
        return True, None
    return True, text


def _no_time_of_day(header: str, text: str, row: int, faults: Faults) -> None:
    if not faults.is_refused(row):
        faults.notice(
            row,
            _("{header}: “{text}” has no time of day, so only that they came is kept.").format(
                header=header, text=text
            ),
        )


def _order_times(arrived_at: Moments, left_at: Moments, faults: Faults) -> None:
    for row, (arrived, left) in enumerate(zip(arrived_at, left_at, strict=True)):
        if arrived and left and left < arrived:
            left_at[row] = None
            faults.notice(row, _("The time of leaving is before the arrival and is not kept."))
