"""Themes of a project: what is about each, and making one of two that mean the same."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import records
from engagement_app.store.records import table_of

_SAID = table_of(Contribution)


def count_about(session: Session, theme_id: str) -> int:
    """How many things that were said are about a theme."""
    return sum(1 for _each in _about(session, theme_id))


def merge(session: Session, kept_id: str, other_id: str) -> tuple[str, str]:
    """What is about the other theme is about the kept one from now on, and the other goes.

    Gives the names of the kept and the other. Raises `UserError` where they cannot be merged.
    """
    if kept_id == other_id:
        raise UserError(_("This is one and the same theme. Choose another."))
    kept, other = acts.get(session, Theme, kept_id), acts.get(session, Theme, other_id)
    if kept["project_id"] != other["project_id"]:
        raise UserError(_("These themes are of two projects. Choose one of the same project."))
    changed = {
        each: {"theme_ids": _instead(theme_ids, other_id, kept_id)}
        for each, theme_ids in _about(session, other_id)
    }
    records.change(session, Contribution, changed)
    acts.delete(session, Theme, other_id)
    return kept["name"], other["name"]


def _about(session: Session, theme_id: str) -> Iterator[tuple[str, list[str]]]:
    """What is about a theme and not deleted: ids, and the themes of each."""
    query = sa.select(_SAID.c.id, _SAID.c.theme_ids).where(
        _SAID.c.deleted_at.is_(None), sa.cast(_SAID.c.theme_ids, sa.Text).contains(theme_id)
    )
    yield from ((row.id, row.theme_ids) for row in session.execute(query).all())


def _instead(theme_ids: Any, gone: str, kept: str) -> list[str]:
    """The themes with one in the place of another, each once."""
    return list(dict.fromkeys(kept if each == gone else each for each in theme_ids))
