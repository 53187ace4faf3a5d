"""Put what a form holds into the file: the record, and what it names that is not there yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.entity import Entity
from engagement_app.domain.finding import list_titles
from engagement_app.domain.input import Input, kinds_of
from engagement_app.domain.naming import fold
from engagement_app.domain.tables import TABLES, entity_of, link_lists_of, links_of
from engagement_app.errors import UserError
from engagement_app.language import _

NAMED = ("organisation", "community", "theme", "body", "project")
"""Tables of which a record can be made from its name alone."""


Known = Callable[[str, str], str]
"""`known(table, name)`: the id of the record of this name."""


@dataclass(frozen=True, slots=True)
class NewName:
    """Stands in a form for a record that is not there yet: its name."""

    name: str


def input_of(table: str) -> type[Input]:
    """The fields of a table that people fill in."""
    classes = entity_of(table).__mro__
    return next(
        each for each in classes if issubclass(each, Input) and not issubclass(each, Entity)
    )


def put(
    session: Session, table: str, record_id: str | None, project_id: str | None, values: Any
) -> str:
    """Add a record, or amend the one with this id; gives its id. Raises `UserError`."""
    ready = linked(table, values, names_of(session, project_id))
    if record_id is None:
        return acts.add(session, input_of(table).parse(**ready))
    acts.amend(session, TABLES[table], record_id, **ready)
    return record_id


def remove(session: Session, table: str, record_id: str) -> None:
    """Put a record in the bin; raises `UserError` where it is not there."""
    acts.delete(session, TABLES[table], record_id)


def linked(table: str, values: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """The values with an id in the place of each new name."""
    ready = dict(values)
    single = {name: kind.table for name, kind in links_of(table).items()}
    several = {name: kind.table for name, kind in link_lists_of(table).items()}
    for name, value in values.items():
        if isinstance(value, NewName):
            ready[name] = known(single[name], value.name)
        elif name in several:
            ready[name] = _each_named(several[name], value or (), known)
    return ready


def _each_named(table: str, values: Any, known: Known) -> list[str]:
    ids = [known(table, each.name) if isinstance(each, NewName) else each for each in values]
    return list(dict.fromkeys(ids))


def names_of(session: Session, project_id: str | None) -> Known:
    """Finds or makes the record of a name, and remembers it."""
    return cache(lambda table, name: named(session, table, project_id, name))


def named(session: Session, table: str, project_id: str | None, name: str) -> str:
    """The record of this name, which is made where there is none; raises `UserError`."""
    if table not in NAMED:
        raise UserError(
            _("There is no “{name}” to choose. Choose one of the list.").format(name=name)
        )
    inside = "project_id" in kinds_of(TABLES[table])
    for row in list_titles(session, table, project_id if inside else None):
        if fold(row.title) == fold(name):
            return str(row.id)
    own = {"project_id": project_id} if inside else {}
    return acts.add(session, input_of(table).parse(name=name, **own))
