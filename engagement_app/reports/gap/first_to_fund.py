"""First to fund: the roles in the order in which a pound releases most people."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports.headings import heading
from engagement_app.reports.parts import named
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.resourcing.first_to_fund import Turn, first_to_fund
from engagement_app.resourcing.report import GapReport

_LONGEST_TITLE = 60


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """The table with its running totals; nothing where there is no gap."""
    turns = first_to_fund(report)
    if not turns:
        return []
    columns = [
        Column(_("Role")),
        Column(_("People waiting"), 56, numbers=True),
        Column(_("Gap"), 76, numbers=True),
        Column(_("Gap for each person"), 76, numbers=True),
        Column(_("Pounds so far"), 84, numbers=True),
        Column(_("People so far"), 52, numbers=True),
    ]
    return [
        *heading(typeset, _("First to fund")),
        typeset("body", _explained()),
        *table(typeset, columns, [_row(typeset, turn) for turn in turns]),
        *(typeset("body", said) for said in _beside(report)),
    ]


def _row(typeset: Typesetter, turn: Turn) -> list[Cell]:
    role = turn.role
    return [
        text_cell(typeset, named(role.title, "engagement_role", role.id)),
        f"{role.people_waiting:,}",
        spoken_pounds(role.gap),
        "–" if turn.a_person is None else spoken_pounds(turn.a_person),
        spoken_pounds(turn.pence),
        f"{turn.people:,}",
    ]


def shortly(report: GapReport, most: int = 3) -> Sequence[str]:
    """The first few in a sentence, for page one; nothing where nobody waits on any of them."""
    turns = [turn for turn in first_to_fund(report) if turn.role.people_waiting][:most]
    if not turns:
        return ()
    names = "; ".join(
        _("{title}, {gap}").format(
            title=shortened(turn.role.title, _LONGEST_TITLE), gap=spoken_pounds(turn.role.gap)
        )
        for turn in turns
    )
    told = _("most people waiting for each pound: {names}. Together {sum}, for {people}.")
    people = plural("{count} person", "{count} people", turns[-1].people)
    said = told.format(names=names, sum=spoken_pounds(turns[-1].pence), people=people)
    return Strong(_("First to fund")), ", ", said


def _beside(report: GapReport) -> list[str]:
    """Who has no turn, where there is somebody."""
    if not (count := report.counts["not_costed"]):
        return []
    return [
        plural(
            "{count} role is not costed: it has no gap to be funded, and no turn here.",
            "{count} roles are not costed: they have no gap to be funded, and no turn here.",
            count,
        )
    ]


def _explained() -> str:
    return _(
        "People waiting on a role divided by its gap, the largest first: so the same money releases"
        " most people soonest. Nothing else is weighed. Of equal roles that with more people comes"
        " first; where nobody waits, the smallest gap. Somebody who waits on several roles counts"
        " once in “people so far”, at the first of them. A role without a gap has no turn."
    )
