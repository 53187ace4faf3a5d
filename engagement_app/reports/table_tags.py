"""The structure of tables: rows, heads and cells, over all pages a table runs on."""

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

from engagement_app.reports.structure import Element


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
        else:
            canvas.within.append(canvas.within[-1].holds(Element("TR")))

    def endRow(self, canvas: Any) -> None:
        if self._repeats():
            self._leave()
        else:
            canvas.within.pop()

    def startCell(self, canvas: Any, row: int, column: int, *_place: Any) -> None:
        if not self._repeats():
            canvas.begin(self._cell(row, column))

    def endCell(self, canvas: Any) -> None:
        if not self._repeats():
            canvas.end()

    def _cell(self, row: int, _column: int) -> Element:
        return Element("TD") if row else _head("Column")

    def _repeats(self) -> bool:
        return self._row == 0 and self._head_is_drawn


class RecordTable(DataTable):
    """Of a table whose words stand on the left, each beside what it is about.

    Its first `names` rows are a name over all columns, `pairs` of words and what they are about.
    In its last row the last such pair may take the room of those that are not there.
    """

    def __init__(self, names: int = 1, pairs: int = 1, short_row: int | None = None) -> None:
        super().__init__()
        self._names, self._columns, self._short_row = names, 2 * pairs, short_row
        self._drawn = 0
        """Rows so far: those of a piece on the next page are numbered from 0 again."""

    def startRow(self, canvas: Any, row: int) -> None:
        super().startRow(canvas, row)
        self._drawn += 1

    def _cell(self, _row: int, column: int) -> Element:
        if self._drawn <= self._names:
            return _head("Column", self._columns)
        if column % 2 == 0:
            return _head("Row")
        is_short = self._drawn - 1 == self._short_row
        return _cell("TD", ColSpan=self._columns - column) if is_short else Element("TD")

    def _repeats(self) -> bool:
        return False


def _head(scope: str, columns: int = 1) -> Element:
    spans = {"ColSpan": columns} if columns > 1 else {}
    return _cell("TH", Scope=PDFName(scope), **spans)


def _cell(kind: str, **entries: Any) -> Element:
    return Element(kind, A=PDFDictionary({"O": PDFName("Table"), **entries}))
