"""The box in which a list stands as text: pasted, typed, and put right."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from engagement_app.gui.forms.editors import only_seen
from engagement_app.language import _


class PastedText(QPlainTextEdit):
    """One line for each entry; whatever is done to it by a button, Ctrl+Z takes back."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("The list, one entry a line"))
        lines = _("Paste or type a list, one entry a line:")
        example = _("words #theme @person for:community !own >follow-up")
        self.setPlaceholderText(f"{lines}\n{example}")

    def add(self, text: str) -> None:
        """Put lines after those that are there."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.toPlainText()
        cursor.insertText(("\n" if before.strip() else "") + _lines(text).strip("\n"))
        self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted or dropped here is lines of text, too."""
        self.insertPlainText(_lines(source.text()))

    def go_to_line(self, at: int) -> None:
        """Mark a line, by its place from 0."""
        lines = self.toPlainText().split("\n")
        start = sum(_places(each) + 1 for each in lines[:at])
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + _places(lines[at]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus()

    def leave_out(self, places: set[int]) -> None:
        """Take these lines out, in one step."""
        lines = self.toPlainText().split("\n")
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText("\n".join(each for at, each in enumerate(lines) if at not in places))


def _lines(text: str) -> str:
    """Each line by itself, also where a slide has broken it, and nothing that nobody sees."""
    lines = (map(only_seen, line.split("\t")) for line in text.splitlines())
    return "\n".join(map("\t".join, lines))


def _places(line: str) -> int:
    """How many places of Qt's a text takes, which counts in UTF-16."""
    return len(line.encode("utf-16-le", "surrogatepass")) // 2
