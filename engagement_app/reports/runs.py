"""Text cut into runs of one font and one direction, in the order in which they are drawn.

Lines are laid out from left to right; a stretch of right-to-left letters inside them is turned
round. This is the part of the Unicode bidirectional algorithm (UAX 9) that names and titles need.
"""

import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from engagement_app.reports.fonts import BODY, UNJOINED, font_for, letters

_RIGHT_TO_LEFT = ("R", "AL")
_NUMBERS = ("EN", "AN")
_IN_NUMBERS = (*_NUMBERS, "CS", "ES", "ET")
# Spaces, punctuation, marks and joiners stay with the letters before them where the font has them.
_STAYS = "MPZC"
_GLUE = "\u00a0"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font, to be drawn one after the other; `turned` is right to left."""

    font: str
    text: str
    turned: bool = False


def direction(letter: str) -> str:
    """Of a character, as Unicode has it."""
    return unicodedata.bidirectional(letter)


def is_turned(text: str) -> bool:
    """Whether any letter of it is written from right to left."""
    return not text.isascii() and any(direction(letter) in _RIGHT_TO_LEFT for letter in text)


def is_number(text: str) -> bool:
    """Whether it is digits and what stands between digits."""
    kinds = {direction(letter) for letter in text}
    return not kinds.isdisjoint(_NUMBERS) and kinds.issubset(_IN_NUMBERS)


def needs_shaping(text: str) -> bool:
    """Whether any of its letters join, reorder, or carry a mark of their own."""
    return not text.isascii() and any(map(_shaped, set(text) - {"\n"}))


def _shaped(letter: str) -> bool:
    return font_for(letter) not in UNJOINED or unicodedata.category(letter) == "Mn"


def runs(line: str) -> list[Run]:
    """The runs of one line in drawing order; the letters of `line` must all have a font."""
    if line.isascii():
        return [Run(BODY, line)] if line else []
    return [run for text, turned in stretches(line) for run in _drawn(text, turned)]


def fonts_of(text: str) -> list[Run]:
    """The runs of a text whose letters stand as they are typed, its line ends among them."""
    if text.isascii() or not set(text) - letters(BODY) - {"\n"}:
        return [Run(BODY, text)] if text else []
    return [Run(font, part) for font, part in _by_font(text)]


def stretches(line: str) -> Iterator[tuple[str, bool]]:
    """The line cut where right-to-left text begins and ends; spaces at its ends are outside.

    Text without one left-to-right letter, such as an Arabic title with a number, is one stretch.
    """
    kinds = [direction(letter) for letter in line]
    if "L" not in kinds and is_turned(line):
        yield line, True
        return
    start = 0
    while start < len(line):
        first = next((i for i in range(start, len(line)) if kinds[i] in _RIGHT_TO_LEFT), len(line))
        if first > start:
            yield line[start:first], False
        start = _stretch_end(kinds, first)
        if start > first:
            yield line[first:start], True


def _stretch_end(kinds: list[str], first: int) -> int:
    end = first
    for place in range(first, len(kinds)):
        if kinds[place] == "L":
            break
        if kinds[place] in (*_RIGHT_TO_LEFT, "NSM"):
            end = place + 1
    return end


def _drawn(text: str, turned: bool) -> list[Run]:
    if not turned:
        return [Run(font, part) for font, part in _by_font(text)]
    # One word for the shaper, which turns each run round; the order of the runs is turned here.
    glued = "".join(_GLUE if letter.isspace() else letter for letter in text)
    parts = [part for piece in _numbers_apart(glued) for part in _by_font(piece)]
    return [_turned_round(font, part) for font, part in reversed(parts)]


def _turned_round(font: str, part: str) -> Run:
    if is_number(part):
        return Run(font, part)
    if is_turned(part):
        return Run(font, part, turned=True)
    # The shaper takes signs without letters for left-to-right ones.
    return Run(font, part[::-1].translate(_MIRRORED), turned=True)


def _numbers_apart(text: str) -> Iterator[str]:
    for _number, group in itertools.groupby(text, key=lambda c: direction(c) in _NUMBERS):
        yield "".join(group)


def _by_font(text: str) -> Iterator[tuple[str, str]]:
    start, current = 0, ""
    for place, letter in enumerate(text):
        font = _font_after(letter, current)
        if font != current:
            if place:
                yield current, text[start:place]
            start, current = place, font
    if text:
        yield current, text[start:]


def _font_after(letter: str, current: str) -> str:
    if letter == "\n":
        return current or BODY
    if current and unicodedata.category(letter)[0] in _STAYS and letter in letters(current):
        return current
    return font_for(letter) or BODY
