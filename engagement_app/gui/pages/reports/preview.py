"""The pages of a PDF as they will be printed, one below the other."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfLink
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QScrollBar

from engagement_app.language import _

FIT_WIDTH, FIT_PAGE = "width", "page"
_MODES = {FIT_WIDTH: QPdfView.ZoomMode.FitToWidth, FIT_PAGE: QPdfView.ZoomMode.FitInView}
_EDGE, _MIDDLE = 0.0, 0.5
_STEP = 1.25
_SMALLEST, _LARGEST = 0.25, 5.0
_ABOVE = 60.0
"""Points of the page that are seen above what was found."""


def load_pdf(document: QPdfDocument, pdf: bytes) -> QBuffer:
    """Have the document show these bytes; it reads them from the buffer as long as it lives."""
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return buffer


class Preview(QPdfView):
    """The pages; the focus can be put on them, and the keys that scroll work in them."""

    turned = Signal()
    """Another page is seen, or another document is."""
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        # Not a child of the view: it would tell the view that it goes when the view has gone.
        self.pages = QPdfDocument()
        self._buffer: QBuffer | None = None
        self.setDocument(self.pages)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages of the report"))
        self.pageNavigator().currentPageChanged.connect(self._turned)
        self.zoomFactorChanged.connect(self.zoomed)
        self.zoomModeChanged.connect(self.zoomed)

    @property
    def count(self) -> int:
        """How many pages there are; none before a report is made."""
        return self.pages.pageCount()

    @property
    def page(self) -> int:
        """The page that is seen, from 0."""
        return self.pageNavigator().currentPage()

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages, at the place where the old ones were looked at."""
        self.clear()
        self._buffer = load_pdf(self.pages, pdf)
        self._turned()

    def clear(self) -> None:
        """Show no page."""
        self.pages.close()
        if self._buffer is not None:
            self._buffer.deleteLater()
            self._buffer = None
        self._turned()

    def page_text(self, page: int) -> str:
        """The words of a page, in the order in which they are read."""
        return self.pages.getAllText(page).text()

    def go_to(self, page: int) -> None:
        """Show the top of a page, from 0; beyond an end it is the page at that end."""
        if not self.count:
            return
        page = max(0, min(page, self.count - 1))
        # The navigator does nothing where it thinks that it is there, though one has scrolled.
        with QSignalBlocker(self):
            self.pageNavigator().jump(page - 1 if page else self.count - 1, QPointF())
        self.pageNavigator().jump(page, QPointF())
        if self.count == 1:
            self.verticalScrollBar().setValue(0)

    def turn(self, pages: int) -> None:
        """Go on by so many pages, or back."""
        self.go_to(self.page + pages)

    def show_found(self, found: QPdfLink) -> None:
        """Show the place, with some of the page above it."""
        self.go_to(found.page())
        place, scale = found.location(), self._factor() * _per_point()
        across, down = self._bars()
        down.setValue(down.value() + round((place.y() - _ABOVE) * scale))
        across.setValue(round(place.x() * scale) - across.pageStep() // 2)

    @property
    def percent(self) -> int:
        """How large the pages are shown; at 100 a page is as large as its paper."""
        return round(100 * self._factor())

    def zoom(self, steps: int) -> None:
        """Larger by so many steps, or smaller."""
        factor = min(_LARGEST, max(_SMALLEST, self._factor() * _STEP**steps))
        places = [_place(bar, _MIDDLE) for bar in self._bars()]
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(factor)
        self._put_back(places, _MIDDLE)

    def fit(self, what: str) -> None:
        """As large as the width, or the whole page, has room for."""
        page = self.page
        self.setZoomMode(_MODES[what])
        self.go_to(page)
        self.zoomed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages that fit change their size with the window: the reader stays at their line."""
        places = [_place(bar, _EDGE) for bar in self._bars()]
        super().resizeEvent(event)
        self._put_back(places, _EDGE)
        self.zoomed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes on by what is seen; Home and End are the first and the last page."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep() * 9 // 10)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.count - 1)
        else:
            super().keyPressEvent(event)

    def _turned(self, *_page: int) -> None:
        told = _("Page {page} of {count}").format(page=self.page + 1, count=self.count)
        self.setAccessibleDescription(told if self.count else "")
        self.turned.emit()

    def _factor(self) -> float:
        if self.zoomMode() == QPdfView.ZoomMode.Custom or not self.count:
            return self.zoomFactor()
        size, edges = self.pages.pagePointSize(self.page), self.documentMargins()
        per_point, room = _per_point(), self.viewport().size()
        across = (room.width() - edges.left() - edges.right()) / (size.width() * per_point)
        down = (room.height() - self.pageSpacing()) / (size.height() * per_point)
        return min(across, down) if self.zoomMode() == _MODES[FIT_PAGE] else across

    def _bars(self) -> tuple[QScrollBar, QScrollBar]:
        return self.horizontalScrollBar(), self.verticalScrollBar()

    def _put_back(self, places: list[float], line: float) -> None:
        for bar, place in zip(self._bars(), places, strict=True):
            whole = bar.maximum() + bar.pageStep()
            bar.setValue(round(place * whole - bar.pageStep() * line))


def _per_point() -> float:
    """Pixels for a point of the page where it is shown at 100 %."""
    return QGuiApplication.primaryScreen().logicalDotsPerInch() / 72


def _place(bar: QScrollBar, line: float) -> float:
    """Which part of the whole, from 0 to 1, is at a line of what is seen: 0 is its edge."""
    whole = bar.maximum() + bar.pageStep()
    return (bar.value() + bar.pageStep() * line) / whole if whole else 0.0
