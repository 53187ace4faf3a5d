"""The roll at the door: everybody in the file, and the words by which they are found.

It is an index in memory (`store/word_index.py`) by the number of the person's row; an attendance
without a person has its own number, below nothing. `listed` marks those of the event.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from engagement_app.domain.naming import fold
from engagement_app.domain.standings import Standings
from engagement_app.domain.vocabulary import Vocabulary
from engagement_app.store.word_index import WordIndex

MOST = 60
"""How many are found at most."""
LETTERS = 2
"""How many letters must be typed before anybody is found."""
_LONGEST, _WORDS = 120, 8
"""Of a text that somebody pasted no more is looked for."""
_FEW = 5
"""With fewer found, what was typed may be the middle of a word, or a slip."""
_NUMBER = re.compile(r"(?<!\S)[+(]*[0-9][0-9 ()./-]*(?!\S)")
_LEAST_DIGITS = 5
_BETWEEN = re.compile(r"[\s!-*,-/:;?@\[-\]_{}‘’“”«»‹›·•–—…]+")
APOSTROPHES = re.compile("['’‘`]")
_LISTED = "listed : x"
_NAMES, _ANY = "{{names}} : ({words})", "{{names rest}} : ({words})"
_STAR = "*"


@dataclass
class Roll:
    """Who can be found at the door of one event; `complete` once everybody was read."""

    event_id: str
    index: WordIndex = field(default_factory=lambda: WordIndex(("names", "rest", "listed")))
    standings: Standings[int] = field(default_factory=Standings)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    duplicates: dict[str, str] = field(default_factory=dict)
    """The ids of those recorded twice, and whom each is read as."""
    listed_to: int = 0
    last_listed: int = 0
    read_to: int = 0
    last_person: int = 0
    last_change: int = 0

    @property
    def counted(self) -> bool:
        """Whether all of the event were read, so that the counts are whole."""
        return self.listed_to >= self.last_listed

    @property
    def complete(self) -> bool:
        """Whether everybody in the file was read."""
        return self.counted and self.read_to >= self.last_person

    def find(self, words: list[str]) -> dict[int, bool]:
        """The numbers of those who have all these words, at most `MOST`, and whether as typed.

        Where there are more, those who are kept are on the list before others, and found by name
        before organisation, phone or e-mail. Nobody before two letters. Where there are few, who
        has words like these comes after.
        """
        if sum(map(len, words)) < LETTERS:
            return {}
        found = self.index.find(_ANY.format(words=_all_of(words, _STAR)), MOST + 1)
        if len(found) > MOST:
            found = self._best(words, found)
        alike = self._alike(words) if len(found) < _FEW else ()
        return dict.fromkeys(alike, False) | dict.fromkeys(found, True)

    def _best(self, words: list[str], others: list[int]) -> list[int]:
        """Of very many, those who are meant most likely."""
        begun, whole = _all_of(words, _STAR), _all_of(words)
        found: dict[int, None] = {}
        for query in (
            f"{_LISTED} AND {_NAMES.format(words=whole)}",
            f"{_LISTED} AND {_NAMES.format(words=begun)}",
            _NAMES.format(words=whole),
            _NAMES.format(words=begun),
            f"{_LISTED} AND {_ANY.format(words=begun)}",
        ):
            found |= dict.fromkeys(self.index.find(query, MOST))
            if len(found) >= MOST:
                break
        return list(found | dict.fromkeys(others))[:MOST]

    def _alike(self, words: list[str]) -> list[int]:
        """Who has words like these: a part of a word was typed, or a wrong letter."""
        each_word, differs = [], False
        for word in words:
            alike = self.vocabulary.alike(word)
            differs = differs or bool(alike)
            choices = [_quoted(word) + _STAR, *map(_quoted, alike)]
            each_word.append(f"({' OR '.join(choices)})")
        if not differs:
            return []
        return self.index.find(_ANY.format(words=" AND ".join(each_word)), MOST)


def words_of(text: str) -> list[str]:
    """The words to look for; a telephone number is one word of digits, as the roll has it."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text[:_LONGEST])
    folded = _NUMBER.sub(_digits, fold(printable))
    return [word for word in folded.split() if plain(word)][:_WORDS]


def plain(folded: str) -> str:
    """Folded text with a blank for whatever stands between words."""
    return " ".join(_BETWEEN.sub(" ", folded).split())


def names_line(names: str) -> str:
    """Folded names as they are found: O'Brien also as OBrien."""
    return f"{names} {APOSTROPHES.sub('', names)}" if APOSTROPHES.search(names) else names


def phone_line(phone: str) -> str:
    """A number by all of its digits, and by the last six and four that people say."""
    digits = _dialled_here(phone)
    return f"{digits} {digits[-6:]} {digits[-4:]}" if len(digits) > _LEAST_DIGITS else digits


def _all_of(words: Iterable[str], star: str = "") -> str:
    return " AND ".join(_quoted(word) + star for word in words)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', " ") + '"'


def _digits(number: re.Match[str]) -> str:
    """Of a telephone number the digits, of anything shorter the text itself."""
    digits = _dialled_here(number[0])
    return f"{digits} " if len(digits) >= _LEAST_DIGITS else number[0]


def _dialled_here(number: str) -> str:
    """The digits with the 0 of this country instead of its code."""
    text = number.replace("(0)", "").strip()
    for abroad in ("+44", "0044"):
        text = "0" + text.removeprefix(abroad) if text.startswith(abroad) else text
    return "".join(sign for sign in text if sign.isdigit())


def marks(values: Collection[object]) -> str:
    """As many marks as a statement has values."""
    return ", ".join("?" * len(values))


def slices(ids: Iterable[str], at_once: int = 500) -> Iterator[list[str]]:
    """As many at once as a statement may name."""
    wanted = list(ids)
    ends = [*range(0, len(wanted), at_once), len(wanted)]
    return (wanted[start:end] for start, end in pairwise(ends))
