"""Find the record that a person means: by its id, or by a title that fits exactly one."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.naming import fold
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.records import table_of


def find_project(session: Session, wanted: str | None) -> str:
    """The id of the project meant; of the only one where none is named. Raises `UserError`."""
    projects = list_titles(session, "project")
    if wanted is not None:
        return _one_of(projects, wanted, _("project"))
    if len(projects) == 1:
        return str(projects[0].id)
    if not projects:
        raise UserError(_("The file holds no project. Make one with “new --project”."))
    sentence = _("The file holds several projects. Name one with --project:")
    raise UserError(sentence, details=_candidates(projects))


def find_event(session: Session, project_id: str, wanted: str) -> str:
    """The id of the event of the project meant; raises `UserError` that lists the candidates."""
    return _one_of(list_events(session, project_id), wanted, _("event"))


def list_events(session: Session, project_id: str) -> list[Any]:
    """The live events of a project: rows of id and title."""
    return list_titles(session, "event", project_id)


def list_titles(session: Session, table: str, project_id: str | None = None) -> list[Any]:
    """The live records of a table, or of a project in it: rows of id and title, by title."""
    columns = table_of(TABLES[table]).c
    title = "title" if "title" in columns else "name"
    query = sa.select(columns.id, columns[title].label("title")).where(columns.deleted_at.is_(None))
    if project_id is not None:
        query = query.where(columns.project_id == project_id)
    return list(session.execute(query.order_by(columns[title], columns.id)))


def _one_of(rows: list[Any], wanted: str, what: str) -> str:
    for fits in (
        [row for row in rows if row.id == wanted.lower()],
        [row for row in rows if row.title == wanted],
        [row for row in rows if fold(row.title) == fold(wanted)],
    ):
        if len(fits) == 1:
            return str(fits[0].id)
        if fits:
            sentence = _("“{wanted}” names more than one {what}. Use the id of one:")
            raise UserError(sentence.format(wanted=wanted, what=what), details=_candidates(fits))
    sentence = _("There is no {what} “{wanted}”. There are:") if rows else _("There is no {what}.")
    raise UserError(sentence.format(wanted=wanted, what=what), details=_candidates(rows))


def _candidates(rows: list[Any]) -> list[str]:
    return [f"{row.id}  {row.title}" for row in rows]
