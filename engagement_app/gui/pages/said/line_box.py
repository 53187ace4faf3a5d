"""The one line in which an entry can be typed, with names completed as they are typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from engagement_app.domain.one_line import complete, typing_at
from engagement_app.gui.forms.editors import only_seen
from engagement_app.gui.looks.dress import wear
from engagement_app.gui.pages.said.names import MOST_OFFERED
from engagement_app.language import _

_PASTE = QKeySequence.StandardKey.Paste
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Like = Callable[[str, str], list[str]]
"""`like(mark, text)`: the names to offer."""


class LineBox(QLineEdit):
    """Tab takes the first name offered, Down and Enter another; Enter alone saves the entry."""

    listed = Signal(str)
    """Several lines were pasted: the text of them, which is no entry of one line."""

    def __init__(self, like: Like) -> None:
        super().__init__()
        self._like = like
        self._before = ""
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(MOST_OFFERED)
        self._completer.activated[str].connect(self.take)  # type: ignore[index]
        self.popup = QListView()
        self._completer.setPopup(self.popup)
        wear(self.popup)
        self.popup.setAccessibleName(_("Names to choose from"))
        self.setProperty("role", "box")
        self.setAccessibleName(_("What is said, in one line"))
        self.setPlaceholderText(_("words #theme @person for:community !own >follow-up"))
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._remember)

    def take(self, name: str) -> None:
        """Put a name that was offered in full in the place of what was typed of it."""
        typing = typing_at(self.text(), self.cursorPosition())
        if typing is not None:
            text, cursor = complete(self.text(), typing, name)
            self.setText(text)
            self.setCursorPosition(cursor)
            self.textEdited.emit(text)

    def event(self, event: QEvent) -> bool:
        """Tab goes to the next field, unless a name is offered: then it takes it."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and self.popup.isVisible() and event.key() == Qt.Key.Key_Tab:  # type: ignore[attr-defined]
            self._take_first()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While names are offered Escape closes them, and Enter takes the one that is marked."""
        copied = QGuiApplication.clipboard().text() if event.matches(_PASTE) else ""
        if _are_lines(copied):
            self.listed.emit(copied)
            return
        if self.popup.isVisible():
            if event.key() in _ENTER and not self.popup.currentIndex().isValid():
                self.popup.hide()
            elif event.key() in (*_ENTER, Qt.Key.Key_Escape):
                event.ignore()
                return
        super().keyPressEvent(event)

    def _take_first(self) -> None:
        marked = self.popup.currentIndex()
        name = marked.data() if marked.isValid() else self._offered.stringList()[0]
        self.popup.hide()
        self.take(name)

    def _edited(self, text: str) -> None:
        """Lines that came otherwise than by Ctrl+V, as from the menu, are taken out again."""
        before, came = self._before, _came_in(self._before, text)
        if _are_lines(came):
            self.setText(before)
            self.listed.emit(came)
            return
        if (seen := only_seen(came)) != came:
            start = _alike(before, text)
            self.setText(text[:start] + seen + text[start + len(came) :])
            self.setCursorPosition(start + len(seen))
        self._offer(self.text())

    def _remember(self) -> None:
        self._before = self.text()

    def _offer(self, text: str) -> None:
        typing = typing_at(text, self.cursorPosition())
        names = self._like(typing.mark, typing.text) if typing else []
        if typing is None or not names or names == [typing.text]:
            self.popup.hide()
            return
        self._offered.setStringList(names)
        place = self.cursorRect()
        place.setWidth(self.popup.sizeHintForColumn(0) + 40)
        self._completer.complete(place)
        self.popup.setCurrentIndex(QModelIndex())

    @property
    def naming(self) -> str:
        """The mark of the name that is being typed just now; empty where none is."""
        typing = typing_at(self.text(), self.cursorPosition()) if self.hasFocus() else None
        return typing.mark if typing else ""


def _are_lines(text: str) -> bool:
    """Whether words stand in more than one line of it."""
    return sum(bool(line.strip()) for line in text.splitlines()) > 1


def _came_in(before: str, text: str) -> str:
    """What was put into a text to make it another."""
    start = _alike(before, text)
    end = _alike(before[start:][::-1], text[start:][::-1])
    return text[start : len(text) - end]


def _alike(one: str, other: str) -> int:
    """How many letters two texts share from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((at for at, (first, second) in pairs if first != second), shorter)
