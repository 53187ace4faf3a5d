"""Where a person is mentioned in what is not theirs: other people's words, now and earlier."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.fields import Answers, Text
from engagement_app.domain.identifying import Identifying, plain_text
from engagement_app.domain.input import kinds_of
from engagement_app.domain.monitoring import Questions
from engagement_app.domain.names import name_of_record
from engagement_app.domain.naming import name_of
from engagement_app.domain.rules import Row
from engagement_app.domain.tables import EVERY
from engagement_app.domain.view import View
from engagement_app.domain.wording import label_of
from engagement_app.language import _
from engagement_app.store.audit import AUDIT
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of

_CHANGES = "SELECT kind, record_id, fields FROM change ORDER BY hlc, id"
_AT_THE_KEYS = """SELECT person, count(*) FROM (
    SELECT person FROM change UNION ALL
    SELECT person FROM audit_entry WHERE person IS NOT NULL UNION ALL
    SELECT erased_by FROM erasure
) GROUP BY person ORDER BY person"""
_REASONS = "SELECT reason, count(*) FROM erasure GROUP BY reason ORDER BY reason"
_COUNTED = (
    (_REASONS, "erasure", _("Why somebody was erased"), _("Reason")),
    (_AT_THE_KEYS, "change", _("Who worked with this file"), _("Name")),
)
"""Texts that stand many times, with how often; their table, and what they are called."""
_WRITTEN = (Text, Answers, Questions)
"""Kinds that hold what people write."""
_PARTS = ("given_name", "family_name")
_OWN = (*_PARTS, "known_as", "email", "phone")


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names them: of which record, in which field; `earlier` where the record says
    something else by now and only its changes still have it."""

    table: str
    record_id: str
    name: str
    field: str
    text: str
    earlier: bool = False


def told_once(mentions: Iterable[Mention]) -> list[tuple[Mention, int]]:
    """The same text in the same field of several records once, with how many they are."""
    found: dict[tuple[str, str, str, bool], list[Mention]] = {}
    for each in mentions:
        found.setdefault((each.table, each.field, each.text, each.earlier), []).append(each)
    return [(alike[0], len(alike)) for alike in found.values()]


def list_mentions(session: Session, theirs: Collection[str], by: Identifying) -> Iterator[Mention]:
    """Every mention outside the records that are theirs; those of today first, then earlier ones.

    It is a list to be looked through: others may have the same name.
    """
    seen: set[tuple[str, str, str]] = set()
    view = View(session)
    for table in EVERY:
        for row in _rows(session, table):
            if row["id"] not in theirs:
                yield from _in_row(table, row, by, view, seen)
    yield from _earlier(session, theirs, by, view, seen)
    yield from _elsewhere(session, by)


@cache
def _texts(table: str) -> tuple[str, ...]:
    kinds = kinds_of(EVERY[table])
    return tuple(name for name, kind in kinds.items() if isinstance(kind, _WRITTEN))


def _rows(session: Session, table: str) -> Iterator[dict[str, Any]]:
    if _texts(table):
        yield from map(dict, session.execute(sa.select(table_of(EVERY[table]))).mappings())


def _in_row(
    table: str, row: dict[str, Any], by: Identifying, view: View, seen: set[tuple[str, str, str]]
) -> Iterator[Mention]:
    told = name_of(row) if table == "person" else None
    if told and by.surely_within(told):
        yield Mention(table, row["id"], told, _("Name"), told)
    for field in _texts(table):
        text = _plain(row[field])
        if _is_meant(table, field, text, by) and text != told:
            seen.add((row["id"], field, text))
            yield _mention(table, row, field, text, view)


def _is_meant(table: str, field: str, text: str, by: Identifying) -> bool:
    """Of other people's own names and addresses only what hardly anybody shares is told: that
    somebody has the same given name is no mention, and nobody's business."""
    if table == "person" and field in _OWN:
        return field not in _PARTS and by.surely_within(text)
    return by.within(text)


def _plain(value: Any) -> str:
    is_json = isinstance(value, dict | list)
    return json.dumps(value, ensure_ascii=False) if is_json else str(value or "")


def _mention(
    table: str, row: Row, field: str, text: str, view: View, *, earlier: bool = False
) -> Mention:
    label = label_of(field, kinds_of(EVERY[table])[field], table)
    return Mention(table, row["id"], name_of_record(table, row, view), label, text, earlier)


def _earlier(
    session: Session,
    theirs: Collection[str],
    by: Identifying,
    view: View,
    seen: set[tuple[str, str, str]],
) -> Iterator[Mention]:
    """What a change log still has of texts that were put right since."""
    for table, record_id, fields in ask(session, _CHANGES):
        if record_id in theirs or table not in EVERY:
            continue
        entries = json.loads(fields)
        for field in _texts(table):
            if field not in entries:
                continue
            key = (record_id, field, _plain(entries[field]["value"]))
            if key in seen or not _is_meant(table, field, key[2], by):
                continue
            seen.add(key)
            if row := view(table, record_id):
                yield _mention(table, row, field, key[2], view, earlier=True)


def _elsewhere(session: Session, by: Identifying) -> Iterator[Mention]:
    """In the audit, and as somebody who worked with this file."""
    for row in session.execute(sa.select(AUDIT.c.id, AUDIT.c.detail)):
        text = plain_text(row.detail or "")
        if by.within(text) and not by.surely_within(text):
            yield Mention("audit_entry", row.id, _("Who did what"), _("Detail"), text)
    for query, table, name, label in _COUNTED:
        for text, count in ask(session, query):
            if by.within(text):
                told = _("{text}, {count} times").format(text=text, count=count)
                yield Mention(table, "", name, label, told)
