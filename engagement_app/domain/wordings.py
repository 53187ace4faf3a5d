"""What people are asked before they agree: for each purpose the words, by version.

A wording is never changed: one with other words is another version, so that what somebody agreed
to can be read as it stood. A version is a number and the beginning of a digest of its words, so
that it means the same words in every file that has it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.people import PURPOSES
from engagement_app.domain.rights import ConsentWording, ConsentWordingInput
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resource import resource
from engagement_app.store import records
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.record import new_id

ALL = tuple(PURPOSES.split())
"""Every purpose that somebody may agree to."""
_LONGEST = 600
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """What is asked, its version, and since when; None: since the program has it."""

    purpose: str
    version: str
    words: str
    since: datetime | None = None


@cache
def standard_wordings() -> dict[str, Wording]:
    """By purpose what is asked where a file has no wording of its own."""
    text = resource("consent_wordings.json").read_text(encoding="utf-8")
    return {
        purpose: Wording(purpose, version_of(1, words), words)
        for purpose, words in json.loads(text).items()
    }


def read_wordings(session: Session) -> dict[str, list[Wording]]:
    """By purpose every wording that is known, the one in use last."""
    columns = records.table_of(ConsentWording).c
    query = sa.select(columns.purpose, columns.version, columns.words, columns.since)
    found: dict[str, list[Wording]] = {purpose: [] for purpose in ALL}
    rows = [Wording(*row) for row in session.execute(query.order_by(columns.since, columns.id))]
    for each in sorted(rows, key=_number):
        found[each.purpose].append(each)
    for purpose, standard in standard_wordings().items():
        if not any(_number(each) == 1 for each in found[purpose]):
            found[purpose].insert(0, standard)
    return found


def in_use(session: Session) -> dict[str, Wording]:
    """By purpose what is asked now."""
    return {purpose: known[-1] for purpose, known in read_wordings(session).items()}


def words_of(session: Session) -> dict[tuple[str, str], str]:
    """The words of each purpose and version that this file knows."""
    known = read_wordings(session).values()
    return {(each.purpose, each.version): each.words for every in known for each in every}


def set_wording(session: Session, purpose: str, words: str) -> str:
    """Ask this from now on; gives its version. Raises `UserError` for no words, or very many."""
    known = read_wordings(session)[purpose]
    told = " ".join(words.split())
    if not told:
        raise UserError(_("Write what people are asked; it cannot be empty."), field="words")
    if len(told) > _LONGEST:
        sentence = _("Ask it in {count} letters at most: people have to read it at the door.")
        raise UserError(sentence.format(count=_LONGEST), field="words")
    if told == known[-1].words:
        return known[-1].version
    version = version_of(max(map(_number, known)) + 1, told)
    _add(session, Wording(purpose, version, told))
    note_with(session, Audited.SETTINGS, what="consent_wording", purpose=purpose, version=version)
    return version


def keep_wording(session: Session, purpose: str, words: str) -> str:
    """The version of what somebody was just asked; from now on its words are in the file.

    They may have been shown before another wording took their place.
    """
    known = read_wordings(session)[purpose]
    asked = next((each for each in reversed(known) if each.words == words), None)
    if asked is None:
        return set_wording(session, purpose, words)
    if asked.since is None:
        _add(session, asked)
    return asked.version


def version_of(number: int, words: str) -> str:
    """`2-3f9a1c`: the second wording, with the beginning of the digest of these words."""
    return f"{number}-{hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]}"


def _number(wording: Wording) -> int:
    return int(wording.version.partition("-")[0])


def _add(session: Session, wording: Wording) -> None:
    entry = ConsentWordingInput.parse(
        purpose=wording.purpose,
        version=wording.version,
        words=wording.words,
        since=datetime.now(UTC),
    )
    records.create(session, ConsentWording, [acts.whole_row(ConsentWording, new_id(), dict(entry))])
