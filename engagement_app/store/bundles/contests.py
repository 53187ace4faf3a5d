"""Fields for which laptops that knew nothing of each other gave two values."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session

from engagement_app.store.audit import Audited
from engagement_app.store.bundles.erased import AT_ONCE, Change, changes_of
from engagement_app.store.bundles.rows import Kinds
from engagement_app.store.changes import fold_and_contested
from engagement_app.store.plain_rows import ask, let_go

Place = tuple[str, str, str]
"""A table, the id of a record, and one of its fields."""
_MET = "SELECT 1 FROM audit_entry WHERE act IN (?, ?) LIMIT 1"
_CHANGED = "SELECT record_id FROM change GROUP BY record_id HAVING count(*) > 1"


def contested_places(session: Session, kinds: Kinds) -> Iterator[Place]:
    """All of a file, which others may be saved in meanwhile; of one that never met another, which
    its audit tells, nothing is looked through."""
    if not ask(session, _MET, (Audited.MERGE, Audited.REPAIR)):
        return
    changed = [str(each) for (each,) in ask(session, _CHANGED)]
    for start in range(0, len(changed), AT_ONCE):
        told = changes_of(session, changed[start : start + AT_ONCE])
        let_go(session)
        yield from _contested(told, kinds)


def contested_among(session: Session, kinds: Kinds, record_ids: Sequence[str]) -> Iterator[Place]:
    """Those of some records."""
    yield from _contested(changes_of(session, record_ids), kinds)


def _contested(changes: Mapping[tuple[str, str], list[Change]], kinds: Kinds) -> Iterator[Place]:
    """Where one laptop deleted what another changed, it is there again: that is decided."""
    for (table, record_id), told in changes.items():
        values, contested = fold_and_contested(told)
        if table in kinds and values.get("deleted_at") is None:
            yield from ((table, record_id, name) for name in contested if name != "deleted_at")
