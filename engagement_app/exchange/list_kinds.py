"""Which reader reads which kind of list, and of what kind a file seems to be."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engagement_app.domain.lists import ListColumn, ListRead
from engagement_app.exchange import attendees, contributions, funding, roles
from engagement_app.exchange.columns import NOTHING_CHOSEN, Chosen, Plan, every_column
from engagement_app.exchange.decoding import decode
from engagement_app.exchange.directory import packages, reading
from engagement_app.exchange.source_file import is_json, is_workbook, read_source
from engagement_app.exchange.tables import table_of
from engagement_app.language import _

READERS: dict[str, Callable[..., ListRead[Any]]] = {
    "attendees": attendees.read_attendees,
    "roles": roles.read_roles,
    "funding": funding.read_funding,
    "contributions": contributions.read_contributions,
    "services": reading.read_services,
}
_SIGNS = (
    ("contributions", contributions.recognise),
    ("roles", roles.recognise),
    ("funding", funding.recognise),
    ("attendees", attendees.recognise),
)
"""The narrowest first: a sheet of roles also names people."""
_OPEN_FORMAT = '"engagement-project"'
_PAGE_OF_SERVICES = re.compile(r'"(?:contents?"\s*:\s*\[|service_at_locations"|organization"\s*:)')


def read_list(
    kind: str,
    path: Path,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    columns: Chosen = NOTHING_CHOSEN,
) -> ListRead[Any]:
    """The rows of a list of this kind; raises `UserError` as its reader does."""
    return READERS[kind](path, encoding=encoding, date_order=date_order, columns=columns)


def guess_kind(path: Path, encoding: str | None = None) -> str:
    """`project`, or the kind of list that the header row is of; people where nothing tells.

    Raises `UserError` where the file cannot be read at all.
    """
    if path.is_dir():
        return "services"
    data = read_source(path)
    if is_json(data):
        return _kind_of_json(decode(data, path.name, encoding))
    if is_workbook(data) and packages.is_package(data, path.name):
        return "services"
    header = table_of(data, path.name, _any_row, "", encoding).header
    return next((kind for kind, recognise in _SIGNS if recognise(header)), "attendees")


def _kind_of_json(text: str) -> str:
    if _OPEN_FORMAT in text[:2000]:
        return "project"
    return "services" if _PAGE_OF_SERVICES.search(text) else "funding"


def first_row(path: Path, encoding: str | None = None) -> tuple[ListColumn, ...]:
    """The columns by the first row that has anything, for a list whose header nobody understood.

    Raises `UserError` where the file is no list in rows.
    """
    table = table_of(read_source(path), path.name, _filled, "", encoding)
    return every_column(table, Plan({}, ()))


def _any_row(cells: Sequence[str]) -> int:
    """The best header row of any kind; else the first row that has anything."""
    return max(*(recognise(cells) for _kind, recognise in _SIGNS)) or _filled(cells)


def _filled(cells: Sequence[str]) -> int:
    return 1 if any(cell.strip() for cell in cells) else 0


FIELDS: dict[str, dict[str, str]] = {
    "attendees": {
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "full_name": _("Whole name"),
        "known_as": _("Known as"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "postcode": _("Postcode"),
        "organisation": _("Organisation"),
        "event": _("Event"),
        "status": _("Status: coming or not"),
        "attended": _("Was here: yes or no"),
        "arrived": _("Time of arrival"),
        "left": _("Time of leaving"),
        "first_time": _("First time: yes or no"),
        "wants_to_stay_involved": _("Wants to stay involved"),
        "access_needs": _("Access needs"),
        "notes": _("Notes"),
        "do_not_contact": _("Do not contact"),
        "order": _("Number of the order"),
        "attendee": _("Number of the attendee"),
    },
    "roles": {
        "title": _("Role"),
        "belt": _("End of the belt"),
        "organisation": _("Held by organisation"),
        "person": _("Held by"),
        "hours_needed": _("Hours needed"),
        "hours_assigned": _("Hours given to somebody"),
        "hourly_cost": _("Hourly cost (£)"),
        "overhead_percent": _("Overhead %"),
        "other_costs": _("Other costs (£)"),
        "event": _("Event"),
        "body": _("Body"),
        "skills": _("Skills needed"),
        "notes": _("Notes"),
    },
    "funding": {
        "funder": _("Funder"),
        "fund": _("Fund"),
        "reference": _("Reference"),
        "status": _("Status"),
        "amount": _("Amount (£)"),
        "currency": _("Currency"),
        "starts_on": _("Start"),
        "ends_on": _("End"),
        "role": _("Role"),
        "allocated": _("Allocated (£)"),
    },
    "contributions": {
        "event": _("Event"),
        "voice": _("Voice"),
        "community": _("On behalf of (community)"),
        "mandate": _("Mandate"),
        "words": _("Words"),
        "limits": _("Limits"),
        "form": _("Written down as"),
        "kind": _("Kind"),
        "themes": _("Themes"),
        "may_quote": _("May be quoted"),
        "recorded_at": _("Written down at"),
        "recorded_by": _("Written down by"),
        "attendance": _("Id of who said it"),
    },
    "services": {},
}
"""By kind: what a column can be taken for, and what that is called on screen."""
_OTHER_FIELDS = {
    "id": _("Our own number of the row"),
    "source": _("How they came to the list"),
    "quantity": _("How many were booked for"),
    "test": _("Whether it is a test"),
    "do_not_email": _("Do not e-mail"),
    "do_not_phone": _("Do not phone"),
    "do_not_mail": _("Do not write"),
    "do_not_sms": _("Do not text"),
    "opted_out": _("Wants no e-mails"),
    "deceased": _("Has died"),
}
"""What only known layouts have; such a column can be left out, and no other taken for it."""


def word_of_field(kind: str, field: str) -> str:
    """What a field of a list is called on screen."""
    return FIELDS[kind].get(field) or _OTHER_FIELDS.get(field, field)
