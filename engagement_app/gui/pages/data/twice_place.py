"""The same person twice? Pairs to look at, each with its reason, and a panel to merge two."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from engagement_app.domain.typed_twice import MOST, Alike, Pair, list_alike
from engagement_app.errors import UserError
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.links import LinkEditor
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.data.merge_panel import MergePanel
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import call, give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

TITLE = _("Same person twice?")
_COLUMNS: list[Column[Pair]] = [
    Column(_("One"), lambda pair: pair.one_name, width=13),
    Column(_("The other"), lambda pair: pair.other_name, width=13),
    Column(_("Why"), lambda pair: pair.why, width=26, tip=lambda pair: pair.why),
]
_LETTERS = 110
"""How wide the place is, in letters, where the pairs and the panel stand side by side."""


class TwicePlace(QWidget):
    """Finds people who might be on record twice; merging is left to whoever looks at them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.model: RowsModel[Pair] = RowsModel(_COLUMNS)
        self.list = Table(self.model, TITLE)
        self.note = label(role="quiet")
        self.one, self.other = (_person_box(workspace, name) for name in (_("One"), _("The other")))
        self.compare = button(_("&Compare…"), self.compare_chosen)
        self.left = QWidget()
        self.panel = MergePanel(workspace)
        self._asked = Latest(workspace)
        self._lay_out()
        self.list.wanted.connect(lambda pair: self.ask(pair.one, pair.other))
        self.panel.closed.connect(self._close)
        self.panel.merged.connect(self._merged)
        workspace.closed.connect(self._close)

    def reload(self) -> None:
        """Look through everybody again, beside the window's work."""
        if not self.model.rows:
            self.note.setText(_("Looking through everybody…"))
        for box in (self.one, self.other):
            box.relist()
        self._asked.ask(list_alike, then=self._show)

    def start(self) -> None:
        """The focus to the pairs."""
        self.list.setFocus()
        if self.list.current() is None:
            self.list.mark(0)

    def begin_with(self, person_id: str) -> None:
        """Somebody else is to be chosen for this person."""
        self._close()
        self.one.set_value(person_id)
        self.other.setFocus()

    def compare_chosen(self) -> None:
        """Compare the two people chosen by hand."""
        for box in (self.one, self.other):
            box.settle()
        try:
            one, other = self.one.value(), self.other.value()
        except UserError as error:
            self.workspace.troubled.emit(str(error))
            return
        if isinstance(one, str) and isinstance(other, str):
            self.ask(one, other)
        else:
            self.workspace.troubled.emit(_("Choose two people first."))

    def ask(self, one: str, other: str) -> None:
        """Show two people side by side."""
        try:
            self.panel.ask(one, other)
        except UserError as error:
            self.workspace.troubled.emit(str(error))
            return
        self._arrange()
        self.panel.sides.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for both now, or no longer."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < _LETTERS * self.fontMetrics().averageCharWidth()
        self.left.setVisible(self.panel.isHidden() or not narrow)

    def _show(self, found: Alike) -> None:
        current = self.list.current()
        self.model.set_rows(found.pairs)
        if current in found.pairs:
            self.list.mark(found.pairs.index(current))
        said = _("Families share phones and e-mail addresses: no reason here is a proof.")
        if found.more:
            said = _("The {count} likeliest are shown. {more}").format(count=MOST, more=said)
        self.note.setText(said if found.pairs else _("Nobody seems to be on record twice."))

    def _merged(self, _kept: str, other: str) -> None:
        """Whoever was merged is gone from the list before everybody was looked through again."""
        rows = [each for each in self.model.rows if other not in (each.one, each.other)]
        self.model.set_rows(rows)
        self._close()

    def _close(self) -> None:
        self.panel.hide()
        self._arrange()
        for box in (self.one, self.other):
            box.set_value(None)
        if self.isVisible():
            self.start()

    def _lay_out(self) -> None:
        give_tip(self.list, _("Enter shows the two side by side"))
        give_tip(self.compare, _("Show these two side by side"))
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addWidget(label(_("Two others, chosen by hand:")))
        column.addLayout(flow(self.one, self.other, self.compare))
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.left)
        splitter.addWidget(self.panel)
        splitter.setSizes([1000, 1000])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.panel.hide()


def _person_box(workspace: Workspace, name: str) -> LinkEditor:
    box = LinkEditor("person", choices_of(workspace), _("Nobody"))
    call(box, name)
    give_tip(box, _("Type a part of the name"))
    return box
