"""Records: what is looked after, by kind, on the left; the records of the kind beside it."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget

from engagement_app.domain.record_lists import Listed
from engagement_app.gui.pages.data.part import Part
from engagement_app.gui.pages.data.person_panel import PersonPanel
from engagement_app.gui.pages.data.record_columns import TITLES
from engagement_app.gui.pages.data.record_place import RecordPlace
from engagement_app.gui.pages.data.twice_place import TITLE, TwicePlace
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_FIRST = "event"
_TWICE = "twice"
KINDS = {
    key: title
    for table, name in TITLES.items()
    for key, title in ((table, name), *([(_TWICE, TITLE)] if table == "person" else []))
}
"""What can be chosen on the left: the tables, and under people those who might be one."""


class RecordsPart(Part):
    """The places of the tables; each is made when it is first gone to."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(_("Kinds of records"))
        self.kinds.addItems(list(KINDS.values()))
        self.places: dict[str, RecordPlace] = {}
        self._twice: TwicePlace | None = None
        self.stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.kinds)
        layout.addWidget(self.stack, 1)
        self.kinds.setCurrentRow(list(KINDS).index(_FIRST))
        self.kinds.currentRowChanged.connect(self._chosen)
        self._fit()

    def reload(self) -> None:
        """Read the list that is seen."""
        self._fit()
        self._shown().reload()

    def start(self) -> None:
        """Begin to type in the box that finds."""
        self._shown().start()

    def place(self) -> RecordPlace:
        """The place of the table that is chosen; of people, where pairs of them are looked at."""
        kind = self._kind()
        table = "person" if kind == _TWICE else kind
        if table not in self.places:
            made = self.places[table] = RecordPlace(self.workspace, table)
            self.stack.addWidget(made)
            if isinstance(made.panel, PersonPanel):
                made.panel.twice_wanted.connect(self._compare)
        self.stack.setCurrentWidget(self.places[table])
        return self.places[table]

    def twice(self) -> TwicePlace:
        """The place where people who might be on record twice are looked at."""
        if self._twice is None:
            self._twice = TwicePlace(self.workspace)
            self.stack.addWidget(self._twice)
        self.stack.setCurrentWidget(self._twice)
        return self._twice

    def show_kind(self, table: str) -> RecordPlace:
        """Go to the records of a table."""
        self.kinds.setCurrentRow(list(KINDS).index(table))
        return self.place()

    def show_twice(self) -> TwicePlace:
        """Go to people who might be on record twice."""
        self.kinds.setCurrentRow(list(KINDS).index(_TWICE))
        return self.twice()

    def _kind(self) -> str:
        return list(KINDS)[max(0, self.kinds.currentRow())]

    def _shown(self) -> RecordPlace | TwicePlace:
        return self.twice() if self._kind() == _TWICE else self.place()

    def _compare(self, person_id: str) -> None:
        self.show_twice().begin_with(person_id)

    def show_record(self, table: str, record_id: str) -> None:
        """Show a record in its panel, unless something there is not saved."""
        place = self.show_kind(table)
        if place.panel.unsaved():
            self.workspace.troubled.emit(_("Save or leave what is open here first."))
        else:
            place.amend(Listed(record_id, ()))
            place.mark(record_id)

    def begin_twice(self) -> None:
        """Look at people who might be on record twice."""
        self.show_twice().start()

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
            self._shown().reload()

    def _fit(self) -> None:
        """As wide as its longest word."""
        wide = self.kinds.sizeHintForColumn(0) + 4 * self.fontMetrics().averageCharWidth()
        self.kinds.setFixedWidth(wide)
