"""A choice whose words go on in the next line where there is no room."""

import re

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QRadioButton

from engagement_app.gui.text import label

_GAP = 8
_LEAST = 10
"""Letters for which there is always room."""
_BREAKS = re.compile("[@._-]")
"""After these a long word, such as an e-mail address, may go on in the next line."""


class WrappedRadio(QRadioButton):
    """A round button with text from people beside it; a click on the text chooses too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = label(_BREAKS.sub("\\g<0>\u200b", text))
        self.words.setMinimumWidth(_LEAST * self.fontMetrics().averageCharWidth())
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.words, 1)
        self._make_room()

    def sizeHint(self) -> QSize:
        """As large as the text."""
        return self._row.sizeHint().expandedTo(QSize(0, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """As wide as a long word, and as high as the round button."""
        return self._row.minimumSize().expandedTo(QSize(0, super().minimumSizeHint().height()))

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of the text."""
        return max(self._row.heightForWidth(width), super().sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it chooses."""
        return self.rect().contains(pos)

    def _make_room(self) -> None:
        style = self.style()
        size = style.pixelMetric(style.PixelMetric.PM_ExclusiveIndicatorWidth, None, self)
        self._row.setContentsMargins(max(size, self.fontMetrics().height()) + _GAP, 3, 0, 3)
