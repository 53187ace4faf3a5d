"""Each column of a list, and what it is taken for: to be looked at, and to be corrected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from engagement_app.domain.lists import ListColumn
from engagement_app.exchange.list_kinds import FIELDS, word_of_field
from engagement_app.gui.text import call, label
from engagement_app.language import _


class ColumnsGrid(QScrollArea):
    """A line for each column: its header, its first cell, and the field it is taken for."""

    chosen = Signal(str, str)
    """A header, and the field chosen for it; empty to leave the column out."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choosers: dict[str, QComboBox] = {}
        self._shown: tuple[str, list[str]] = ("", [])

    def show_columns(self, kind: str, columns: Sequence[ListColumn]) -> None:
        """Show these columns; where they are the same as before, the focus stays."""
        headers = [column.header for column in columns]
        if (kind, headers) != self._shown:
            self._shown = (kind, headers)
            self._lay_out(kind, columns)
        for column in columns:
            chooser = self.choosers[column.header]
            if chooser.findData(column.field) < 0:
                chooser.addItem(word_of_field(kind, column.field), column.field)
            chooser.setCurrentIndex(chooser.findData(column.field))

    def begin(self) -> None:
        """Go to the first column."""
        for chooser in list(self.choosers.values())[:1]:
            chooser.setFocus()

    def _lay_out(self, kind: str, columns: Sequence[ListColumn]) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(_("Column of the list"), role="heading"), 0, 0)
        grid.addWidget(label(_("Taken for"), role="heading"), 0, 1)
        self.choosers = {}
        for row, column in enumerate(columns, start=1):
            chooser = _Chooser(kind, column.header)
            chooser.activated.connect(
                lambda _at, header=column.header, box=chooser: self.chosen.emit(
                    header, box.currentData()
                )
            )
            grid.addWidget(_heading(column, chooser), row, 0)
            grid.addWidget(chooser, row, 1, Qt.AlignmentFlag.AlignTop)
            self.choosers[column.header] = chooser
        grid.setRowStretch(len(columns) + 1, 1)
        self.setWidget(inner)


def _heading(column: ListColumn, chooser: QComboBox) -> QWidget:
    """The header, and under it what the first cell holds."""
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.setSpacing(0)
    heading = label(column.header)
    heading.setBuddy(chooser)
    layout.addWidget(heading)
    if column.example:
        example = _("such as {cell}").format(cell=column.example)
        layout.addWidget(label(example, role="quiet"))
        chooser.setAccessibleDescription(f"{chooser.accessibleName()}, {example}")
    return both


class _Chooser(QComboBox):
    """The fields a column can be taken for; the wheel goes to the list of columns."""

    def __init__(self, kind: str, header: str) -> None:
        super().__init__()
        call(self, _("“{header}” is taken for").format(header=header))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addItem(_("Leave it out"), "")
        for field, word in FIELDS[kind].items():
            self.addItem(word, field)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Rolling past must not change what a column is."""
        event.ignore()
