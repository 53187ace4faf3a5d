"""Rows from a spreadsheet: first what they would do, then all of them in one act, or none."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from engagement_app.domain.recording import NewName
from engagement_app.domain.role_sheet import FIRST_BELT, RoleChange, new_organisations, put_roles
from engagement_app.exchange.clipboard import cells_of
from engagement_app.exchange.role_rows import Place, RoleRows, read_role_rows
from engagement_app.gui.pages.roles.columns import COLUMNS, Line
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.reports.words import belt_end
from engagement_app.store.record import new_id

_MOST_TOLD = 6


class PastePanel(QFrame):
    """A line that says what a paste will do, with Paste and Cancel; gone when it is done."""

    closed = Signal()
    pasted = Signal(str)
    """The id of the first role that was changed or made."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.workspace = workspace
        self._changes: list[RoleChange] = []
        self._event_id: str | None = None
        self.told = label()
        self.problem = label(role="problem")
        self.paste = QPushButton(_("Paste"))
        self.cancel = QPushButton(_("Cancel"))
        self._lay_out()
        self.hide()

    def begin(
        self, text: str, lines: Sequence[Line], column: int, event_id: str | None = None
    ) -> None:
        """Say what this text would do to the rows `lines`, from the marked cell's column on."""
        roles = [line for line in lines if line.role]
        places = [Place(each.field, each.title) for each in COLUMNS[column:]]
        read = read_role_rows(cells_of(text), places, len(roles))
        self._event_id = event_id
        ids = [line.key for line in roles[: len(read.rows)]]
        ids += [new_id() for _each in read.rows[len(ids) :]]
        self._changes = [RoleChange(each, row) for each, row in zip(ids, read.rows, strict=True)]
        self._show(read, min(len(roles), len(read.rows)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter pastes, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.paste.hasFocus():
            self.accept()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Paste; the line stays where it could not be saved."""
        self.paste.setEnabled(False)
        count = len(self._changes)
        self.workspace.write(
            "roles.paste",
            put_roles,
            self.workspace.needed_project(),
            self._event_id,
            self._changes,
            told=plural("Pasted {count} row", "Pasted {count} rows", count),
            then=self._pasted,
            failed=self._refuse,
        )

    def _show(self, read: RoleRows, known: int) -> None:
        refused = [
            _("Row {row}. {reason}").format(row=each.line, reason=each.reason)
            for each in read.refused
        ]
        fine = bool(read.rows) and not refused
        self.told.setText(self._what(read, known) if fine else _refusal(refused))
        self.problem.hide()
        self.paste.setVisible(fine)
        self.paste.setEnabled(fine)
        self.cancel.setText(_("Cancel") if fine else _("Close"))
        self.show()
        (self.paste if fine else self.cancel).setFocus()

    def _what(self, read: RoleRows, known: int) -> str:
        """What will happen, in a line."""
        new = read.rows[known:]
        said = []
        if known:
            said.append(plural("changes {count} role", "changes {count} roles", known))
        if new:
            said.append(plural("makes {count} new role", "makes {count} new roles", len(new)))
        sentences = [_("This paste {what}.").format(what=_(" and ").join(said))]
        names = self.workspace.read(new_organisations, _organisations(read.rows))
        if names:
            sentences.append(_("New organisations: {names}.").format(names=_some(names)))
        if new and "belt" not in read.rows[0]:
            sentence = _("End of the belt of the new roles: {end}.")
            sentences.append(sentence.format(end=belt_end(FIRST_BELT).lower()))
        if read.left_out:
            sentence = _("Left out, as the program works it out or keeps it elsewhere: {columns}.")
            sentences.append(sentence.format(columns=_some(read.left_out)))
        return " ".join(sentences)

    def _pasted(self, _count: int) -> None:
        first = self._changes[0].role_id
        self._close()
        self.pasted.emit(first)

    def _refuse(self, error: Exception) -> None:
        self.problem.setText(_("Nothing was pasted. {why}").format(why=sentence_of(error)))
        self.problem.show()
        self.paste.setEnabled(True)
        self.paste.setFocus()

    def leave(self) -> None:
        """Nothing is to be pasted any more."""
        self.hide()
        self._changes = []

    def _close(self) -> None:
        self.leave()
        self.closed.emit()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.paste)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        self.paste.setProperty("role", "main")
        self.paste.clicked.connect(self.accept)
        self.cancel.clicked.connect(self._close)


def _refusal(refused: Sequence[str]) -> str:
    if not refused:
        return _("There is nothing to paste. Copy rows of a spreadsheet first.")
    lines = [_("Nothing was pasted. Mend this and copy it again:"), *refused[:_MOST_TOLD]]
    if len(refused) > _MOST_TOLD:
        lines.append(
            plural("and {count} more row", "and {count} more rows", len(refused) - _MOST_TOLD)
        )
    return "\n".join(lines)


def _organisations(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    held = (row.get("holder_organisation_id") for row in rows)
    return [each.name for each in held if isinstance(each, NewName)]


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_TOLD])
    more = len(names) - _MOST_TOLD
    return shown if more <= 0 else _("{names} and {more} more").format(names=shown, more=more)
