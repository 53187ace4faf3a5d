"""Sheets of the gap workbook on what to fund first, on bodies, and on the records behind it all."""

from collections.abc import Iterable, Iterator

from engagement_app.domain.wording import name_of_table, word_of
from engagement_app.exchange.workbook import Column, Formula, Kind, Row, Sheet, in_pounds
from engagement_app.language import _
from engagement_app.resourcing.belt_sources import of_belt
from engagement_app.resourcing.first_to_fund import Turn, first_to_fund
from engagement_app.resourcing.report import GapReport
from engagement_app.resourcing.sources import Trace, by_role, of_carriers, of_role

_GAP = "D"
"""The column of the gap among the first to fund."""
_SEATS = ("invited", "seat", "papers_in_time", "can_speak", "can_decide", "named_partner")


def first(report: GapReport) -> Sheet:
    """The roles by people waiting for each pound of gap; the pounds so far are live."""
    columns = [
        Column(_("Role")),
        Column(_("Record"), Kind.SHORT),
        Column(_("People waiting"), Kind.COUNT),
        Column(_("Gap"), Kind.MONEY, total=True),
        Column(_("Gap for each person"), Kind.MONEY),
        Column(_("Pounds so far"), Kind.MONEY),
        Column(_("People so far, each once"), Kind.COUNT),
    ]
    about = [_("People waiting divided by the gap, the largest first; nothing else is weighed.")]
    empty = Sheet(_("First to fund"), columns, [], about)
    return empty._replace(
        rows=[
            _turn(turn, empty.first, line)
            for line, turn in enumerate(first_to_fund(report), start=empty.first)
        ]
    )


def _turn(turn: Turn, first_line: int, line: int) -> Row:
    so_far = f"SUM({_GAP}${first_line}:{_GAP}{line})"
    role, a_person = turn.role, turn.a_person
    return [
        role.title,
        role.id[:8],
        role.people_waiting,
        in_pounds(role.gap),
        "–" if a_person is None else in_pounds(a_person),
        Formula(so_far, in_pounds(turn.pence), Kind.MONEY),
        turn.people,
    ]


def bodies(report: GapReport) -> Sheet:
    """What there is at each body."""
    columns = [
        Column(_("Body")),
        Column(_("Record"), Kind.SHORT),
        Column(_("Level"), Kind.SHORT),
        Column(_("Invited"), Kind.SHORT),
        Column(_("A seat"), Kind.SHORT),
        Column(_("Papers in time"), Kind.SHORT),
        Column(_("May speak"), Kind.SHORT),
        Column(_("Decides with them"), Kind.SHORT),
        Column(_("Named partner"), Kind.SHORT),
    ]
    ordered = sorted(report.ledger.bodies.values(), key=lambda each: (each.name, each.id))
    rows: list[Row] = [
        [
            each.name,
            each.id[:8],
            word_of(each.level),
            *(word_of(getattr(each, code)) for code in _SEATS),
        ]
        for each in ordered
    ]
    return Sheet(_("Bodies"), columns, rows)


def records(report: GapReport) -> Sheet:
    """Each record behind each figure, with its whole id."""
    columns = [
        Column(_("About")),
        Column(_("Figure")),
        Column(_("As printed"), Kind.SHORT),
        Column(_("Record"), Kind.SHORT),
        Column(_("Its id"), Kind.ID),
        Column(_("What of it counts"), Kind.LONG),
    ]
    about = [_("What was added up or counted for each figure. No names of people are here.")]
    return Sheet(_("Records"), columns, list(_records(report)), about)


def _records(report: GapReport) -> Iterator[Row]:
    rows, role_word = by_role(report), name_of_table("engagement_role")
    for role in report.roles:
        yield [role.title, _("The role itself"), "", role_word, role.id, ""]
        yield from _traced(role.title, of_role(report, role, rows))
    yield from _traced(_("Who carries the gap"), of_carriers(report))
    if report.belt is not None:
        yield from _traced(_("The belt in balance"), of_belt(report.belt, report.ledger))


def _traced(about: str, traces: Iterable[Trace]) -> Iterator[Row]:
    for trace in traces:
        for source in trace.sources:
            kind = name_of_table(source.kind)
            yield [about, trace.figure, trace.value, kind, source.id, source.told]
