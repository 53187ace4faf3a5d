"""Headings that are also the bookmarks of the file."""

from typing import Any

from reportlab.platypus import Flowable

from engagement_app.reports.text import Typesetter

_HEIGHT = 0.01
_LEVELS = {"heading": 0, "subheading": 1}


def heading(typeset: Typesetter, words: str, style: str = "heading") -> list[Flowable]:
    """A heading in one of the heading styles, with its bookmark."""
    place = place_of_section(words) if style == "heading" else ""
    return [bookmark(words, _LEVELS[style]), typeset(style, words, place=place)]


def place_of_section(title: str) -> str:
    """What leads to the section of this title."""
    return f"section {title}"


def bookmark(words: str, level: int = 0) -> Flowable:
    """An entry in the outline of the file, for the place where it stands."""
    return Bookmark(words, level)


class Bookmark(Flowable):
    """Takes next to no room; marks where the heading below it stands."""

    def __init__(self, words: str, level: int) -> None:
        super().__init__()
        self.words = words
        self.level = level

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        # With no height at all it would still fit at the end of a full page, without its heading.
        return (0, _HEIGHT)

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.headings = getattr(canvas, "headings", 0) + 1
        key = f"heading {canvas.headings}"
        canvas.bookmarkHorizontal(key, 0, 0)
        canvas.addOutlineEntry(self.words, key, self.level, closed=False)
