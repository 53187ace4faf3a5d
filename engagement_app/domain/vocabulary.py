"""Which words somebody may have meant who hit a wrong key."""

from collections import defaultdict
from collections.abc import Iterable

_ONE, _TWO = 4, 8
"""Letters from which one slip is forgiven, and two."""
_PART = 3
"""Letters from which the middle of a word is looked for."""
_MOST = 24
_BREAK = "\n"


class Vocabulary:
    """The words there are, by their first letter: few slips are in the first."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._by_letter: dict[str, set[str]] = defaultdict(set)
        self._text = ""
        self.add(words)

    def add(self, words: Iterable[str]) -> None:
        """More words; those that are in use no more do no harm."""
        for word in words:
            self._by_letter[word[0]].add(word)
        self._text = ""

    def alike(self, typed: str) -> list[str]:
        """Words that have the typed one inside them, then those that a slip makes of it.

        A word still being typed is held against as many letters of each. Of numbers and of
        addresses every sign counts.
        """
        slips = _slips(len(typed))
        if not typed.isalpha():
            return []
        found = dict.fromkeys(self._with_inside(typed))
        if slips:
            same = self._by_letter.get(typed[0], set())
            found |= dict.fromkeys(_near(typed, same, slips))
            if not found:
                others = set().union(*self._by_letter.values()) - same
                found |= dict.fromkeys(_near(typed, others, 1))
        return list(found)[: 2 * _MOST]

    def _with_inside(self, typed: str) -> list[str]:
        """Words that hold it after their first letter; looked through as one text."""
        if len(typed) < _PART:
            return []
        if not self._text:
            words = (word for words in self._by_letter.values() for word in words)
            self._text = _BREAK + _BREAK.join(words) + _BREAK
        text, found, at = self._text, dict[str, None](), 0
        while len(found) < _MOST and (at := text.find(typed, at + 1)) > 0:
            if text[at - 1] != _BREAK:
                found[text[text.rindex(_BREAK, 0, at) + 1 : text.index(_BREAK, at)]] = None
        return list(found)


def nearness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, in the order of their letters."""
    from rapidfuzz.distance import OSA

    return float(OSA.normalized_similarity(one, other))


def _slips(letters: int) -> int:
    return (letters >= _ONE) + (letters >= _TWO)


def _near(typed: str, words: Iterable[str], slips: int) -> list[str]:
    """The words a few slips away, the nearest first: letters changed, missing, added, swapped."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    whole = list(words)
    begun = [word[: len(typed)] for word in whole]
    best: dict[str, float] = {}
    for choices in (whole, begun):
        found = process.extract(
            typed, choices, scorer=OSA.distance, score_cutoff=slips, limit=_MOST
        )
        for _word, distance, at in found:
            best[whole[at]] = min(distance, best.get(whole[at], slips))
    return sorted(best, key=lambda word: (best[word], word))
