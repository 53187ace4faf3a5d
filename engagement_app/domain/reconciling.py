"""Where the sign-in sheet and the list of who came differ."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from engagement_app.domain.sheet_lines import Line, as_printed, fetch_lines
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.plain_rows import let_go


@dataclass(frozen=True, slots=True)
class Differences:
    """Who has a line and is not here, and who is here and has none; each with their state."""

    event: str
    as_of: date
    on_sheet: int
    not_here: tuple[Line, ...]
    not_on_sheet: tuple[Line, ...]


def list_differences(session: Session, event_id: str, as_of: date | None = None) -> Differences:
    """Both lists; whoever is on record twice is here where either record says so."""
    title = load(session, "event", [event_id])[event_id]["title"]
    made = fetch_lines(session, event_id)
    let_go(session)
    lines = made()
    here = {line.key for line in lines if line.has_come}
    listed = {line.key for line in lines if line.number is not None}
    extra = {line.key: line for line in lines if line.has_come and line.key not in listed}
    return Differences(
        event=title,
        as_of=as_of or date.today(),
        on_sheet=len(listed),
        not_here=tuple(line for line in lines if line.number is not None and line.key not in here),
        not_on_sheet=tuple(sorted(extra.values(), key=lambda line: line.order)),
    )


def prepare_differences(
    session: Session, _project_id: str, as_of: date, event_id: str | None
) -> Differences:
    """The same for a paper; raises `UserError` without an event."""
    if event_id is None:
        raise UserError(_("These lists are of one event. Choose it under “About”."))
    found = list_differences(session, event_id, as_of)
    return replace(
        found,
        not_here=tuple(map(as_printed, found.not_here)),
        not_on_sheet=tuple(map(as_printed, found.not_on_sheet)),
    )
