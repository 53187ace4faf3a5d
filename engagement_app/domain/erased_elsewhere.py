"""Somebody is erased on one laptop while another one knows nothing of it, and writes more of them.

A bundle brings the ledger of erasures, and what it names is emptied (`store/bundles/union.py`).
Nobody could enter there what else was written of them on the laptop that did not know: what they
said there, how they came, what is half typed. When the two meet that goes too, on both sides, under
the entry of its person, so that all laptops come to the same. Words that were kept without their
speaker stay kept: whoever erased the person knew of them, and of what stood there before nothing
is left on either side.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from engagement_app.domain.belongings import things_of
from engagement_app.domain.erasing import as_they_stand, drop_traces
from engagement_app.domain.identifying import identifying
from engagement_app.domain.requests import TABLE, as_it_came_out, requests_of
from engagement_app.domain.tables import EVERY
from engagement_app.domain.view import load
from engagement_app.store.bundles.rows import Row
from engagement_app.store.bundles.union import Taken, erase_more
from engagement_app.store.changes import CHANGE, rewrite
from engagement_app.store.erasures import ERASURE, erased_ids
from engagement_app.store.plain_rows import ask

_ENTRIES = "SELECT record_id, kind, erased_at, erased_by, reason FROM erasure WHERE kind = ?"


@dataclass(frozen=True, slots=True)
class Parted:
    """People whom one side alone erased, `here` or `there`, each with what is not to be emptied:
    whoever erased them knew of it."""

    here: Mapping[str, Collection[str]]
    there: Mapping[str, Collection[str]]
    asked: list[str]
    """What was asked in the name of those who were erased there, which is known here alone."""


def part(session: Session, rows: Sequence[tuple[str, Row]]) -> Parted:
    """Before a bundle is taken in: who is erased on one side alone. What is half typed here of
    those who were erased there goes, as long as it is known how they are called."""
    told = {row["record_id"] for name, row in rows if name in (CHANGE.name, ERASURE.name)}
    entries = (row for name, row in rows if name == ERASURE.name)
    theirs = {row["record_id"] for row in entries if row["kind"] == "person"}
    ours = set(_entries(session, "person"))
    here = {each: things_of(session, (each,)).ids() for each in ours - theirs}
    asked = _forget(session, tuple(load(session, "person", theirs - ours)), told)
    return Parted(here, dict.fromkeys(theirs - ours, told), asked)


def _forget(session: Session, people: tuple[str, ...], told: Collection[str]) -> list[str]:
    """All of them at once: of very many the audit is looked through but once."""
    if not people:
        return []
    by = identifying(session, people)
    drop_traces(session, things_of(session, people), by)
    return [each for each in requests_of(session, by)[0] if each not in told]


def settle(session: Session, parted: Parted, taken: Taken) -> None:
    """Once it is taken in: what nobody knew of who erased them goes as well."""
    told = _entries(session, "person")
    gone = erased_ids(session)
    here = [*_more(session, parted.here, told, gone)]
    there = [*_more(session, parted.there, told, gone)]
    for each in parted.asked:
        first = min((told[person] for person in parted.there), key=lambda row: [*row.values()][2:])
        there.append(first | {"record_id": each, "kind": TABLE})
    taken.emptied += sum(map(len, erase_more(session, EVERY, here).values()))
    taken.erased += len(erase_more(session, EVERY, there))
    kept = _leave_as_it_stands(session, told)
    taken.unlike = [each for each in taken.unlike if each[1] not in kept]


def _more(
    session: Session,
    people: Mapping[str, Collection[str]],
    told: Mapping[str, Row],
    gone: Collection[str],
) -> Iterator[Row]:
    """The entries of what is theirs and was not known where they were erased."""
    for person, known in people.items():
        for table, ids in things_of(session, (person,)).by_table():
            for each in ids:
                if each not in gone and each not in known:
                    yield told[person] | {"record_id": each, "kind": table}


def _leave_as_it_stands(session: Session, people: Iterable[str]) -> set[str]:
    """What was said before in place of words that are kept, and of what came of a request, is in no
    change any more; gives the words that are kept."""
    said = set(things_of(session, tuple(people)).contributions) - erased_ids(session)
    rewrite(session, as_they_stand(session, said))
    rewrite(session, as_it_came_out(session, _entries(session, TABLE)))
    return said


def _entries(session: Session, kind: str) -> dict[str, Any]:
    """The ledger of a table as its rows lie there, by record."""
    rows = ask(session, _ENTRIES, (kind,))
    return {str(row[0]): dict(zip(ERASURE.c.keys(), row, strict=True)) for row in rows}
