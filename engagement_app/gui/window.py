"""The window: places on the left, project and event at the top, what was done at the bottom.

The first picture is the bar and an empty page; `furnish` brings the rest, and is what costs time
(the very name `Qt` makes a hundred enumerations: 20 ms).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engagement_app.gui.bar import Bar
from engagement_app.gui.enter import presses_button
from engagement_app.gui.looks.dress import wear
from engagement_app.gui.pages import PAGES
from engagement_app.gui.settings import remember, remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from engagement_app.gui.finder.box import Finder
    from engagement_app.gui.page import Page
    from engagement_app.gui.protection.unlock_screen import UnlockScreen
    from engagement_app.store.keys.data_key import DataKey

_SIZE = (1200, 700)


class Window(QMainWindow):
    """The one window; each page is made when it is first gone to."""

    def __init__(self, *, furnished: bool = True) -> None:
        super().__init__()
        self.bar = Bar(PAGES)
        self.stack = QStackedWidget()
        self.pages: dict[str, Page] = {}
        self.finder: Finder | None = None
        wear(self)
        self.unlock: UnlockScreen | None = None
        self.before_leaving: Callable[[], object] = lambda: None
        """What is done once the window is out of sight, while its file is still open."""
        self.setWindowTitle("engagement_app")
        self.resize(*_SIZE)
        self._middle = QVBoxLayout()
        self._is_furnished = False
        self._lay_out()
        if furnished:
            self.furnish()

    def furnish(self) -> None:
        """Everything beside the first picture."""
        from PySide6.QtCore import Qt

        from engagement_app.gui.banner import Banner
        from engagement_app.gui.footer import Footer
        from engagement_app.gui.header import Header
        from engagement_app.gui.protection.lock import Lock
        from engagement_app.gui.strip import Strip
        from engagement_app.gui.typing_undo import TypingUndo
        from engagement_app.gui.welcome import Welcome
        from engagement_app.gui.workspace import Workspace

        self.workspace = Workspace(self)
        self.typing = TypingUndo(self)
        self.workspace.may_leave = self._may_leave
        self.header = Header(self.workspace)
        self.banner = Banner(self.workspace)
        self.strip = Strip(self.workspace)
        self.footer = Footer(self.workspace)
        self.welcome = Welcome(self.workspace)
        self._middle.insertWidget(0, self.header)
        self._middle.insertWidget(1, self.banner)
        self._middle.addWidget(self.strip)
        self._middle.addWidget(self.footer)
        self.stack.addWidget(self.welcome)
        self.lock = Lock(self, self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.bar.explain(PAGES)
        self._connect()
        self._is_furnished = True
        self.show_welcome()

    def show_welcome(self) -> None:
        """Before a file is open: the ways to begin."""
        self.bar.setEnabled(False)
        self.header.setVisible(False)
        self.footer.setVisible(True)
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.start()
        self.setWindowTitle("engagement_app")

    @property
    def is_locked(self) -> bool:
        """Whether the key of a file is being asked for, and nothing of it is in sight."""
        return self.unlock is not None and self.stack.currentWidget() is self.unlock

    def ask_key(self, path: Path, *, locked: bool = False) -> None:
        """Ask for the key of a protected file, in the place of everything else."""
        if self.unlock is None:
            from engagement_app.gui.protection.unlock_screen import UnlockScreen

            self.unlock = UnlockScreen()
            self.unlock.unlocked.connect(self._open_with)
            self.unlock.left.connect(self._leave_locked)
            self.stack.addWidget(self.unlock)
        for part in (self.header, self.banner, self.strip, self.footer):
            part.setVisible(False)
        self.bar.setEnabled(False)
        self.setWindowTitle("engagement_app")
        self.stack.setCurrentWidget(self.unlock)
        held_back = locked and self.workspace.is_open
        self.unlock.ask(path, locked=locked, may_leave=not held_back)

    def _open_with(self, path: Path, key: DataKey) -> None:
        """The key was had; what could not be kept when it was locked is still there."""
        from engagement_app.gui.files import open_path
        from engagement_app.store.audit import Audited

        if self.workspace.path == path:
            key.close()
            self._opened()
        elif self.unlock is not None:
            by_code = self.unlock.by_code
            errors: list[Exception] = []
            kept = key.copy()
            damaged = lambda _path, error: errors.append(error)  # noqa: E731
            if open_path(self.workspace, path, self.unlock.trouble, key, damaged) and by_code:
                self.workspace.note(Audited.PROTECTION, what="recover")
            self._see_to(path, kept, errors)

    def _see_to(self, path: Path, key: DataKey, errors: list[Exception]) -> None:
        """Of a protected file that is damaged the key is had, and is needed to repair it."""
        if not errors:
            key.close()
        elif self.workspace.is_open:
            self._opened()
            self.go_to("data/file")
            page: Any = self.pages["data"]
            page.file.ask_repair(path, errors[0], key)
        else:
            self.show_welcome()
            self.welcome.ask_about(path, errors[0], key)

    def _leave_locked(self) -> None:
        """Back to the file that is open meanwhile, else to the ways to begin."""
        if self.workspace.is_open:
            self._opened()
        else:
            self.workspace.keep_hold(None)
            self.show_welcome()

    def forget_pages(self) -> None:
        """Nothing that was shown of a file stays, not even out of sight."""
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        if self.finder is not None:
            self.finder.deleteLater()
            self.finder = None

    def go_to(self, key: str) -> None:
        """Show a page, and put the focus where its work begins: `reports/gap` is a part of one."""
        key, _slash, part = key.partition("/")
        if not self.workspace.is_open or self.is_locked:
            return
        if key not in self.pages:
            spec = next(each for each in PAGES if each.key == key)
            page = self.pages[key] = spec.make(self.workspace)
            page.wanted.connect(self.go_to)
            self.stack.addWidget(page)
        self.bar.mark(key)
        remember("page", key)
        self.stack.setCurrentWidget(self.pages[key])
        if part:
            self.pages[key].turn_to(part)
        self.pages[key].start()

    @property
    def page_key(self) -> str:
        """The key of the page that is shown; empty before a file is open."""
        shown = self.stack.currentWidget()
        return next((key for key, page in self.pages.items() if page is shown), "")

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being saved is saved before the window goes, and the cell that is edited.

        Where that cannot be, the window stays, once, with the text and the sentence that says why.
        """
        if focused := self.focusWidget():
            focused.clearFocus()
        if event.spontaneous() and not self._may_leave():
            event.ignore()
            if focused:
                focused.setFocus()
        elif not self._is_furnished:
            super().closeEvent(event)
        elif self.workspace.finish():
            self.hide()
            self.before_leaving()
            self.workspace.close()
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        if not presses_button(self, event):
            super().keyPressEvent(event)

    def come_to_front(self) -> None:
        """The program was started once more for the file that is open here."""
        from PySide6.QtCore import Qt

        self.setVisible(True)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Close the window, unless somebody wants to go back to what is not saved."""
        if self._may_leave():
            self.close()

    def _may_leave(self) -> bool:
        from engagement_app.gui.leaving import may_leave

        is_open = self._is_furnished and self.workspace.is_open
        return not is_open or may_leave(self, self.pages, self.go_to)

    def _opened(self) -> None:
        self.bar.setEnabled(True)
        self.header.setVisible(True)
        self.banner.show_again()
        self.footer.setVisible(True)
        path = self.workspace.path
        self.setWindowTitle(f"{path.stem} – engagement_app" if path else "engagement_app")
        if self.is_locked:
            self.stack.setCurrentWidget(self.welcome)
        keys = [page.key for page in PAGES]
        last = remembered("page")
        self.go_to(last if last in keys else keys[0])

    def _count_unsettled(self) -> None:
        self.bar.count("data", self.workspace.unsettled.count)

    def _help(self) -> None:
        from engagement_app.gui.help import show_help

        show_help(self, "locked" if self.is_locked else self.page_key or "welcome")

    def _lay_out(self) -> None:
        self._middle.setSpacing(0)
        self._middle.addWidget(self.stack, 1)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(self._middle, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        self.bar.wanted.connect(self.go_to)
        self.bar.help_wanted.connect(self._help)
        self.banner.wanted.connect(self.go_to)
        self.workspace.opened.connect(self._opened)
        self.workspace.closed.connect(self.show_welcome)
        self.workspace.key_wanted.connect(self.ask_key)
        self.workspace.lock_wanted.connect(self.lock.lock)
        self.workspace.front_wanted.connect(self.come_to_front)
        self.workspace.unsettled.found.connect(self._count_unsettled)
        for page in PAGES:
            QShortcut(QKeySequence(page.keys), self, partial(self.go_to, page.key))
        QShortcut(QKeySequence("Ctrl+Z"), self, self._undo)
        QShortcut(QKeySequence("F1"), self, self._help)
        QShortcut(QKeySequence("Ctrl+K"), self, self.find_anything)
        self.header.find_wanted.connect(self.find_anything)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.leave)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock.lock)

    def find_anything(self) -> None:
        """Ctrl+K: one box that finds any record, page and act."""
        if not self.workspace.is_open or self.is_locked:
            return
        if self.finder is None:
            from engagement_app.gui.finder.box import Finder

            self.finder = Finder(self, self.workspace)
            self.finder.wanted.connect(lambda line: line.do(self))
        self.finder.open()

    def _undo(self) -> None:
        """Ctrl+Z takes back what is being typed, else what was done last."""
        if not self.typing.take_back() and self.workspace.is_open and not self.is_locked:
            self.workspace.undo()
