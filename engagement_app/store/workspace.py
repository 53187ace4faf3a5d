"""The key that the laptops of one project share: bundles between them need no passphrase.

It is made with the first bundle and lies in the data file, so what protects the file protects it.
Whoever takes in a bundle from outside, by its passphrase, has its keys from then on. Files that
each had their own know both afterwards, and seal with the older: all with the same in the end.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from engagement_app.store.columns import Moment
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.plain_rows import ask, insert


class WorkspaceKey(SQLModel, table=True):
    """One such key: `secret` is 32 bytes in hexadecimal digits."""

    __tablename__ = "workspace_key"

    id: str = Field(primary_key=True, sa_type=sa.String(36))
    since: datetime = Field(sa_type=Moment)
    secret: str = Field(sa_type=sa.String(64))


WORKSPACE_KEY = SQLModel.metadata.tables["workspace_key"]
_ALL = "SELECT id, secret FROM workspace_key ORDER BY since, id"


def list_workspace_keys(session: Session) -> list[DataKey]:
    """All that the file knows, the oldest first: that one seals."""
    return [DataKey(str(each), bytes.fromhex(secret)) for each, secret in ask(session, _ALL)]


def make_workspace_key(session: Session) -> None:
    """A key for a file that has none, in the act under way."""
    if not ask(session, _ALL):
        key = DataKey.fresh()
        now = datetime.now(UTC).replace(microsecond=0)
        insert(
            session, WORKSPACE_KEY, [{"id": key.vault, "since": now, "secret": key.secret.hex()}]
        )
