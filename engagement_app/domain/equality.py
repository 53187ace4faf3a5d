"""Equality monitoring: what a project asks, and slips that are put in so that none can be linked.

Answers go in by the batch, under random ids, in a table that keeps no order, without a time and
without a trace in the change log, the drafts or the audit. A batch is large enough that two
backups, made before and after it, tell of nobody which answers are theirs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.events import Event
from engagement_app.domain.monitoring import (
    MonitoringForm,
    MonitoringResponse,
    MonitoringResponseInput,
)
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resource import resource
from engagement_app.store import records
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.records import table_of

NOT_SAID = "Prefer not to say"
"""Offered with every question; kept in these words whatever language the window speaks."""
FEWEST = 8
"""Slips of a batch: the smallest count that the small-number rule prints."""
OWN_WORDS = "_own_words"
APART = "_"
"""How keys of a slip begin that are no question: under which basis, and in which wording."""
BASIS, WORDING = APART + "basis", APART + "wording"
CONSENT = "explicit_consent"
"""The lawful basis of every slip, by what its paper says (UK GDPR, article 9(2)(a))."""
WHY = _(
    "These questions differ from the others: they help us to see whom we reach and whom we leave"
    " out. Do not write your name. Put this slip in the box yourself: by that you agree that we"
    " keep your answers and count them. Nobody can tell which answers are yours, so they cannot be"
    " taken out again; and no figure is told of so few people that somebody could be picked out."
)
Slip = Mapping[str, str]
"""Answers by the key of their question; own words under the key and `OWN_WORDS`."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its choices, beside which is always that one prefers not to say.

    `after` is the question and the answer after which alone it is asked; two that are asked after
    different answers may have one key. `sum_of` are choices that make one figure, `sum_words`.
    """

    key: str
    words: str
    choices: tuple[str, ...]
    after: tuple[str, str] | None = None
    own_words: bool = False
    sum_words: str = ""
    sum_of: tuple[str, ...] = ()
    asked: bool = True

    @property
    def offered(self) -> tuple[str, ...]:
        """Every answer that can be ticked."""
        return (*self.choices, NOT_SAID)

    def follows(self, answers: Slip) -> bool:
        """Whether it is asked of who answered so."""
        return self.after is None or answers.get(self.after[0]) == self.after[1]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether a project asks, and all of its questions in their order."""

    asked: bool
    questions: tuple[Question, ...]

    @property
    def in_use(self) -> tuple[Question, ...]:
        """The questions that are asked; a later step only after a first one that is."""
        keys = {each.key for each in self.questions if each.asked}
        after = (each for each in self.questions if each.asked)
        return tuple(each for each in after if each.after is None or each.after[0] in keys)


def wording_of(questions: Iterable[Question]) -> str:
    """The version of what a slip with these questions says: eight characters of its digest."""
    told = [WHY, *([each.words, each.offered, each.own_words] for each in questions)]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:8]


@cache
def standard_questions() -> tuple[Question, ...]:
    """The questions that a project begins with, after the pattern of GOV.UK's design system."""
    path = resource("monitoring_questions.json")
    return tuple(_question(row) for row in json.loads(path.read_text(encoding="utf-8")))


def get_asking(session: Session, project_id: str) -> Asking:
    """What a project asks; nothing until somebody switches it on."""
    form = table_of(MonitoringForm).c
    live = form.id == project_id, form.deleted_at.is_(None)
    query = sa.select(form.asked, form.questions).where(*live)
    row = session.execute(query).first()
    if row is None:
        return Asking(False, standard_questions())
    return Asking(row.asked, tuple(_question(each) for each in row.questions))


def set_asking(session: Session, project_id: str, asking: Asking) -> None:
    """Ask these questions from now on; raises `UserError` where one has no words or choices."""
    for each in asking.questions:
        if not each.words.strip() or not [choice for choice in each.choices if choice.strip()]:
            sentence = _("A question needs words and at least one answer: {words}")
            raise UserError(sentence.format(words=each.words or each.key))
    questions = [_plain(each) for each in asking.questions]
    row = {"deleted_at": None, "asked": asking.asked, "questions": questions}
    before = load(session, "monitoring_form", [project_id]).get(project_id)
    if before:
        records.change(session, MonitoringForm, {project_id: records.differing(before, row)})
    else:
        records.create(session, MonitoringForm, [{"id": project_id, **row}])
    note_with(session, Audited.SETTINGS, what="monitoring", asked=asking.asked)


def count_slips(session: Session, event_id: str) -> int:
    """The slips of an event that are in the file."""
    answers = table_of(MonitoringResponse).c
    query = sa.select(sa.func.count()).where(
        answers.event_id == event_id, answers.deleted_at.is_(None)
    )
    count: int = session.execute(query).scalar_one()
    return count


def put_slips(
    session: Session,
    project_id: str,
    event_id: str,
    slips: Sequence[Slip],
    *,
    all_there_are: bool = False,
) -> int:
    """Put a batch of an event's slips in the file; gives how many.

    Fewer than 8 only where they are the first and all that event has. Raises `UserError`.
    """
    asking = get_asking(session, project_id)
    if not asking.asked:
        raise UserError(_("This project does not ask these questions. Switch them on first."))
    if acts.get(session, Event, event_id)["project_id"] != project_id:
        raise UserError(_("This event is of another project. Choose it anew."))
    if len(slips) < FEWEST and not (all_there_are and slips and not count_slips(session, event_id)):
        raise UserError(_too_few())
    entries = [_entry(asking, event_id, slip) for slip in slips]
    rows = sorted((acts.new_row(entry) for entry in entries), key=lambda row: str(row["id"]))
    acts.add_rows(session, {MonitoringResponse: rows})
    return len(rows)


def _too_few() -> str:
    return _(
        "Fewer than {count} slips could be told apart by when they were put in. Key in more of this"
        " event; or, if these are all that it has and none is in the file yet, say so below."
    ).format(count=FEWEST)


def _entry(asking: Asking, event_id: str, slip: Slip) -> MonitoringResponseInput:
    """The answers that were given, in the order of the questions, whoever keyed them how; and what
    the slip said, which is alike on all of a batch."""
    answers: dict[str, Any] = {BASIS: CONSENT, WORDING: wording_of(asking.in_use)}
    for each in asking.in_use:
        answer = slip.get(each.key, "")
        if answer and each.follows(slip):
            if answer not in each.offered:
                sentence = _("“{answer}” is no answer to “{question}”.")
                raise UserError(sentence.format(answer=answer, question=each.words))
            answers[each.key] = answer
            if each.own_words and slip.get(each.key + OWN_WORDS):
                answers[each.key + OWN_WORDS] = slip[each.key + OWN_WORDS]
    return MonitoringResponseInput.parse(event_id=event_id, answers=answers)


def _question(row: Mapping[str, Any]) -> Question:
    after, total = row.get("after"), row.get("sum") or {"words": "", "of": ()}
    return Question(
        row["key"],
        row["words"],
        tuple(row["choices"]),
        (after[0], after[1]) if after else None,
        row.get("own_words", False),
        total["words"],
        tuple(total["of"]),
        row.get("asked", True),
    )


def _plain(each: Question) -> dict[str, Any]:
    return {
        "key": each.key,
        "words": each.words,
        "choices": list(each.choices),
        "after": list(each.after) if each.after else None,
        "own_words": each.own_words,
        "sum": {"words": each.sum_words, "of": list(each.sum_of)} if each.sum_of else None,
        "asked": each.asked,
    }
