"""What was said, by voice and by theme; then in people's own words."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from engagement_app.domain.wording import word_of
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.counted import bars
from engagement_app.reports.headings import heading
from engagement_app.reports.opening import LONGEST_NAME
from engagement_app.reports.quoting import quoted
from engagement_app.reports.small_numbers import held_back, shown
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.report import VOICES
from engagement_app.resourcing.summary import Quote


def section(typeset: Typesetter, printed: PrintedSummary) -> Iterator[Flowable]:
    """How much by voice, kind and theme."""
    said = printed.summary.contributions
    yield from heading(typeset, _("What was said"))
    if not said.total:
        yield typeset("body", _("Nothing that was said is written down."))
        return
    things = _("Things said")
    yield from heading(typeset, _("In whose voice"), "subheading")
    voices = [(words.voice(voice), said.voices[voice]) for voice in VOICES]
    yield from bars(typeset, _("Voice"), things, voices)
    yield from heading(typeset, _("What kind of thing"), "subheading")
    kinds = [(word_of(kind), count) for kind, count in said.kinds.items() if count]
    yield from bars(typeset, _("Kind"), things, kinds)
    if printed.themes:
        yield from heading(typeset, _("On which theme"), "subheading")
        yield typeset("body", _("Something said on two themes is counted under both."))
        yield from bars(typeset, _("Theme"), things, printed.themes)
    if printed.crossed:
        yield from heading(typeset, _("On each theme, in whose voice"), "subheading")
        yield from table(typeset, *_crossed(typeset, printed))


def _crossed(
    typeset: Typesetter, printed: PrintedSummary
) -> tuple[Sequence[Column], list[list[Cell]]]:
    columns = [
        Column(_("Theme")),
        *(Column(words.voice(voice), 90, numbers=True) for voice in VOICES),
    ]
    rows: list[list[Cell]] = [
        [text_cell(typeset, shortened(name, LONGEST_NAME)), *map(shown, counts)]
        for (name, _count), counts in zip(printed.themes, printed.crossed, strict=True)
    ]
    return columns, rows


def quotes(typeset: Typesetter, printed: PrintedSummary) -> Iterator[Flowable]:
    """Each quote once, under the first of its themes."""
    yield from heading(typeset, _("In people’s words"))
    yield typeset(
        "body", _("Only what its speaker allowed to be quoted stands here, and no names.")
    )
    left_out = held_back(printed.held_back, printed.rule)
    if left_out:
        yield typeset("body", left_out)
    if not printed.quotes:
        yield typeset("body", _("There is no quote to print."))
    for theme, under in _by_theme(printed):
        if theme or len(under) < len(printed.quotes):
            yield from heading(
                typeset, shortened(theme, LONGEST_NAME) or _("On no theme"), "subheading"
            )
        yield from quoted(typeset, under, with_event=printed.summary.scope.event is None)


def _by_theme(printed: PrintedSummary) -> list[tuple[str, Sequence[Quote]]]:
    """In the order of the themes, most spoken of first; those on none last."""
    under: dict[str, list[Quote]] = {name: [] for name, _count in printed.themes}
    under[""] = []
    for quote in printed.quotes:
        under[quote.themes[0] if quote.themes else ""].append(quote)
    return [(theme, quotes) for theme, quotes in under.items() if quotes]
