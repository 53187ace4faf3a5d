"""What was written down at an event or in a project, as rows to show."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.communities import Community
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.domain.events import Event
from engagement_app.domain.naming import fold, fold_lines
from engagement_app.domain.objections import Objections, read_objections
from engagement_app.domain.people import Person
from engagement_app.domain.speakers import SPEAKER, called, whom
from engagement_app.domain.view import View
from engagement_app.store.plain_rows import some_rows
from engagement_app.store.records import table_of

MOST = 500
_SAID, _EVENT, _THEME = table_of(Contribution), table_of(Event), table_of(Theme)
_ATTENDANCE, _PERSON, _COMMUNITY = table_of(Attendance), table_of(Person), table_of(Community)
_NAMES = _PERSON.c.given_name, _PERSON.c.family_name, _PERSON.c.known_as
_NEWEST_FIRST = _SAID.c.recorded_at.desc().nulls_last(), _SAID.c.id
_JOINED = (
    _SAID.join(_EVENT, _EVENT.c.id == _SAID.c.event_id)
    .outerjoin(_ATTENDANCE, _ATTENDANCE.c.id == _SAID.c.attendance_id)
    .outerjoin(_PERSON, _PERSON.c.id == _ATTENDANCE.c.person_id)
    .outerjoin(_COMMUNITY, _COMMUNITY.c.id == _SAID.c.community_id)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: of the whole project where no event is named; all themes, all voices."""

    project_id: str
    event_id: str | None = None
    theme_id: str | None = None
    voice: str | None = None
    text: str = ""
    community_id: str | None = None
    """For this community, or in their own voice by somebody of it."""
    ids: tuple[str, ...] | None = None
    """These alone."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """Something that was said; `who` is None where nobody was named, `community` where none is."""

    id: str
    event: str
    words: str
    voice: str
    community: str | None
    themes: tuple[str, ...]
    who: str | None
    may_quote: str
    mandate: str
    limits: str | None
    recorded_at: datetime | None
    recorded_by: str | None
    is_silent: bool = False
    """Whether who said it objects to being quoted, whatever was agreed for these words."""


def list_said(session: Session, wanted: Wanted) -> list[SaidRow]:
    """What was said, the newest first; 500 at most. What is deleted is out, by whom it was too."""
    return list(islice(_all_said(session, wanted), MOST))


def _all_said(session: Session, wanted: Wanted) -> Iterator[SaidRow]:
    """Row by row, read some hundreds at a time: whole rows cost much more than ids in order."""
    themes, view = _theme_names(session, wanted.project_id), View(session)
    words = fold(wanted.text).split()
    ids = _likely(session, wanted, words) if words else _in_order(session, wanted)
    for some in ids:
        query = _whole().where(_SAID.c.id.in_(some))
        rows = {each["id"]: each for each in session.execute(query).mappings()}
        wanted_ones = [each for each in some if _is_for(rows[each], wanted.community_id, view)]
        objections = read_objections(session, _speakers(rows[each] for each in wanted_ones))
        made = (_row(rows[each], themes, view, objections) for each in wanted_ones)
        yield from (row for row in made if row and _fits(row, words))


def _in_order(session: Session, wanted: Wanted) -> Iterator[list[str]]:
    """The ids of what is wanted, the newest first, 500 at a time."""
    query = _narrow(sa.select(_SAID.c.id), wanted).order_by(*_NEWEST_FIRST).limit(MOST)
    for page in count():
        ids = [row.id for row in session.execute(query.offset(page * MOST))]
        if ids:
            yield ids
        if len(ids) < MOST:
            return


def _likely(session: Session, wanted: Wanted, words: Sequence[str]) -> Iterator[list[str]]:
    """Those among them in whose texts every word is found, or that are read as somebody else.

    Some hundreds at a time: the window answers in between, and the first that fit are enough.
    """
    columns = (_SAID.c.words, _SAID.c.recorded_by, _ATTENDANCE.c.label, *_NAMES)
    query = _narrow(sa.select(_SAID.c.id, _PERSON.c.same_as_id, *columns), wanted)
    sought = [word.encode() for word in words]
    for some in some_rows(session, query.order_by(*_NEWEST_FIRST), MOST):
        texts = (" ".join(" ".join(filter(None, row[2:])).split()) for row in some)
        lines = fold_lines("\n".join(texts).encode()).split(b"\n")
        found = [
            row[0]
            for row, line in zip(some, lines, strict=True)
            if row[1] or all(word in line for word in sought)
        ]
        if found:
            yield found


def _narrow(query: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
    return (
        query.select_from(_JOINED)
        .where(_EVENT.c.project_id == wanted.project_id, _EVENT.c.deleted_at.is_(None))
        .where(_SAID.c.deleted_at.is_(None), _ATTENDANCE.c.deleted_at.is_(None))
        .where(*_narrowed(wanted))
    )


def _whole() -> sa.Select[Any]:
    shown = _EVENT.c.title.label("event"), _COMMUNITY.c.name.label("community")
    return sa.select(_SAID, *shown, *SPEAKER).select_from(_JOINED)


def _narrowed(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.event_id is not None:
        yield _SAID.c.event_id == wanted.event_id
    if wanted.voice is not None:
        yield _SAID.c.voice == wanted.voice
    if wanted.theme_id is not None:
        yield sa.cast(_SAID.c.theme_ids, sa.Text).contains(wanted.theme_id)
    if wanted.community_id is not None:
        of_it = sa.cast(_PERSON.c.community_ids, sa.Text).contains(wanted.community_id)
        own = sa.and_(_SAID.c.voice == "own", sa.or_(of_it, _PERSON.c.same_as_id > ""))
        yield sa.or_(_SAID.c.community_id == wanted.community_id, own)
    if wanted.ids is not None:
        these = sa.func.json_each(json.dumps(wanted.ids)).table_valued("value")
        yield _SAID.c.id.in_(sa.select(these.c.value))


def _is_for(each: Mapping[Any, Any], community_id: str | None, view: View) -> bool:
    """Whether it comes from this community; of a duplicate those of whom it is read as count."""
    if community_id in (None, each["community_id"]) or not each["speaker_same_as_id"]:
        return True
    person = whom(each, view)
    return bool(person and community_id in person["community_ids"])


def _theme_names(session: Session, project_id: str) -> dict[str, str]:
    query = sa.select(_THEME.c.id, _THEME.c.name).where(_THEME.c.project_id == project_id)
    return {row.id: row.name for row in session.execute(query)}


def _speakers(rows: Iterable[Mapping[Any, Any]]) -> set[str]:
    return {row["speaker_person_id"] for row in rows if row["speaker_person_id"]}


def _row(
    each: Mapping[Any, Any], themes: Mapping[str, str], view: View, objections: Objections
) -> SaidRow | None:
    """The row to show; None where it is out with the person who said it."""
    person = whom(each, view)
    if person is not None and person["deleted_at"] is not None:
        return None
    return SaidRow(
        each["id"],
        each["event"],
        each["words"],
        each["voice"],
        each["community"],
        tuple(themes[theme] for theme in each["theme_ids"] if theme in themes),
        called(each, person) if each["speaker_id"] else None,
        each["may_quote"],
        each["mandate"],
        each["limits"],
        each["recorded_at"],
        each["recorded_by"],
        objections.to("quote", each["speaker_person_id"]),
    )


def _fits(row: SaidRow, words: Sequence[str]) -> bool:
    """Whether every word looked for is in what was said, in who said it or who wrote it down."""
    if not words:
        return True
    said = fold(f"{row.words} {row.who or ''} {row.recorded_by or ''}")
    return all(word in said for word in words)
