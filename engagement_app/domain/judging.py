"""Whether a record fits: its own rules, its links, and one project for all of them."""

from collections.abc import Iterable, Iterator

from engagement_app.domain.input import kinds_of
from engagement_app.domain.rules import Fault, Find, Row, in_order, periods_of
from engagement_app.domain.tables import entity_of, link_lists_of, links_of
from engagement_app.domain.view import Place, View
from engagement_app.language import _


def judge(table: str, row: Row, find: Find, project_id: str | None = None) -> Iterator[Fault]:
    """What does not fit in a record as it would be; nothing where all does.

    With a project the record must be that project's, or of none.
    """
    yield from judge_values(table, row, find)
    for name, other, linked in links(table, row):
        if find(other, linked) is None:
            sentence = _("There is no {table} with this id.").format(table=other)
            yield Fault(name, sentence)
    yield from _within_one_project(table, row, find, project_id)


def judge_values(table: str, row: Row, find: Find) -> Iterator[Fault]:
    """The same for a record whose links are known to be sound."""
    for name, kind in kinds_of(entity_of(table)).items():
        if kind.required and row[name] is None:
            yield Fault(name, _("This cannot be left empty."))
    yield from in_order(row, periods_of(entity_of(table)))
    for rule in entity_of(table).rules:
        yield from rule(row, find)


def links(table: str, row: Row) -> Iterator[tuple[str, str, str]]:
    """Each link of a record: its place, such as `theme_ids[2]`, the table and the id."""
    for name, kind in links_of(table).items():
        if row[name]:
            yield name, kind.table, row[name]
    for name, many in link_lists_of(table).items():
        for place, linked in enumerate(row[name] or ()):
            yield f"{name}[{place}]", many.table, linked


def project_of(table: str, row: Row | None, find: Find) -> str | None:
    """The project a record belongs to, through its owner; None for what belongs to none."""
    if row is None:
        return None
    if table == "project":
        return str(row["id"])
    owner = entity_of(table).owner
    if owner is None:
        return None
    above = links_of(table)[owner].table
    return project_of(above, find(above, row[owner]), find)


def _within_one_project(
    table: str, row: Row, find: Find, project_id: str | None
) -> Iterator[Fault]:
    if entity_of(table).owner is None:
        return
    own = project_id or project_of(table, row, find)
    for name, other, linked in links(table, row):
        project = project_of(other, find(other, linked), find)
        if own and project and project != own:
            sentence = _("This {table} belongs to another project.").format(table=other)
            yield Fault(name, sentence, ((other, linked),))


def affected(view: View, places: Iterable[Place]) -> Iterator[tuple[str, Row, Place]]:
    """The records of the file whose fit may depend on the links of these, near ones first.

    Each once, with the one of `places` from which it was found.
    """
    origin = {place: place for place in places}
    level = list(origin)
    while level:
        further = []
        for table, ids in _by_table(level).items():
            for other, each, linked in view.pointing_at(table, ids):
                if (other, each) not in origin:
                    origin[other, each] = origin[table, linked]
                    further.append((other, each))
        for table, ids in _by_table(further).items():
            view.fetch(table, ids)
        found = [(table, view(table, each) or {}) for table, each in further]
        fetch_links(view, found)
        for (table, row), place in zip(found, further, strict=True):
            yield table, row, origin[place]
        level = further


def _by_table(places: Iterable[Place]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = {}
    for table, record_id in places:
        grouped.setdefault(table, set()).add(record_id)
    return grouped


def fetch_links(view: View, rows: Iterable[tuple[str, Row]]) -> None:
    """Read what these records link to at once, so that nothing is looked up one by one."""
    wanted = {(other, linked) for table, row in rows for _name, other, linked in links(table, row)}
    for table, ids in _by_table(wanted).items():
        view.fetch(table, ids)
