"""Take an attendance list into the file."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from engagement_app.domain.finding import find_event, list_events
from engagement_app.domain.importing.acquaintance import People, folded_name
from engagement_app.domain.importing.bringing import Past
from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.importing.organisations import Organisations
from engagement_app.domain.importing.recognising import Event, is_whole, source_key
from engagement_app.domain.importing.routes import Routes
from engagement_app.domain.importing.statuses import news_of
from engagement_app.domain.lists import AttendeeLine, ListRead
from engagement_app.domain.naming import fold, full_name, name_of
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store.erasures import erased_ids

_STEP = 500
_WHAT = {
    "arrived_at": _("Arrived"),
    "left_at": _("Left"),
    "first_time": _("First time"),
    "wants_to_stay_involved": _("Wants to stay involved"),
}


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
    rows, erased = list[tuple[AttendeeLine, _Guest]](), erased_ids(session)
    for event_id, lines in _by_event(session, project_id, listed, read.lines, event).items():
        known = Event(session, event_id, people, read.source)
        found = known.recognise(lines)
        routes, past = Routes(session, event_id), Past(session)
        at = _Guest(listed, people, known, event_id, read.source, found, routes, past, erased)
        rows.extend((line, at) for line in lines)
    rows.sort(key=lambda row: row[0].line)
    for number, (line, at) in enumerate(rows, start=1):
        _take(at, line)
        if number % _STEP == 0 or number == len(rows):
            progress(number, len(rows))
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
            sentence = _(
                "Several events are called “{title}”. Choose one for the whole list (on the command"
                " line with --event)."
            )
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
        elif events[row["event_id"]]["project_id"] != project_id:
            listed.refuse(line.line, _("The attendance with this id belongs to another project."))
        elif events[row["event_id"]]["deleted_at"] is not None:
            _leave_deleted(listed, line)
        else:
            grouped[row["event_id"]].append(line)
    return rest


def _plan_event(
    listed: ListPlan, project_id: str, line: AttendeeLine, titles: dict[str, list[str]]
) -> str:
    made = listed.new("event", project_id=project_id, title=line.event)
    titles[fold(line.event)].append(made["id"])
    sentence = _("“{title}” was no event of the project; it becomes a planned one.")
    listed.notice(line.line, sentence.format(title=line.event))
    return str(made["id"])


def _only(events: Sequence[Any]) -> str:
    if len(events) == 1:
        return str(events[0].id)
    if not events:
        sentence = _(
            "The project holds no event. Give the list a column “Event” with the title in each row:"
            " an event of that title is made."
        )
        raise UserError(sentence)
    sentence = _(
        "The project holds several events. Choose one for the list (on the command line with"
        " --event):"
    )
    raise UserError(sentence, details=[f"{row.id}  {row.title}" for row in events])


@dataclass(frozen=True, slots=True)
class _Guest:
    """What is at hand while one row of an event is taken in."""

    listed: ListPlan
    people: People
    known: Event
    event_id: str
    source: str
    recognised: dict[int, Row]
    routes: Routes
    past: Past
    erased: Collection[str]
    said: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What rows of this list said first of a field of an attendance, by id and field."""

    def is_first_word(self, row: Row, name: str, value: Any) -> bool:
        return bool(self.said.setdefault((row["id"], name), value) == value)


def _take(at: _Guest, line: AttendeeLine) -> None:
    row = at.recognised.get(line.line) or at.known.identified(line)
    if line.id in at.erased or (row and row["id"] in at.erased):
        _leave_erased(at.listed, line)
    elif not _in_order(line, row):
        at.listed.refuse(line.line, _("The leaving lies before the arrival. Mend one of the two."))
    elif row is None:
        _arrive(at, line)
    elif row["deleted_at"] is not None or at.people.is_deleted(row["person_id"]):
        _leave_deleted(at.listed, line)
    else:
        _update(at, line, row)


def _leave_deleted(listed: ListPlan, line: AttendeeLine) -> None:
    sentence = _("{name} is deleted here, so this was left as it is.")
    listed.notice(line.line, sentence.format(name=_name(line)))
    listed.tell(line.line, "", differs=False)


def _leave_erased(listed: ListPlan, line: AttendeeLine) -> None:
    listed.notice(line.line, _("This person was erased here, so the row was dropped."))
    listed.tell(line.line, "", differs=False)


