"""Organisations that a list names: those on record, and those it makes."""

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.importing.listing import ListPlan
from engagement_app.domain.naming import fold
from engagement_app.domain.organisations import Organisation
from engagement_app.store.records import table_of


class Organisations:
    """Finds an organisation by its name, whatever its case and accents, or makes it."""

    def __init__(self, session: Session, listed: ListPlan) -> None:
        self._listed = listed
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        columns = table_of(Organisation).c
        query = sa.select(columns.id, columns.name, columns.deleted_at).order_by(sa.text("rowid"))
        for each, name, deleted_at in session.execute(query):
            self._names[each] = fold(name)
            if deleted_at is None:
                self._ids.setdefault(fold(name), each)

    def is_called(self, organisation_id: str | None, name: str | None) -> bool:
        """Whether this organisation, deleted or not, has the name."""
        return bool(name) and self._names.get(organisation_id or "") == fold(name)

    def named(self, name: str | None) -> str | None:
        """The organisation's id; None for no name."""
        if not name:
            return None
        folded = fold(name)
        if folded not in self._ids:
            made = self._listed.new("organisation", name=name)
            self._ids[folded] = made["id"]
            self._names[made["id"]] = folded
        return self._ids[folded]
