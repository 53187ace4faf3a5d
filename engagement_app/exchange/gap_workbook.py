"""The gap report as a workbook: the very object that the paper is made from, sheet by sheet.

What is a sum is a formula over the rows above it, so that a change shows at once.
"""

from collections.abc import Iterator
from decimal import Decimal

from engagement_app.exchange import gap_records
from engagement_app.exchange.carried_sheet import carried
from engagement_app.exchange.workbook import (
    Column,
    Formula,
    Kind,
    Row,
    Sheet,
    in_pounds,
    share_of,
    workbook,
)
from engagement_app.language import _
from engagement_app.resourcing import words
from engagement_app.resourcing.report import (
    ENDS,
    LENSES,
    REASONS,
    STATUSES,
    VOICES,
    Belt,
    GapReport,
    MessageLine,
    RoleGap,
)
from engagement_app.resourcing.small_numbers import DEFAULT, about, one

_SUMS = (
    *("staffing", "other_costs", "direct", "overhead", "full_cost"),
    *("confirmed", "pledged", "gap", "surplus"),
)
_UNPAID = ("subsidy", "carried", "needed")
_TOTALS = ("full_cost", "confirmed", "pledged", "gap", "surplus", "carried", "needed")


def gap_workbook(report: GapReport) -> bytes:
    """The `.xlsx` file of the report."""
    title = _("Resourcing gap: {project}").format(project=report.project)
    return workbook(sheets(report), title, report.as_of)


def sheets(report: GapReport) -> list[Sheet]:
    """Every sheet, the gap in figures first; the belt only in a report on a whole project."""
    roles, work = _roles(report), _work(report)
    made = [_gap(report, roles, work), gap_records.first(report), roles, work, _lenses(report)]
    made += [carried(report.carried_by), _dead_ends(report)]
    made += [gap_records.bodies(report), _funds(report)]
    if report.belt is not None:
        made += [_belt(report.belt), _messages(report.belt)]
    return [*made, _facts(report), gap_records.records(report)]


def _gap(report: GapReport, roles: Sheet, work: Sheet) -> Sheet:
    sums = {name: f"SUM({_span(name, roles, work)})" for name in _TOTALS}
    totals, status = report.totals, roles.span(len(roles.columns) - 1)
    rows: list[Row] = [
        [_money_words(name), Formula(sums[name], in_pounds(getattr(totals, name)), Kind.MONEY)]
        for name in _TOTALS
    ]
    share = share_of(sums["gap"], sums["full_cost"], totals.unfunded_share)
    rows.append([_("Unfunded share of the full cost"), share])
    rows.append([_("Roles in all"), Formula(f"COUNTA({status})", report.counts["roles"])])
    for code in STATUSES:
        of_status = _("Roles: {status}").format(status=words.status(code).lower())
        formula = f'COUNTIF({status},"{words.status(code)}")'
        rows.append([of_status, Formula(formula, report.counts[code])])
    columns = [Column(_("Figure"), Kind.TEXT), Column(_("Value"), Kind.MONEY)]
    return Sheet(_("Gap"), columns, rows, _about(report))


def _span(name: str, *sheets: Sheet) -> str:
    """The rows of the column of this figure, on whichever sheet has it."""
    heads = ((sheet, [column.words for column in sheet.columns]) for sheet in sheets)
    return next(
        sheet.span(heads.index(_money_words(name)))
        for sheet, heads in heads
        if _money_words(name) in heads
    )


def _about(report: GapReport) -> list[str]:
    about = [
        _("Resourcing-gap report: {project}").format(project=report.project),
        _("As of {day}").format(day=report.as_of.isoformat()),
    ]
    if report.event:
        about.append(_("Event: {name}").format(name=report.event))
    if report.lead_organisation:
        about.append(_("Led by {name}").format(name=report.lead_organisation))
    return [*about, _("The ask is the gap. Carried and needed are parts of it, never added to it.")]


