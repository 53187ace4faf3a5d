"""Buttons that try a passphrase or a code: they rest meanwhile, and after a wrong one they count
the seconds down for which the store tries no other (1, 2, 4, ... 60)."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from engagement_app.language import plural
from engagement_app.store.keys.unlocking import seconds_to_wait


class Waiting(QTimer):
    """A wait is that of a file: of another one the buttons know nothing."""

    def __init__(self, parent: QWidget, *buttons: QPushButton) -> None:
        super().__init__(parent, interval=1000)
        self._words = {button: button.text() for button in buttons}
        self._path = Path()
        self._is_trying = False
        self.left = 0
        self.timeout.connect(self._look)

    def begin(self, path: Path) -> None:
        """Nothing is being tried, and the next try is at this file: now, or once its wait is
        over."""
        self._path, self._is_trying = path, False
        self._look()

    def rest(self) -> None:
        """Something is being tried."""
        self._is_trying = True
        self._show()

    def _look(self) -> None:
        self.left = seconds_to_wait(self._path)
        if self.left and not self.isActive():
            self.start()
        elif not self.left:
            self.stop()
        self._show()

    def _show(self) -> None:
        wait = plural("Wait {count} second", "Wait {count} seconds", self.left)
        for button, words in self._words.items():
            button.setText(wait if self.left else words)
            button.setEnabled(not self.left and not self._is_trying)
