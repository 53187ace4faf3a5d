"""Roles entered as in a spreadsheet: several at once, each made where it is not there yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.finding import list_titles
from engagement_app.domain.naming import fold
from engagement_app.domain.recording import NewName, named
from engagement_app.domain.roles import EngagementRole, EngagementRoleInput
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _

FIRST_BELT = "route_in"
"""The end of the belt of a role that is made from its title alone."""
_HOLDER = "holder_organisation_id"


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What is entered for one role, by field; the id of a new role is made by who enters it."""

    role_id: str
    values: Mapping[str, Any]


def put_roles(
    session: Session, project_id: str, event_id: str | None, changes: Iterable[RoleChange]
) -> int:
    """Amend each role, or add it (to the event, where one is given); gives how many differ.

    An organisation may be a `NewName`. Raises `UserError`.
    """
    organisations: dict[str, str] = {}
    return sum(
        _put(session, project_id, event_id, change.role_id, _linked(session, organisations, change))
        for change in changes
    )


def new_organisations(session: Session, names: Iterable[str]) -> list[str]:
    """Those of the names that no organisation on record has, each once."""
    known = {fold(row.title) for row in list_titles(session, "organisation")}
    wanted = {fold(name): name for name in names}
    return [name for folded, name in wanted.items() if folded not in known]


def _put(
    session: Session,
    project_id: str,
    event_id: str | None,
    role_id: str,
    values: Mapping[str, Any],
) -> bool:
    row = load(session, "engagement_role", [role_id]).get(role_id)
    if row is None:
        _add(session, project_id, event_id, role_id, values)
        return True
    if row["deleted_at"] is not None:
        raise UserError(_("This record is no longer there. Choose another."))
    return acts.amend_row(session, EngagementRole, row, **_without_rate(row, values))


def _without_rate(row: Mapping[str, Any], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """An hourly cost that is entered by hand was taken from no rate."""
    other = "hourly_cost" in values and (values["hourly_cost"] or 0) != row["hourly_cost"]
    return {"rate_id": None, **values} if other else values


def _add(
    session: Session,
    project_id: str,
    event_id: str | None,
    role_id: str,
    values: Mapping[str, Any],
) -> None:
    if not values.get("title"):
        raise UserError(_("A role needs a title. Write it first."), field="title")
    known = {"project_id": project_id, "event_id": event_id, "belt": FIRST_BELT}
    acts.add(session, EngagementRoleInput.parse(**{**known, **values}), role_id)


def _linked(
    session: Session, organisations: dict[str, str], change: RoleChange
) -> Mapping[str, Any]:
    """The values with an id in the place of an organisation's name; each is looked for once."""
    holder = change.values.get(_HOLDER)
    if not isinstance(holder, NewName):
        return change.values
    folded = fold(holder.name)
    if folded not in organisations:
        organisations[folded] = named(session, "organisation", None, holder.name)
    return {**change.values, _HOLDER: organisations[folded]}
