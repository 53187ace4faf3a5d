"""What happens at the door."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.arrivals import Arrival, list_arrivals
from engagement_app.domain.attendance import UNEXPECTED, Attendance, AttendanceInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.same_person import ends
from engagement_app.domain.standings import CAME
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.plain_rows import ask

_SAID = "SELECT 1 FROM contribution WHERE attendance_id = ? AND deleted_at IS NULL LIMIT 1"
_PHONE = re.compile(r"(?<![^\s(+])\+?[0-9(][0-9 ()./-]{5,}[0-9](?!\S)")


@dataclass(frozen=True, slots=True)
class WalkIn:
    """What somebody's name, and perhaps e-mail and phone, were typed as."""

    given_name: str | None
    family_name: str | None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of a sign-in; `already` where they were signed in before."""

    arrival: Arrival
    already: bool = False


def check_in(session: Session, attendance_id: str, arrived_at: datetime) -> bool:
    """Sign somebody in who is expected; gives False where they were signed in before.

    Whoever left and came back stays as they were: the first arrival is the arrival.
    """
    row = acts.get(session, Attendance, attendance_id)
    if row["status"] in CAME:
        return False
    return acts.amend_row(session, Attendance, row, status="here", arrived_at=arrived_at)


def sign_in(
    session: Session, event_id: str, key: str, arrived_at: datetime, source: str = "walk_in"
) -> SignIn:
    """Sign in whom the key of an `Arrival` names; who is not on the list becomes a walk-in.

    Whoever was signed in before, under any of their attendances, is left as they are.
    """
    found = _get(session, event_id, key)
    if found.attendance_id is None:
        _add(session, event_id, key, arrived_at, source)
    elif not check_in(session, found.attendance_id, arrived_at):
        return SignIn(found, already=True)
    return SignIn(_get(session, event_id, key))


def walk_in(session: Session, event_id: str, typed: str, arrived_at: datetime) -> SignIn:
    """A new person from what was typed, signed in as a walk-in; raises `UserError`."""
    read = walk_in_of(typed)
    if not (read.given_name or read.family_name):
        raise UserError(_("Type the name first. A walk-in needs a name; nothing else."))
    entry = PersonInput.parse(
        given_name=read.given_name,
        family_name=read.family_name,
        email=read.email,
        phone=read.phone,
    )
    person_id = acts.add(session, entry)
    _add(session, event_id, person_id, arrived_at)
    return SignIn(_get(session, event_id, person_id))


def walk_in_of(typed: str) -> WalkIn:
    """A name as it is typed at the door: given names first, or the family name and a comma.

    A word with an @ is the e-mail, six digits or more are the phone.
    """
    found = _PHONE.search(typed)
    phone = found[0].strip() if found else None
    rest = typed.replace(found[0], " ") if found else typed
    words = [word for word in rest.split() if "@" not in word]
    email = next((word for word in rest.split() if "@" in word), None)
    name = " ".join(words)
    if "," in name:
        family, _comma, given = (part.strip() for part in name.partition(","))
    else:
        given, _blank, family = name.rpartition(" ")
        given, family = (given, family) if given else (family, "")
    return WalkIn(given or None, family or None, email, phone)


def leave(session: Session, event_id: str, key: str, now: datetime) -> Arrival:
    """Somebody who is here leaves; who has left is back, as if they had not.

    Where the clock was set back since they came, the time of leaving is not known.
    """
    found = _get(session, event_id, key)
    if not found.has_come:
        raise UserError(_("{name} is not signed in.").format(name=found.name))
    if found.status == "left":
        return _set(session, event_id, found, status="here", left_at=None)
    set_back = found.arrived_at is not None and now < found.arrived_at
    return _set(session, event_id, found, status="left", left_at=None if set_back else now)


def take_back(session: Session, event_id: str, key: str) -> Arrival:
    """Somebody is not here after all: expected again, a walk-in off the list; gives who it was."""
    found = _get(session, event_id, key)
    if found.attendance_id is None or not found.has_come:
        raise UserError(_("{name} is not signed in.").format(name=found.name))
    if found.source in UNEXPECTED:
        _refuse_who_spoke(session, found)
        acts.delete(session, Attendance, found.attendance_id)
    else:
        nothing = {"arrived_at": None, "left_at": None, "came_instead_of_id": None}
        _set(session, event_id, found, status="expected", **nothing)
    return found


def _refuse_who_spoke(session: Session, found: Arrival) -> None:
    """What somebody said here would go with their attendance."""
    if ask(session, _SAID, (found.attendance_id,)):
        sentence = _("{name} is on record with something said here. Change who said it first.")
        raise UserError(sentence.format(name=found.name))


def excuse(session: Session, event_id: str, key: str) -> Arrival:
    """Somebody who is expected is excused; who was excused is expected again."""
    found = _get(session, event_id, key)
    if found.has_come:
        sentence = _("{name} was signed in. Choose “Not here after all” if that was wrong.")
        raise UserError(sentence.format(name=found.name))
    status = "expected" if found.status == "excused" else "excused"
    return _set(session, event_id, found, status=status)


def answer(session: Session, event_id: str, key: str, values: Mapping[str, str]) -> Arrival:
    """What somebody said: whether they want to stay involved, whether it is their first time."""
    return _set(session, event_id, _get(session, event_id, key), **values)


def come_instead(
    session: Session, event_id: str, key: str, other_key: str, arrived_at: datetime
) -> tuple[Arrival, Arrival]:
    """Somebody came in the place of another, who is excused; they are signed in where needed."""
    other = _get(session, event_id, other_key)
    if other.attendance_id is None or other.has_come or key == other_key:
        sentence = _("{name} is not expected, so nobody can come instead. Choose somebody else.")
        raise UserError(sentence.format(name=other.name))
    sign_in(session, event_id, key, arrived_at)
    came = _get(session, event_id, key)
    excused = _set(session, event_id, other, status="excused")
    return _set(session, event_id, came, came_instead_of_id=other.attendance_id), excused


def _get(session: Session, event_id: str, key: str) -> Arrival:
    found = list_arrivals(session, event_id, [ends(session, [key]).get(key, key)])
    if not found:
        raise UserError(_("This person is no longer there. Choose another."))
    return found[0]


def _add(
    session: Session, event_id: str, person_id: str, arrived_at: datetime, source: str = "walk_in"
) -> None:
    entry = AttendanceInput.parse(
        event_id=event_id,
        person_id=person_id,
        status="here",
        arrived_at=arrived_at,
        source=source,
    )
    acts.add(session, entry)


def _set(session: Session, event_id: str, found: Arrival, **values: Any) -> Arrival:
    if found.attendance_id is None:
        sentence = _("{name} is not on the list. Sign them in first, with Enter.")
        raise UserError(sentence.format(name=found.name))
    acts.amend(session, Attendance, found.attendance_id, **values)
    return _get(session, event_id, found.key)
