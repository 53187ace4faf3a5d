"""Follow-ups as rows to show: for whom, what, who owns it, by when; and ticking them off."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.fields import default_of
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.input import kinds_of
from engagement_app.domain.naming import name_of
from engagement_app.domain.objections import Objections, read_objections
from engagement_app.domain.recording import NewName, named, put
from engagement_app.domain.rules import Find, Row
from engagement_app.domain.same_person import ends
from engagement_app.domain.services import called
from engagement_app.domain.view import View


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A follow-up; or, without an `id`, somebody for whom none was written down.

    `whom` is the name at the end of the chain of duplicates, else the label of the attendance,
    else None: somebody nameless where there is an attendance. `standing` says where it is listed.
    """

    id: str | None
    standing: str
    attendance_id: str | None = None
    person_id: str | None = None
    whom: str | None = None
    do_not_contact: bool = False
    kind: str = "other"
    description: str | None = None
    owner_name: str | None = None
    owner_organisation_id: str | None = None
    owner_organisation: str | None = None
    role: str | None = None
    due_on: date | None = None
    status: str = "open"
    done_on: date | None = None
    outcome: str | None = None
    event: str | None = None
    service: str | None = None

    @property
    def key(self) -> str:
        """What tells the row from all others."""
        return self.id or self.attendance_id or ""


def list_promises(session: Session, standing: Mapping[str, str]) -> list[PromiseRow]:
    """The follow-ups with these ids, in their order; what is deleted is left out."""
    return list(fetch_promises(View(session), standing))


def fetch_promises(view: View, standing: Mapping[str, str]) -> Iterator[PromiseRow]:
    """The same, with all that they name in the view at once: the file may be let go before the
    rows are made, one by one as they are asked for."""
    view.fetch("follow_up", standing)
    found = (view("follow_up", each) for each in standing)
    live = [row for row in found if row and row["deleted_at"] is None]
    whom = _fetch_around(view, live)
    return (_row(view, whom, each, standing[each["id"]]) for each in live)


def list_unanswered(session: Session, attendance_ids: Iterable[str]) -> list[PromiseRow]:
    """Rows for attendances of people who want to stay involved and were promised nothing."""
    return list(fetch_unanswered(View(session), attendance_ids))


def fetch_unanswered(view: View, attendance_ids: Iterable[str]) -> Iterator[PromiseRow]:
    """The same, read at once as in `fetch_promises`."""
    wanted = list(attendance_ids)
    view.fetch("attendance", wanted)
    rows = [_only_attended(row) for each in wanted if (row := view("attendance", each))]
    whom = _fetch_around(view, rows)
    return (
        PromiseRow(None, "nothing_recorded", kind="", **_about(view, whom, row)) for row in rows
    )


def change_together(
    session: Session, ids: Iterable[str], values: Mapping[str, Any], today: date
) -> int:
    """Set the same fields of several follow-ups; gives how many differed. Raises `UserError`.

    The organisation may be a `NewName`. What is done has its day, today where it has none yet;
    what is open or cancelled has none.
    """
    ready = dict(values)
    organisation = ready.get("owner_organisation_id")
    if isinstance(organisation, NewName):
        ready["owner_organisation_id"] = named(session, "organisation", None, organisation.name)
    changed = 0
    for each in ids:
        row = acts.get(session, FollowUp, each)
        if "status" in ready:
            ready["done_on"] = (row["done_on"] or today) if ready["status"] == "done" else None
        changed += acts.amend_row(session, FollowUp, row, **ready)
    return changed


def put_together(
    session: Session, _table: str, _id: str | None, _project_id: str | None, values: Any
) -> str:
    """What a form holds for several follow-ups: `ids`, and by field what they had `before` in
    common; what stands in the form as before is left alone, and what is in `emptied` and not
    entered anew is taken away. Gives how many differed."""
    entered = dict(values)
    ids, before = entered.pop("ids"), entered.pop("before")
    changed: dict[str, Any] = dict.fromkeys(entered.pop("emptied", ()))
    changed |= {name: value for name, value in entered.items() if value != _stood(before, name)}
    return str(change_together(session, ids, changed, date.today()))


