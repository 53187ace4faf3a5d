"""Print pages: each is drawn as finely as the printer and the laptop can, one by one."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from engagement_app.errors import Cancelled, UserError
from engagement_app.gui.pages.reports.preview import load_pdf
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store.outputs import write_output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtPrintSupport import QPrinter

_FINEST = 300
"""Dots per inch; a page drawn at 1,200 takes half a gigabyte, and at 600 three times as long."""


def new_printer(name: str) -> QPrinter:
    """The printer used by default, set to A4; `name` is what its list of jobs will show."""
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setCreator("engagement_app")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def chosen_pages(printer: QPrinter, seen: int, count: int) -> list[int]:
    """The pages that were chosen in the print box, from 0, as often as they are to be drawn."""
    from PySide6.QtPrintSupport import QPrinter

    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        pages = [seen]
    elif printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges, first, last = printer.pageRanges(), printer.fromPage(), printer.toPage()
        if not ranges.isEmpty():
            pages = [page for page in pages if ranges.contains(page + 1)]
        elif first:
            pages = [page for page in pages if first <= page + 1 <= max(first, last)]
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _copy in range(copies)]


def print_pages(
    pdf: bytes, printer: QPrinter, pages: Sequence[int], progress: Progress = silent
) -> int:
    """Draw the pages of the PDF on the printer; gives how many.

    Raises `UserError` where the printer does not take them. A file that is printed to appears
    whole or not at all, also when `progress` raises `Cancelled`.
    """
    if not pages:
        raise UserError(_("None of the pages that were chosen are in this report."))
    if printer.outputFileName():
        _print_to_file(pdf, printer, pages, progress)
    else:
        _draw_all(pdf, printer, pages, progress)
    return len(pages)


def _print_to_file(pdf: bytes, printer: QPrinter, pages: Sequence[int], progress: Progress) -> None:
    target = Path(printer.outputFileName())
    with TemporaryDirectory() as folder:
        part = Path(folder) / "pages.pdf"
        printer.setOutputFileName(str(part))
        _draw_all(pdf, printer, pages, progress)
        content = part.read_bytes()
    # A full disk is not told by the printer: it shows in what can be read back.
    if _document(content).pageCount() != len(pages):
        raise UserError(
            _("{file} was not written: there was no room for its pages.").format(file=target.name)
        )
    write_output(target, content)


def _draw_all(pdf: bytes, printer: QPrinter, pages: Sequence[int], progress: Progress) -> None:
    document = _document(pdf)
    printer.setFullPage(True)
    with _painting(printer) as painter:
        for done, page in enumerate(pages, start=1):
            progress(done - 1, len(pages))
            if done > 1 and not printer.newPage():
                raise UserError(_("The printer stopped. Look whether it has paper and is on."))
            _draw(painter, printer, document, page)
        progress(len(pages), len(pages))


@contextmanager
def _painting(printer: QPrinter) -> Iterator[QPainter]:
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            _("The printer does not answer. Look whether it is on, or choose another one.")
        )
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        yield painter
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """The page as large as the paper has room for, in its middle."""
    paper = printer.paperRect(type(printer).Unit.DevicePixel)
    fits = Qt.AspectRatioMode.KeepAspectRatio
    size = document.pagePointSize(page).scaled(paper.size(), fits)
    target = QRectF(paper.topLeft(), size)
    target.moveCenter(paper.center())
    finer = min(1.0, _FINEST / printer.resolution())
    painter.drawImage(target, _picture(document, page, size * finer))


def _picture(document: QPdfDocument, page: int, size: QSizeF) -> QImage:
    """The page on white: where nothing is printed the document leaves it clear."""
    drawn = document.render(page, size.toSize())
    white = QImage(drawn.size(), QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    painter = QPainter(white)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return white


def _document(pdf: bytes) -> QPdfDocument:
    document = QPdfDocument()
    load_pdf(document, pdf)
    return document
