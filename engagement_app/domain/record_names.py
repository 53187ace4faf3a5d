"""Which records are called so: by their own name, or by the person they are about.

An entry in the log of requests is not found by who asked, as no list of acts says who did.
"""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from engagement_app.domain.naming import fold
from engagement_app.domain.tables import EVERY, links_of
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of

_NAMES = ("title", "name", "given_name", "family_name", "known_as", "label", "funder_name", "id")


def ids_named(session: Session, word: str) -> set[str]:
    """The records of which a name or the id has the word (folded), and those about such people."""
    named = {each for table in EVERY for each in _named(session, table, word)}
    return named | {each for table in EVERY for each in _about(session, table, named)}


def _named(session: Session, table: str, word: str) -> Iterator[str]:
    if not EVERY[table].logged:
        return
    columns = [name for name in _NAMES if name in table_of(EVERY[table]).c]
    rows = ask(session, f'SELECT {", ".join(columns)} FROM "{table}"')
    for row in rows:
        if any(word in fold(cell) for cell in row if isinstance(cell, str)):
            yield str(row[-1])


def _about(session: Session, table: str, named: Iterable[str]) -> Iterator[str]:
    people = set(named)
    for field, link in links_of(table).items():
        if link.table == "person":
            found = ask(session, f'SELECT id, "{field}" FROM "{table}" WHERE "{field}" IS NOT NULL')
            yield from (str(each) for each, person in found if person in people)
