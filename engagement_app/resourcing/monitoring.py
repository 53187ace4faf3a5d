"""Equality monitoring as it may be printed: a table for each question, by the small-number rule.

Always by the rule that rounds: with true counts a project's table less an event's would be the
table of the others. Of an event only where it has as many slips as the rule prints.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.equality import APART, NOT_SAID, OWN_WORDS, Asking, Question, get_asking
from engagement_app.domain.events import Event
from engagement_app.domain.monitoring import MonitoringResponse
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resourcing.small_numbers import DEFAULT, Rule, one, shown
from engagement_app.store.records import table_of

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """How many ticked each answer; None is hidden. `total` is of all who answered."""

    words: str
    after: str
    rows: tuple[tuple[str, int | None], ...]
    total: int | None
    sum_words: str = ""
    sum: int | None = None


@dataclass(frozen=True, slots=True)
class Monitoring:
    """What is printed: `event` is empty for the project, `slips` None where they are hidden."""

    project: str
    event: str
    as_of: date
    slips: int | None
    tables: tuple[QuestionTable, ...]
    rule: Rule
    made_by: str = ""
    large: bool = False

    @property
    def hidden(self) -> int:
        """How many figures are hidden."""
        counts = [
            count for each in self.tables for count in (*dict(each.rows).values(), each.total)
        ]
        return [*counts, self.slips].count(None)


@dataclass(frozen=True, slots=True)
class MonitoringQuestions:
    """The questions as they are put on paper."""

    project: str
    as_of: date
    questions: tuple[Question, ...]
    large: bool = False


def prepare_monitoring(
    session: Session,
    project_id: str,
    as_of: date,
    event_id: str | None = None,
    *,
    made_by: str = "",
    large: bool = False,
) -> Monitoring:
    """The answers of a project, or of an event of it that has enough of them."""
    asking, names = get_asking(session, project_id), load(session, "project", [project_id])
    event = load(session, "event", [event_id])[event_id]["title"] if event_id else ""
    slips = _slips(session, project_id, event_id)
    if event_id and 0 < len(slips) < DEFAULT.under:
        sentence = _(
            "{event} has fewer than {count} slips, so nothing is told of it alone. Choose the whole"
            " project."
        )
        raise UserError(sentence.format(event=event, count=DEFAULT.under))
    return Monitoring(
        names[project_id]["name"],
        event,
        as_of,
        one(len(slips), DEFAULT),
        tuple(_tables(_told(asking, slips), slips)),
        DEFAULT,
        made_by,
        large,
    )


def prepare_questions(
    session: Session,
    project_id: str,
    as_of: date,
    _event_id: str | None = None,
    *,
    large: bool = False,
) -> MonitoringQuestions:
    """The questions of a project; raises `UserError` where it asks none."""
    asking = get_asking(session, project_id)
    if not asking.asked:
        raise UserError(
            _("This project does not ask these questions. Switch them on under Data, Monitoring.")
        )
    name = load(session, "project", [project_id])[project_id]["name"]
    return MonitoringQuestions(name, as_of, asking.in_use, large)


def _slips(session: Session, project_id: str, event_id: str | None) -> list[Answers]:
    answers, event = table_of(MonitoringResponse), table_of(Event)
    query = (
        sa.select(answers.c.answers)
        .join(event, event.c.id == answers.c.event_id)
        .where(event.c.project_id == project_id, event.c.deleted_at.is_(None))
        .where(answers.c.deleted_at.is_(None))
    )
    if event_id:
        query = query.where(answers.c.event_id == event_id)
    return list(session.scalars(query))


def _told(asking: Asking, slips: list[Answers]) -> list[Question]:
    """Every question that is asked, and those that somebody answered when they still were."""
    known = {each.key for each in asking.questions}
    keys = {key for slip in slips for key in slip if not key.startswith(APART)}
    given = {key for key in keys if not key.endswith(OWN_WORDS)}
    gone = [Question(key, key, ()) for key in sorted(given - known)]
    told = [each for each in asking.questions if each in asking.in_use or each.key in given]
    return [*told, *gone]


def _tables(questions: list[Question], slips: list[Answers]) -> Iterator[QuestionTable]:
    """A later step is hidden whole where the answer it is asked after is: it has its count."""
    printed: dict[tuple[str, str], int | None] = {}
    for each in questions:
        made = _table(each, slips)
        if each.after and printed.get(each.after) is None:
            made = _hidden(made)
        printed |= {(each.key, answer): count for answer, count in made.rows}
        yield made


def _hidden(made: QuestionTable) -> QuestionTable:
    rows = tuple((answer, None) for answer, _count in made.rows)
    return replace(made, rows=rows, total=None, sum=None)


def _table(question: Question, slips: list[Answers]) -> QuestionTable:
    """Answers that are no longer offered come after those that are."""
    given = Counter(
        str(slip[question.key]) for slip in slips if question.key in slip and question.follows(slip)
    )
    offered = [*question.choices, *sorted(given.keys() - set(question.offered)), NOT_SAID]
    counts = shown([given[each] for each in offered], DEFAULT)
    rows = tuple(zip(offered, counts.counts, strict=True))
    after = question.after[1] if question.after else ""
    return QuestionTable(question.words, after, rows, counts.total, *_sum(question, given, rows))


def _sum(
    question: Question, given: Counter[str], rows: tuple[tuple[str, int | None], ...]
) -> tuple[str, int | None]:
    """Answers that make one figure together; hidden where one of them is."""
    if not question.sum_of or not set(question.sum_of) <= set(question.choices):
        return "", None
    parts = [count for choice, count in rows if choice in question.sum_of]
    together = one(sum(given[each] for each in question.sum_of), DEFAULT)
    return question.sum_words, None if None in parts else together
