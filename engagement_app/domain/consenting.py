"""What somebody agrees to, purpose by purpose: each answer is a record of its own.

To take a consent back is to say no later on; what was said before stays as it was, with the
version of the words that were shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.people import Consent, ConsentInput, Person
from engagement_app.domain.same_person import ends, read_as
from engagement_app.domain.wordings import in_use, keep_wording, words_of
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.records import table_of

_CONSENT = table_of(Consent)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer. `words` are those that were shown, None where this file does not have them."""

    purpose: str
    given: str
    basis: str
    recorded_at: datetime | None
    version: str | None
    words: str | None = None


def read_answers(session: Session, person_id: str) -> list[Answered]:
    """Every answer of a person and of who is read as them, the newest first."""
    end = ends(session, [person_id])[person_id]
    found = _answers(session, read_as(session, [end]))
    known = words_of(session)
    return [
        Answered(
            row.purpose,
            row.given,
            row.basis,
            row.recorded_at,
            row.wording_version,
            known.get((row.purpose, row.wording_version or "")),
        )
        for row in found
    ]


def standing_answers(answers: Iterable[Any]) -> dict[str, Any]:
    """By purpose the answer that holds: the last yes or no; of two at one time the no.

    An answer without a time is older than every other.
    """
    said = [each for each in answers if each.given in ("yes", "no")]
    said.sort(key=lambda each: (each.recorded_at or _LONG_AGO, each.given == "no"))
    return {each.purpose: each for each in said}


def record_answer(
    session: Session,
    person_id: str,
    purpose: str,
    given: str,
    now: datetime,
    *,
    basis: str = "consent",
    words: str | None = None,
) -> str:
    """Write down that they say `yes` or `no`, and to which words; gives the purpose.

    `words` are those that were shown, else those in use. Raises `UserError` where somebody who
    must not be contacted is to say yes to that: the tick has to go first, by whoever is asked.
    """
    person = acts.get(session, Person, person_id)
    if purpose == "contact" and given == "yes" and person["do_not_contact"]:
        sentence = _(
            "“Do not contact” is ticked for this person. If they want to be contacted again, take"
            " the tick out and save, then write their yes down."
        )
        raise UserError(sentence)
    shown = in_use(session)[purpose].words if words is None else words
    acts.add(
        session,
        ConsentInput.parse(
            person_id=person_id,
            purpose=purpose,
            basis=basis,
            given=given,
            wording_version=keep_wording(session, purpose, shown),
            recorded_at=now,
        ),
    )
    return purpose


def _answers(session: Session, people: Iterable[str]) -> list[Any]:
    columns = _CONSENT.c
    query = (
        sa.select(_CONSENT)
        .where(columns.person_id.in_(list(people)), columns.deleted_at.is_(None))
        .order_by(columns.recorded_at.desc().nulls_last(), columns.purpose, columns.id)
    )
    return list(session.execute(query))
