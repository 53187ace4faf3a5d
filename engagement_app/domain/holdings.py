"""Everything we hold on a person, as they may ask to see it (the right of access).

All records that are theirs, deleted ones too; every change of them with who made it and when;
what the audit says of them; what is typed of them and not saved; and where other people's words
mention them, for a person to look at and redact: those words are somebody else's.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.act_words import words_of_act
from engagement_app.domain.audit_words import ERASED, about_entry, words_of_entry
from engagement_app.domain.belongings import Belongings, belongings
from engagement_app.domain.event_days import EventDay
from engagement_app.domain.identifying import Identifying, identifying, plain_text
from engagement_app.domain.input import kinds_of
from engagement_app.domain.mentions import Mention, list_mentions
from engagement_app.domain.names import name_of_record
from engagement_app.domain.naming import name_of
from engagement_app.domain.spoken_fields import spoken, spoken_fields
from engagement_app.domain.tables import TABLES
from engagement_app.domain.view import View, load
from engagement_app.domain.wording import label_of
from engagement_app.domain.wordings import words_of
from engagement_app.language import _
from engagement_app.store.audit import AUDIT
from engagement_app.store.changes import whole_changes
from engagement_app.store.clock import milliseconds
from engagement_app.store.columns import from_plain
from engagement_app.store.drafts import list_drafts
from engagement_app.store.records import table_of

_THEIRS = ("person_id", "attendance_id", "event_id")
"""Links that say of each record no more than whose it is, and what it is called by."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record of theirs: its fields in words, and its row as the tables have it."""

    table: str
    id: str
    name: str
    fields: tuple[tuple[str, str], ...]
    row: Mapping[str, Any]

    @property
    def deleted(self) -> bool:
        """Whether it is in the bin."""
        return self.row["deleted_at"] is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What one act set in a record of theirs; `values` are the plain ones of the change log."""

    at: datetime
    act: str
    by: str
    device: str
    table: str
    record_id: str
    fields: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """What was done about them beside their records, such as looking at all of it: `detail` is
    what the audit keeps of it, as JSON."""

    at: datetime
    act: str
    by: str
    about: str
    detail: str


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What is typed in a form, not saved yet."""

    form: str
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """All of it, as the file stands; `as_of` is the day on which it was put together."""

    person_id: str
    name: str
    as_of: date
    held: tuple[Held, ...]
    changes: tuple[Change, ...]
    unsaved: tuple[Unsaved, ...]
    mentions: tuple[Mention, ...]
    noted: tuple[Noted, ...] = ()
    made_by: str = ""
    large: bool = False


def read_holdings(
    session: Session, person_id: str, as_of: date, made_by: str = "", *, large: bool = False
) -> Holdings:
    """Everything on the person whom this one is read as."""
    theirs, view = belongings(session, person_id), View(session)
    by = identifying(session, theirs.people)
    held = tuple(_held(session, theirs, view))
    return Holdings(
        theirs.people[0],
        name_of(held[0].row),
        as_of,
        held,
        tuple(_changes(session, theirs, view)),
        tuple(_unsaved(session, theirs, by)),
        tuple(list_mentions(session, theirs.ids(), by)),
        tuple(_noted(session, theirs, by)),
        made_by,
        large,
    )


def prepare_holdings(
    session: Session,
    _project_id: str,
    as_of: date,
    _event_id: str | None = None,
    *,
    person_id: str,
    made_by: str = "",
    large: bool = False,
) -> Holdings:
    """The same, asked for as papers are: what is held on somebody is of no project."""
    return read_holdings(session, person_id, as_of, made_by, large=large)


def _held(session: Session, theirs: Belongings, view: View) -> Iterator[Held]:
    wordings = words_of(session)
    for table, ids in theirs.by_table():
        rows = load(session, table, ids)
        for each in ids:
            row = rows[each]
            told = {**row, **{name: None for name in _THEIRS if name in row}}
            fields = (*spoken_fields(table, told, view), *_asked(table, row, wordings))
            yield Held(table, each, _name(table, row, view), fields, row)


def _asked(
    table: str, row: Mapping[str, Any], wordings: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    """The words that somebody agreed to, where this file has them."""
    if table == "consent":
        words = wordings.get((row["purpose"], row["wording_version"] or ""))
        if words is not None:
            yield _("What was asked"), words


def _name(table: str, row: Mapping[str, Any], view: View) -> str:
    """What happened at an event is called by the event, as all of it is the same person's."""
    event = view("event", row.get("event_id"))
    if event is None:
        return name_of_record(table, row, view)
    return EventDay(event["id"], event["title"], event["starts_at"]).shown


def _changes(session: Session, theirs: Belongings, view: View) -> Iterator[Change]:
    found = list(whole_changes(session, sorted(theirs.ids())))
    for row in sorted(found, key=lambda row: (row["hlc"], row["id"])):
        values = {name: entry["value"] for name, entry in json.loads(row["fields"]).items()}
        yield Change(
            datetime.fromtimestamp(milliseconds(row["hlc"]) / 1000, UTC),
            words_of_act(row["act"]),
            row["person"],
            row["device"],
            row["kind"],
            row["record_id"],
            tuple(_told(row["kind"], values, view)),
            values,
        )


def _told(table: str, values: Mapping[str, Any], view: View) -> Iterator[tuple[str, str]]:
    """The fields of a change in words; one that was emptied says nothing after its name."""
    kinds, columns = kinds_of(TABLES[table]), table_of(TABLES[table]).c
    for name, value in values.items():
        if name in kinds:
            text = spoken(kinds[name], from_plain(columns[name].type, value), view)
            yield label_of(name, kinds[name], table), text
        else:
            yield label_of(name), str(value or "")


def _noted(session: Session, theirs: Belongings, by: Identifying) -> Iterator[Noted]:
    """The entries of the audit that erasing them would empty."""
    ids = theirs.ids()
    query = sa.select(AUDIT).where(AUDIT.c.detail.is_not(None)).order_by(AUDIT.c.at, AUDIT.c.id)
    for row in session.execute(query).mappings():
        told = row["detail"]
        if by.surely_within(plain_text(told)) or any(known in told for known in ids):
            act, about = words_of_entry(row["act"]), about_entry(told)
            yield Noted(row["at"], act, row["person"] or ERASED, about, told)


def _unsaved(session: Session, theirs: Belongings, by: Identifying) -> Iterator[Unsaved]:
    ids = theirs.ids()
    for each in list_drafts(session):
        text = plain_text(each.typed)
        whole = f"{each.form} {text}"
        if by.within(whole) or any(known in whole for known in ids):
            yield Unsaved(each.form, each.written_at, text)
