"""Who is read as whom: people recorded twice are one, the one at the end of `same_as_id`."""

from collections.abc import Collection, Iterable

from sqlmodel import Session

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
    return {each: _end(steps, each) for each in found}


def read_as(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """Everybody who is read as one of these, themselves too: whom by their id."""
    found = {each: each for each in person_ids}
    level: Collection[str] = list(found)
    while level:
        pairs = [pair for pair in _pairs(session, _POINTING, level) if pair[0] not in found]
        found |= {each: found[end] for each, end in pairs}
        level = [each for each, _end in pairs]
    return found


def _end(steps: dict[str, str], person_id: str) -> str:
    seen = {person_id}
    while person_id in steps and steps[person_id] not in seen:
        person_id = steps[person_id]
        seen.add(person_id)
    return person_id


def _pairs(session: Session, sql: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    wanted, found = list(ids), []
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found += ask(session, sql.format(marks=", ".join("?" * len(part))), part)
    return [(str(each), str(other)) for each, other in found]
