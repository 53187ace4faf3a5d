"""The records that are a person's: their own, and those of who is read as them, deleted or not."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from engagement_app.domain.same_person import ends, read_as
from engagement_app.store.plain_rows import ask

_AMONG = "(SELECT value FROM json_each(?))"
_CONSENTS = f"SELECT id FROM consent WHERE person_id IN {_AMONG}"
_CAME = f"SELECT id FROM attendance WHERE person_id IN {_AMONG}"
_SAID = f"SELECT id FROM contribution WHERE attendance_id IN {_AMONG}"
_PROMISED = (
    f"SELECT id FROM follow_up WHERE person_id IN {_AMONG} OR attendance_id IN {_AMONG}"
    f" OR contribution_id IN {_AMONG}"
)


@dataclass(frozen=True, slots=True)
class Belongings:
    """Ids by table; `people` begins with the one whom the others are read as."""

    people: tuple[str, ...]
    consents: tuple[str, ...]
    attendances: tuple[str, ...]
    contributions: tuple[str, ...]
    follow_ups: tuple[str, ...]

    def by_table(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The tables in the order in which people read them."""
        yield "person", self.people
        yield "consent", self.consents
        yield "attendance", self.attendances
        yield "contribution", self.contributions
        yield "follow_up", self.follow_ups

    def ids(self) -> frozenset[str]:
        """All of them."""
        return frozenset(each for _table, ids in self.by_table() for each in ids)


def belongings(session: Session, person_id: str) -> Belongings:
    """Everything that is this person's, under whichever of their records it stands."""
    end = ends(session, [person_id])[person_id]
    others = sorted(each for each in read_as(session, [end]) if each != end)
    return things_of(session, (end, *others))


def things_of(session: Session, people: tuple[str, ...]) -> Belongings:
    """What stands under these records of people, and no others."""
    came = _ids(session, _CAME, people)
    said = _ids(session, _SAID, came)
    promised = _ids(session, _PROMISED, people, came, said)
    return Belongings(people, _ids(session, _CONSENTS, people), came, said, promised)


def _ids(session: Session, sql: str, *among: Iterable[str]) -> tuple[str, ...]:
    values: list[Any] = [json.dumps(list(each)) for each in among]
    return tuple(str(each) for (each,) in ask(session, f"{sql} ORDER BY id", values))
