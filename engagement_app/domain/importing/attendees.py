"""Take an attendance list into the file."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from engagement_app.domain.finding import find_event, list_events
from engagement_app.domain.importing.acquaintance import People
from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.importing.organisations import Organisations
from engagement_app.domain.importing.recognising import Event, source_key
from engagement_app.domain.lists import AttendeeLine, ListRead
from engagement_app.domain.naming import fold, full_name
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent

_CAME = ("here", "left")
_STEP = 500


def plan_attendees(
    session: Session,
    project_id: str,
    read: ListRead[AttendeeLine],
    event: str | None = None,
    progress: Progress = silent,
) -> ListPlan:
    """What the list would do; `event` is an id or a title. Raises `UserError`, writes nothing."""
    listed = ListPlan(noticed=list(read.noticed), refused=list(read.refused))
    people = People(session, listed, Organisations(session, listed))
    for event_id, lines in _by_event(session, project_id, listed, read.lines, event).items():
        known = Event(session, event_id, people, read.source)
        recognised = known.recognise(lines)
        at = _Guest(listed, people, known, event_id, read.source)
        for number, line in enumerate(lines):
            _take(at, line, recognised)
            if number % _STEP == 0:
                progress(number, len(lines))
    listed.told.sort(key=lambda told: told.line)
    listed.noticed.sort(key=lambda noticed: noticed.line)
    listed.refused.sort(key=lambda refused: refused.line)
    return listed


def _by_event(
    session: Session,
    project_id: str,
    listed: ListPlan,
    lines: Sequence[AttendeeLine],
    event: str | None,
) -> dict[str, list[AttendeeLine]]:
    """The rows of each event: the one named, else that of the row, else the only one there is."""
    grouped: dict[str, list[AttendeeLine]] = defaultdict(list)
    lines = _by_their_id(session, project_id, listed, lines, grouped)
    if event is not None:
        grouped[find_event(session, project_id, event)].extend(lines)
        return grouped
    events = list_events(session, project_id)
    titles: dict[str, list[str]] = defaultdict(list)
    for row in events:
        titles[fold(row.title)].append(row.id)
    for line in lines:
        if line.event:
            found = titles[fold(line.event)] or [_plan_event(listed, project_id, line, titles)]
        else:
            found = [_only(events)]
        if len(found) > 1:
            sentence = _("Several events are called “{title}”. Name one with --event.")
            listed.refuse(line.line, sentence.format(title=line.event))
        else:
            grouped[found[0]].append(line)
    return grouped


def _by_their_id(
    session: Session,
    project_id: str,
    listed: ListPlan,
    lines: Sequence[AttendeeLine],
    grouped: dict[str, list[AttendeeLine]],
) -> list[AttendeeLine]:
    """Put rows that name an attendance on record with its event; gives the other rows."""
    ids = {line.id for line in lines if line.id}
    attendances = load(session, "attendance", ids)
    events = load(session, "event", {row["event_id"] for row in attendances.values()})
    rest = []
    for line in lines:
        row = attendances.get(line.id or "")
        if row is None:
            rest.append(line)
        elif events[row["event_id"]]["project_id"] == project_id:
            grouped[row["event_id"]].append(line)
        else:
            listed.refuse(line.line, _("The attendance with this id belongs to another project."))
    return rest


def _plan_event(
    listed: ListPlan, project_id: str, line: AttendeeLine, titles: dict[str, list[str]]
) -> str:
    made = listed.new("event", project_id=project_id, title=line.event)
    titles[fold(line.event)].append(made["id"])
    sentence = _("There was no event “{title}”, so a planned one was made.")
    listed.notice(line.line, sentence.format(title=line.event))
    return str(made["id"])


def _only(events: Sequence[Any]) -> str:
    if len(events) == 1:
        return str(events[0].id)
    if not events:
        raise UserError(_("The project holds no event. Make one, or add an Event column."))
    sentence = _("The project holds several events. Name one with --event:")
    raise UserError(sentence, details=[f"{row.id}  {row.title}" for row in events])


class _Guest:
    """What is at hand while one row is taken in."""

    def __init__(
        self, listed: ListPlan, people: People, known: Event, event_id: str, source: str
    ) -> None:
        self.listed, self.people, self.known = listed, people, known
        self.event_id, self.source = event_id, source


def _take(at: _Guest, line: AttendeeLine, recognised: dict[int, Row]) -> None:
    row = recognised.get(line.line) or at.known.identified(line)
    if not _in_order(line, row):
        at.listed.refuse(line.line, _("The leaving lies before the arrival."))
    elif row is None:
        _arrive(at, line)
    elif row["deleted_at"] is not None:
        at.listed.notice(line.line, _("This attendance is deleted here, so it was left as it is."))
        at.listed.tell(line.line, "", differs=False)
    else:
        _update(at, line, row)


def _in_order(line: AttendeeLine, row: Row | None) -> bool:
    arrived = line.arrived_at or (row and row["arrived_at"])
    left = line.left_at or (row and row["left_at"])
    return not (arrived and left and left < arrived)


def _arrive(at: _Guest, line: AttendeeLine) -> None:
    """A new attendance, of a known person, a new one or a nameless one."""
    person_id = None if line.nameless else at.people.meet(line)
    row = at.listed.new(
        "attendance",
        line.id,
        event_id=at.event_id,
        person_id=person_id,
        status=line.status or "expected",
        source=line.source or "import",
        source_key=source_key(at.source, line),
        **_said(line),
    )
    at.known.register(row)
    name = full_name(line.given_name, line.family_name, line.known_as)
    at.listed.tell(line.line, _("{name}: new").format(name=name or _("Nameless")))


def _said(line: AttendeeLine) -> dict[str, Any]:
    """What the row says of the attendance beside its status."""
    names = ("arrived_at", "left_at", "first_time", "wants_to_stay_involved")
    return {name: value for name in names if (value := getattr(line, name)) is not None}


def _update(at: _Guest, line: AttendeeLine, row: Row) -> None:
    """A row that is known: what it says now, but never against what was seen at the door."""
    by_number = row["id"] == line.id or row["source_key"] == source_key(at.source, line)
    values = _said(line)
    if line.status and not (row["status"] in _CAME and line.status not in _CAME):
        values["status"] = line.status
    elif line.status and line.status != "expected":
        sentence = _("The list says “{status}”, but this person was signed in; kept so.")
        at.listed.notice(line.line, sentence.format(status=line.status))
    if row["person_id"] is None and row["label"] is None and not line.nameless:
        values["person_id"] = at.people.meet(line)
    differs = at.listed.change("attendance", row, values)
    if row["person_id"] is not None and not line.nameless:
        person_id = at.people.end(row["person_id"])
        differs = at.people.learn(person_id, line, replace=by_number) or differs
    name = full_name(line.given_name, line.family_name, line.known_as)
    sentence = _("{name}: brought up to date").format(name=name or _("Nameless"))
    at.listed.tell(line.line, sentence, differs=differs)
