"""What somebody can be told by in a text: their names, e-mails and telephone numbers, ever."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from sqlmodel import Session

from engagement_app.domain.naming import fold
from engagement_app.domain.view import load
from engagement_app.store.changes import whole_changes
from engagement_app.store.emptied import ERASED

_NAMES = ("given_name", "family_name", "known_as")
_SHORTEST = 3
"""A name of fewer letters is only looked for as part of a whole name."""
_DIGITS = 9
"""A telephone number is known by its last digits, however its beginning is written."""


@dataclass(frozen=True, slots=True)
class Identifying:
    """Words are folded; numbers are the last nine digits of telephone numbers.

    `sure` are addresses and names of several words, which hardly anybody else has.
    """

    words: frozenset[str]
    sure: frozenset[str]
    numbers: frozenset[str]

    def within(self, text: str | None) -> bool:
        """Whether the text has any of them: words as whole words, numbers in any spacing."""
        return bool(text) and self._has(str(text), self.words)

    def surely_within(self, text: str | None) -> bool:
        """The same, without what others may be called as well, such as a given name alone."""
        return bool(text) and self._has(str(text), self.sure)

    def is_sure(self, text: str | None) -> bool:
        """Whether the text is a whole name or an address of theirs and nothing else."""
        return fold(text) in self.sure

    def surely_among(self, texts: Iterable[str]) -> bool:
        """Whether two of these texts, such as the fields of a form, are a whole name together."""
        folded = {fold(each) for each in texts} - {""}
        return any(f"{one} {other}" in self.sure for one, other in permutations(folded, 2))

    def _has(self, text: str, words: frozenset[str]) -> bool:
        folded = fold(text)
        if any(word in folded and _stands_alone(word, folded) for word in words):
            return True
        digits = re.sub("[^0-9]", "", text)
        return any(number in digits for number in self.numbers)


def _stands_alone(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def identifying(session: Session, people: Collection[str]) -> Identifying:
    """What these records of one person hold now, and what they ever held."""
    told: list[str | None] = []
    sure: list[str | None] = []
    numbers: list[str | None] = []
    rows = list(load(session, "person", people).values())
    changes = whole_changes(session, list(people))
    for values in [*rows, *map(_set_by, changes)]:
        told += [values.get(name) for name in _NAMES]
        sure += [values.get("email"), _whole(values)]
        numbers.append(values.get("phone"))
    names, addresses = frozenset(_words(told)), frozenset(_words(sure))
    surely = addresses | {each for each in names if " " in each}
    return Identifying(names | addresses, surely, frozenset(_numbers(numbers)))


def _set_by(change: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry["value"] for name, entry in json.loads(change["fields"]).items()}


def _whole(values: Mapping[str, Any]) -> str | None:
    """A name in two parts."""
    parts = [each for each in (values.get("given_name"), values.get("family_name")) if each]
    return " ".join(parts) if len(parts) > 1 else None


def _words(texts: Iterable[str | None]) -> Iterable[str]:
    for text in texts:
        word = fold(text)
        if len(word) >= _SHORTEST and word != ERASED:
            yield word


def _numbers(texts: Iterable[str | None]) -> Iterable[str]:
    for text in texts:
        digits = re.sub("[^0-9]", "", text or "")
        if len(digits) >= _DIGITS:
            yield digits[-_DIGITS:]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value as JSON has them, without the names of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def plain_text(typed: str) -> str:
    """The texts of a draft, which is JSON, as people would read them."""
    spaced = re.sub(r"\\[nrtbf]", " ", typed)
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), spaced)
