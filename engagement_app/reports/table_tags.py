"""The structure of tables: rows, heads and cells, over all pages a table runs on."""

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

from engagement_app.reports.tagging import Element


class PlacesOnly:
    """Of a table that only puts things side by side: lines and grounds are decoration."""

    def __init__(self) -> None:
        self._open: list[Any] = []

    def __call__(self, table: Any, event: str, *details: Any) -> None:
        """ReportLab tells each step of drawing a table by its name, such as `startRow`."""
        step = getattr(self, event, None)
        if step:
            step(table.canv, *details)

    def _enter(self, context: Any) -> None:
        context.__enter__()
        self._open.append(context)

    def _leave(self) -> None:
        self._open.pop().__exit__(None, None, None)

    def startBG(self, canvas: Any) -> None:
        self._enter(canvas.beside_the_text())

    def startLines(self, canvas: Any) -> None:
        self._enter(canvas.beside_the_text())

    def endBG(self, _canvas: Any) -> None:
        self._leave()

    def endLines(self, _canvas: Any) -> None:
        self._leave()


class DataTable(PlacesOnly):
    """Of a table whose first row is its head; one for all its pieces on all its pages."""

    def __init__(self) -> None:
        super().__init__()
        self._table = Element("Table")
        self._head_is_drawn = False
        self._row = 0

    def startTable(self, canvas: Any) -> None:
        if self._table.parent is None:
            canvas.put(self._table)
        canvas.within.append(self._table)

    def endTable(self, canvas: Any) -> None:
        canvas.within.pop()
        self._head_is_drawn = True

    def startRow(self, canvas: Any, row: int) -> None:
        self._row = row
        if self._repeats():
            self._enter(canvas.beside_the_text())
            return
        line = Element("TR")
        canvas.put(line)
        canvas.within.append(line)

    def endRow(self, canvas: Any) -> None:
        if self._repeats():
            self._leave()
        else:
            canvas.within.pop()

    def startCell(self, canvas: Any, *_place: Any) -> None:
        if not self._repeats():
            self._enter(canvas.marked(Element("TD") if self._row else _head()))

    def endCell(self, _canvas: Any) -> None:
        if not self._repeats():
            self._leave()

    def _repeats(self) -> bool:
        return self._row == 0 and self._head_is_drawn


def _head() -> Element:
    scope = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
    return Element("TH", A=scope)
