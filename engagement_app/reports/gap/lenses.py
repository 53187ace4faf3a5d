"""The six lenses: a grid of marks and words, then the evidence for each role."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.headings import heading
from engagement_app.reports.marks import Mark
from engagement_app.reports.parts import named
from engagement_app.reports.tables import Cell, Column, is_grid, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import LENSES, GapReport, RoleGap

_WIDTHS = {"responsibility": 86, "power": 66}
_WIDTH = 61
_SHORT_ID = re.compile(r"\b([0-9a-f]{8})\b")
_STATES = ("met", "partly", "not_met", "not_known", "not_applicable")


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """What each lens looks at, the grid, and the evidence."""
    story = heading(typeset, _("Six lenses on each role"))
    if not report.roles:
        return [*story, typeset("body", _("No engagement roles are recorded."))]
    story.append(typeset("body", _explained()))
    story += table(typeset, *_questions(typeset))
    story += heading(typeset, _("What each lens shows"), "subheading")
    marks = {state: Mark(state, _in_cell(state), typeset.look) for state in _STATES}
    columns = [
        Column(_("Role")),
        *(Column(words.lens(code), _WIDTHS.get(code, _WIDTH)) for code in LENSES),
    ]
    rows = [_row(typeset, role, marks) for role in report.roles]
    if is_grid(typeset, columns, rows):
        story += table(typeset, columns, rows)
        story.append(typeset("body", _("The same, counted:")))
    # Where the grid has no room, a list of it would only repeat the evidence below.
    story += _counted(typeset, report)
    story += heading(typeset, _("The evidence"), "subheading")
    story.append(typeset("body", _evidence_explained()))
    records = {each.id[:8]: each.id for each in report.ledger.follow_ups}
    return [*story, *(_evidence(typeset, role, records) for role in report.roles)]


def _row(typeset: Typesetter, role: RoleGap, marks: dict[str, Mark]) -> list[Cell]:
    seen = (marks[role.lenses[code].state] for code in LENSES)
    return [text_cell(typeset, named(role.title, "engagement_role", role.id)), *seen]


def _linked(evidence: str, records: Mapping[str, str]) -> Iterator[str]:
    """The sentence; what it names by the first letters of an id leads to that record."""
    for part in _SHORT_ID.split(evidence):
        yield named(part, "follow_up", records[part]) if part in records else part


def _counted(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """How many roles each lens sees in which state: the figures of the grid."""
    columns = [
        Column(_("Lens")),
        *(Column(words.state(each), 74, numbers=True) for each in _STATES),
    ]
    rows: list[list[Cell]] = []
    for code in LENSES:
        found = Counter(role.lenses[code].state for role in report.roles)
        rows.append([words.lens(code), *(f"{found[state]:,}" for state in _STATES)])
    return table(typeset, columns, rows)


def _in_cell(state: str) -> str:
    in_two_lines = {"not_applicable": _("Does not\napply"), "not_known": _("Not\nknown")}
    return in_two_lines.get(state) or words.state(state)


def _evidence(typeset: Typesetter, role: RoleGap, records: Mapping[str, str]) -> Flowable:
    """Of one role, on one page where it can be."""
    parts: list[str] = [named(role.title, "engagement_role", role.id, strong=True)]
    for code in LENSES:
        lens = role.lenses[code]
        said = _("{lens}: {state}.").format(
            lens=words.lens(code), state=words.state(lens.state).lower()
        )
        parts += [f"\n{said} ", *_linked(lens.evidence, records)]
    return typeset("evidence", *parts, whole=True)


def _questions(typeset: Typesetter) -> tuple[list[Column], list[list[Cell]]]:
    asked = {
        "funding": _("Is there confirmed money for its full cost?"),
        "time": _("Are as many hours assigned as are needed?"),
        "responsibility": _("Is an organisation and a person named as responsible?"),
        "skills": _("Are the skills it needs held?"),
        "trust": _("Were its follow-ups kept by the day they were promised for?"),
        "power": _("Does it have a seat, a say and control where decisions are made?"),
    }
    rows: list[list[Cell]] = [
        [words.lens(code), text_cell(typeset, asked[code])] for code in LENSES
    ]
    return [Column(_("Lens"), 90), Column(_("What it asks"))], rows


def _explained() -> str:
    return _(
        "Money is one of six things a role needs. Not known never counts as met: it means that the"
        " records do not say."
    )


def _evidence_explained() -> str:
    return _(
        "What the records say for each role. A follow-up that was not kept is named by the first"
        " eight characters of its id: typed after Ctrl+K, they lead to it in the program."
    )
