"""Follow-ups as a calendar file (RFC 5545): all-day events, with nobody's name in them.

They are events and no to-dos, as most calendars leave those out. A calendar is often shared:
what is told of a follow-up is its kind, the event it comes from and the organisation that owns
it; its own words and names stay in the data file.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from engagement_app.domain.due_days import DueDay
from engagement_app.domain.wording import word_of
from engagement_app.language import _

_PRODUCT = "-//engagement_app//Follow-ups//EN"
_STATUSES: Mapping[str, str] = {"open": "CONFIRMED", "done": "CONFIRMED", "cancelled": "CANCELLED"}


def write_calendar(days: Iterable[DueDay]) -> bytes:
    """The calendar. The UID of a follow-up is always the same, its SEQUENCE raised by each
    change, so that a calendar which takes the file in again brings its events up to date."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for day in days:
        calendar.add_component(_event(day))
    return bytes(calendar.to_ical())


def _event(day: DueDay) -> Event:
    changed_at = datetime.fromtimestamp(day.changed_at_ms / 1000, UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", f"{day.id}@engagement-app")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", day.changes)
    event.add("dtstart", day.due_on)
    event.add("dtend", day.due_on + timedelta(days=1))
    event.add("summary", _title(day))
    event.add("description", _about(day))
    event.add("status", _STATUSES[day.status])
    event.add("transp", "TRANSPARENT")
    return event


def _title(day: DueDay) -> str:
    title = _("Follow-up: {kind}").format(kind=word_of(day.kind).lower())
    if day.status == "open":
        return title
    return _("{title} ({status})").format(title=title, status=word_of(day.status).lower())


def _about(day: DueDay) -> str:
    lines = [
        _("From: {event}").format(event=day.event) if day.event else "",
        _("Owned by: {organisation}").format(organisation=day.organisation)
        if day.organisation
        else "",
        _(
            "For whom it is, and who keeps it, is under Follow-ups in the data file: {number}"
        ).format(number=day.id[:8]),
    ]
    return "\n".join(line for line in lines if line)
