"""Lists of what was said: in whose voice, for whom, on what mandate."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from engagement_app.domain.lists import ContributionLine, ListRead
from engagement_app.exchange.columns import (
    NOTHING_CHOSEN,
    Chosen,
    Columns,
    Texts,
    every_column,
    fields_of,
    plan,
    recognised,
)
from engagement_app.exchange.dates import check_order, settle_order
from engagement_app.exchange.headers import layout
from engagement_app.exchange.marking import N_
from engagement_app.exchange.moments import read_moment
from engagement_app.exchange.several import parted
from engagement_app.exchange.tables import read_table
from engagement_app.exchange.texts import LONGEST_NOTE
from engagement_app.exchange.words import FORM, MANDATE, MAY_QUOTE, SAID_KIND, VOICE, choice
from engagement_app.language import _

SHEET = layout(
    N_("the program's list of what was said"),
    "engagement-app",
    {
        "event": "Event, Meeting",
        "voice": "Voice, In whose voice",
        "community": "On behalf of, Community",
        "mandate": "Mandate",
        "words": "Words, What was said, Said, Contribution, Comment",
        "limits": "Limits, Limits of the mandate",
        "form": "Form",
        "kind": "Kind",
        "themes": "Themes, Theme",
        "may_quote": "May be quoted, May quote, Quote",
        "recorded_at": "Written down at, Recorded at, Time",
        "recorded_by": "Written down by, Recorded by, Note-taker",
        "attendance": "Attendance",
        "id": "Id",
    },
)
_CHOICES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "voice": (VOICE, _("own, on behalf, second hand")),
    "mandate": (MANDATE, _("elected, appointed, asked by the group, lived experience, told by"
                           " others, none stated")),
    "form": (FORM, _("verbatim, paraphrase, summary")),
    "kind": (SAID_KIND, _("experience, concern, idea, question, offer, other")),
    "may_quote": (MAY_QUOTE, _("yes, no, not asked")),
}  # fmt: skip
_LONG = ("words", "limits")
_PLAIN = ("event", "community", "recorded_by", "attendance", "id")


def read_contributions(
    path: Path,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    columns: Chosen = NOTHING_CHOSEN,
) -> ListRead[ContributionLine]:
    """What was said, row by row (CSV or XLSX); `columns` as in `read_roles`.

    A UserError where the file as a whole cannot be read or has no columns Voice and Words.
    """
    check_order(date_order)
    missing = _("There must be a column Voice and a column Words.")
    table = read_table(path, partial(recognise, own=columns), missing, encoding)
    chosen = plan(table, SHEET, columns)
    texts = Columns(table, chosen, visible_only=frozenset())
    return ListRead(
        layout=_(SHEET.name),
        lines=table.faults.kept(_lines(table.lines, texts, date_order)),
        refused=table.faults.refused(),
        noticed=table.faults.noticed(),
        unknown_headers=chosen.unknown,
        source=SHEET.source,
        recognised=recognised(table, chosen),
        columns=every_column(table, chosen),
    )


def recognise(cells: Sequence[str], own: Chosen = NOTHING_CHOSEN) -> int:
    """How many headers of such a list stand in a row that can be its header row."""
    found = set(fields_of(SHEET, cells, own))
    return len(found) if {"voice", "words"} <= found else 0


def _lines(
    lines: Sequence[int], columns: Columns, date_order: str | None
) -> list[ContributionLine]:
    values: dict[str, Sequence[Any]] = {name: columns.texts(name) for name in _PLAIN}
    values |= {name: columns.texts(name, longest=LONGEST_NOTE) for name in _LONG}
    values |= {name: _choices(columns, name) for name in _CHOICES}
    values["themes"] = [
        parted(text) if columns.has("themes") else None for text in columns.texts("themes")
    ]
    values["recorded_at"] = _moments(lines, columns, date_order)
    for name in ("voice", "words"):
        _require(columns, name, values[name])
    given = frozenset(name for name in values if columns.has(name))
    return [
        ContributionLine(
            line=line, given=given, **{name: found[row] for name, found in values.items()}
        )
        for row, line in enumerate(lines)
    ]


def _choices(columns: Columns, name: str) -> Texts:
    table, wanted = _CHOICES[name]
    texts = columns.texts(name)
    if not columns.has(name):
        return texts
    read: Callable[[str], str] = partial(choice, table=table, wanted=wanted)
    return columns.faults.read_words(columns.header(name), texts, read)


def _moments(
    lines: Sequence[int], columns: Columns, date_order: str | None
) -> list[datetime | None]:
    texts = columns.texts("recorded_at")
    if not columns.has("recorded_at"):
        return [None] * len(lines)
    order = settle_order([(lines, texts)], date_order)
    header = columns.header("recorded_at")
    found = columns.faults.read(header, texts, partial(read_moment, order=order))
    for row, (text, moment) in enumerate(zip(texts, found, strict=True)):
        if text and moment is None and not columns.faults.is_refused(row):
            sentence = _("{header}: {text} has no time of day, so it is left out.")
            columns.faults.notice(row, sentence.format(header=header, text=text))
    return found


def _require(columns: Columns, name: str, found: Sequence[Any]) -> None:
    for row, value in enumerate(found):
        if value is None and not columns.faults.is_refused(row):
            sentence = _("{header}: the cell is empty.").format(header=columns.header(name))
            columns.faults.refuse(row, sentence)
