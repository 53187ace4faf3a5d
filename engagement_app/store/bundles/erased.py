"""Who was erased on one laptop is erased on all, and with them what another wrote of them since."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sqlmodel import Session

from engagement_app.store import changes
from engagement_app.store.bundles.rows import Kinds
from engagement_app.store.emptied import Emptied, left_as
from engagement_app.store.erasure_ledger import KEPT
from engagement_app.store.erasures import enter_what_hangs, entered
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import defaults_of

AT_ONCE = 500
"""So many records are asked for at a time."""
Change = tuple[str, int, str]
"""Of a change its id, its tick and its fields."""
_OF_RECORDS = "SELECT kind, record_id, id, hlc, fields FROM change WHERE record_id IN ({marks})"


def empty_who_is_erased(
    session: Session, kinds: Kinds, is_news: Callable[[str], bool]
) -> dict[str, set[str]]:
    """Empty every change of what the ledger names, and of what hangs on that by the tables as they
    are; gives the changes that had something to empty, by record. `is_news` says of a record
    whether one of the two laptops did not know of it."""
    found: dict[str, set[str]] = defaultdict(set)
    while True:
        gone = entered(session)
        emptied = {each: kinds[kind].emptied for each, kind in gone.items() if kind in kinds}
        for record_id, as_it_stands in _as_they_stand(session, kinds, gone).items():
            emptied[record_id] = {**as_it_stands, **emptied.get(record_id, {})}
        rewritten = changes.rewrite(session, emptied)
        for record_id, of_it in rewritten.items():
            found[record_id] |= of_it
        if not enter_what_hangs(session, kinds, is_news):
            return found


def _as_they_stand(session: Session, kinds: Kinds, gone: Mapping[str, str]) -> dict[str, Emptied]:
    """Of what may be kept only that stays which all changes together say now."""
    keeping = [each for each, kind in gone.items() if _may_keep(kinds, kind)]
    found: dict[str, Emptied] = {}
    for (table, record_id), told in changes_of(session, keeping).items():
        now = {**defaults_of(kinds[table]), **changes.fold(told)}
        found[record_id] = {name: left_as(now[name]) for name in kinds[table].kept}
    return found


def _may_keep(kinds: Kinds, kind: str) -> bool:
    entity = kinds.get(kind.removesuffix(KEPT))
    return entity is not None and bool(entity.kept)


def changes_of(session: Session, ids: Sequence[str]) -> dict[tuple[str, str], list[Change]]:
    """The changes of records, by table and id."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        marks = ", ".join("?" * len(some))
        for kind, record_id, *change in ask(session, _OF_RECORDS.format(marks=marks), some):
            found[kind, record_id].append(tuple(change))
    return found
