"""Somebody signs in by themselves: one act, in which nothing that is on record is shown.

Whether they were on the list, are known, or were signed in before, they are told the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from engagement_app.domain import acts, desk
from engagement_app.domain.consenting import record_answer
from engagement_app.domain.objections import read_objections
from engagement_app.domain.own_name import find_own
from engagement_app.domain.people import Person, PersonInput
from engagement_app.errors import UserError
from engagement_app.language import _

_UNSAID = {"first_time": "not_known", "wants_to_stay_involved": "not_asked"}
_LEAST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Agreed:
    """An answer (`yes` or `no`) to whether we may do something, and the words that were shown."""

    purpose: str
    given: str
    words: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote of themselves; `answers` and `agreed` have what was answered alone."""

    given_name: str = ""
    family_name: str = ""
    contact: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    agreed: tuple[Agreed, ...] = ()


def sign_in(session: Session, event_id: str, typed: Typed, now: datetime) -> None:
    """Sign them in; who is not known becomes a new person, who is not on the list a walk-in.

    Raises `UserError` with the field `given_name` or `contact`; then nothing was done.
    """
    entry = person_of(typed)
    key = find_own(session, event_id, entry)
    if key is None:
        key = acts.add(session, entry)
    else:
        _complete(session, key, entry)
    came = desk.sign_in(session, event_id, key, now, source="kiosk")
    _answer(session, event_id, came, typed.answers)
    person_id = came.arrival.key
    objections = read_objections(session, [person_id])
    for each in typed.agreed:
        # Whoever types may be somebody else: what was objected to is taken back at the desk alone.
        if each.given == "no" or not objections.to(each.purpose, person_id):
            record_answer(session, person_id, each.purpose, each.given, now, words=each.words)


def person_of(typed: Typed) -> PersonInput:
    """The name and the e-mail or phone that were written; raises `UserError`."""
    contact = typed.contact.strip()
    is_email = "@" in contact
    if contact and not is_email and sum(map(str.isdigit, contact)) < _LEAST_DIGITS:
        sentence = _("Write an e-mail with its @, or a phone number; or leave this empty.")
        raise UserError(sentence, field="contact")
    entry = PersonInput.parse(
        given_name=typed.given_name,
        family_name=typed.family_name,
        email=contact if is_email else None,
        phone=None if is_email else contact,
    )
    if not (entry.given_name or entry.family_name):
        raise UserError(_("Please write your name first."), field="given_name")
    return entry


def _complete(session: Session, person_id: str, entry: PersonInput) -> None:
    """What was not known of them; what is on record is never written over."""
    row = acts.get(session, Person, person_id)
    said = {name: getattr(entry, name) for name in ("email", "phone")}
    news = {name: value for name, value in said.items() if value and not row[name]}
    acts.amend_row(session, Person, row, **news)


def _answer(session: Session, event_id: str, came: desk.SignIn, answers: Mapping[str, str]) -> None:
    """Of whoever was signed in before, only what nobody has answered yet: it may not be them."""
    said = {
        name: value
        for name, value in answers.items()
        if not came.already or getattr(came.arrival, name) == _UNSAID[name]
    }
    if said:
        desk.answer(session, event_id, came.arrival.key, said)
