"""A panel that is made when it is first seen: what nobody looks at costs no time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Later(QWidget):
    """The place of a panel; the panel is told which role is marked, where it asks to be."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self._role_id: str | None = None
        self.panel: Any = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def show_role(self, role_id: str | None) -> None:
        """Another role is marked."""
        self._role_id = role_id
        if hasattr(self.panel, "show_role"):
            self.panel.show_role(role_id)

    def start(self) -> None:
        """The focus to where the work of the panel begins."""
        if hasattr(self.panel, "start"):
            self.panel.start()
        else:
            self.setFocus()
            self.focusNextChild()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the panel."""
        if self.panel is None:
            self.panel = self._make()
            self.layout().addWidget(self.panel)  # type: ignore[union-attr]
            self.panel.show()
            self.show_role(self._role_id)
        super().showEvent(event)
