"""What was typed and is not saved yet: no records, so neither in the change log nor in the counts.

A draft lies in the data file so that what protects the file protects it too; `secure_delete`
overwrites it once it is gone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from engagement_app.store.columns import Moment


class Draft(SQLModel, table=True):
    """The text of one form, as it was typed; `typed` is for the form to understand."""

    form: str = Field(primary_key=True, sa_type=sa.Text)
    written_at: datetime = Field(sa_type=Moment)
    typed: str = Field(sa_type=sa.Text)


DRAFT = SQLModel.metadata.tables["draft"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a form of this name was left with."""

    form: str
    written_at: datetime
    typed: str


def list_drafts(session: Session) -> list[Kept]:
    """All there are, the oldest first."""
    rows = session.execute(sa.select(DRAFT).order_by(DRAFT.c.written_at))
    return [Kept(row.form, row.written_at, row.typed) for row in rows]


def keep_drafts(session: Session | sa.Connection, typed: Iterable[tuple[str, str]]) -> None:
    """Keep what is typed in each form (its name and its text) in place of what was kept of it."""
    for form, text in typed:
        drop_draft(session, form)
        if text:
            row = {"form": form, "written_at": datetime.now(UTC), "typed": text}
            session.execute(sa.insert(DRAFT).values(row))


def drop_drafts_about(session: Session, record_ids: Collection[str]) -> None:
    """Nothing is kept of any form that names one of these records."""
    for each in list_drafts(session) if record_ids else ():
        if any(record_id in f"{each.form} {each.typed}" for record_id in record_ids):
            drop_draft(session, each.form)


def drop_draft(session: Session | sa.Connection, form: str) -> None:
    """Nothing is kept of this form any more."""
    session.execute(sa.delete(DRAFT).where(DRAFT.c.form == form))
