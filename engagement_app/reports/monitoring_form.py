"""The equality questions on paper: a slip without a name, for a closed box."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, Spacer

from engagement_app.domain.equality import WHY, Question, wording_of
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports import fonts
from engagement_app.reports.headings import bookmark, heading
from engagement_app.reports.opening import boxed
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.sheet.looks import look_of
from engagement_app.reports.sheet.ticks import Ticks
from engagement_app.reports.styles import RULE, WIDTH
from engagement_app.reports.tables import laid_out
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.monitoring import MonitoringQuestions

KIND = _("About you")
_LONGEST = 120
_BESIDE = 14
"""Points between two stacks of boxes."""
_MANY = 4
"""More answers than this stand in two stacks where they fit."""
_TO_WRITE: dict[str, Any] = {"rowHeights": [26], "spaceAfter": 4}


def render(found: MonitoringQuestions, progress: Progress = silent) -> bytes:
    """The PDF; the same questions give the same bytes."""

    def front(typeset: Typesetter) -> Iterator[Flowable]:
        yield NextPageTemplate("later")
        yield bookmark(KIND)
        yield typeset("kicker", shortened(found.project, _LONGEST))
        yield typeset("title", KIND)
        yield boxed(typeset, _("You need not answer any of this."), WHY)

    def end(typeset: Typesetter) -> Iterator[Flowable]:
        told = _("Thank you. Please fold this slip and put it in the box. (Wording {version})")
        yield typeset("quiet", told.format(version=wording_of(found.questions)))

    asked = [partial(_asked, each, found.large) for each in found.questions]
    paper = Paper(KIND, found.project, found.as_of)
    return printed(paper, [front, *asked, end], progress, large_print=found.large)


def _asked(question: Question, large: bool, typeset: Typesetter) -> Iterator[Flowable]:
    parts: list[Any] = [*_head(typeset, question), *_boxes(question, large)]
    if question.own_words:
        parts += [
            Spacer(0, 4),
            typeset("quiet", _("Or describe it yourself, if you wish:")),
            laid_out([[""]], [WIDTH], [("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)], **_TO_WRITE),
        ]
    room = typeset.look.later_height
    needed = sum(each.wrap(WIDTH, room)[1] + each.getSpaceBefore() for each in parts)
    yield CondPageBreak(min(needed + 12, room))
    yield from parts
    yield Spacer(0, 6)


def _head(typeset: Typesetter, question: Question) -> Iterator[Flowable]:
    yield from heading(typeset, question.words, "subheading")
    if question.after:
        told = _("Only if you ticked “{answer}”.").format(answer=question.after[1])
        yield typeset("quiet", told)


def _boxes(question: Question, large: bool) -> Iterator[Flowable]:
    look, offered = look_of(large), question.offered
    spoken = _("Tick one: {answers}").format(answers="; ".join(offered))
    half = (len(offered) + 1) // 2
    widest = max(fonts.width(each, fonts.BODY, look.size) for each in offered) + look.box + 4
    if len(offered) <= _MANY or 2 * widest + _BESIDE > WIDTH:
        yield Ticks(offered, look.size, look.box, spoken, stacked=True)
        return
    sides = [
        Ticks(some, look.size, look.box, _("Tick one: {answers}").format(answers="; ".join(some)),
              stacked=True)
        for some in (offered[:half], offered[half:])
    ]  # fmt: skip
    top: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    yield laid_out([sides], [WIDTH / 2, WIDTH / 2], top)
