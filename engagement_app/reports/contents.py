"""A table of contents: each section leads to its heading, with the page that it begins on."""

from collections.abc import Iterable
from typing import Any

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.reports import fonts
from engagement_app.reports.headings import heading, place_of_section
from engagement_app.reports.parts import leading
from engagement_app.reports.styles import INK, Look
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter

_WIDEST = "0,000"


def contents(typeset: Typesetter, sections: Iterable[str]) -> list[Flowable]:
    """The titles of the sections to come, each of which must come."""
    columns = [Column(_("Section")), Column(_("Page"), 60, numbers=True)]
    rows: list[list[Cell]] = [
        [
            text_cell(typeset, leading(title, place_of_section(title))),
            LaterPage(place_of_section(title), typeset.look),
        ]
        for title in sections
    ]
    return [*heading(typeset, _("Contents")), *table(typeset, columns, rows, room=400)]


class LaterPage(Flowable):
    """The number of the page that a place turns out to be on, when all pages are set."""

    def __init__(self, place: str, look: Look) -> None:
        super().__init__()
        self.place = place
        self.look = look

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.look.styles["cell"].leading

    def least_width(self) -> float:
        """The width it needs, in points."""
        return fonts.width(_WIDEST, fonts.BODY, self.look.size)

    def draw(self) -> None:
        canvas: Any = self.canv
        baseline = self.look.styles["cell"].leading - self.look.size
        canvas.draw_page_of(self.place, self.width, baseline, self.look.size, INK)
