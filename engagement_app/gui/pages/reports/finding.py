"""Find words in the pages: how often they stand there, and each place in turn."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfSearchModel
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from engagement_app.gui.pages.reports.buttons import button
from engagement_app.gui.pages.reports.preview import Preview
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _, plural

_TYPED = 250
"""Milliseconds of rest after which what was typed is looked for."""
_AT_ONCE = 40
"""Pages looked through at once; further ones follow by themselves, some each second."""


class _FindBox(QLineEdit):
    """A line in which Enter asks for the next place."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Find in the pages"))
        self.setAccessibleName(_("Find in the pages"))
        self.setClearButtonEnabled(True)
        give_tip(self, _("Ctrl+F. Enter shows the next place, Shift+Enter the one before."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter and Escape; every other key types."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.asked.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """A box to type in; Enter is the next place, Shift+Enter the one before, Escape empties it."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self._at = -1
        self.model = QPdfSearchModel(self)
        self.model.setDocument(preview.pages)
        preview.setSearchModel(self.model)
        self.box = _FindBox()
        self.count = label(wrap=False)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("000 of 000"))
        self.back = button("▲", _("Shift+F3"), self.previous, _("Previous place found"))
        self.on = button("▼", _("F3"), self.next, _("Next place found"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPED)
        self._timer.timeout.connect(self.look)
        self.box.textChanged.connect(lambda _text: self._timer.start())
        self.box.asked.connect(self.step)
        self.model.countChanged.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.box, self.back, self.on, self.count):
            layout.addWidget(widget)
        self._tell()

    def begin(self) -> None:
        """Put the focus where the words are typed."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def look(self) -> None:
        """Look for what is typed, and show the first place from the page that is seen."""
        self._timer.stop()
        self._at = -1
        self.model.setSearchString(self.box.text().strip())
        self.look_again()
        seen = self._preview.page
        places = (self.model.resultAtIndex(at).page() for at in range(self.model.count()))
        self._show(next((at for at, page in enumerate(places) if page >= seen), 0))

    def look_again(self) -> None:
        """The pages have changed: count anew, and leave the reader where they read."""
        if self.model.searchString():
            for page in range(min(self._preview.count, _AT_ONCE)):
                self.model.resultsOnPage(page)
        self._at = min(self._at, self.model.count() - 1)
        self._tell()

    def next(self) -> None:
        """Show the next place; after the last comes the first."""
        self.step(1)

    def previous(self) -> None:
        """Show the place before."""
        self.step(-1)

    def step(self, by: int) -> None:
        """Go on by so many places, once what is typed has been looked for."""
        if self._timer.isActive():
            self.look()
        elif self.model.count():
            self._show((self._at + by) % self.model.count())

    def _show(self, at: int) -> None:
        if at < self.model.count():
            self._at = at
            self._preview.setCurrentSearchResultIndex(at)
            self._preview.show_found(self.model.resultAtIndex(at))
        self._tell()

    def _tell(self) -> None:
        count = self.model.count()
        for each in (self.back, self.on):
            each.setEnabled(count > 0)
        if not self.model.searchString():
            self.count.setText("")
        elif not count:
            self.count.setText(_("Not found"))
        elif self._at < 0:
            self.count.setText(plural("{count} place", "{count} places", count))
        else:
            told = _("{at} of {count}").format(at=f"{self._at + 1:,}", count=f"{count:,}")
            self.count.setText(told)
