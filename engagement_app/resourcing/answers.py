"""What bodies answered to the messages of a project, and what each message says."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from engagement_app.store.plain_rows import ask

_MESSAGES = "SELECT id, words FROM message WHERE project_id = ? AND deleted_at IS NULL"
_ANSWERS = (
    "SELECT h.message_id, b.name, h.heard_on, h.response, h.reason, h.feedback_given_on"
    " FROM hearing h JOIN message m ON m.id = h.message_id JOIN body b ON b.id = h.body_id"
    " WHERE m.project_id = ? AND h.deleted_at IS NULL AND m.deleted_at IS NULL"
    " AND b.deleted_at IS NULL ORDER BY h.heard_on IS NULL, h.heard_on, h.id"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a message was heard, and what came back; a day or a reason may not be known."""

    body: str
    heard_on: date | None
    response: str
    reason: str | None
    feedback_given_on: date | None


def read_words(session: Session, project_id: str) -> dict[str, str | None]:
    """By id the words of each message; a message may have a title alone."""
    return dict(ask(session, _MESSAGES, (project_id,)))


def read_answers(session: Session, project_id: str) -> defaultdict[str, list[Answer]]:
    """By message where it was heard, in order of the days; none where it was heard nowhere."""
    found = defaultdict(list)
    for message_id, body, heard_on, response, reason, given in ask(
        session, _ANSWERS, (project_id,)
    ):
        answer = Answer(body, _day(heard_on), response, reason, _day(given))
        found[message_id].append(answer)
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
