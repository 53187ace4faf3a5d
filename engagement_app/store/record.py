"""What every record of a data file has."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

import sqlalchemy as sa
from pydantic import ConfigDict
from sqlmodel import Field, SQLModel

from engagement_app.store.columns import Moment
from engagement_app.store.emptied import Emptied

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Record(SQLModel):
    """A row with an identity of its own; deletion only marks it.

    `logged` is whether acts on it go into the change log, see `changes.py`; `logged_since` the
    schema from which on: in an older file no change tells of it. `emptied` is what stands in its
    fields once it is erased; what is not named stays, so that counts stay. `kept` are the fields
    that may stay as they stand when only what was written in them before is to go.
    """

    # Tables check nothing, so their validators are never made: a tenth of the start.
    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]

    logged: ClassVar[bool] = True
    logged_since: ClassVar[int] = 1
    emptied: ClassVar[Emptied] = {}
    kept: ClassVar[tuple[str, ...]] = ()

    id: str = Field(primary_key=True, sa_type=sa.String(36))
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)


def new_id() -> str:
    """A random identity, made at entry; laptops never have to agree on a counter."""
    return str(uuid4())