def _name(line: AttendeeLine) -> str:
    name = full_name(line.given_name, line.family_name, line.known_as)
    return " ".join(name.split()) or _("Nameless")


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
    at.known.claim(row)
    at.said.update({(row["id"], name): value for name, value in _said(line).items()})
    at.said[row["id"], "line"] = line.line
    at.listed.tell(line.line, _("{name}: new").format(name=_name(line)))


def _said(line: AttendeeLine) -> dict[str, Any]:
    """What the row says of the attendance beside its status."""
    names = ("arrived_at", "left_at", "first_time", "wants_to_stay_involved")
    return {name: value for name in names if (value := getattr(line, name)) is not None}


def _update(at: _Guest, line: AttendeeLine, row: Row) -> None:
    """A row that is known: what it says now, but never against what was seen at the door."""
    said = _said(line)
    values = {
        name: value
        for name, value in said.items()
        if at.is_first_word(row, name, value) and not _is_overruled(at, line, row, name)
    }
    if _is_news(at, line, row):
        values["status"] = line.status
    if row["person_id"] is None and not line.nameless:
        values |= _named(at, line, row)
    differs = at.listed.change("attendance", row, values)
    if row["person_id"] is not None and not line.nameless:
        differs = _learn(at, line, row) or differs
    sentence = _("{name}: brought up to date").format(name=_name(line))
    at.listed.tell(line.line, sentence, differs=differs)


def _is_news(at: _Guest, line: AttendeeLine, row: Row) -> bool:
    """Whether the row's status is taken: a list made beforehand knows less than the door.

    Of two rows for one attendance the first counts, but that somebody came counts in any.
    """
    first = at.said.setdefault((row["id"], "line"), line.line)
    if first != line.line:
        sentence = _("{name} stands on line {line} as well; the two rows count as one person.")
        at.listed.notice(line.line, sentence.format(name=_name(line), line=first))
    takes, told = news_of(at.past, line, row, is_first=first == line.line)
    if told:
        at.listed.notice(line.line, told.format(name=_name(line)))
    return takes


def _is_overruled(at: _Guest, line: AttendeeLine, row: Row, name: str) -> bool:
    """Whether the row only says again what a person has put right here since."""
    value = getattr(line, name)
    if value == row[name] or not at.past.is_overruled(
        row["id"], name, value, own_list=row["id"] == line.id
    ):
        return False
    sentence = _("{what}: what the list says was changed here since; what stands here is kept.")
    at.listed.notice(line.line, sentence.format(what=_WHAT[name]))
    return True


def _named(at: _Guest, line: AttendeeLine, row: Row) -> dict[str, Any]:
    """Who a nameless attendance turns out to be; a label is only changed by our own list."""
    if row["label"] is None:
        person_id = _whom(at, line, row)
        return {"person_id": person_id} if person_id else {}
    only_known_as = line.known_as and not (line.given_name or line.family_name)
    return {"label": line.known_as} if row["id"] == line.id and only_known_as else {}


def _whom(at: _Guest, line: AttendeeLine, row: Row) -> str | None:
    """Whom the row names in a nameless attendance: nobody but the one its follow-ups are for."""
    promised = {at.people.end(each) for each in at.routes.people_of(row["id"])}
    if not promised:
        return at.people.meet(line)
    other = min(promised)
    fits = len(promised) == 1 and not at.people.is_deleted(other)
    if (
        fits
        and folded_name(line) == fold(name_of(at.people.row(other)))
        and not at.people.is_another(other, line)
    ):
        at.people.learn(other, line)
        return other
    sentence = _(
        "The list now has {name} here, but a follow-up of this attendance is for {other};"
        " it was left nameless. Change the follow-up first if {name} is right."
    )
    known = " ".join(name_of(at.people.row(other)).split())
    at.listed.notice(line.line, sentence.format(name=_name(line), other=known))
    return None


def _learn(at: _Guest, line: AttendeeLine, row: Row) -> bool:
    """What the row says of its person: our own list by Id, and the list that brought the person,
    may correct it; any other only adds what was not known."""
    end = at.people.end(row["person_id"])
    by_number = row["source_key"] == source_key(at.source, line) and is_whole(row["source_key"])
    if end != row["person_id"]:
        return at.people.learn(end, line)
    if row["id"] == line.id:
        return at.people.learn(end, line, replace=True)
    if by_number and at.people.is_somebody_else(end, line):
        sentence = _(
            "The list now has {name} in the place of {before}. Change it here if that is so;"
            " it was left as it is."
        )
        before = name_of(at.people.row(end))
        at.listed.notice(line.line, sentence.format(name=_name(line), before=before))
        return False
    return at.people.learn(end, line, replace=by_number, brought_by=row["id"])
