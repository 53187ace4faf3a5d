"""Who did what, and when: the acts of the change log and those without content, as one list."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.act_words import words_of_act
from engagement_app.domain.audit_words import about_entry, person_in, words_of_entry
from engagement_app.domain.names import name_of_record
from engagement_app.domain.naming import fold
from engagement_app.domain.record_names import ids_named
from engagement_app.domain.tables import EVERY
from engagement_app.domain.view import View
from engagement_app.domain.wording import label_of, name_of_table
from engagement_app.language import _, plural
from engagement_app.store.audit import AUDIT
from engagement_app.store.clock import milliseconds, tick_at
from engagement_app.store.plain_rows import ask

MOST = 1000
"""Acts that are listed at once, the newest."""
_MOST_RECORDS = 50
_ACTS = """SELECT act_id, min(act), min(person), min(device), min(hlc), count(DISTINCT record_id),
    min(kind), count(DISTINCT kind), min(record_id) FROM change
    WHERE hlc >= ? AND hlc < ? GROUP BY act_id"""
_OF_ACT = "SELECT kind, record_id, fields FROM change WHERE act_id = ? ORDER BY hlc LIMIT ?"
_PLACES = "SELECT DISTINCT act_id, record_id FROM change WHERE hlc >= ? AND hlc < ?"
_FIRST, _LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Done:
    """An act: when (UTC), by whom, at which laptop, what, and of which record or how many.

    `act_id` is empty for an act without content; `detail` is what is kept of that.
    """

    at: datetime
    person: str
    device: str
    act: str
    about: str
    act_id: str = ""
    detail: str = ""


class AuditList(NamedTuple):
    """The newest acts that were asked for, and whether there are more."""

    rows: tuple[Done, ...]
    more: bool


class _Found(NamedTuple):
    """An act as it was found, before its record has a name: (table, id) where it is one record."""

    done: Done
    records: int
    kind: str
    kinds: int
    record_id: str


def list_done(
    session: Session, words: str = "", first: date | None = None, last: date | None = None
) -> AuditList:
    """The acts of these days (local, inclusive) of which every word is told: by whom, what, about
    which record. Reads much of a long history: not for the window's thread."""
    since, until = _between(first, last)
    found = [*_acts(session, since, until), *_entries(session, since, until)]
    found.sort(key=lambda each: (each.done.at, each.done.act_id), reverse=True)
    for word in fold(words).split():
        named = ids_named(session, word)
        acts = _acts_about(session, named, since, until)
        found = [
            each
            for each in found
            if each.record_id in named or each.done.act_id in acts or word in _told(each)
        ]
    return AuditList(tuple(_named(session, found[:MOST])), len(found) > MOST)


def records_of(session: Session, act_id: str) -> list[str]:
    """A line for each record of an act, 50 at most: its name, and which of its fields."""
    view, lines = View(session), []
    for kind, record_id, fields in ask(session, _OF_ACT, (act_id, _MOST_RECORDS)):
        changed = ", ".join(label_of(name, table=str(kind)) for name in json.loads(str(fields)))
        name = _name(view, str(kind), str(record_id))
        lines.append(_("{record}: {fields}").format(record=name, fields=changed))
    return lines


def _between(first: date | None, last: date | None) -> tuple[datetime, datetime]:
    """The moments from which and before which."""
    since = datetime.combine(first, time.min).astimezone() if first else _FIRST
    day_after = last + timedelta(days=1) if last and last < date.max else None
    until = datetime.combine(day_after, time.min).astimezone() if day_after else _LAST
    return since, until


def _acts(session: Session, since: datetime, until: datetime) -> Iterator[_Found]:
    rows: Iterable[Any] = ask(session, _ACTS, (tick_at(since), tick_at(until)))
    for act_id, act, person, device, hlc, records, kind, kinds, record_id in rows:
        at = datetime.fromtimestamp(milliseconds(hlc) / 1000, UTC)
        done = Done(at, person, device, words_of_act(act), "", act_id)
        yield _Found(done, records, kind, kinds, record_id)


def _entries(session: Session, since: datetime, until: datetime) -> Iterator[_Found]:
    """The newest first: those of one second stay in the order in which they were noted."""
    query = sa.select(AUDIT).where(AUDIT.c.at >= since, AUDIT.c.at < until)
    query = query.order_by(AUDIT.c.number.desc())
    for row in session.execute(query).mappings():
        about = about_entry(row["detail"])
        person = _("(erased)") if row["person"] is None else row["person"]
        act = words_of_entry(row["act"])
        done = Done(row["at"], person, row["device"], act, about, "", row["detail"] or "")
        whom = person_in(row["detail"])
        yield _Found(done, 1, "person", 1, whom) if whom else _Found(done, 0, "", 0, "")


def _told(each: _Found) -> str:
    kind = name_of_table(each.kind) if each.kind else ""
    done = each.done
    return fold(" ".join((done.person, done.device, done.act, done.about, kind)))


def _acts_about(
    session: Session, named: Collection[str], since: datetime, until: datetime
) -> set[str]:
    """The acts in which one of these records stands."""
    if not named:
        return set()
    places: Iterable[Any] = ask(session, _PLACES, (tick_at(since), tick_at(until)))
    return {act_id for act_id, record_id in places if record_id in named}


def _named(session: Session, found: Iterable[_Found]) -> Iterator[Done]:
    view, each_of = View(session), list(found)
    alone: dict[str, list[str]] = {}
    for each in each_of:
        if each.records == 1:
            alone.setdefault(each.kind, []).append(each.record_id)
    for kind, ids in alone.items():
        if kind in EVERY:
            view.fetch(kind, ids)
    for each in each_of:
        named = _about(view, each) if each.records else ""
        about = ", ".join(words for words in (named, each.done.about) if words)
        yield replace(each.done, about=about)


def _about(view: View, each: _Found) -> str:
    if each.records == 1:
        return _name(view, each.kind, each.record_id)
    counted = plural("{count} record", "{count} records", each.records)
    if each.kinds > 1:
        return counted
    return _("{kind}: {count}").format(kind=name_of_table(each.kind), count=counted)


def _name(view: View, kind: str, record_id: str) -> str:
    """A record by its kind and its name as it is now."""
    row = view(kind, record_id) if kind in EVERY else None
    if row is None:
        return name_of_table(kind)
    name, own = name_of_record(kind, row, view), name_of_table(kind)
    return own if name == own else _("{kind}: {name}").format(kind=own, name=name)
