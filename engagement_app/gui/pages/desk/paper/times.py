"""A time as it is written on a sheet: of the day of the event, in local time."""

import re
from datetime import UTC, datetime, timedelta

from engagement_app.domain.today import event_today
from engagement_app.errors import UserError
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_TIME = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})")
_NIGHT = timedelta(hours=12)


def time_of(typed: str, workspace: Workspace, event_id: str) -> datetime | None:
    """`1805`, `18:05` or `18.05` on the day of the event; None of nothing. Raises `UserError`."""
    if not typed.strip():
        return None
    found = _TIME.fullmatch(typed.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UserError(_("This is no time of day. Type it like 18:05, or leave it out."))
    starts = workspace.read(event_today, event_id).starts_at
    day = (starts or datetime.now(UTC)).astimezone()
    moment = datetime(day.year, day.month, day.day, int(found[1]), int(found[2])).astimezone()
    # Of an event that goes on after midnight the small hours are those of the next day.
    if starts is not None and starts - moment > _NIGHT:
        moment += timedelta(days=1)
    return moment.astimezone(UTC)
