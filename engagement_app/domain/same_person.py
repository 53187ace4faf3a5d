"""Who is read as whom: people recorded twice are one, the one at the end of `same_as_id`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session

from engagement_app.domain.view import load
from engagement_app.store.plain_rows import ask

_AT_ONCE = 500
_FOLLOWING = "SELECT id, same_as_id FROM person WHERE same_as_id IS NOT NULL AND id IN ({marks})"
_POINTING = "SELECT id, same_as_id FROM person WHERE same_as_id IN ({marks})"


def ends(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """For each person whom they are read as; themselves, where they point at nobody."""
    found = {each: each for each in person_ids}
    level = dict(_pairs(session, _FOLLOWING, found))
    steps = dict(level)
    while level:
        new = [each for each in level.values() if each not in steps]
        level = dict(_pairs(session, _FOLLOWING, new))
        steps |= level
    return {each: end_of(steps, each) for each in found}


def last_of(session: Session, person_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """For each person on record the fields of whom they are read as."""
    whom = ends(session, person_ids)
    rows = load(session, "person", set(whom.values()))
    return {each: rows[end] for each, end in whom.items() if end in rows}


def read_as(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """Everybody who is read as one of these, themselves too: whom by their id."""
    found = {each: each for each in person_ids}
    level: Collection[str] = list(found)
    while level:
        pairs = [pair for pair in _pairs(session, _POINTING, level) if pair[0] not in found]
        found |= {each: found[end] for each, end in pairs}
        level = [each for each, _end in pairs]
    return found


def end_of(steps: Mapping[str, str], person_id: str) -> str:
    """The end of a chain whose links are known.

    A ring is refused where it is made; of one that two laptops made together, all are read as
    the one whose id sorts first, on both.
    """
    seen = [person_id]
    while (following := steps.get(person_id)) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
        person_id = following
    return person_id


def _pairs(session: Session, sql: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    wanted, found = list(ids), []
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found += ask(session, sql.format(marks=", ".join("?" * len(part))), part)
    return [(str(each), str(other)) for each, other in found]