def _money_words(name: str) -> str:
    return {
        "staffing": _("Staffing"),
        "other_costs": _("Other costs"),
        "direct": _("Direct cost"),
        "overhead": _("Overhead"),
        "full_cost": _("Full cost"),
        "confirmed": _("Confirmed"),
        "pledged": _("Pledged, not counted"),
        "gap": _("Gap"),
        "surplus": _("Surplus"),
        "subsidy": _("Worth of unpaid hours"),
        "carried": _("Gap carried unpaid"),
        "needed": _("Gap carried by nobody"),
    }[name]


def _roles(report: GapReport) -> Sheet:
    money = [Column(_money_words(name), Kind.MONEY, total=True) for name in _SUMS]
    columns = [
        Column(_("Role")),
        Column(_("Record"), Kind.SHORT),
        Column(_("Hours needed"), Kind.HOURS, total=True),
        Column(_("Hourly cost"), Kind.MONEY),
        Column(_("Overhead %"), Kind.PERCENT),
        *money,
        Column(_("Status"), Kind.SHORT),
    ]
    return Sheet(_("Roles"), columns, [_role(role) for role in report.roles])


def _role(role: RoleGap) -> Row:
    return [
        role.title,
        role.id[:8],
        role.hours_needed,
        in_pounds(role.hourly_cost),
        role.overhead_percent,
        *(in_pounds(getattr(role, name)) for name in _SUMS),
        words.status(role.status),
    ]


def _work(report: GapReport) -> Sheet:
    """Who does it, unpaid or not, and what waits on it."""
    columns = [
        Column(_("Role")),
        Column(_("Record"), Kind.SHORT),
        Column(_("End of the belt"), Kind.SHORT),
        Column(_("Held by organisation")),
        Column(_("Held by")),
        Column(_("Hours assigned"), Kind.HOURS, total=True),
        Column(_("Hours given unpaid"), Kind.HOURS, total=True),
        *(Column(_money_words(name), Kind.MONEY, total=True) for name in _UNPAID),
        Column(_("People waiting"), Kind.COUNT),
        Column(_("Follow-ups waiting"), Kind.COUNT, total=True),
    ]
    return Sheet(_("Roles at work"), columns, [_at_work(role) for role in report.roles])


def _at_work(role: RoleGap) -> Row:
    return [
        role.title,
        role.id[:8],
        words.belt_end(role.belt),
        role.holder.organisation or _("Nobody"),
        role.holder.name or _("Nobody"),
        role.hours_assigned,
        role.hours_given,
        *(in_pounds(getattr(role, name)) for name in _UNPAID),
        role.people_waiting,
        role.follow_ups_waiting,
    ]


def _lenses(report: GapReport) -> Sheet:
    columns = [
        Column(_("Role")),
        Column(_("Record"), Kind.SHORT),
        Column(_("Lens"), Kind.SHORT),
        Column(_("State"), Kind.SHORT),
        Column(_("Evidence"), Kind.LONG),
    ]
    rows: list[Row] = [
        [role.title, role.id[:8], words.lens(code), words.state(lens.state), lens.evidence]
        for role in report.roles
        for code, lens in ((code, role.lenses[code]) for code in LENSES)
    ]
    return Sheet(_("Six lenses"), columns, rows)


def _dead_ends(report: GapReport) -> Sheet:
    columns = [
        Column(_("Reason")),
        Column(_("Event")),
        Column(_("Follow-up"), Kind.ID),
        Column(_("Attendance"), Kind.ID),
    ]
    rows: list[Row] = [
        [
            words.reason(end.reason),
            end.event or _("No event"),
            end.follow_up_id or "–",
            end.attendance_id or "–",
        ]
        for end in report.dead_ends
    ]
    about = [
        f"{words.reason(reason)}: {sum(end.reason == reason for end in report.dead_ends):,}"
        for reason in REASONS
    ]
    return Sheet(_("Dead ends"), columns, rows, about)


