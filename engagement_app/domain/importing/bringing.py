"""Who came into the file with what: told by the change log."""

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.store.changes import CHANGE


def made_together(session: Session, one: str, other: str) -> bool:
    """Whether two records of the file were made in one act, as by one import."""
    query = (
        sa.select(CHANGE.c.record_id, CHANGE.c.act_id)
        .where(CHANGE.c.record_id.in_((one, other)))
        .order_by(CHANGE.c.hlc)
    )
    first: dict[str, str] = {}
    for record_id, act_id in session.execute(query):
        first.setdefault(record_id, act_id)
    return len(first) == 2 and len(set(first.values())) == 1
