"""Paper mode: the sheet is keyed back line by line, left at any line and taken up again there."""

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from engagement_app.domain.arrivals import Arrival
from engagement_app.domain.keying import (
    SheetRow,
    Ticks,
    key_line,
    key_row,
    list_sheet_rows,
    tally_rows,
)
from engagement_app.errors import UserError
from engagement_app.gui.beside import scrolled
from engagement_app.gui.forms.editors import one_line
from engagement_app.gui.pages.desk.in_place import StandIn
from engagement_app.gui.pages.desk.paper.answers import EMPTY, TICKED
from engagement_app.gui.pages.desk.paper.card import Card
from engagement_app.gui.pages.desk.paper.place import left_at, note_place
from engagement_app.gui.pages.desk.paper.sheet_list import SheetList
from engagement_app.gui.pages.desk.paper.summary import Summary
from engagement_app.gui.pages.desk.paper.times import time_of
from engagement_app.gui.pages.desk.paper.words import name_of, state_of, told_tally
from engagement_app.gui.pages.desk.words import name_shown, standing
from engagement_app.gui.pages.reports.sign_in_sheet import last_printed
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

FindNamesakes = Callable[[str], list[Arrival]]


class Keying(StandIn):
    """The list of lines, the card of the one that is keyed, and at the end what came of it."""

    finished = Signal()
    """Back to the desk."""
    wanted = Signal(str)
    """Another page is asked for."""

    def __init__(self, workspace: Workspace, event_id: str, namesakes: FindNamesakes) -> None:
        super().__init__()
        self._workspace, self._event_id, self._namesakes = workspace, event_id, namesakes
        self._rows: list[SheetRow] = []
        self._at = 0
        self._step = ""
        self._ticks = dict(EMPTY)
        self._typed = ""
        self._known: list[Arrival] = []
        self._whom: str | None = None
        self._saving = False
        self._waiting: deque[Callable[[], object]] = deque()
        self.list, self.card = SheetList(), Card()
        self.progress = label(role="quiet")
        self.summary = Summary(workspace, event_id)
        self._lay_out()
        self._connect()
        self.reload()
        self._go_to(self._first_place())

    @property
    def row(self) -> SheetRow:
        """The row that is keyed."""
        return self._rows[self._at]

    def start(self) -> None:
        """The focus goes where the keys are taken."""
        (self.summary if self._is_at_end() else self.card.box).setFocus()

    def reload(self) -> None:
        """Read the rows again; the line and what is typed stay."""
        number = self.row.number if self._rows else 0
        self._rows = self._workspace.read(list_sheet_rows, self._event_id, self._printed())
        after = (place for place, row in enumerate(self._rows) if row.number >= number)
        self._at = next(after, len(self._rows) - 1)
        self.progress.setText(told_tally(tally_rows(self._rows)))
        self.list.show_rows(self._rows, self._at)
        self._show_row()
        if self._is_at_end():
            self.summary.reload()

    def _printed(self) -> int:
        return last_printed(self._event_id)

    def _first_place(self) -> int:
        """Where the work was left, else the first line that says nothing yet."""
        left = left_at(self._event_id)
        found = [at for at, row in enumerate(self._rows) if row.number == left]
        found += [at for at, row in enumerate(self._rows) if row.is_open]
        return found[0] if found else 0

    def _go_to(self, at: int) -> None:
        """Begin with a line; past the last one comes the summary."""
        if at >= len(self._rows):
            self._end()
            return
        self._at = max(0, at)
        self._parts.setCurrentIndex(0)
        note_place(self._event_id, self.row.number)
        self._clear()
        self.list.show_rows(self._rows, self._at)
        self._show_row()
        self._ask("name" if self.row.line is None else "presence")
        self._announce()

    def _clear(self) -> None:
        line = self.row.line
        self._ticks = {name: getattr(line, name) if line else EMPTY[name] for name in EMPTY}
        self._typed, self._whom = "", None
        self.card.box.setText("")
        self.card.tell_problem("")

    def _ask(self, step: str) -> None:
        self._step = step
        self.card.show_step(step)
        self.card.show_ticks(self._ticks)
        self.card.box.setFocus()

    def _show_row(self) -> None:
        line = self.row.line
        about = [line.organisation, state_of(line)] if line else [self._typed]
        shown = " · ".join(part for part in about if part)
        self.card.show_row(self.row.number, name_of(self.row), shown)

    def _enter(self) -> None:
        """Enter: here; then what is ticked; then the next line."""
        self.card.tell_problem("")
        if self._step == "presence":
            self._answer("h")
        elif self._step == "name":
            self._take_name()
        elif self._step == "whom":
            self._choose(-1)
        else:
            self._save("here")

    def _answer(self, key: str) -> None:
        """A key of an answer, pressed or clicked."""
        self.card.tell_problem("")
        if self._step == "ticked":
            self._tick(key)
        elif self._step == "whom":
            if key.isdecimal():
                self._choose(int(key) - 1)
        elif self._step == "presence":
            self._be_present(key)

    def _be_present(self, key: str) -> None:
        if key == "h":
            self._read_time(partial(self._ask, "ticked"))
        elif key in ("n", "e"):
            self._save({"n": "did_not_come", "e": "excused"}[key])
        elif key == "l":
            self._go_to(self._at + 1)

    def _tick(self, key: str) -> None:
        for answer in TICKED:
            if answer.key == key:
                stands = self._ticks[answer.field] == answer.value
                self._ticks[answer.field] = EMPTY[answer.field] if stands else answer.value
        self.card.show_ticks(self._ticks)
        self.card.box.setFocus()

    def _take_name(self) -> None:
        typed = one_line(self.card.box.text())
        if not typed:
            self._pass_blank_rows()
            return
        self._typed = typed
        self._known = self._namesakes(typed)[:9]
        self.card.box.setText("")
        if self._known:
            self.card.offer([f"{name_shown(each)} · {_where(each)}" for each in self._known])
            self._ask("whom")
        else:
            self._ask("ticked")
        self._show_row()

    def _nameless(self) -> None:
        """Ctrl+Enter on a blank row: somebody is here whose name is not known."""
        if self._step == "name":
            self._typed = ""
            self.card.box.setText("")
            self._ask("ticked")

    def _choose(self, which: int) -> None:
        if which >= len(self._known):
            return
        self._whom = self._known[which].key if which >= 0 else None
        self._ask("ticked")

    def _pass_blank_rows(self) -> None:
        """The rest of the blank rows is empty: on to the next name, if any was printed later."""
        later = enumerate(self._rows[self._at :], start=self._at)
        self._go_to(next((at for at, row in later if row.line is not None), len(self._rows)))

    def _read_time(self, then: Callable[[], object]) -> None:
        try:
            time_of(self.card.box.text(), self._workspace, self._event_id)
        except UserError as error:
            self.card.tell_problem(str(error))
            self.card.box.selectAll()
            return
        then()

    def _save(self, status: str) -> None:
        """One line, one act; the box is emptied once it is on the disk."""
        try:
            arrived_at = time_of(self.card.box.text(), self._workspace, self._event_id)
        except UserError as error:
            self.card.tell_problem(str(error))
            return
        self._saving = True
        ticks = Ticks(status, arrived_at, **self._ticks)
        row, number = self.row, self.row.number
        command: tuple[object, ...] = (key_row, self._event_id, number, self._typed, ticks)
        command = (*command, self._whom)
        if row.line is not None:
            command = (key_line, self._event_id, row.line.attendance_id, ticks)
        self._workspace.write(
            "paper.key",
            *command,  # type: ignore[arg-type]
            told=partial(_told, number),
            then=lambda _name: self._saved(number),
            failed=self._failed,
        )

    def _saved(self, number: int) -> None:
        self._saving = False
        self._go_to(next((at for at, row in enumerate(self._rows) if row.number > number), 1 << 30))
        self._go_on()

    def _failed(self, error: Exception) -> None:
        """What was keyed stays as it was; keys pressed meanwhile are dropped."""
        self._saving = False
        self._waiting.clear()
        self.card.tell_problem(sentence_of(error))

    def _go_on(self) -> None:
        """What was pressed while the line was being saved."""
        while self._waiting and not self._saving:
            self._waiting.popleft()()

    def _soon(self, act: Callable[[], object]) -> None:
        """Do this, after the line that is being saved."""
        self._waiting.append(act)
        self._go_on()

    def _move(self, by: int) -> None:
        at = min(len(self._rows) - 1, self._at + by)
        self._go_to(at)

    def _escape(self) -> None:
        """Back a step; from the first step back to the desk."""
        first = "name" if self.row.line is None else "presence"
        if self._step != first or self.card.box.text():
            self._go_to(self._at)
        else:
            self.finished.emit()

    def _marked(self, row: SheetRow | None) -> None:
        if row is not None and row.number != self.row.number:
            self._go_to(self._rows.index(row))

    def _is_at_end(self) -> bool:
        return self._parts.currentIndex() == 1

    def _end(self) -> None:
        note_place(self._event_id, 0)
        self._parts.setCurrentIndex(1)
        self.summary.reload()
        self.summary.setFocus()

    def _first_open(self) -> None:
        places = [at for at, row in enumerate(self._rows) if row.is_open]
        self._go_to(places[0] if places else 0)

    def _announce(self) -> None:
        said = f"{self.card.number.text()}, {self.card.name.text()}, {self.card.about.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.card.box, said))

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(scrolled(self.card))
        split.addWidget(self.list)
        split.setSizes([3000, 3000])
        self._parts = QStackedWidget()
        self._parts.addWidget(split)
        self._parts.addWidget(self.summary)
        self.back = QPushButton(_("Back to the desk"))
        self.to_summary = QPushButton(_("Who differs"))
        head = QHBoxLayout()
        head.addWidget(label(_("Key the sign-in sheet in"), role="heading", wrap=False), 1)
        head.addWidget(self.to_summary)
        head.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.progress)
        layout.addWidget(self._parts, 1)

    def _connect(self) -> None:
        box = self.card.box
        box.entered.connect(lambda: self._soon(self._enter))
        box.nameless.connect(lambda: self._soon(self._nameless))
        box.pressed.connect(lambda key: self._soon(partial(self._answer, key)))
        box.moved.connect(lambda by: self._soon(partial(self._move, by)))
        box.escaped.connect(lambda: self._soon(self._escape))
        self.card.answered.connect(lambda key: self._soon(partial(self._answer, key)))
        self.card.chosen.connect(lambda which: self._soon(partial(self._choose, which)))
        self.list.marked.connect(self._marked)
        self.back.clicked.connect(self.finished)
        self.to_summary.clicked.connect(self._end)
        self.summary.back.connect(self._first_open)
        self.summary.finished.connect(self.finished)
        self.summary.wanted.connect(self.wanted)
        self._workspace.changed.connect(self.reload)


def _where(arrival: Arrival) -> str:
    return " · ".join(part for part in (arrival.organisation, standing(arrival)) if part)


def _told(number: int, name: str) -> str:
    who = name or _("somebody nameless")
    return _("Line {number}: {name}").format(number=f"{number:,}", name=who)
