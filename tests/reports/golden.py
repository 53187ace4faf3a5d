"""Pictures of pages, small and grey: a paper looks as it did when somebody last looked at it.

A picture is compared in small fields. So another way of smoothing letters is no difference, and a
word that is gone, a rule that moved or a shade that changed is one. The pictures lie in
`tests/data/pages/`. To take them anew, after looking at the papers themselves:

    KEEP_PAGES=1 python -m pytest tests/reports -k looks
"""

import os
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

FOLDER = Path(__file__).resolve().parents[1] / "data" / "pages"
SIZE = QSize(210, 297)
"""One dot for each millimetre of the paper."""
_FINER = 4
_FIELD = 5
"""The side of a field, in millimetres."""
_FIELD_MAY_DIFFER = 14
_PAGE_MAY_DIFFER = 1.5
"""Of 255 shades: the mean of a field, and of the page."""


def differences(pdf: bytes, name: str, pages: int | None = None) -> list[str]:
    """How the first `pages` of the paper (all, if not given) differ from their pictures, a
    sentence each. With KEEP_PAGES in the environment the pictures are taken anew instead.
    """
    taken = list(_pictures(pdf, pages))
    if os.environ.get("KEEP_PAGES"):
        _keep(taken, name)
    known = sorted(FOLDER.glob(f"{name}-[0-9]*.png"))
    found = [] if len(known) == len(taken) else [f"{len(taken)} pages, and {len(known)} pictures"]
    for number, (picture, path) in enumerate(zip(taken, known, strict=False), start=1):
        found += [f"page {number}: {told}" for told in _unlike(picture, _grey(QImage(str(path))))]
    return found


def _keep(pictures: list[QImage], name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob(f"{name}-[0-9]*.png"):
        old.unlink()
    for number, picture in enumerate(pictures, start=1):
        # Sixteen shades are enough to see by, and make half the file.
        shades = [0xFF000000 | shade * 0x111111 for shade in range(16)]
        few = picture.convertToFormat(QImage.Format.Format_Indexed8, shades)
        few.save(str(FOLDER / f"{name}-{number:02}.png"), quality=0)


def _pictures(pdf: bytes, most: int | None) -> Iterator[QImage]:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    count = document.pageCount()
    for page in range(count if most is None else min(most, count)):
        drawn = document.render(page, SIZE * _FINER)
        smooth = Qt.TransformationMode.SmoothTransformation
        yield _grey(_on_white(drawn).scaled(SIZE, mode=smooth))


def _on_white(drawn: QImage) -> QImage:
    white = QImage(drawn.size(), QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    painter = QPainter(white)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return white


def _grey(picture: QImage) -> QImage:
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


def _unlike(picture: QImage, known: QImage) -> Iterator[str]:
    if picture.size() != known.size():
        yield f"{picture.width()} by {picture.height()} dots"
        return
    differ = [abs(one - other) for one, other in zip(_fields(picture), _fields(known), strict=True)]
    worst, whole = max(differ), sum(differ) / len(differ)
    if worst > _FIELD_MAY_DIFFER or whole > _PAGE_MAY_DIFFER:
        row, column = divmod(differ.index(worst), -(-picture.width() // _FIELD))
        place = f"{column * _FIELD} mm from the left, {row * _FIELD} mm from the top"
        yield f"most at {place} ({worst:.0f} shades), {whole:.1f} on the whole"


def _fields(picture: QImage) -> list[float]:
    """The mean shade of each field, row by row."""
    across, down, width = picture.width(), picture.height(), picture.bytesPerLine()
    dots = bytes(picture.constBits())
    found = []
    for top in range(0, down, _FIELD):
        rows = [dots[y * width : y * width + across] for y in range(top, min(top + _FIELD, down))]
        for left in range(0, across, _FIELD):
            field = b"".join(row[left : left + _FIELD] for row in rows)
            found.append(sum(field) / len(field))
    return found
