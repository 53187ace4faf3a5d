"""Boxes to choose one of a list in; what was chosen stays while the list is read again."""

from collections.abc import Iterable

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from engagement_app.gui.text import call


class Box(QComboBox):
    """A box in what is scrolled: rolling past it must not choose anything."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel goes to what is scrolled."""
        event.ignore()


def picker(name: str, letters: int) -> QComboBox:
    """A box of this name, with room for so many letters."""
    box = Box()
    call(box, name)
    box.setMinimumContentsLength(letters)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def refill(box: QComboBox, choices: Iterable[tuple[str, str | None]]) -> None:
    """List these titles with their ids; what was chosen stays where it still can be."""
    chosen = box.currentData()
    box.clear()
    for title, each in choices:
        box.addItem(title, each)
    box.setCurrentIndex(max(0, box.findData(chosen)))
