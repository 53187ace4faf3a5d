"""What stands over the lines: the event, its day, and how to fill the sheet in."""

from datetime import datetime

from reportlab.platypus import Flowable

from engagement_app.domain.paper_sheet import SignInSheet
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.headings import bookmark
from engagement_app.reports.sheet.looks import Look
from engagement_app.reports.text import Typesetter, shortened

_LONGEST = 120


def section(typeset: Typesetter, sheet: SignInSheet, look: Look) -> list[Flowable]:
    """Title, day and place, who made it, and what to do."""
    body = "body"
    return [
        bookmark(_("Sign-in sheet")),
        typeset("sheet head", _("Sign-in sheet")),
        typeset("title", shortened(sheet.event, _LONGEST)),
        typeset(body, _when_and_where(sheet)),
        typeset(body, _made(sheet)),
        typeset(body, _what_to_do(sheet)),
    ]


def _when_and_where(sheet: SignInSheet) -> str:
    parts = [_when(sheet.starts_at, sheet.ends_at), sheet.venue or _("No place is recorded")]
    return " · ".join([*parts, shortened(sheet.project, _LONGEST)])


def _when(starts: datetime | None, ends: datetime | None) -> str:
    if starts is None:
        return _("No day is recorded")
    first, last = starts.astimezone(), ends.astimezone() if ends else None
    told = f"{words.day(first.date())}, {first:%H:%M}"
    if last is None:
        return told
    if last.date() == first.date():
        return _("{start} to {end}").format(start=told, end=f"{last:%H:%M}")
    return _("{start} to {end}").format(start=told, end=f"{words.day(last.date())}, {last:%H:%M}")


def _made(sheet: SignInSheet) -> str:
    day = words.day(sheet.made_on)
    if not sheet.made_by:
        return _("Made on {day}.").format(day=day)
    return _("Made on {day} by {person}.").format(day=day, person=sheet.made_by)


def _what_to_do(sheet: SignInSheet) -> str:
    if sheet.slips:
        return _(
            "For the team: cut along the lines and keep the slips in the order of their numbers."
            " Give each person their own slip; filled slips go face down into a box. Key them in"
            " by their numbers afterwards."
        )
    return _(
        "Tick “Here” when you come in. Tick “Stay involved” if somebody may get in touch with you"
        " after the event. If your name is not on the list, write it on a blank row."
    )
