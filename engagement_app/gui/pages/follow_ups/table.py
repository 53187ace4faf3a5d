"""The follow-ups under one's hands: cells edited in place, Space for done; each is one act."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from engagement_app.domain.promises import PromiseRow, change_together, put_in_row, tick
from engagement_app.gui.pages.follow_ups.columns import ONLY_IN, for_whom, what
from engagement_app.gui.pages.follow_ups.model import PromiseModel
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.records import RecordTable
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _


class PromiseTable(RecordTable):
    """Rows of one group; a row that was just changed stays, whatever group it is of now."""

    def __init__(self, workspace: Workspace) -> None:
        self.promises = PromiseModel(date.today(), self._never)
        record = ("follow_up", "follow_up.amend")
        super().__init__(
            workspace, self.promises, _("Follow-ups"), record, _told_and_named, put_in_row
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def selected(self) -> list[PromiseRow]:
        """The follow-ups that are selected, as they stand; a row without one is passed over."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        listed = (self.promises.rows[at] for at in sorted(rows) if at < len(self.promises.rows))
        return [row for row in listed if row.id]

    def show_columns_of(self, group: str) -> None:
        """Leave out the columns that say something in other groups only."""
        for at, only in ONLY_IN.items():
            self.setColumnHidden(at, group != only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks off, Enter edits the cell where it can be edited."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and not self.is_edited:
            self.tick()
        else:
            super().keyPressEvent(event)

    def tick(self) -> None:
        """The marked follow-up is done today, or open again where it was not."""
        row: PromiseRow | None = self.current()
        if row is None:
            return
        if len(selected := self.selected()) > 1:
            self._tick_together(selected)
            return
        if row.id is None:
            self.troubled.emit(_("Nothing was promised here yet. Press Enter to agree something."))
            return
        self.touched.emit(row.id)
        sentence = _("Done: {what}") if row.status == "open" else _("Open again: {what}")
        self.workspace.write(
            "follow_up.tick",
            tick,
            row.id,
            date.today(),
            told=sentence.format(what=_named(row)),
            then=lambda _status: self.troubled.emit(""),
            failed=lambda error: self.troubled.emit(
                _("{what}: not saved. {why}").format(what=_named(row), why=sentence_of(error))
            ),
        )

    def _tick_together(self, rows: Sequence[PromiseRow]) -> None:
        """All that are open are done today; where none is, all are open again."""
        still_open = [row for row in rows if row.status == "open"]
        ids = [str(row.id) for row in still_open or rows]
        for each in ids:
            self.touched.emit(each)
        done, again = _("{count} done"), _("{count} open again")
        self.workspace.write(
            "follow_up.together",
            change_together,
            ids,
            {"status": "done" if still_open else "open"},
            date.today(),
            told=(done if still_open else again).format(count=len(ids)),
            then=lambda _count: self.troubled.emit(""),
            failed=lambda error: self.troubled.emit(sentence_of(error)),
        )

    def _never(self, _row: PromiseRow, _field: str, _value: Any) -> None:
        """Cells are saved through the delegate, which knows what was typed."""

    def _nothing(self, field: str) -> str:
        words = {"due_on": _("No date"), "owner_name": _("Nobody")}
        return words.get(field) or super()._nothing(field)


def _named(row: PromiseRow) -> str:
    return _("{whom}, {what}").format(whom=for_whom(row), what=what(row))


def _told_and_named(row: PromiseRow) -> tuple[str, str]:
    return _named(row), for_whom(row)
