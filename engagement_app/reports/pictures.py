"""Drawings on a page, with words for those who do not see them."""

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.platypus import Flowable

from engagement_app.reports.structure import Element


class Picture(Flowable):
    """A drawing with the words that say what it shows; without words it is decoration."""

    def __init__(self, drawing: Any, words: str = "") -> None:
        super().__init__()
        self.drawing = drawing
        self.words = words

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        size: tuple[float, float] = self.drawing.wrap(width, height)
        return size

    def draw(self) -> None:
        canvas: Any = self.canv
        around = canvas.marked(self._figure()) if self.words else canvas.beside_the_text()
        with around:
            self.drawing.drawOn(canvas, 0, 0)

    def _figure(self) -> Element:
        x, y = self.canv.absolutePosition(0, 0)
        corners = (x, y, x + self.drawing.width, y + self.drawing.height)
        box = PDFArray([round(place, 2) for place in corners])
        layout = PDFDictionary({"O": PDFName("Layout"), "BBox": box})
        return Element("Figure", Alt=PDFString(self.words), A=layout)
