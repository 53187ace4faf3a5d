"""What else is out of the screens and figures when a record is deleted, told before it is done.

Nothing cascades in the file: a record is out while something that it belongs to is deleted.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.tables import TABLES, links_of
from engagement_app.language import _, plural
from engagement_app.store.records import table_of

Place = tuple[str, str]
_COUNTED: dict[str, Callable[[int], str]] = {
    "partnership": partial(plural, "{count} partnership", "{count} partnerships"),
    "person": partial(plural, "{count} duplicate of them", "{count} duplicates of them"),
    "consent": partial(plural, "{count} consent", "{count} consents"),
    "event": partial(plural, "{count} event", "{count} events"),
    "attendance": partial(plural, "{count} attendance", "{count} attendances"),
    "tally": partial(plural, "{count} head count", "{count} head counts"),
    "theme": partial(plural, "{count} theme", "{count} themes"),
    "contribution": partial(plural, "{count} thing that was said", "{count} things that were said"),
    "follow_up": partial(plural, "{count} follow-up", "{count} follow-ups"),
    "engagement_role": partial(plural, "{count} role", "{count} roles"),
    "role_cost": partial(plural, "{count} other cost", "{count} other costs"),
    "role_skill": partial(plural, "{count} skill", "{count} skills"),
    "time_entry": partial(plural, "{count} entry of hours", "{count} entries of hours"),
    "fund": partial(plural, "{count} fund", "{count} funds"),
    "allocation": partial(plural, "{count} allocation", "{count} allocations"),
    "body": partial(plural, "{count} body", "{count} bodies"),
    "message": partial(plural, "{count} message", "{count} messages"),
    "hearing": partial(plural, "{count} hearing", "{count} hearings"),
    "monitoring_response": partial(
        plural, "{count} monitoring response", "{count} monitoring responses"
    ),
}


def out_with(session: Session, table: str, record_id: str) -> list[tuple[str, int]]:
    """How many live records of each table would be out with this one, and are not out yet."""
    root = (table, record_id)
    found = []
    for other in TABLES:
        if _stands_on(other, table):
            count = _count(session, other, root) - _count(session, other, None)
            count -= other == table
            if count > 0:
                found.append((other, count))
    return found


def told_before_deleting(session: Session, table: str, record_id: str) -> str:
    """A sentence with the counts; empty where nothing else is out with the record."""
    parts = [_COUNTED[other](count) for other, count in out_with(session, table, record_id)]
    if not parts:
        return ""
    last = parts.pop()
    named = _("{others} and {last}").format(others=", ".join(parts), last=last) if parts else last
    return _(
        "With it these are out of the screens and figures too: {named}."
        " Nothing is lost: undoing the deletion brings them back."
    ).format(named=named)


def _stands_on(other: str, table: str) -> bool:
    """Whether records of one table can be out with those of another."""
    reached = [kind.table for _name, kind in _above(other)]
    return table in reached or any(above != other and _stands_on(above, table) for above in reached)


def _above(table: str) -> Iterator[tuple[str, Any]]:
    """The links by which a record of the table belongs to others."""
    for name, kind in links_of(table).items():
        if kind.required or name in TABLES[table].belongs or (table, name) == _DUPLICATE:
            yield name, kind


_DUPLICATE = ("person", "same_as_id")


def _count(session: Session, table: str, root: Place | None) -> int:
    columns = table_of(TABLES[table]).c
    query = sa.select(sa.func.count()).where(columns.deleted_at.is_(None), _is_out(table, root))
    count: int = session.execute(query).scalar_one()
    return count


def _is_out(table: str, root: Place | None) -> Any:
    """The condition that a record is out, as it is or, with a root, once that one is deleted."""
    columns = table_of(TABLES[table]).c
    if table == "person":
        return columns.id.in_(_people_out(root))
    either: list[Any] = [columns.deleted_at.is_not(None)]
    if root is not None and root[0] == table:
        either.append(columns.id == root[1])
    for name, kind in _above(table):
        either.append(columns[name].in_(_ids_out(kind.table, root)))
    if table == "follow_up":
        either.append(columns.contribution_id.in_(_said_elsewhere(root)))
    return sa.or_(*either)


def _ids_out(table: str, root: Place | None) -> Any:
    return sa.select(table_of(TABLES[table]).c.id).where(_is_out(table, root))


def _people_out(root: Place | None) -> Any:
    """People whose chain of duplicates ends with somebody deleted: the end alone decides."""
    person = table_of(TABLES["person"])
    gone: Any = person.c.deleted_at.is_not(None)
    if root is not None and root[0] == "person":
        gone = sa.or_(gone, person.c.id == root[1])
    ends = sa.select(person.c.id).where(person.c.same_as_id.is_(None), gone)
    out = ends.cte(recursive=True)
    out = out.union(sa.select(person.c.id).where(person.c.same_as_id == out.c.id))
    return sa.select(out.c.id)


def _said_elsewhere(root: Place | None) -> Any:
    """Contributions whose attendance or event is out: a follow-up on them is out with those."""
    said = table_of(TABLES["contribution"]).c
    return sa.select(said.id).where(
        sa.or_(
            said.event_id.in_(_ids_out("event", root)),
            said.attendance_id.in_(_ids_out("attendance", root)),
        )
    )
