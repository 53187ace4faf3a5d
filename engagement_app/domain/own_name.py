"""Who somebody is that writes down their own name, with nobody there to look at them.

Those on the list of the event are known by their whole name. Everybody else in the file is known
only where name and e-mail, or name and phone, agree. Nothing that is found is ever shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from engagement_app.domain.naming import fold, full_name
from engagement_app.domain.people import PersonInput
from engagement_app.domain.phones import same_number
from engagement_app.domain.roll import APOSTROPHES, plain
from engagement_app.domain.same_person import last_of
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.plain_rows import ask

_FIELDS = "p.id, p.given_name, p.family_name, p.known_as, p.email, p.phone"
_LISTED = (
    f"SELECT {_FIELDS} FROM attendance a JOIN person p ON p.id = a.person_id"
    " WHERE a.event_id = ? AND a.deleted_at IS NULL"
)
_BY_EMAIL = f"SELECT {_FIELDS} FROM person p WHERE lower(p.email) = lower(?)"
_DIGITS = (
    "replace(replace(replace(replace(replace(p.phone, ' ', ''), '-', ''), '.', ''), '(', ''),"
    " ')', '')"
)
_BY_PHONE = f"SELECT {_FIELDS} FROM person p WHERE {_DIGITS} LIKE ?"
_LAST_DIGITS = 6
Row = tuple[Any, ...]


@dataclass(slots=True)
class _Known:
    """Somebody of that name: on the list of the event; with what was written, or with other."""

    listed: bool = False
    agrees: bool = False
    differs: bool = False


def find_own(session: Session, event_id: str, entry: PersonInput) -> str | None:
    """The id of the one person whose name, e-mail and phone these are; None for nobody known.

    Raises `UserError` where it may be one of several: it says nothing of any of them.
    """
    known = _known(session, event_id, entry)
    sure = [key for key, each in known.items() if each.agrees]
    sure = [key for key in sure if known[key].listed] or sure
    listed = [key for key, each in known.items() if each.listed and not each.differs]
    found = sure or listed
    if len(found) > 1:
        sentence = _(
            "Please ask at the desk: they will sign you in. Or write the e-mail or the phone"
            " number that you gave before."
        )
        raise UserError(sentence, field="contact")
    return found[0] if found else None


def _known(session: Session, event_id: str, entry: PersonInput) -> dict[str, _Known]:
    """By the id they are read as, everybody of that name who could be meant."""
    listed = ask(session, _LISTED, (event_id,))
    named = [(row, True) for row in _named(listed, entry)]
    named += [(row, False) for row in _named(_reached(session, entry), entry)]
    ends = last_of(session, {row[0] for row, _listed in named})
    known: dict[str, _Known] = {}
    for row, is_listed in named:
        end = ends.get(row[0])
        if end is not None and end["deleted_at"] is None:
            each = known.setdefault(end["id"], _Known())
            each.listed = each.listed or is_listed
            for email, phone in ((row[4], row[5]), (end["email"], end["phone"])):
                _compare(each, entry, email, phone)
    return known


def _reached(session: Session, entry: PersonInput) -> list[Row]:
    """Everybody in the file who might have this e-mail or phone."""
    if entry.email:
        return ask(session, _BY_EMAIL, (entry.email,))
    digits = "".join(sign for sign in entry.phone or "" if sign.isdigit())
    return ask(session, _BY_PHONE, (f"%{digits[-_LAST_DIGITS:]}",)) if digits else []


def _named(rows: Sequence[Row], entry: PersonInput) -> Iterator[Row]:
    """Those who are called so, in any order of the words."""
    wanted = _words(full_name(entry.given_name, entry.family_name, None))
    for row in rows:
        _id, given, family, known_as, *_contacts = row
        names = {full_name(given, family, None)}
        names |= {known_as, full_name(known_as, family, None)} if known_as else set()
        if wanted in [_words(name) for name in names if name]:
            yield row


def _words(name: str) -> list[str]:
    folded = fold(name)
    return sorted(plain(APOSTROPHES.sub("", folded)).split()) or [folded]


def _compare(known: _Known, entry: PersonInput, email: str | None, phone: str | None) -> None:
    """Whether what was written is on record, or something else of its kind."""
    if entry.email and email:
        same = entry.email.casefold() == email.casefold()
    elif entry.phone and phone:
        same = same_number(entry.phone, phone)
    else:
        return
    known.agrees = known.agrees or same
    known.differs = not known.agrees
