"""Which columns each exported list has, and the cells of a row; the readers read them again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from engagement_app.domain.amounts import pounds
from engagement_app.domain.attendance_list import list_attendees
from engagement_app.domain.contribution_list import list_contributions
from engagement_app.domain.lists import ContributionExportRow, RoleExportRow
from engagement_app.domain.promises import PromiseRow
from engagement_app.domain.role_list import list_roles
from engagement_app.exchange import attendees_csv, audit_rows
from engagement_app.exchange.audit_rows import audit_cells, list_audit
from engagement_app.exchange.list_files import Cell, as_csv, as_workbook
from engagement_app.exchange.several import joined
from engagement_app.exchange.workbook import Column, Kind, Sheet
from engagement_app.language import _
from engagement_app.resourcing.load import OwnerLoad, read_load
from engagement_app.resourcing.promises import read_every_promise

# The headers are what the readers know the columns by: they are not translated.
_CONTRIBUTIONS = (
    Column("Event"), Column("Voice", Kind.SHORT), Column("On behalf of"), Column("Mandate"),
    Column("Words", Kind.LONG), Column("Limits"), Column("Form", Kind.SHORT),
    Column("Kind", Kind.SHORT), Column("Themes"), Column("May be quoted", Kind.SHORT),
    Column("Written down at"), Column("Written down by"), Column("Attendance"), Column("Id"),
)  # fmt: skip
_FOLLOW_UPS = (
    Column("For whom"), Column("Kind", Kind.SHORT), Column("Description", Kind.LONG),
    Column("Owner"), Column("Owner organisation"), Column("Due", Kind.DAY),
    Column("Status", Kind.SHORT), Column("Done on", Kind.DAY), Column("Outcome", Kind.LONG),
    Column("Dead end", Kind.SHORT), Column("Service"), Column("Role"), Column("Event"),
    Column("Do not contact", Kind.SHORT), Column("Id"),
)  # fmt: skip
_ROLES = (
    Column("Role"), Column("Belt", Kind.SHORT), Column("Held by organisation"),
    Column("Held by person"), Column("Hours needed", Kind.HOURS),
    Column("Hours assigned", Kind.HOURS), Column("Hourly cost", Kind.MONEY),
    Column("Overhead %", Kind.HOURS), Column("Other costs", Kind.MONEY), Column("Event"),
    Column("Body"), Column("Skills needed"), Column("Notes", Kind.LONG),
)  # fmt: skip


@dataclass(frozen=True)
class List:
    """What an exported list is called, its columns, its rows, and sheets that stand beside it."""

    title: str
    columns: Sequence[Column]
    read: Callable[[Session, str], Sequence[Any]]
    cells: Callable[[Any], tuple[Cell, ...]]
    beside: Callable[[Session, str], Sequence[Sheet]] = lambda _session, _project_id: ()


def write_list(session: Session, what: str, project_id: str, ending: str) -> bytes:
    """The list as `.csv` or `.xlsx`; raises `UserError` where a workbook cannot hold it."""
    return write_and_count(session, what, project_id, ending)[0]


def write_and_count(session: Session, what: str, project_id: str, ending: str) -> tuple[bytes, int]:
    """The same, and how many rows it has."""
    made = LISTS[what]
    rows = [made.cells(row) for row in made.read(session, project_id)]
    if ending == ".csv":
        return as_csv(made.columns, rows), len(rows)
    beside = made.beside(session, project_id)
    return as_workbook(made.title, made.columns, rows, beside), len(rows)


def _contribution(row: ContributionExportRow) -> tuple[Cell, ...]:
    return (
        row.event, row.voice, row.community, row.mandate, row.words, row.limits, row.form,
        row.kind, joined(row.themes), row.may_quote, row.recorded_at, row.recorded_by,
        row.attendance_id, row.id,
    )  # fmt: skip


def _role(row: RoleExportRow) -> tuple[Cell, ...]:
    return (
        row.title, row.belt, row.organisation, row.person, row.hours_needed, row.hours_assigned,
        Decimal(pounds(row.hourly_cost)), row.overhead_percent, Decimal(pounds(row.other_costs)),
        row.event, row.body, joined(row.skills), row.notes,
    )  # fmt: skip


def _promise(row: PromiseRow) -> tuple[Cell, ...]:
    reason = row.standing if row.standing in ("no_route", "no_owner", "no_date") else None
    return (
        row.whom, row.kind, row.description, row.owner_name, row.owner_organisation, row.due_on,
        row.status, row.done_on, row.outcome, reason, row.service, row.role, row.event,
        "yes" if row.do_not_contact else None, row.id,
    )  # fmt: skip


def _promises(session: Session, project_id: str) -> Sequence[PromiseRow]:
    return read_every_promise(session, project_id, date.today())


def _load(session: Session, project_id: str) -> Sequence[Sheet]:
    """How many open follow-ups each owner has, beside the list."""
    counts = (_("Open"), _("Overdue"), _("Within a week"), _("Later"), _("No date"))
    columns = [
        Column(_("Owner")),
        Column(_("Organisation")),
        *(Column(words, Kind.COUNT, total=True) for words in counts),
    ]
    rows = [_owner(row) for row in read_load(session, project_id, date.today())]
    return [Sheet(_("Load per owner"), columns, rows)]


def _owner(row: OwnerLoad) -> list[Any]:
    names = row.owner or _("Nobody named"), row.organisation or ""
    return [*names, row.open, row.overdue, row.this_week, row.later, row.no_date]


LISTS = {
    "attendees": List(
        _("Who came"), attendees_csv.COLUMNS, list_attendees, attendees_csv.attendee_cells
    ),
    "contributions": List(_("What was said"), _CONTRIBUTIONS, list_contributions, _contribution),
    "follow-ups": List(_("Follow-ups"), _FOLLOW_UPS, _promises, _promise, _load),
    "roles": List(_("Roles"), _ROLES, list_roles, _role),
    "audit": List(_("Who did what"), audit_rows.COLUMNS, list_audit, audit_cells),
}
"""By what is exported."""
