"""The canvas of a paper: only embedded fonts, a true date, and the number of pages on each."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from reportlab import rl_config

from engagement_app.reports import fonts
from engagement_app.reports.parts import Record
from engagement_app.reports.tagging import TaggedCanvas

_COUNT_FORM = "PageCount"
# Pages written in letters alone, as ReportLab does, are a quarter larger and take longer.
rl_config.useA85 = 0
_HEIGHT, _WIDTH = 20, 60
_MOST_SPELT = 20_000


class PaperCanvas(TaggedCanvas):
    """Draws the number of pages, known only at the end, through a form used on every page."""

    _fillColorObj: Any  # noqa: N815 - ReportLab's name for what it fills with

    def __init__(
        self, *args: Any, made_on: date, pages_of: dict[Record, list[int]], **named: Any
    ) -> None:
        """`made_on`: the day the file is dated; with `invariant` it makes the bytes repeatable.

        `pages_of`: by record, the pages that name it, written down here.
        """
        fonts.opened(fonts.BODY)
        super().__init__(*args, **{**named, "initialFontName": fonts.BODY})
        _date(self._doc, made_on)
        self._pages_of = pages_of
        self._page_of: dict[str, int] = {}
        """By place, the page where it begins."""
        self._awaited: dict[str, tuple[str, float, Any]] = {}
        """By form, the place whose page it is to show, its size and colour."""
        self._spelt: dict[tuple[str, str], list[tuple[str, str]]] = {}
        """What was written already; the cells of tables say the same again and again."""

    def write(self, text: str, font: str, size: float, x: float, y: float) -> None:
        """Letters of one font that stand as they are typed; what a text object does, sooner."""
        spelt = self._spelt.get((text, font))
        if spelt is None:
            if len(self._spelt) >= _MOST_SPELT:
                self._spelt.clear()
            spelt = self._spelt[text, font] = list(self._spell(text, font))
        letters = " ".join(f"{name} {size:.4g} Tf ({codes}) Tj" for name, codes in spelt)
        self._code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {letters} ET")

    def _spell(self, text: str, font: str) -> Iterator[tuple[str, str]]:
        """The letters as codes of a part of the font, which goes by a name of its own."""
        face: Any = fonts.opened(font)
        for subset, codes in face.splitString(text, self._doc):
            yield face.getSubsetInternalName(subset, self._doc), self._escape(codes)

    def note(self, records: Iterable[Record]) -> None:
        """These records are named on this page."""
        for record in records:
            pages = self._pages_of.setdefault(record, [])
            if self.getPageNumber() not in pages:
                pages.append(self.getPageNumber())

    def begin_place(self, place: str, x: float, y: float) -> None:
        """What leads to this place, where there is one, comes to here."""
        if place:
            self._page_of.setdefault(place, self.getPageNumber())
            self.bookmarkHorizontal(place, x, y)

    def draw_page_of(self, place: str, right: float, y: float, size: float, colour: Any) -> None:
        """The number of the page of a place yet to come, left of `right`, through a form."""
        form = f"PageOf{len(self._awaited)}"
        self._awaited[form] = (place, size, colour)
        self.saveState()
        self.translate(right, y)
        self.doForm(form)
        self.restoreState()

    def take_colour(self, colour: Any) -> None:
        """Fill with this colour from here on; nothing is written where it is so already."""
        if self._fillColorObj is not colour:
            self.setFillColor(colour)

    def draw_page_number(self, words: str, x: float, y: float, size: float) -> None:
        """`words`, such as "Page 3 of ", and after them the number of pages."""
        self.setFont(fonts.BODY, size)
        self.drawString(x, y, words)
        self._count_size = size
        self.saveState()
        self.translate(x + fonts.width(words, fonts.BODY, size), y)
        self.doForm(_COUNT_FORM)
        self.restoreState()

    def save(self) -> None:
        pages = self.getPageNumber() - (0 if self._code else 1)
        if self._code:
            self.showPage()
        self.beginForm(_COUNT_FORM, 0, -_HEIGHT, _WIDTH, _HEIGHT)
        self.setFont(fonts.BODY, self._count_size)
        self.drawString(0, 0, f"{pages:,}")
        self.endForm()
        for form, (place, size, colour) in self._awaited.items():
            self._number_form(form, self._page_of[place], size, colour)
        super().save()

    def _number_form(self, form: str, number: int, size: float, colour: Any) -> None:
        self.beginForm(form, -_WIDTH, -_HEIGHT, 0, _HEIGHT)
        self.setFont(fonts.BODY, size)
        self.setFillColor(colour)
        self.drawRightString(0, 0, f"{number:,}")
        self.endForm()


def _date(document: Any, made_on: date) -> None:
    # ReportLab dates repeatable files 2000-01-01, or asks the environment.
    moment = made_on.timetuple()
    stamp = document._timeStamp
    stamp.t, stamp.lt, stamp.YMDhms = calendar.timegm(moment), moment, tuple(moment)[:6]
