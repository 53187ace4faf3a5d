"""Text from people is only ever text: the one place where labels and tips are made."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

_LETTERS = 34
"""Longer than any word of ours. One that somebody pasted is cut off sooner than it makes the
window grow."""


class Label(QLabel):
    """A label that never asks for more room than a long word needs."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        most = _LETTERS * self.fontMetrics().averageCharWidth()
        return QSize(min(hint.width(), most), hint.height())


class ShortLabel(Label):
    """One line that ends in an ellipsis where there is no room; with word wrap, as many lines as
    are needed."""

    is_whole = False
    """Whether it must never be cut off, as it stands."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() or self.is_whole else QSize(0, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        if self.wordWrap() or shown == self.text():
            super().paintEvent(event)
            return
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter = QPainter(self)
        self.style().drawItemText(
            painter, room, int(left), self.palette(), True, shown, self.foregroundRole()
        )
        painter.end()


def label(text: str = "", *, role: str = "", wrap: bool = True) -> QLabel:
    """A label that shows the text as it stands; `role` names its look in the style sheet."""
    made = Label(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def short_label(*, role: str = "") -> ShortLabel:
    """A label of one line that is cut off at its end where there is no room."""
    made = ShortLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def tip(text: str) -> str:
    """A tip that shows the text as it stands, in lines that end where the screen needs it."""
    from html import escape

    return f"<qt>{escape(text)}</qt>" if text else ""


def give_tip(widget: QWidget, text: str) -> None:
    """Show the text while the pointer rests on the widget, and tell it to screen readers."""
    widget.setToolTip(tip(text))
    widget.setAccessibleDescription(text)


def call(widget: QWidget, name: str) -> None:
    """Tell screen readers what this is.

    Where AT-SPI reads, a box is called by what is chosen in it: its name is told beside that.
    """
    widget.setAccessibleName(name)
    if not isinstance(widget, QComboBox):
        return
    if not widget.accessibleDescription():
        widget.setAccessibleDescription(name)
    if line := widget.lineEdit():
        line.setAccessibleName(name)


def shortened(text: str, letters: int) -> str:
    """The text, or its beginning where it is longer."""
    return text if len(text) <= letters else text[: letters - 1] + "…"


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and look again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
