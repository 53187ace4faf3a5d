"""The columns of the follow-ups; that nobody owns one, or that it has no date, is said in words."""

from collections.abc import Callable
from datetime import date
from functools import partial

from engagement_app.domain.promises import PromiseRow
from engagement_app.domain.wording import word_of
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.tables.model import Column
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.resourcing.report import REASONS


def for_whom(row: PromiseRow) -> str:
    """The name, else that nobody was named; with a word where they must not be contacted."""
    nameless = _("Somebody nameless") if row.attendance_id else _("Nobody named")
    name = " ".join(row.whom.split()) if row.whom else nameless
    return _("{name} (do not contact)").format(name=name) if row.do_not_contact else name


def what(row: PromiseRow) -> str:
    """`Call back: about the bus`."""
    if row.id is None:
        return _("Wants to stay involved")
    about = " ".join(row.description.split()) if row.description else ""
    kind = word_of(row.kind)
    told = _("{kind}: {about}").format(kind=kind, about=about) if about else kind
    if row.service is None:
        return told
    return _("{what} – {service}").format(what=told, service=" ".join(row.service.split()))


def owner(row: PromiseRow) -> str:
    """Who owns it by name; an organisation may own it without naming anybody."""
    unnamed = _("Not named") if row.owner_organisation_id else _("Nobody")
    return " ".join(row.owner_name.split()) if row.owner_name else unnamed


def due(row: PromiseRow) -> str:
    """The day, in the form in which it can be typed."""
    return shown_day(row.due_on) if row.due_on else _("No date")


def how_late(row: PromiseRow, today: date) -> str:
    """How far the day is from today."""
    if row.due_on is None or row.status != "open":
        return ""
    days = (today - row.due_on).days
    if days > 0:
        return plural("{count} day overdue", "{count} days overdue", days)
    return plural("Due in {count} day", "Due in {count} days", -days) if days else _("Due today")


def status(row: PromiseRow) -> str:
    """What is done has a mark before it."""
    if row.id is None:
        return _("Not agreed")
    return _("✓ Done") if row.status == "done" else word_of(row.status)


def done_on(row: PromiseRow) -> str:
    """The day it was done; nothing where it is not done."""
    if row.status != "done":
        return "–"
    return shown_day(row.done_on) if row.done_on else _("Not known")


def why(row: PromiseRow) -> str:
    """Why nobody can keep it; nothing where somebody can."""
    return words.reason(row.standing) if row.standing in REASONS else ""


ONLY_IN = {1: "dead_ends", 4: "done"}
"""Columns that only one group has something to say in."""


def columns(today: date) -> tuple[Column[PromiseRow], ...]:
    """For whom and what, by when, who owns it, what came of it, and from which event."""
    return (
        Column(_("For whom"), for_whom, 17, tip=for_whom),
        Column(_("Why a dead end"), why, 22),
        Column(_("What"), what, 26, tip=what),
        Column(
            _("Due"), _agreed(due), 10, field="due_on", value=lambda row: row.due_on,
            tip=partial(how_late, today=today),
        ),
        Column(
            _("Done on"), done_on, 10, field="done_on", value=lambda row: row.done_on
        ),
        Column(
            _("Owner"), _agreed(owner), 13, field="owner_name", value=lambda row: row.owner_name,
            tip=_agreed(owner),
        ),
        Column(
            _("Organisation"), _agreed(lambda row: row.owner_organisation or _("None")), 12,
            field="owner_organisation_id", value=lambda row: row.owner_organisation_id,
            tip=lambda row: row.owner_organisation or "",
        ),
        Column(_("Status"), status, 9, field="status", value=lambda row: row.status),
        Column(
            _("Outcome"), _agreed(lambda row: " ".join((row.outcome or _("None yet")).split())), 10,
            field="outcome", value=lambda row: row.outcome, tip=lambda row: row.outcome or "",
        ),
        Column(_("Event"), lambda row: row.event or _("No event"), 18),
    )  # fmt: skip


def _agreed(text: Callable[[PromiseRow], str]) -> Callable[[PromiseRow], str]:
    """Of a row without a follow-up there is nothing to tell."""
    return lambda row: text(row) if row.id else "–"
