"""People who might be on record twice: pairs to look at, and why, never merged by themselves.

Only people who share an e-mail, a telephone, a family name or all the words of their name are
compared, and of those each with the few that stand nearest to them in the alphabet: 100,000
people are compared about a million times, not five thousand million.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from sqlmodel import Session

from engagement_app.domain.naming import fold, full_name
from engagement_app.domain.phones import same_number
from engagement_app.language import _
from engagement_app.store.collection import no_collection
from engagement_app.store.emptied import ERASED
from engagement_app.store.plain_rows import ask

MOST = 300
"""How many pairs are listed at most."""
_NEAR = 6
"""With how many of those who follow in the alphabet somebody is compared."""
_ALIKE = 80
"""From this similarity on, of 100, two names may be one that was typed twice."""
_IN_PART = 3
_LAST_DIGITS = 9
_NO_DIGIT = re.compile("[^0-9]+")
_PEOPLE = (
    "SELECT id, given_name, family_name, known_as, email, phone, postcode, organisation_id"
    " FROM person WHERE deleted_at IS NULL AND +same_as_id IS NULL"
    f" AND known_as IS NOT '{ERASED}'"
)
_SHARED = {
    "email": _("same e-mail"),
    "phone": _("same phone"),
    "postcode": _("same postcode"),
    "organisation_id": _("same organisation"),
}
_WEIGHTS = {"email": 4, "phone": 4, "postcode": 2, "organisation_id": 1}
_CONTACTS = {"email": _("other e-mail"), "phone": _("other phone")}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who might be one; `why` says what they share and what they do not."""

    one: str
    other: str
    one_name: str
    other_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Alike:
    """The likeliest pairs first, 300 at most, and whether there are more."""

    pairs: tuple[Pair, ...] = ()
    more: bool = False


class _Known(NamedTuple):
    """A person as they are compared."""

    id: str
    name: str
    given: str
    family: str
    known_as: str
    email: str
    phone: str
    postcode: str
    organisation_id: str
    firsts: tuple[str, ...]
    """What they may be called by those who know them."""
    words: str
    """The words of the name, whatever their order."""
    digits: str


def list_alike(session: Session) -> Alike:
    """Pairs of live people who might be one; whoever is read as another already is left out.

    Reads everybody: not for the window's thread.
    """
    with no_collection():
        people = [_known(row) for row in ask(session, _PEOPLE)]
        found = {(one.id, other.id): (one, other) for one, other in _compared(people)}
        judged = (_judged(one, other) for one, other in found.values())
        likely = nsmallest(MOST + 1, (each for each in judged if each))
    return Alike(tuple(pair for _rank, _name, _id, pair in likely[:MOST]), len(likely) > MOST)


def _known(row: tuple[str | None, ...]) -> _Known:
    each, *names, email, phone, postcode, organisation = row
    given, family, known_as = map(fold, names)
    return _Known(
        str(each),
        full_name(*names),
        given,
        family,
        known_as,
        fold(email),
        phone or "",
        fold(postcode).replace(" ", ""),
        organisation or "",
        tuple(dict.fromkeys(first for first in (given, known_as) if first)),
        " ".join(sorted(f"{given} {family}".split())) or known_as,
        _NO_DIGIT.sub("", phone)[-_LAST_DIGITS:] if phone else "",
    )


def _compared(people: Iterable[_Known]) -> Iterator[tuple[_Known, _Known]]:
    """Each pair that has something in common and stands near enough, the smaller id first."""
    blocks: dict[tuple[str, str], list[tuple[str, str, _Known]]] = defaultdict(list)
    for each in people:
        for kind, key, order in _keys(each):
            blocks[kind, key].append((order, each.id, each))
    for block in blocks.values():
        block.sort()
        for at, (_order, _id, one) in enumerate(block):
            for _other_order, _other_id, other in block[at + 1 : at + 1 + _NEAR]:
                if one.id != other.id:
                    yield (one, other) if one.id < other.id else (other, one)


def _keys(each: _Known) -> Iterator[tuple[str, str, str]]:
    """By what somebody is put beside others: the kind, the value, and the order within it."""
    if each.email:
        yield "email", each.email, each.given
    if each.digits:
        yield "phone", each.digits, each.given
    for first in each.firsts:
        if each.family:
            yield "family", each.family, first
    yield "words", each.words, ""


def _judged(one: _Known, other: _Known) -> tuple[int, str, str, Pair] | None:
    """The pair with its rank, the likeliest lowest; None where nobody would take them for one."""
    names = _alike(one, other)
    shared = [name for name in _SHARED if _are_one(name, one, other)] if names else []
    if not names or (names == _IN_PART and not _CONTACTS.keys() & set(shared)):
        return None
    apart = [name for name in _CONTACTS if _differ(name, one, other) and name not in shared]
    if names > 1 and apart and not shared:
        return None
    why = [_said_of(names), *map(_SHARED.__getitem__, shared), *map(_CONTACTS.__getitem__, apart)]
    rank = names + 2 * len(apart) - sum(_WEIGHTS[name] for name in shared)
    return rank, fold(one.name), one.id + other.id, _pair(one, other, why)


def _pair(one: _Known, other: _Known, why: Sequence[str]) -> Pair:
    return Pair(one.id, other.id, one.name, other.name, ", ".join(why))


def _said_of(names: int) -> str:
    return {1: _("same name"), 2: _("similar name")}.get(names, _("part of the name is the same"))


def _are_one(name: str, one: _Known, other: _Known) -> bool:
    first, second = getattr(one, name), getattr(other, name)
    if not first or not second:
        return False
    if name == "phone" and one.digits == other.digits:
        return same_number(first, second)
    return bool(first == second)


def _differ(name: str, one: _Known, other: _Known) -> bool:
    first, second = getattr(one, name), getattr(other, name)
    return bool(first and second and first != second)


def _alike(one: _Known, other: _Known) -> int:
    """How like the names are: 1 the same, 2 similar, 3 in part, 0 not.

    A part is enough for those alone who share an e-mail or a telephone; couples share them, so a
    family name is no part where both have a first name.
    """
    if one.words == other.words:
        return 1
    first = any(_similar(a, b) for a in one.firsts for b in other.firsts)
    family = bool(one.family and other.family) and _similar(one.family, other.family)
    if first and family:
        return 2
    missing = not (one.firsts and other.firsts) and family
    return _IN_PART if first or missing else 0


@lru_cache(maxsize=65536)
def _similar(one: str, other: str) -> bool:
    """Whether two names may be one: a slip, a short form, or the first letter of the other."""
    from rapidfuzz.fuzz import ratio

    short, long = sorted((one, other), key=len)
    if long.startswith(short.rstrip(".")) and len(short.rstrip(".")) != 2:
        return True
    return ratio(one, other) >= _ALIKE
