"""The columns of each list of records, made from the description of the record."""

from datetime import date, datetime
from functools import partial
from typing import Any

from engagement_app.domain.fields import Choice, Kind
from engagement_app.domain.record_lists import Listed, kinds_listed
from engagement_app.domain.wording import label_of, word_of
from engagement_app.gui.forms.editors import shown_day, shown_moment
from engagement_app.gui.tables.model import Column
from engagement_app.language import _

TITLES = {
    "project": _("Projects"),
    "event": _("Events"),
    "organisation": _("Organisations"),
    "partnership": _("Partners"),
    "community": _("Communities"),
    "person": _("People"),
    "theme": _("Themes"),
    "body": _("Bodies"),
    "service": _("Services"),
}
"""The tables that are looked after here, in order, and what their lists are called."""
_WIDTHS = {"name": 30, "title": 30, "organisation_id": 24, "email": 22, "starts_at": 15}
_NOTHING = "–"
_WAYS = ("email", "phone")


def columns_of(table: str) -> list[Column[Listed]]:
    """The columns of a table's list."""
    return [
        Column(label_of(name, kind), partial(_text, at, name, kind), width=_WIDTHS.get(name, 14))
        for at, (name, kind) in enumerate(kinds_listed(table))
    ]


def _text(at: int, name: str, kind: Kind, row: Listed) -> str:
    """Whoever must not be contacted is not rung from a list; their own panel has the number."""
    if name in _WAYS and row.do_not_contact and row.cells[at]:
        return _("(do not contact)")
    return shown(kind, row.cells[at])


def shown(kind: Kind, value: Any) -> str:
    """A value as people read it; a dash for nothing."""
    if value is None or value == "":
        return _NOTHING
    if isinstance(kind, Choice):
        return word_of(value)
    if isinstance(value, datetime):
        return shown_moment(value)
    return shown_day(value) if isinstance(value, date) else " ".join(str(value).split())
