"""Dates, shares and records as the papers print them, beside the words of the codes."""

from datetime import date

from engagement_app.language import _
from engagement_app.resourcing.words import (
    belt_end,
    belt_end_explained,
    fund_status,
    lens,
    reason,
    response,
    share,
    state,
    status,
    voice,
)

__all__ = [
    "belt_end",
    "belt_end_explained",
    "day",
    "fund_status",
    "lens",
    "period",
    "reason",
    "record",
    "response",
    "share",
    "state",
    "status",
    "voice",
]


def day(when: date) -> str:
    """`23 November 2026`."""
    months = (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
    return _("{day} {month} {year}").format(
        day=when.day, month=months[when.month - 1], year=when.year
    )


def period(first: date | None, last: date | None) -> str:
    """`1 April 2026 to 31 March 2027`, or what of it is known; nothing where neither is."""
    if first and last:
        return _("{first} to {last}").format(first=day(first), last=day(last))
    if first:
        return _("From {day}").format(day=day(first))
    return _("Until {day}").format(day=day(last)) if last else ""


def record(identifier: str) -> str:
    """The first eight characters of an id: enough to find the record by."""
    return identifier[:8]
