"""Times as other programs write them, made UTC.

A time without an offset is local time in the United Kingdom.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from engagement_app.exchange.dates import split_date
from engagement_app.exchange.faults import CellError
from engagement_app.language import _

LOCAL = ZoneInfo("Europe/London")
_TIME = re.compile(
    r"[ T,]*(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,9}))?)?)?\s?(?P<half>[ap]\.?m\.?)?\s?(?P<zone>.*)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s?(?P<sign>[+-])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?")
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "bst": 1}


def is_time_alone(text: str) -> bool:
    """Whether the text is a time of day without a date."""
    found = _TIME.fullmatch(text)
    return found is not None and (found["minute"] is not None or found["half"] is not None) and (
        not found["zone"] or _known_zone(found["zone"])
    )  # fmt: skip


def read_moment(text: str, order: str | None) -> datetime | None:
    """The moment in UTC; None for a date without a time of day; else a CellError."""
    # Python takes the point of 18.30 for that of a fraction of a second.
    if text[4:5] == "-" and len(text) > 10 and (":" in text or "." not in text):
        try:
            return _in_utc(datetime.fromisoformat(text), text)
        except ValueError:
            return _by_parts(text, order)
    return _by_parts(text, order)


def _by_parts(text: str, order: str | None) -> datetime | None:
    day, rest = split_date(text, order)
    if not rest.strip():
        return None
    found = _TIME.fullmatch(rest)
    if not found or (found["minute"] is None and found["half"] is None):
        raise _not_a_time(text)
    return _in_utc(_moment(day, found, text), text)


def _moment(day: date, found: re.Match[str], text: str) -> datetime:
    hour = _hour(int(found["hour"]), found["half"], text)
    fraction = (found["fraction"] or "").ljust(6, "0")[:6]
    try:
        clock = time(hour, int(found["minute"] or 0), int(found["second"] or 0), int(fraction))
    except ValueError as error:
        raise _not_a_time(text) from error
    return datetime.combine(day, clock, _zone(found["zone"], text))


def _hour(hour: int, half: str | None, text: str) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise _not_a_time(text)
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _zone(name: str, text: str) -> tzinfo | None:
    plain = name.strip().lower()
    if not plain:
        return None
    if plain in _ZONES:
        return timezone(timedelta(hours=_ZONES[plain]))
    offset = _OFFSET.fullmatch(plain)
    if not offset or int(offset["hours"]) > 14:
        raise _not_a_time(text)
    size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    return timezone(-size if offset["sign"] == "-" else size)


def _known_zone(name: str) -> bool:
    plain = name.strip().lower()
    return plain in _ZONES or _OFFSET.fullmatch(plain) is not None


def _in_utc(moment: datetime, text: str) -> datetime:
    """A moment that says where it is, in UTC; a local hour that the clocks leave out is none."""
    try:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        in_utc = moment.replace(tzinfo=LOCAL).astimezone(UTC)
        if in_utc.astimezone(LOCAL).replace(tzinfo=None) == moment:
            return in_utc
    except OverflowError as error:
        raise _not_a_time(text) from error
    raise CellError(
        _("the time “{text}” does not exist: the clocks went forward then.").format(text=text[:60])
    )


def _not_a_time(text: str) -> CellError:
    return CellError(
        _("“{text}” is not a time. Write it as 2026-05-31 10:00.").format(text=text[:60])
    )
