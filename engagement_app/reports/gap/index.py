"""The records behind each figure, and where in the paper each record is named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from reportlab.platypus import Flowable

from engagement_app.domain.wording import name_of_table
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.reports.headings import heading
from engagement_app.reports.lists import points
from engagement_app.reports.parts import Record, Strong, place_of
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.belt_sources import of_belt
from engagement_app.resourcing.report import GapReport, RoleGap
from engagement_app.resourcing.sources import ByRole, Source, Trace, by_role, of_carriers, of_role

_ROLE = "engagement_role"
_LONGEST = 200
_BESIDE, _BESIDE_LARGE = 4, 2
"""How many records without a name stand side by side."""
_MOST_LARGE = 40
"""So many records at most behind one figure in large print; the workbook has them all."""
_IN_A_POINT = 400
"""So many records at most in one paragraph: a longer one takes long to be set."""


def behind_the_figures(typeset: Typesetter, report: GapReport) -> Iterator[Flowable]:
    """Figure by figure: those of each role, of who carries the gap, of the belt."""
    yield from heading(typeset, _("The records behind each figure"))
    yield typeset("body", _explained())
    rows = by_role(report)
    for role in report.roles:
        yield from _role(typeset, report, role, rows)
    if report.carried_by:
        yield from heading(typeset, _("Records: who carries the gap"), "subheading")
        yield from points(typeset, _parts(typeset, of_carriers(report)))
    if report.belt is not None:
        yield from heading(typeset, _("Records: the belt in balance"), "subheading")
        yield from points(typeset, _parts(typeset, of_belt(report.belt, report.ledger)))


def _role(
    typeset: Typesetter, report: GapReport, role: RoleGap, rows: ByRole
) -> Iterator[Flowable]:
    record = Record(_ROLE, role.id)
    pages = spoken_pages(typeset.pages_of.get(record, ()))
    named_on = _("Record {id}. Named on {pages}.").format(id=role.id, pages=pages)
    title = Strong(shortened(role.title, _LONGEST))
    about = typeset("role", title, "\n", named_on, place=place_of(record))
    traces = [each for each in of_role(report, role, rows) if each.sources]
    about.keepWithNext = bool(traces)
    yield about
    yield from points(typeset, _parts(typeset, traces))


def _parts(typeset: Typesetter, traces: Iterable[Trace]) -> Iterator[Sequence[str]]:
    """Each figure with its records; of very many, in large print the first."""
    for trace in traces:
        if typeset.look.is_large and len(trace.sources) > _MOST_LARGE:
            yield _beginning(trace)
            continue
        for start in range(0, max(1, len(trace.sources)), _IN_A_POINT):
            told = "; ".join(map(_told, trace.sources[start : start + _IN_A_POINT]))
            yield _figure(trace), f" – {told or _('no record')}"


def _beginning(trace: Trace) -> Sequence[str]:
    """The first records of very many: at this size all of them would fill page after page."""
    told = "; ".join(map(_told, trace.sources[:_MOST_LARGE]))
    left = plural(
        "and {count} more, which the workbook of this report lists.",
        "and {count} more, which the workbook of this report lists.",
        len(trace.sources) - _MOST_LARGE,
    )
    return _figure(trace), f" – {told}; {left}"


def _figure(trace: Trace) -> str:
    return Strong(_("{figure}: {value}").format(figure=trace.figure, value=trace.value))


def _told(source: Source) -> str:
    short = words.record(source.id)
    return f"{source.told} ({short})" if source.told else short


def index(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """Every other record that the paper names, with its pages: first those that have a name."""
    found = sorted(record for record in typeset.pages_of if record.kind != _ROLE)
    if not found:
        return []
    names = _names(report)
    story = [*heading(typeset, _("Record index")), typeset("body", _index_explained())]
    if called := [each for each in found if each in names]:
        story += _called(typeset, called, names)
    nameless = (each for each in found if each not in names)
    for kind, records in groupby(nameless, key=attrgetter("kind")):
        story += heading(typeset, name_of_table(kind), "subheading")
        story += _side_by_side(typeset, list(records))
    return story


def _called(
    typeset: Typesetter, records: Iterable[Record], names: Mapping[Record, str]
) -> list[Flowable]:
    columns = [Column(_("Record")), Column(_("Its id"), 62), Column(_("Pages"), 90)]
    ordered = sorted(records, key=lambda each: (each.kind, names[each], each.id))
    rows = [_line(typeset, each, names[each]) for each in ordered]
    return table(typeset, columns, rows)


def _line(typeset: Typesetter, record: Record, name: str) -> list[Cell]:
    words_of_it = _("{kind}: {name}").format(kind=name_of_table(record.kind), name=name)
    return [
        typeset("cell", shortened(words_of_it, _LONGEST), place=place_of(record)),
        words.record(record.id),
        text_cell(typeset, numbers(typeset.pages_of[record])),
    ]


def _side_by_side(typeset: Typesetter, records: Sequence[Record]) -> list[Flowable]:
    """Several records to a line, each with its pages."""
    beside = _BESIDE_LARGE if typeset.look.is_large else _BESIDE
    columns = [Column(_("Its id"), 62), Column(_("Pages"), 64)] * beside
    lines = [records[at : at + beside] for at in range(0, len(records), beside)]
    rows = [[cell for each in line for cell in _pair(typeset, each)] for line in lines]
    rows[-1] += [""] * (len(columns) - len(rows[-1]))
    return table(typeset, columns, rows)


def _pair(typeset: Typesetter, record: Record) -> list[Cell]:
    return [
        typeset("cell", words.record(record.id), place=place_of(record)),
        text_cell(typeset, numbers(typeset.pages_of[record])),
    ]


def _names(report: GapReport) -> dict[Record, str]:
    names = {Record("fund", fund.id): fund.title or fund.funder or "" for fund in report.funds}
    names |= {Record("body", body.id): body.name for body in report.ledger.bodies.values()}
    for carrier in report.carried_by:
        if carrier.organisation_id:
            names[Record("organisation", carrier.organisation_id)] = carrier.organisation or ""
    for message in report.belt.messages if report.belt else ():
        names[Record("message", message.id)] = message.title
    return names


def spoken_pages(pages: Sequence[int]) -> str:
    """`page 4`, `pages 2, 7–9`, or that there is none."""
    if not pages:
        return _("no page")
    return plural("page PAGES", "pages PAGES", len(pages)).replace("PAGES", numbers(pages))


def numbers(pages: Sequence[int]) -> str:
    """`2, 7–9`: the pages in order, neighbours together."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _explained() -> str:
    return _(
        "What was added up or counted for each figure that is not written in the role itself. A"
        " record is named by the first eight characters of its id: typed after Ctrl+K, they lead to"
        " it in the program. The workbook of this report has the whole ids. No names of people are"
        " printed here. Funding, dead ends and lenses name their records where they stand."
    )


def _index_explained() -> str:
    return _(
        "Where the other records are named that pages of this report point to. Roles stand above,"
        " each with the records behind its figures."
    )
