"""Headings and lines to read; the keys scroll them, and a screen reader has them as one text."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from engagement_app.gui.text import label
from engagement_app.language import _

_LETTERS = 26
"""The narrowest line that is still good to read."""
Line = tuple[str, str]
"""How a line looks (a role of the style sheet, or nothing), and its text."""


class ReadingView(QScrollArea):
    """Some lines at a time; the same lines stay as they are scrolled."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self.setAccessibleName(name)
        self._lines: list[Line] | None = None
        self.text = ""

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these."""
        lines = list(lines)
        if lines == self._lines:
            return
        self._lines = lines
        inside = QWidget()
        inside.setObjectName("page")
        layout = QVBoxLayout(inside)
        for role, text in lines:
            made = label(text, role=role)
            made.setMinimumWidth(1)
            layout.addWidget(made)
        layout.addStretch(1)
        self.setWidget(inside)
        self.text = "\n".join(text for _role, text in lines)
        self.setAccessibleDescription(self.text)


def headed(title: str, lines: Iterable[str], nothing: str) -> list[Line]:
    """A heading with how many lines there are, and the lines; else that there are none."""
    told = list(lines)
    if not told:
        return [("heading", title), ("", nothing)]
    counted = _("{title} ({count})").format(title=title, count=len(told))
    return [("heading", counted), *(("", each) for each in told)]
