"""Find any record by a few letters: how its name begins first, then its words, then slips.

Also by how its id begins, as papers print it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.find_by_number import find_by_number
from engagement_app.domain.found import Found
from engagement_app.domain.naming import fold, full_name
from engagement_app.domain.record_lists import list_records
from engagement_app.domain.tables import TABLES
from engagement_app.store.plain_rows import ask, plain_rows
from engagement_app.store.records import table_of

MOST = 30
"""How many records are found at most."""
SOUGHT = ("person", "event", "engagement_role", "fund", "message", "organisation")
"""The tables that are looked through, in the order in which equally good ones are listed."""
_FEW = 5
"""With fewer people than this, names with a slip in them are looked for too."""
_ALIKE = 75
_LEAST = 4
"""Letters that a word must have before a slip in it is thought of."""
_NAMES = "given_name, family_name, known_as"
_PEOPLE = (
    f"SELECT id, {_NAMES} FROM person WHERE deleted_at IS NULL AND +same_as_id IS NULL AND {{0}}"
    " LIMIT {1}"
)
_BEGINS = "concat(' ', given_name, ' ', family_name, ' ', known_as) LIKE ? ESCAPE '\\'"
_WITHIN = 20_000
"""Of how many people who begin alike the names are compared letter by letter."""


def fit(text: str, title: str) -> int | None:
    """How well a title fits what is typed: 0 it begins so, 1 its words do, 2 it has the words,
    3 with a slip; None where it does not."""
    wanted, words = fold(text), fold(title)
    if not wanted:
        return None
    if words.startswith(wanted):
        return 0
    sought, there = wanted.split(), words.replace("-", " ").split()
    if all(any(each.startswith(word) for each in there) for word in sought):
        return 1
    if all(word in words for word in sought):
        return 2
    return 3 if all(_is_slip(word, there) for word in sought) else None


def _is_slip(word: str, there: Iterable[str]) -> bool:
    if len(word) < _LEAST:
        return any(each.startswith(word) for each in there)
    from rapidfuzz.fuzz import ratio

    long = (each for each in there if len(each) >= len(word) - 1)
    return any(max(ratio(word, each), ratio(word, each[: len(word)])) >= _ALIKE for each in long)


def find_anything(session: Session, project_id: str | None, text: str) -> list[Found]:
    """The best records for the text, 30 at most; of tables of a project those of this one.

    Reads names of very many people where few begin so: not for the window's thread.
    """
    if not fold(text):
        return []
    found = list(_people(session, text))
    for table in SOUGHT[1:]:
        found += _titled(session, table, project_id, text)
    named = list(find_by_number(session, project_id, text))
    return [*named, *sorted(found, key=_place)][:MOST]


def _place(each: Found) -> tuple[int, int, str, str]:
    return each.tier, SOUGHT.index(each.table), fold(each.title), each.id


def _titled(session: Session, table: str, project_id: str | None, text: str) -> Iterator[Found]:
    """Records of a table that is short enough to be read whole."""
    columns = table_of(TABLES[table]).c
    called = [columns[name] for name in ("title", "name", "funder_name") if name in columns]
    title = sa.func.coalesce(*called, "") if len(called) > 1 else called[0]
    query = sa.select(columns.id, title).where(columns.deleted_at.is_(None))
    if "project_id" in columns:
        query = query.where(columns.project_id == project_id)
    for record_id, name in plain_rows(session, query):
        tier = fit(text, name)
        if tier is not None:
            yield Found(table, record_id, name, "", tier)


def _people(session: Session, text: str) -> list[Found]:
    """People whose names begin so, then any part of what is on record, then with a slip."""
    words = fold(text).split()
    found = {each.id: each for each in _beginning(session, text, words)}
    if len(found) < MOST:
        for row in list_records(session, "person", None, text).rows:
            given, family, known_as, organisation, email, phone = row.cells
            name = full_name(given, family, known_as)
            tier = fit(text, _with_known_as(name, known_as))
            reached = "" if row.do_not_contact else email or phone
            more = organisation or reached or ""
            found.setdefault(
                row.id, Found("person", row.id, name, more, 2 if tier is None else tier)
            )
    if len(found) < _FEW:
        for each in islice(_slips(session, text, words), MOST):
            found.setdefault(each.id, each)
    return sorted(found.values(), key=_place)[:MOST]


def _beginning(session: Session, text: str, words: Sequence[str]) -> Iterator[Found]:
    signs = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})
    asked = [f"% {word.translate(signs)}%" for word in words]
    sql = _PEOPLE.format(" AND ".join([_BEGINS] * len(words)), MOST)
    return _named(text, ask(session, sql, asked))


def _slips(session: Session, text: str, words: Sequence[str]) -> Iterator[Found]:
    """Those of whom a name begins with the same letter as a word that is typed."""
    either = " OR ".join([_BEGINS] * len(words))
    sql = _PEOPLE.format(f"({either})", _WITHIN)
    return _named(text, ask(session, sql, [f"% {word[0]}%" for word in words]))


def _named(text: str, rows: Iterable[tuple[str | None, ...]]) -> Iterator[Found]:
    for each, *names in rows:
        name = full_name(*names)
        tier = fit(text, _with_known_as(name, names[-1]))
        if tier is not None:
            yield Found("person", str(each), name, "", tier)


def _with_known_as(name: str, known_as: str | None) -> str:
    return f"{name} {known_as}" if known_as and known_as != name else name
