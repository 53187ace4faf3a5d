"""Erase a person and keep the count: what of them goes, what stays, and that it is for good.

Every record stays in its place, emptied: whoever came is still counted once, however often they
came, and a promise to nobody in particular is still a promise. So each figure stays as it was.
What they asked of us stays on record as asked by nobody: see `rights.py`.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from engagement_app.domain.belongings import Belongings, belongings, things_of
from engagement_app.domain.choices import Chosen
from engagement_app.domain.identifying import Identifying, identifying, plain_text, texts_in
from engagement_app.domain.naming import name_of
from engagement_app.domain.requests import empty_requests, requests_of
from engagement_app.domain.tables import TABLES
from engagement_app.domain.view import View, load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import erasures
from engagement_app.store.audit import Audited, erase_told, note_with
from engagement_app.store.datafile import DataFile, refuse_backup
from engagement_app.store.drafts import drop_draft, list_drafts

ACT = "person.erase"
REASON = "request"
"""The reason where none is given: the person asked."""
_LONGEST_REASON = 60


@dataclass(frozen=True, slots=True)
class SaidWords:
    """Something they said, as it would be deleted or left without its speaker."""

    event: str
    words: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What erasing somebody does: how many records of each table, and the words they said."""

    who: Chosen
    counts: tuple[tuple[str, int], ...]
    said: tuple[SaidWords, ...]
    drafts: int
    requests: int = 0
    """Entries in the log of requests that name them and stay, for a person to change."""
    own_requests: int = 0
    """Entries in that log that were made in their name: those lose it, and what they are about."""


def foresee(session: Session, person_id: str) -> Foreseen:
    """What `erase` would do; writes nothing. Raises `UserError` where it was done already."""
    theirs = belongings(session, person_id)
    row = _not_erased(session, theirs)
    by = identifying(session, theirs.people)
    drafts = _drafts_of(session, theirs, by)
    asked, requests = requests_of(session, by)
    counts = tuple((table, len(ids)) for table, ids in theirs.by_table() if ids)
    return Foreseen(
        Chosen(theirs.people[0], name_of(row)),
        counts,
        _said(session, theirs),
        len(drafts),
        requests,
        len(asked),
    )


def erase_for_good(
    file: DataFile, person_id: str, *, reason: str | None = None, keep_words: bool = False
) -> Foreseen:
    """Erase somebody in one transaction, then write the ledger beside the file and leave no byte.

    Raises `UserError`, also for a backup, or `StorageError`.
    """
    refuse_backup(file.path)
    with file.writing(ACT) as session:
        done = erase(session, person_id, reason=reason, keep_words=keep_words)
        note_with(session, Audited.ERASE, records=sum(count for _table, count in done.counts))
    erasures.finish(file)
    return done


def erase(
    session: Session, person_id: str, *, reason: str | None = None, keep_words: bool = False
) -> Foreseen:
    """Empty all that is theirs, and enter it in the ledger; gives what was done.

    `keep_words` leaves what they said as it stands now, with nobody to have said it. Raises
    `UserError` where the reason would name them.
    """
    theirs = belongings(session, person_id)
    by = identifying(session, theirs.people)
    told = _reason(reason, by)
    foreseen = foresee(session, person_id)
    _drop_drafts(session, theirs, by)
    for table, ids in theirs.by_table():
        entity = TABLES[table]
        if table == "contribution" and keep_words:
            erasures.leave_as_they_stand(session, entity, ids, told)
        else:
            erasures.empty(session, entity, dict.fromkeys(ids, entity.emptied), told)
    empty_requests(session, requests_of(session, by)[0], told)
    erase_told(session, lambda text: _is_about(text, theirs, by))
    return foreseen


def forget_what_is_here_alone(session: Session, reasons: Mapping[str, str]) -> None:
    """Of people (by id, with why) who are about to be erased because another laptop did: what is
    half typed, what was asked in their name and what the audit says goes now, as long as it is
    known who they are."""
    if not reasons:
        return
    people = tuple(reasons)
    theirs, by = things_of(session, people), identifying(session, people)
    _drop_drafts(session, theirs, by)
    gone = erasures.erased_ids(session)
    asked = [each for each in requests_of(session, by)[0] if each not in gone]
    empty_requests(session, asked, min(reasons.values()))
    erase_told(session, lambda text: _is_about(text, theirs, by))


def _drop_drafts(session: Session, theirs: Belongings, by: Identifying) -> None:
    for form in _drafts_of(session, theirs, by):
        drop_draft(session, form)


def _not_erased(session: Session, theirs: Belongings) -> dict[str, Any]:
    row = load(session, "person", theirs.people[:1])[theirs.people[0]]
    if set(theirs.people) <= erasures.erased_ids(session):
        raise UserError(_("This person was erased already. Nothing of them is left."))
    return row


def _reason(reason: str | None, by: Identifying) -> str:
    told = " ".join((reason or REASON).split()) or REASON
    if len(told) > _LONGEST_REASON:
        raise UserError(_("Give the reason in a few words: it is kept for ever."), field="reason")
    if by.within(told):
        sentence = _("The reason is kept for ever, so it must not name the person. Say it shorter.")
        raise UserError(sentence, field="reason")
    return told


def _said(session: Session, theirs: Belongings) -> tuple[SaidWords, ...]:
    view = View(session)
    rows = load(session, "contribution", theirs.contributions)
    told = [SaidWords(_event(view, row), row["words"]) for row in rows.values()]
    return tuple(sorted(told, key=lambda each: (each.event, each.words)))


def _event(view: View, row: dict[str, Any]) -> str:
    return str((view("event", row["event_id"]) or {}).get("title", ""))


def _drafts_of(session: Session, theirs: Belongings, by: Identifying) -> list[str]:
    """The forms in which something of theirs is typed and not saved yet."""
    return [
        each.form
        for each in list_drafts(session)
        if _is_about(f"{each.form} {each.typed}", theirs, by) or by.surely_among(_texts(each.typed))
    ]


def _texts(typed: str) -> list[str]:
    """What is typed in the fields of a form; nothing of a text that is no JSON."""
    with suppress(ValueError, RecursionError):
        return list(texts_in(json.loads(typed)))
    return []


def _is_about(text: str, theirs: Belongings, by: Identifying) -> bool:
    """Whether a text in JSON names a record of theirs, or surely them."""
    return by.surely_within(plain_text(text)) or any(known in text for known in theirs.ids())