def _funds(report: GapReport) -> Sheet:
    columns = [
        Column(_("Fund")),
        Column(_("Funder")),
        Column(_("Record"), Kind.SHORT),
        Column(_("Status"), Kind.SHORT),
        Column(_("Amount"), Kind.MONEY, total=True),
        Column(_("Promised to roles"), Kind.MONEY, total=True),
        Column(_("Counted as money"), Kind.MONEY, total=True),
        Column(_("Promised to no role"), Kind.MONEY),
        Column(_("From"), Kind.DAY),
        Column(_("Until"), Kind.DAY),
        Column(_("Promised twice"), Kind.SHORT),
    ]
    twice = {fund.id for fund in report.over_promised_funds}
    rows: list[Row] = [
        [
            fund.title or _("No title"),
            fund.funder or _("No funder named"),
            fund.id[:8],
            words.fund_status(fund.status),
            in_pounds(fund.amount),
            in_pounds(fund.promised),
            in_pounds(fund.counted),
            None if fund.left is None else in_pounds(fund.left),
            fund.starts_on,
            fund.ends_on,
            _("Yes") if fund.id in twice else _("No"),
        ]
        for fund in report.funds
    ]
    return Sheet(_("Funds"), columns, rows, [_("All funds of the project, whatever their status")])


def _belt(belt: Belt) -> Sheet:
    rows = [*_reached(belt), *_spoken(belt), *_routes(belt), *_hours(belt)]
    return Sheet(_("Belt"), [Column(_("What was counted"), Kind.LONG), Column(_("Number"))], rows)


def _reached(belt: Belt) -> Iterator[Row]:
    yield [_("People who came, each counted once"), belt.reach.people]
    yield [_("Of them, people who came for the first time"), belt.reach.first_time]
    yield [_("Further people in head counts, without names"), belt.reach.tallied]
    yield [_("Communities heard"), belt.reach.communities_heard]


def _spoken(belt: Belt) -> Iterator[Row]:
    yield [_("Attendances with a contribution, %"), _known(belt.contribution_rate)]
    for voice in VOICES:
        said = _("Contributions: {voice}").format(voice=words.voice(voice).lower())
        yield [said, belt.contributions[voice]]


def _routes(belt: Belt) -> Iterator[Row]:
    yield [_("People who want to stay involved"), belt.routes.want]
    yield [_("Of them, people whose route is kept"), belt.routes.kept]
    yield [_("Share of routes kept, %"), _known(belt.routes.kept_rate)]


def _hours(belt: Belt) -> Iterator[Row]:
    for end in ENDS:
        name, hours = words.belt_end(end), belt.hours[end]
        yield [_("{end}: hours needed").format(end=name), hours.needed]
        yield [_("{end}: hours funded").format(end=name), hours.funded]


def _known(share: Decimal | None) -> Decimal | str:
    return _("not known") if share is None else share


def _messages(belt: Belt) -> Sheet:
    columns = [
        Column(_("Message"), Kind.LONG),
        Column(_("Record"), Kind.SHORT),
        Column(_("People behind it"), Kind.COUNT),
        Column(_("Communities"), Kind.COUNT),
        Column(_("Contributions first hand"), Kind.COUNT),
        Column(_("Where it was heard, and the answer"), Kind.LONG),
    ]
    rule = _("The rule for counts of people: {rule}.").format(rule=DEFAULT.name)
    return Sheet(_("Messages"), columns, [_message(line) for line in belt.messages], [rule])


def _message(line: MessageLine) -> Row:
    heard = "\n".join(f"{each.body}: {words.response(each.response)}" for each in line.hearings)
    people = one(line.people, DEFAULT)
    behind = about(people, DEFAULT) if people is None else people
    figures = (behind, line.communities, line.first_hand)
    return [line.title, line.id[:8], *figures, heard or _("Not heard anywhere yet")]


def _facts(report: GapReport) -> Sheet:
    columns = [
        Column(_("Fact")),
        Column(_("Value")),
        Column(_("From"), Kind.DAY),
        Column(_("Until"), Kind.DAY),
        Column(_("Source"), Kind.LONG),
    ]
    rows: list[Row] = [
        [
            fact.name,
            fact.value,
            fact.valid_from,
            fact.valid_to,
            fact.source or _("No source is recorded"),
        ]
        for fact in report.facts
    ]
    return Sheet(_("Rates and facts"), columns, rows)
