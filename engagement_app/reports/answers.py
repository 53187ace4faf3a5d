"""What bodies answered, in the words of those who asked."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable

from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.resourcing.answers import Answer

_LONGEST_NAME, _LONGEST_REASON = 120, 600


def answered(typeset: Typesetter, answers: Sequence[Answer]) -> list[Flowable]:
    """A line for each place where it was heard; else that it was heard nowhere."""
    if not answers:
        return [typeset("body", Strong(_("Not carried anywhere yet.")))]
    if typeset.look.is_large:
        return [typeset("body", *_sentences(each)) for each in answers]
    columns = [
        Column(_("Who was asked"), 150),
        Column(_("Their answer"), 110),
        Column(_("Why, in their words"), None),
    ]
    whole = [each for each in answers if len(each.reason or "") > _LONGEST_REASON]
    return [
        *table(typeset, columns, [_row(typeset, each) for each in answers]),
        *(typeset("body", _in_full(each)) for each in whole),
    ]


def _sentences(answer: Answer) -> list[str]:
    """The same without columns, which would be too narrow in large print."""
    return [
        Strong(f"{shortened(answer.body, _LONGEST_NAME)}, {_day(answer)}. "),
        Strong(f"{response(answer)}:" if answer.reason else f"{response(answer)}."),
        "\n",
        "\n".join(_why(answer, whole=True)),
    ]


def _in_full(answer: Answer) -> str:
    """A reason that is too long for its cell."""
    asked = shortened(answer.body, _LONGEST_NAME)
    return _("{body}, in full: {reason}").format(body=asked, reason=answer.reason)


def _row(typeset: Typesetter, answer: Answer) -> list[Cell]:
    asked = shortened(answer.body, _LONGEST_NAME)
    return [
        text_cell(typeset, asked, "\n", _day(answer)),
        text_cell(typeset, Strong(response(answer))),
        typeset("cell", "\n".join(_why(answer))),
    ]


def _day(answer: Answer) -> str:
    return words.day(answer.heard_on) if answer.heard_on else _("day not recorded")


def response(answer: Answer) -> str:
    """A refusal is told as what it means to those who asked."""
    if answer.response != "refused":
        return words.response(answer.response)
    return _("Not taken forward, because") if answer.reason else _("Not taken forward")


def _why(answer: Answer, *, whole: bool = False) -> list[str]:
    """The reason, if need be shortened for a cell, and when those behind the message were told."""
    nothing = {"no_answer": "–", "refused": _("No reason was given.")}
    reason = answer.reason or nothing.get(answer.response, _("Nothing more was said."))
    said = [reason if whole else shortened(reason, _LONGEST_REASON)]
    if answer.feedback_given_on:
        day = words.day(answer.feedback_given_on)
        said.append(_("Those who said it were told on {day}.").format(day=day))
    return said


def tally(answers: Iterable[Answer]) -> list[str]:
    """`1 was accepted`, `2 have no answer yet`: how many of each, those that are."""
    count = Counter(each.response for each in answers)
    told = {
        "accepted": plural("{count} was accepted", "{count} were accepted", count["accepted"]),
        "partly": plural(
            "{count} was accepted in part", "{count} were accepted in part", count["partly"]
        ),
        "refused": plural(
            "{count} was not taken forward", "{count} were not taken forward", count["refused"]
        ),
        "no_answer": plural(
            "{count} has no answer yet", "{count} have no answer yet", count["no_answer"]
        ),
    }
    return [said for kind, said in told.items() if count[kind]]
