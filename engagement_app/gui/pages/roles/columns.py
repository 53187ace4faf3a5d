"""The columns of the grid of roles, as data: what each shows, holds and puts on the clipboard."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from engagement_app.domain.amounts import pounds, spoken_number, spoken_pounds
from engagement_app.domain.role_sheet import FIRST_BELT
from engagement_app.exchange.formula_guard import guard
from engagement_app.gui.pages.roles import lenses
from engagement_app.gui.tables.model import Column
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.resourcing.report import LENSES, RoleGap
from engagement_app.resourcing.role_sheet import SheetRole


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a role; a title that is being saved (no `role`); or the empty last one (no `key`)."""

    key: str
    role: SheetRole | None = None


LAST = Line("")


@dataclass(frozen=True)
class SheetColumn(Column[Line]):
    """A column of the sheet; `copied` is its text on the clipboard, `full` its whole title."""

    copied: Callable[[Line], str] | None = None
    full: str = ""


def _nobody(name: str | None) -> str:
    return " ".join(name.split()) if name else _("Nobody")


def _percent(line: Line) -> str:
    assert line.role is not None
    if line.role.own_percent is not None:
        return spoken_number(line.role.own_percent)
    return f"({spoken_number(line.role.gap.overhead_percent)})"


def _about_percent(line: Line) -> str:
    if line.role is None or line.role.own_percent is not None:
        return ""
    return _("The project's overhead. Type a percent to give this role its own.")


def _own_percent(line: Line) -> Decimal | None:
    return line.role.own_percent if line.role else None


def _belt(line: Line) -> str | None:
    """The end of the belt; a title that is being saved becomes a role at the first one."""
    if line.role is None:
        return FIRST_BELT if line.key else None
    return line.role.gap.belt


def _shown(read: Callable[[RoleGap], str]) -> Callable[[Line], str]:
    return lambda line: read(line.role.gap) if line.role else ""


def _held(read: Callable[[RoleGap], Any]) -> Callable[[Line], Any]:
    return lambda line: read(line.role.gap) if line.role else None


def _text(
    title: str, field: str, width: int, shown: Callable[[RoleGap], str], held: Any
) -> SheetColumn:
    value = _held(held)
    return SheetColumn(
        title,
        _shown(shown),
        width,
        field=field,
        value=value,
        tip=_shown(shown),
        copied=_shown(held),
    )


def _hours(title: str, field: str) -> SheetColumn:
    def number(role: RoleGap) -> Decimal:
        hours: Decimal = getattr(role, field)
        return hours

    shown = _shown(lambda role: spoken_number(number(role)))
    return SheetColumn(
        title, shown, 7, True, field=field, value=_held(number),
        copied=_shown(lambda role: f"{number(role).normalize():f}"),
    )  # fmt: skip


def _money(title: str, field: str) -> SheetColumn:
    def pence(role: RoleGap) -> int:
        amount: int = getattr(role, field)
        return amount

    return SheetColumn(
        title, _shown(lambda role: spoken_pounds(pence(role))), 9, True,
        copied=_shown(lambda role: pounds(pence(role))),
    )  # fmt: skip


def _lens(code: str) -> SheetColumn:
    return SheetColumn(
        lenses.LETTERS[code],
        _shown(partial(lenses.mark, code=code)),
        4,
        tip=_shown(partial(lenses.evidence, code=code)),
        copied=_shown(lambda role: words.state(role.lenses[code].state)),
        full=words.lens(code),
    )


def _organisation(role: RoleGap) -> str:
    return role.holder.organisation or ""


OTHER_COSTS = _money(_("Other costs"), "other_costs")
COLUMNS: tuple[SheetColumn, ...] = (
    _text(
        _("Role"), "title", 17, lambda role: " ".join(role.title.split()), lambda role: role.title
    ),
    SheetColumn(
        _("End of the belt"), _shown(lambda role: words.belt_end(role.belt)), 9, field="belt",
        value=_belt,
        tip=_shown(lambda role: words.belt_end_explained(role.belt)),
        copied=_shown(lambda role: words.belt_end(role.belt)),
    ),
    SheetColumn(
        _("Held by organisation"), _shown(lambda role: _nobody(role.holder.organisation)), 10,
        field="holder_organisation_id", value=_held(lambda role: role.holder.organisation_id),
        tip=_shown(_organisation), copied=_shown(_organisation),
    ),
    SheetColumn(
        _("Held by"), _shown(lambda role: _nobody(role.holder.name)), 8, field="holder_name",
        value=_held(lambda role: role.holder.name),
        tip=_shown(lambda role: role.holder.name or ""),
        copied=_shown(lambda role: role.holder.name or ""),
    ),
    _hours(_("Hours needed"), "hours_needed"),
    _hours(_("Hours assigned"), "hours_assigned"),
    SheetColumn(
        _("Hourly cost (£)"), _shown(lambda role: pounds(role.hourly_cost)), 6, True,
        field="hourly_cost", value=_held(lambda role: role.hourly_cost),
        copied=_shown(lambda role: pounds(role.hourly_cost)),
    ),
    SheetColumn(
        _("Overhead %"), lambda line: _percent(line) if line.role else "", 8, True,
        tip=_about_percent, field="overhead_percent", value=_own_percent,
        copied=lambda line: "" if _own_percent(line) is None else _percent(line),
    ),
    OTHER_COSTS,
    _money(_("Full cost"), "full_cost"),
    _money(_("Confirmed"), "confirmed"),
    _money(_("Gap"), "gap"),
    SheetColumn(
        _("Status"), _shown(lambda role: words.status(role.status)), 11,
        copied=_shown(lambda role: words.status(role.status)),
    ),
    *(_lens(code) for code in LENSES),
)  # fmt: skip
TEXTS = ("title", "holder_organisation_id", "holder_name")
"""Fields whose text a spreadsheet could take for a formula."""
FIELDS = tuple(column.field for column in COLUMNS)


def copied(line: Line, at: int) -> str:
    """What the clipboard has of a cell."""
    column = COLUMNS[at]
    text = column.copied(line) if column.copied else ""
    return guard(text) if column.field in TEXTS else text


def value_of(line: Line, at: int) -> Any:
    """What a cell holds."""
    value = COLUMNS[at].value
    return value(line) if value else None
