"""Records: what is looked after, by kind, on the left; the records of the kind beside it."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget

from engagement_app.gui.pages.data.part import Part
from engagement_app.gui.pages.data.record_columns import TITLES
from engagement_app.gui.pages.data.record_place import RecordPlace
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_FIRST = "event"


class RecordsPart(Part):
    """The places of the tables; each is made when it is first gone to."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(_("Kinds of records"))
        self.kinds.addItems(list(TITLES.values()))
        self.places: dict[str, RecordPlace] = {}
        self.stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.kinds)
        layout.addWidget(self.stack, 1)
        self.kinds.setCurrentRow(list(TITLES).index(_FIRST))
        self.kinds.currentRowChanged.connect(self._chosen)
        self._fit()

    def reload(self) -> None:
        """Read the list that is seen."""
        self._fit()
        self.place().reload()

    def start(self) -> None:
        """Begin to type in the box that finds."""
        self.place().start()

    def place(self) -> RecordPlace:
        """The place of the kind that is chosen."""
        table = list(TITLES)[max(0, self.kinds.currentRow())]
        if table not in self.places:
            self.places[table] = RecordPlace(self.workspace, table)
            self.stack.addWidget(self.places[table])
        self.stack.setCurrentWidget(self.places[table])
        return self.places[table]

    def show_kind(self, table: str) -> RecordPlace:
        """Go to the records of a table."""
        self.kinds.setCurrentRow(list(TITLES).index(table))
        return self.place()

    def begin(self, table: str) -> None:
        """Begin a new record of a table."""
        self.show_kind(table).add()

    def changeEvent(self, event: QEvent) -> None:
        """The list of kinds grows and shrinks with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)

    def _chosen(self, _row: int) -> None:
        if self.workspace.is_open:
            self.place().reload()

    def _fit(self) -> None:
        """As wide as its longest word."""
        wide = self.kinds.sizeHintForColumn(0) + 4 * self.fontMetrics().averageCharWidth()
        self.kinds.setFixedWidth(wide)
