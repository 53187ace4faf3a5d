"""A slip for one person: what they said, what became of it, and what they were promised.

It is handed to the person who said the words, so it asks for no permission to quote them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from engagement_app.domain.lead import Lead, read_lead
from engagement_app.domain.naming import name_of
from engagement_app.domain.objections import read_objections
from engagement_app.domain.promises import PromiseRow, list_promises
from engagement_app.domain.same_person import ends
from engagement_app.domain.view import View
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resourcing.answers import Answer, read_answers
from engagement_app.resourcing.behind import who
from engagement_app.resourcing.ledger import Ledger, Told
from engagement_app.resourcing.reading import read_ledger
from engagement_app.resourcing.summary import in_order
from engagement_app.resourcing.summing_up import read_names
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import let_go


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something the person said; `community` is for whom, where it was not for themselves."""

    words: str
    voice: str
    community: str | None
    event: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that some of their words stand behind, and what came back."""

    title: str
    spoken: tuple[Spoken, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class FeedbackSlip:
    """The whole slip; `name` is None of somebody nameless. `waiting` was carried nowhere yet."""

    project: str
    name: str | None
    do_not_contact: bool
    as_of: date
    taken: tuple[Taken, ...]
    waiting: tuple[Spoken, ...]
    promised: tuple[PromiseRow, ...]
    lead: Lead | None = None
    made_by: str = ""
    large: bool = False


def prepare_feedback_slip(
    session: Session,
    project_id: str,
    as_of: date,
    _event_id: str | None = None,
    *,
    person_id: str | None = None,
    attendance_id: str | None = None,
    made_by: str = "",
    large: bool = False,
) -> FeedbackSlip:
    """Of a person, with all that is recorded under their duplicates; else of one attendance.

    Raises `UserError` where neither is given, or they are gone.
    """
    if person_id is None and attendance_id is None:
        raise UserError(_("A feedback slip is for one person. Choose them on Follow-ups."))
    with no_collection():
        names, answers = read_names(session, project_id), read_answers(session, project_id)
        lead = read_lead(session, project_id)
        objections = read_objections(session, [person_id] if person_id else [])
        them, name = _whom(session, person_id, attendance_id)
        ledger = read_ledger(session, project_id, told=True)
        promised = _promised(session, ledger, them)
        let_go(session)
        theirs = {each.id for each in ledger.attendances if who(each) == them}
        told = in_order(each for each in ledger.told if each.attendance_id in theirs)
        return FeedbackSlip(
            ledger.project,
            name,
            objections.to("contact", person_id),
            as_of,
            _taken(ledger, told, answers, names.communities),
            _waiting(ledger, told, names.communities),
            promised,
            lead,
            made_by,
            large,
        )


def _whom(
    session: Session, person_id: str | None, attendance_id: str | None
) -> tuple[str | None, str | None]:
    """Whom they are read as, and their name, if there is one."""
    if person_id is None:
        return attendance_id, (View(session)("attendance", attendance_id) or {}).get("label")
    them = ends(session, [person_id])[person_id]
    person = View(session)("person", them)
    return them, name_of(person) if person else None


def _taken(
    ledger: Ledger,
    told: Sequence[Told],
    answers: Mapping[str, Sequence[Answer]],
    communities: Mapping[str, str],
) -> tuple[Taken, ...]:
    found = []
    for message in sorted(ledger.messages, key=lambda each: (each.title, each.id)):
        spoken = _spoken(ledger, told, message.contribution_ids, communities)
        if spoken:
            found.append(Taken(message.title, spoken, tuple(answers.get(message.id, ()))))
    return tuple(found)


def _waiting(
    ledger: Ledger, told: Sequence[Told], communities: Mapping[str, str]
) -> tuple[Spoken, ...]:
    taken = {each for message in ledger.messages for each in message.contribution_ids}
    rest = [each.id for each in told if each.id not in taken]
    return _spoken(ledger, told, rest, communities)


def _spoken(
    ledger: Ledger, told: Iterable[Told], ids: Collection[str], communities: Mapping[str, str]
) -> tuple[Spoken, ...]:
    return tuple(
        Spoken(
            each.words,
            each.voice,
            communities.get(each.community_id or "") if each.voice != "own" else None,
            ledger.events[each.event_id],
        )
        for each in told
        if each.id in ids
    )


def _promised(session: Session, ledger: Ledger, them: str | None) -> tuple[PromiseRow, ...]:
    """What is open first, then what was done; each by its day."""
    theirs = [each for each in ledger.follow_ups if each.whom == them]
    theirs.sort(key=lambda each: (each.status != "open", each.due_on or "9999", each.id))
    return tuple(list_promises(session, {each.id: each.status for each in theirs}))
