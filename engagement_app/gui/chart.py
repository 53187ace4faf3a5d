"""Shares on two axes, painted: one end grows to the left and the other to the right.

Sizes follow the text; fills are told apart by their edge and by words, not by colour alone.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_app.gui.text import give_tip
from engagement_app.language import _
from engagement_app.resourcing.two_ends import Axis, Share, words_of

_LETTERS = 84
"""Narrower than this many letters, the axes stand under one another."""
_LINE, _BAR, _GAP = 1.35, 0.95, 0.45
"""Heights in lines of text: of words, of a bar, and between two bars."""
_WHOLE = 100


class TwoEnds(QWidget):
    """Two axes from a common middle; a table beside it has the same figures."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.axes: Sequence[Axis] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_axes(self, axes: Sequence[Axis]) -> None:
        """Draw these."""
        self.axes = axes
        give_tip(self, " ".join(_told(axis) for axis in axes))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its bars."""
        return QSize(_LETTERS * self.fontMetrics().averageCharWidth(), self._high())

    def minimumSizeHint(self) -> QSize:
        """Bars are drawn in little room too."""
        return QSize(30 * self.fontMetrics().averageCharWidth(), self._high())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for both axes side by side now, or no longer."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Everything grows with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, gap = float(self.width() - 2), float(self._line)
        if self._is_wide():
            half = (whole - gap) / 2
            for at, axis in enumerate(self.axes):
                room = QRectF(1 + at * (half + gap), 0, half, self.height())
                self._axis(painter, axis, room, mirrored=not at)
        else:
            high = self.height() / max(1, len(self.axes))
            for at, axis in enumerate(self.axes):
                room = QRectF(1, at * high, whole, high)
                self._axis(painter, axis, room, mirrored=False)
        painter.end()

    def _axis(self, painter: QPainter, axis: Axis, room: QRectF, *, mirrored: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        top = self._words(painter, axis.title, room, room.top(), side)
        painter.setFont(self.font())
        for share in axis.shares:
            top = self._words(painter, words_of(share), room, top, side)
            bar = QRectF(room.left(), top, room.width(), self._line * _BAR)
            self._bar(painter, share, bar, mirrored)
            top = bar.bottom() + self._line * _GAP

    def _words(
        self, painter: QPainter, text: str, room: QRectF, top: float, side: Qt.AlignmentFlag
    ) -> float:
        """Write a line; gives where the next thing begins."""
        line = QRectF(room.left(), top, room.width(), self._line * _LINE)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(line.width())
        )
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        return line.bottom()

    def _bar(self, painter: QPainter, share: Share, room: QRectF, mirrored: bool) -> None:
        """The whole as an outline, broken where there is no whole; the part of it filled."""
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        known = share.percent is not None
        style = Qt.PenStyle.SolidLine if known else Qt.PenStyle.DashLine
        painter.setPen(QPen(ink, 1.2, style))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRect(room)
        if share.percent:
            part = room.width() * min(1.0, float(share.percent) / _WHOLE)
            left = room.right() - part if mirrored else room.left()
            painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(QRectF(left, room.top(), part, room.height()))

    @property
    def _line(self) -> int:
        return self.fontMetrics().height()

    def _is_wide(self) -> bool:
        return self.width() >= _LETTERS * self.fontMetrics().averageCharWidth()

    def _high(self) -> int:
        heights = [self._high_of(axis) for axis in self.axes] or [0]
        return max(heights) if self._is_wide() else sum(heights)

    def _high_of(self, axis: Axis) -> int:
        each = _LINE + _BAR + _GAP
        return int(self._line * (_LINE + each * len(axis.shares))) + 2

    def _fit(self) -> None:
        self.setMinimumHeight(self._high())


def _told(axis: Axis) -> str:
    shares = "; ".join(map(words_of, axis.shares))
    return _("{end}. {shares}.").format(end=axis.title, shares=shares)
