"""What two laptops wrote differently: each value is kept by one button, and travels as it is."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engagement_app.domain.contested import Contested, Value
from engagement_app.domain.settling import ACT, settle
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.pages.data.record_columns import TITLES
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import call, label, shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_ABOVE = 2
"""So many lines stand above the rows."""
_LONGEST = 2000
"""Letters of a value: a text may have a million, which no window lays out in time."""
_SAID = _(
    "The newer is shown until somebody says which is right. What you keep goes to the other laptops"
    " with the next bundle. It can wait: nothing is lost meanwhile."
)


class SettleCard(QFrame):
    """Shown while there is anything to settle."""

    wanted = Signal(str, str)
    """A record, by its table and id, in which something else is to be written."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._is_keeping = False
        self.setProperty("role", "card")
        self.workspace = workspace
        self.rows: list[QWidget] = []
        self.heading = label(role="heading")
        self.more = label(role="quiet")
        self.problem = label(role="problem")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 12)
        for each in (self.heading, label(_SAID), self.more, self.problem):
            self._layout.addWidget(each)
        workspace.unsettled.found.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Show what there is now; whoever worked here goes on at the same place."""
        waiting, count = self.workspace.unsettled.waiting, self.workspace.unsettled.count
        at_work = self._row_at_work()
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(each) for each in (waiting.first if waiting else ())]
        for at, row in enumerate(self.rows):
            self._layout.insertWidget(_ABOVE + at, row)
        one, many = (
            _("{count} field was written differently on two laptops"),
            _("{count} fields were written differently on two laptops"),
        )
        self.heading.setText(plural(one, many, count))
        self.more.setText(_("And {count} more.").format(count=count - len(self.rows)))
        self.more.setVisible(count > len(self.rows))
        self.problem.hide()
        self._is_keeping = False
        self.setVisible(bool(count))
        if at_work is not None and self.rows:
            self._go_to(self.rows[min(at_work, len(self.rows) - 1)])

    def start(self) -> None:
        """Begin with the first of them."""
        self._go_to(self.rows[0])

    def _row_at_work(self) -> int | None:
        """The place of the row that has the focus, while the window has it."""
        focused = QApplication.focusWidget()
        places = (at for at, row in enumerate(self.rows) if focused and row.isAncestorOf(focused))
        return next(places, None)

    def _go_to(self, row: QWidget) -> None:
        if first := row.findChild(QPushButton):
            first.setFocus()
            bring_in_sight(row)

    def _row(self, contested: Contested) -> QWidget:
        row = QFrame()
        row.setProperty("role", "note")
        grid = QGridLayout(row)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(contested.told), 0, 0, 1, 2)
        for at, value in enumerate(contested.values, start=1):
            grid.addWidget(self._way(contested, value), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_said(value, is_shown=at == 1), at, 1)
        table, record_id, _name = contested.place
        if table in TITLES:
            to_record = partial(self.wanted.emit, table, record_id)
            ways = flow(button(_("Write something else…"), to_record))
            grid.addLayout(ways, grid.rowCount(), 0, 1, 2)
        return row

    def _way(self, contested: Contested, value: Value) -> QPushButton:
        made = button(_("Keep this"), partial(self._keep, contested, value.change_id))
        call(made, _("Keep {value}").format(value=value))
        return made

    def _keep(self, contested: Contested, change_id: str) -> None:
        if self._is_keeping:
            return  # the second click of two: until the first is in the file and seen here
        self._is_keeping = True
        self.problem.hide()
        self.workspace.write(
            ACT, settle, contested.place, change_id, told=str, failed=self._tell_problem
        )

    def _tell_problem(self, error: Exception) -> None:
        self._is_keeping = False
        sentence = _("This value was not kept. {why}")
        self.problem.setText(sentence.format(why=sentence_of(error)))
        self.problem.show()
        bring_in_sight(self.problem)


def _said(value: Value, *, is_shown: bool) -> QLabel:
    """A value and whose it is; of one longer than anybody compares here its beginning."""
    told = _("{words}\n{person}, {at} (shown now)") if is_shown else _("{words}\n{person}, {at}")
    made = label(
        told.format(words=shortened(value.whole, _LONGEST), person=value.person, at=value.at)
    )
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
