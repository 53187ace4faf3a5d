"""Who did what, and when: every act of the file, found by who, what, which record and which day."""

import json
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from engagement_app.domain.audit_list import MOST, AuditList, Done, list_done, records_of
from engagement_app.domain.wording import label_of
from engagement_app.errors import UserError
from engagement_app.exchange.exporting import Wanted
from engagement_app.gui.exporting import ask_target, start_export
from engagement_app.gui.forms.editors import DayEditor
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_PAUSE = 250
"""Milliseconds after the last key before the file is asked."""
_COLUMNS: list[Column[Done]] = [
    Column(_("When"), lambda done: f"{done.at.astimezone():%d/%m/%Y %H:%M}", 16),
    Column(_("Who"), lambda done: done.person, 16, tip=lambda done: done.person),
    Column(_("What was done"), lambda done: done.act, 26, tip=lambda done: done.act),
    Column(_("To what"), lambda done: done.about, 40, tip=lambda done: done.about),
]
_ABOUT = _(
    "Every change, and what was done without one: files opened and locked, wrong passphrases, lists"
    " taken in and given out, papers, backups. Type a name, an act or a part of an id; Enter on a"
    " row shows more. Nothing can be changed here."
)


class AuditPart(Part):
    """A list of acts, sifted while typing, and all of one beneath it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.box = QLineEdit()
        self.first, self.last = DayEditor(), DayEditor()
        self.save = button(_("Save &all as…"), self.ask)
        self.model: RowsModel[Done] = RowsModel(_COLUMNS)
        self.list = Table(self.model, _("Who did what"))
        self.note = label(role="quiet")
        self.more = label()
        self.problem = label(role="problem")
        self._asked, self._looked_into = Latest(workspace), Latest(workspace)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Ask again, beside the window's work; what is shown stays until the answer is there."""
        try:
            first, last = self.first.value(), self.last.value()
        except UserError as error:
            self._say("", str(error))
            return
        self._say("", "")
        if not self.model.rows:
            self.note.setText(_("Looking through the file…"))
        self._asked.ask(list_done, self.box.text(), first, last, then=self._show)

    def start(self) -> None:
        """Begin to type in the box that finds."""
        self.box.setFocus()

    def ask(self) -> None:
        """Ask where the whole list is to go, then write it."""
        target = ask_target(self, self.workspace, "audit")
        if target is not None:
            wanted = Wanted("audit", "", ending=target.suffix.lower())
            start_export(self, self.workspace, wanted, target, self._say)

    def look_into(self, done: Done) -> None:
        """Show all that is kept of an act."""
        head = _("{when:%d/%m/%Y %H:%M:%S}, {who}, laptop {device}: {act}").format(
            when=done.at.astimezone(), who=done.person, device=done.device, act=done.act
        )
        if done.act_id:
            self._looked_into.ask(
                records_of, done.act_id, then=lambda lines: self._tell("\n".join([head, *lines]))
            )
        else:
            self._looked_into.forget()
            about = [done.about] if done.about else []
            self._tell("\n".join([head, *about, *_lines(done.detail)]))

    def _show(self, found: AuditList) -> None:
        current = self.list.current()
        self.model.set_rows(found.rows)
        self.list.mark(found.rows.index(current) if current in found.rows else -1)
        if found.more:
            said = _("The newest {count} are shown. Type more of what you look for.")
            self.note.setText(said.format(count=f"{MOST:,}"))
        else:
            self.note.setText(plural("{count} act", "{count} acts", len(found.rows)))

    def _tell(self, words: str) -> None:
        self.more.setText(words)
        self.more.show()

    def _say(self, told: str, problem: str) -> None:
        if told:
            self._tell(told)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _connect(self) -> None:
        self._pause.timeout.connect(self.reload)
        self.box.textChanged.connect(lambda _text: self._pause.start())
        for day in (self.first, self.last):
            day.edited.connect(lambda _text: self._pause.start())
        self.list.wanted.connect(self.look_into)
        self.workspace.closed.connect(self._forget)

    def _forget(self) -> None:
        """Another file: nothing of this one stays on the screen."""
        self.model.set_rows(())
        self.more.hide()

    def _lay_out(self) -> None:
        self.box.setPlaceholderText(_("Who, what or which record"))
        self.box.setAccessibleName(_("Find acts by who, what or which record"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(28 * self.fontMetrics().averageCharWidth())
        for day, name in ((self.first, _("From")), (self.last, _("Until"))):
            day.line.setAccessibleName(name)
            day.line.setPlaceholderText(name)
            give_tip(day.line, _("A day; empty is any"))
        give_tip(self.list, _("Enter shows all that is kept of an act"))
        give_tip(self.save, _("A list for a spreadsheet, with a row for each record and act"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.setMinimumHeight(8 * self.list.verticalHeader().defaultSectionSize())
        sifting = flow(self.box, self.first, self.last, self.save)
        parts = (sifting, self.problem, self.list, self.note, self.more)
        whole = card(_("Who did what"), label(_ABOUT, role="quiet"), *parts)
        fill(self, scrolled(whole, stretched=whole))
        self.problem.hide()
        self.more.hide()


def _lines(detail: str) -> list[str]:
    """What is kept of an act without content, name by name; what is empty is left out."""
    told: dict[str, Any] = json.loads(detail) if detail else {}
    return [
        _("{label}: {value}").format(label=label_of(name), value=value)
        for name, value in told.items()
        if value not in ("", None, False) and name != "what"
    ]
