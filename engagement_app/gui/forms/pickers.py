"""Boxes to choose one of a list in; what was chosen stays while the list is read again."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

from engagement_app.gui.text import call


def picker(name: str, letters: int) -> QComboBox:
    """A box of this name, with room for so many letters."""
    box = QComboBox()
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