def put_in_row(
    session: Session, table: str, record_id: str | None, project_id: str | None, values: Any
) -> str:
    """What was entered in a cell, as `recording.put` does; a status with the day it brings."""
    if record_id is None or "status" not in values:
        return put(session, table, record_id, project_id, values)
    change_together(session, [record_id], values, date.today())
    return record_id


def _stood(before: Mapping[str, Any], name: str) -> Any:
    """What the form showed in a field: its default where they had nothing in common."""
    shown = before.get(name)
    return default_of(kinds_of(FollowUpInput)[name]) if shown is None else shown


def tick(session: Session, follow_up_id: str, today: date) -> str:
    """An open follow-up is done today; any other is open again. Gives its status now."""
    row = acts.get(session, FollowUp, follow_up_id)
    done = row["status"] == "open"
    status = "done" if done else "open"
    acts.amend(session, FollowUp, follow_up_id, status=status, done_on=today if done else None)
    return status


def attendance_of(row: Row, find: Find) -> Row | None:
    """The attendance a follow-up stands on: its own, else its contribution's."""
    said = find("contribution", row["contribution_id"])
    return find("attendance", row["attendance_id"] or (said["attendance_id"] if said else None))


def _only_attended(attendance: Row) -> dict[str, Any]:
    return {"attendance_id": attendance["id"], "contribution_id": None, "person_id": None}


def _event_of(row: Row, find: Find) -> Row | None:
    place = attendance_of(row, find) or find("contribution", row["contribution_id"])
    return find("event", place["event_id"]) if place else None


class _Whom(NamedTuple):
    """Whom each person is read as, and who of them objects to what."""

    ends: Mapping[str, str]
    objections: Objections


def _fetch_around(view: View, rows: Iterable[Row]) -> _Whom:
    """Read at once all that the rows name; gives whom each person is read as."""
    rows = list(rows)
    view.fetch("contribution", _linked(rows, "contribution_id"))
    said = [view("contribution", each) or {} for each in _linked(rows, "contribution_id")]
    view.fetch("attendance", _linked([*rows, *said], "attendance_id"))
    places = [place for row in rows if (place := attendance_of(row, view))]
    view.fetch("event", _linked([*places, *said], "event_id"))
    whom = ends(view.session, _linked([*rows, *places], "person_id"))
    view.fetch("person", set(whom.values()))
    view.fetch("organisation", _linked(rows, "owner_organisation_id"))
    view.fetch("engagement_role", _linked(rows, "role_id"))
    view.fetch("service", _linked(rows, "service_id"))
    return _Whom(whom, read_objections(view.session, whom))


def _linked(rows: Iterable[Row], field: str) -> set[str]:
    return {row[field] for row in rows if row.get(field)}


def _about(view: View, whom: _Whom, row: Row) -> dict[str, Any]:
    """Whom it is for, and where it comes from."""
    attendance, event = attendance_of(row, view), _event_of(row, view)
    person_id = row["person_id"] or (attendance["person_id"] if attendance else None)
    person = view("person", whom.ends.get(person_id)) if person_id else None
    label = attendance["label"] if attendance else None
    return {
        "attendance_id": attendance["id"] if attendance else None,
        "person_id": person["id"] if person else None,
        "whom": name_of(person) if person else label,
        "do_not_contact": whom.objections.to("contact", person_id),
        "event": event["title"] if event else None,
    }


def _row(view: View, whom: _Whom, row: Row, standing: str) -> PromiseRow:
    organisation = view("organisation", row["owner_organisation_id"])
    role = view("engagement_role", row["role_id"])
    service = view("service", row["service_id"])
    names = (
        *("kind", "description", "owner_name", "owner_organisation_id"),
        *("due_on", "status", "done_on", "outcome"),
    )
    return PromiseRow(
        row["id"],
        standing,
        owner_organisation=organisation["name"] if organisation else None,
        role=role["title"] if role else None,
        service=called(service) if service else None,
        **_about(view, whom, row),
        **{name: row[name] for name in names},
    )
