"""Text cut into lines where ReportLab must not: it breaks shaped words between glyphs.

A stretch of right-to-left text is drawn as one word, and would not be wrapped in reading order.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from engagement_app.reports.runs import stretches

Measure = Callable[[str], float]
"""The printed width of a text, in points."""

_JOINERS = "\u200c\u200d"
_SPACES = re.compile(r"(\s+)")


def fitted(line: str, measure: Measure, room: float) -> list[str]:
    """The line in pieces, none of which holds a word or right-to-left stretch wider than `room`."""
    if measure(line) <= room:
        return [line]
    lines = [""]
    for text, turned in stretches(line):
        cut = _filled if turned else _long_words_cut
        first, *others = [text] if measure(text) <= room else list(cut(text, measure, room))
        if others and lines[-1].strip() and (turned or measure(lines[-1] + first) > room):
            lines.append("")
        lines[-1] += first
        lines += others
    return lines


def _long_words_cut(text: str, measure: Measure, room: float) -> Iterator[str]:
    line = ""
    for word in _SPACES.split(text):
        *full, rest = slices(word, measure, room)
        if full:
            if line.strip():
                yield line
            line = ""
        yield from full
        line += rest
    yield line


def _filled(text: str, measure: Measure, room: float) -> Iterator[str]:
    """Lines as full as they go, in reading order."""
    line = ""
    for word in text.split():
        for part in slices(word, measure, room):
            longer = f"{line} {part}".strip()
            if line and measure(longer) > room:
                yield line
                line = part
            else:
                line = longer
    yield line


def slices(word: str, measure: Measure, room: float) -> Iterator[str]:
    """The word itself where it fits, else parts that do, cut before whole letters only."""
    if measure(word) <= room:
        yield word
        return
    start = fitting = 0
    for end in range(1, len(word) + 1):
        if not _may_cut(word, end):
            continue
        if fitting > start and measure(word[start:end]) > room:
            yield word[start:fitting]
            start = fitting
        fitting = end
    yield word[start:]


def _may_cut(word: str, place: int) -> bool:
    if place == len(word):
        return True
    beside = word[place - 1 : place + 1]
    return unicodedata.category(word[place])[0] != "M" and not set(beside) & set(_JOINERS)
