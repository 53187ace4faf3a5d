"""The summary as a workbook, under the small-number rule: a file that others may have."""

from collections.abc import Iterator

from engagement_app.domain.amounts import percent_share
from engagement_app.domain.wording import word_of
from engagement_app.exchange.carried_sheet import carried
from engagement_app.exchange.workbook import Column, Kind, Row, Sheet, in_pounds, share_of, workbook
from engagement_app.language import _
from engagement_app.resourcing import words
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.report import REASONS, VOICES
from engagement_app.resourcing.summary_words import ATTENDANCE, about


def summary_workbook(printed: PrintedSummary) -> bytes:
    """The `.xlsx` file of the summary."""
    title = _("Summary: {project}").format(project=printed.summary.project)
    return workbook(sheets(printed), title, printed.summary.as_of)


def sheets(printed: PrintedSummary) -> list[Sheet]:
    """Who came, what was said, what was promised and what it cost."""
    return [
        _came(printed),
        _communities(printed),
        _figures(_("What was said"), _said(printed)),
        _themes(printed),
        _quotes(printed),
        _figures(_("Follow-ups"), _promises(printed)),
        _cost(printed),
        carried(printed.summary.carried_by),
    ]


def _figures(title: str, rows: Iterator[Row]) -> Sheet:
    return Sheet(title, [Column(_("What was counted"), Kind.LONG), Column(_("Number"))], list(rows))


def _shown(count: int | None) -> int | str:
    return _("hidden") if count is None else count


def _came(printed: PrintedSummary) -> Sheet:
    made = _figures(
        _("Who came"),
        ([words_of, _shown(printed.attendance[name])] for name, words_of in ATTENDANCE.items()),
    )
    return made._replace(about=[*about(printed.summary), printed.rule.name])


def _communities(printed: PrintedSummary) -> Sheet:
    columns = [Column(_("Community")), Column(_("People")), Column(_("Counted without a name"))]
    rows: list[Row] = [
        [line.name or _("No community recorded"), _shown(line.people), _shown(line.tallied)]
        for line in printed.communities
    ]
    said = _("Whoever belongs to two communities is counted in both.")
    return Sheet(_("Communities"), columns, rows, [said])


def _said(printed: PrintedSummary) -> Iterator[Row]:
    said = printed.summary.contributions
    yield [_("Contributions"), said.total]
    for voice in VOICES:
        yield [words.voice(voice), said.voices[voice]]
    for kind, count in said.kinds.items():
        yield [word_of(kind), count]


def _themes(printed: PrintedSummary) -> Sheet:
    columns = [Column(_("Theme")), Column(_("Contributions"))]
    if printed.crossed:
        columns += [Column(words.voice(voice)) for voice in VOICES]
    by_voice = printed.crossed or [()] * len(printed.themes)
    rows: list[Row] = [
        [name, *map(_shown, (count, *voices))]
        for (name, count), voices in zip(printed.themes, by_voice, strict=True)
    ]
    return Sheet(_("Themes"), columns, rows, [_("A contribution may have several themes.")])


def _quotes(printed: PrintedSummary) -> Sheet:
    columns = [
        Column(_("Words"), Kind.LONG),
        Column(_("Voice")),
        Column(_("On behalf of")),
        Column(_("Mandate")),
        Column(_("Limits of the mandate")),
        Column(_("Event")),
    ]
    rows: list[Row] = [
        [
            quote.words,
            words.voice(quote.voice),
            quote.on_behalf_of or "–",
            word_of(quote.mandate),
            quote.limits or "–",
            quote.event,
        ]
        for quote in printed.quotes
    ]
    return Sheet(_("Quotes"), columns, rows, [_("Only what its speaker allowed to be quoted.")])


def _promises(printed: PrintedSummary) -> Iterator[Row]:
    promised = printed.summary.follow_ups
    yield [_("Follow-ups promised"), promised.total]
    yield [_("Open"), promised.open]
    yield [_("Done"), promised.done]
    yield [_("Cancelled"), promised.cancelled]
    for reason in REASONS:
        why = words.reason(reason).lower()
        yield [_("Dead ends: {reason}").format(reason=why), promised.dead_ends[reason]]


def _cost(printed: PrintedSummary) -> Sheet:
    """The gap is no sum of the two above it: a role may have more than it costs."""
    cost = printed.summary.cost
    columns = [Column(_("What it cost")), Column(_("Amount"), Kind.MONEY)]
    rows: list[Row] = [
        [_("Full cost"), in_pounds(cost.full_cost)],
        [_("Confirmed"), in_pounds(cost.confirmed)],
        [_("Gap"), in_pounds(cost.gap)],
        [_("Unfunded share"), share_of("B4", "B2", percent_share(cost.gap, cost.full_cost))],
    ]
    return Sheet(_("Cost"), columns, rows)
