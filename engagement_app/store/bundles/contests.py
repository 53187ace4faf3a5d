"""Fields for which laptops that knew nothing of each other gave two values."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from engagement_app.store.audit import Audited
from engagement_app.store.bundles.erased import AT_ONCE, changes_of
from engagement_app.store.bundles.rows import Kinds
from engagement_app.store.changes import fold_and_contested
from engagement_app.store.erasures import erased_ids
from engagement_app.store.plain_rows import ask, let_go

Place = tuple[str, str, str]
"""A table, the id of a record, and one of its fields."""
_MET = "SELECT 1 FROM audit_entry WHERE act IN (?, ?) LIMIT 1"
_CHANGED = "SELECT record_id FROM change GROUP BY record_id HAVING count(*) > 1"


def contested_places(
    session: Session, kinds: Kinds, among: Collection[str] | None = None
) -> Iterator[Place]:
    """Those of some records, by their ids, else of the whole file; meanwhile others may save in it.

    Of a file that never met another, which its audit tells, nothing is looked through.
    """
    gone = erased_ids(session)
    ids = sorted(_changed(session) if among is None else among)
    for start in range(0, len(ids), AT_ONCE):
        told = changes_of(
            session, [each for each in ids[start : start + AT_ONCE] if each not in gone]
        )
        let_go(session)
        for (table, record_id), of_it in told.items():
            if table in kinds:
                _values, contested = fold_and_contested(of_it)
                yield from ((table, record_id, name) for name in contested)


def _changed(session: Session) -> list[str]:
    if not ask(session, _MET, (Audited.MERGE, Audited.REPAIR)):
        return []
    return [str(each) for (each,) in ask(session, _CHANGED)]
