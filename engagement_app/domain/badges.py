"""Badges for an event: a name to be read from across a table, and blank ones for walk-ins."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from engagement_app.domain.sheet_lines import Line, fetch_lines
from engagement_app.domain.standings import CAME
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.emptied import ERASED
from engagement_app.store.plain_rows import let_go

ON_A_SHEET = (10, 8, 6)
"""How many badges a sheet may have: two beside each other."""
BLANK = 10
_WEAR = ("expected", *CAME)


@dataclass(frozen=True, slots=True)
class Badge:
    """What one says; a blank one has no name."""

    name: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Badges:
    """All badges of an event, in the order in which they are looked for: by family name."""

    event: str
    starts_at: datetime | None
    as_of: date
    badges: tuple[Badge, ...]
    blank: int
    on_a_sheet: int
    made_by: str = ""


def prepare_badges(
    session: Session,
    _project_id: str,
    as_of: date,
    event_id: str | None,
    *,
    blank: int = BLANK,
    on_a_sheet: int = ON_A_SHEET[0],
    made_by: str = "",
) -> Badges:
    """For everybody who is expected or has come, by a name; raises `UserError` without an event.

    For whoever objects to being listed there is one only once they have come.
    """
    if event_id is None:
        raise UserError(_("Badges are of one event: say which."))
    event = load(session, "event", [event_id])[event_id]
    lines = fetch_lines(session, event_id)
    let_go(session)
    wear: dict[str, Line] = {}
    for line in lines():
        worn = CAME if line.unlisted else _WEAR
        if line.name and line.name != ERASED and line.status in worn:
            wear.setdefault(line.key, line)
    ordered = sorted(wear.values(), key=lambda line: (line.order, line.key))
    return Badges(
        event["title"],
        event["starts_at"],
        as_of,
        tuple(Badge(line.name, line.organisation) for line in ordered),
        blank,
        on_a_sheet,
        made_by,
    )
