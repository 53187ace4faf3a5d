"""The parts of a report: its first headings, which are the bookmarks of the PDF."""

from typing import NamedTuple

from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument


class Part(NamedTuple):
    """A heading, and the page on which it stands, from 0."""

    title: str
    page: int


def parts_of(document: QPdfDocument) -> list[Part]:
    """The parts in their order; none where the document has no bookmarks."""
    model = QPdfBookmarkModel()
    model.setDocument(document)
    title, page = int(QPdfBookmarkModel.Role.Title), int(QPdfBookmarkModel.Role.Page)
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [Part(model.data(row, title), model.data(row, page)) for row in rows]
