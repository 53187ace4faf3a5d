"""A field for which two laptops gave two values, neither of which knew of the other: told and
listed. `settling.py` keeps one of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain.input import kinds_of
from engagement_app.domain.names import name_of_record
from engagement_app.domain.spoken_fields import spoken, spoken_moment
from engagement_app.domain.tables import EVERY
from engagement_app.domain.view import View
from engagement_app.domain.wording import label_of, name_of_table
from engagement_app.language import _
from engagement_app.store import changes, records
from engagement_app.store.bundles.contests import Place, contested_places
from engagement_app.store.clock import milliseconds
from engagement_app.store.columns import from_plain

MOST = 20
"""So many are described at a time, so that whoever saves meanwhile does not wait."""
_LONGEST = 60
"""Letters of a value that stand in a sentence."""


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values: the change that set it, what it says in a few words and whole, by whom
    and when."""

    change_id: str
    words: str
    whole: str
    person: str
    at: str

    def __str__(self) -> str:
        return _("“{words}” ({person}, {at})").format(
            words=self.words, person=self.person, at=self.at
        )


@dataclass(frozen=True, slots=True)
class Contested:
    """A field of which nobody said yet what is right. The first value is the one that is shown."""

    place: Place
    told: str
    """Which field of what."""
    values: tuple[Value, ...]

    def __str__(self) -> str:
        shown, *others = self.values
        sentence = _(
            "{place} was written differently on two laptops. {shown} is shown now, and not"
            " {others}. Keep one under Data, Laptops, or write what is right."
        )
        others_told = _(", nor ").join(map(str, others))
        return sentence.format(place=self.told, shown=shown, others=others_told)


@dataclass(frozen=True, slots=True)
class Waiting:
    """All fields of which nobody said yet what is right, and what stands at the first of them."""

    places: tuple[Place, ...] = ()
    first: tuple[Contested, ...] = ()


def find_waiting(session: Session, before: Waiting | None = None) -> Waiting:
    """What waits in the whole file, or what still does of that before."""
    among = {record_id for _table, record_id, _name in before.places} if before else None
    return describe(session, contested_places(session, EVERY, among))


def describe(session: Session, places: Iterable[Place]) -> Waiting:
    """In the order of the tables."""
    view, order = View(session), list(EVERY)
    found = sorted(set(places), key=lambda place: (order.index(place[0]), place[1:]))
    return Waiting(tuple(found), tuple(described(session, each, view) for each in found[:MOST]))


def described(session: Session, place: Place, view: View) -> Contested:
    """One of them."""
    table, record_id, name = place
    row = view(table, record_id)
    named = _("{table} “{named}”: {field}").format(
        table=name_of_table(table),
        named=name_of_record(table, row, view) if row else record_id,
        field=label_of(name, kinds_of(EVERY[table])[name], table),
    )
    return Contested(place, named, tuple(_values(heads_at(session, place), place, view)))


def heads_at(session: Session, place: Place) -> list[dict[str, Any]]:
    """The changes of a field that nobody has seen past; the one that is shown first."""
    _table, record_id, name = place
    told = list(changes.whole_changes(session, [record_id]))
    heads = changes.heads_of((row["id"], row["hlc"], row["fields"]) for row in told).get(name, ())
    found = [row for row in told if row["id"] in heads]
    return sorted(found, key=lambda row: (row["hlc"], row["id"]), reverse=True)


def value_at(row: Mapping[str, Any], place: Place) -> Any:
    """What a change set a field to."""
    table, _record_id, name = place
    plain = json.loads(row["fields"])[name]["value"]
    return from_plain(records.table_of(EVERY[table]).c[name].type, plain)


def _values(heads: Sequence[Mapping[str, Any]], place: Place, view: View) -> Iterator[Value]:
    """Of those who gave the same value, the one who gave it last."""
    table, _record_id, name = place
    said: list[Any] = []
    for row in heads:
        value = value_at(row, place)
        if value in said:
            continue
        said.append(value)
        whole = spoken(kinds_of(EVERY[table])[name], value, view) or _("nothing")
        words = whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
        at = spoken_moment(datetime.fromtimestamp(milliseconds(row["hlc"]) / 1000, UTC))
        yield Value(row["id"], words, whole, row["person"], at)
