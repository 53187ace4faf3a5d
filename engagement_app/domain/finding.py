"""Find the record that a person means: by its id, or by a title that fits exactly one."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.naming import fold, name_of
from engagement_app.domain.same_person import ends
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.records import table_of

_MOST_NEAR = 20


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


def find_person(session: Session, wanted: str) -> str:
    """The id of the person meant by an id, an e-mail or a name that fits exactly one.

    Whoever was merged is the one they are read as. People in the bin are found where nobody else
    fits. Raises `UserError` that lists the candidates.
    """
    people = _list_people(session)
    for fits in (
        [row for row in people if row.id == wanted.strip().lower()],
        *(
            [row for row in people if fold(wanted) in row.called and row.binned is binned]
            for binned in (False, True)
        ),
    ):
        whom = set(ends(session, [row.id for row in fits]).values())
        if len(whom) == 1:
            return str(whom.pop())
        if fits:
            sentence = _("“{wanted}” fits more than one person. Use the id of one:")
            raise UserError(sentence.format(wanted=wanted), details=_candidates(fits))
    near = [row for row in people if fold(wanted) and fold(wanted) in fold(row.title)]
    sentence = _("There is nobody “{wanted}”. Give a whole name, an e-mail or an id:")
    if not near:
        sentence = _("There is nobody “{wanted}”. Give a whole name, an e-mail or an id.")
    raise UserError(sentence.format(wanted=wanted), details=_candidates(near[:_MOST_NEAR]))


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody on record: `title` is the name with the e-mail."""

    id: str
    title: str
    called: frozenset[str]
    binned: bool


def _list_people(session: Session) -> list[_Known]:
    names = "id given_name family_name known_as email deleted_at"
    columns = table_of(TABLES["person"]).c
    query = sa.select(*(columns[name] for name in names.split())).order_by(columns.id)
    return [_known(row) for row in session.execute(query).mappings()]


def _known(row: Any) -> _Known:
    texts = name_of(row), row["known_as"], row["email"]
    title = ", ".join(each for each in (name_of(row), row["email"]) if each)
    called = frozenset(fold(each) for each in texts if each)
    return _Known(row["id"], title, called, row["deleted_at"] is not None)


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
