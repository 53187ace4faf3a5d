"""What a report is to be about: which report, of the project or of one event, as of which day."""

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from engagement_app.domain.event_days import list_by_day
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.editors import DayEditor
from engagement_app.gui.pages.reports.choosing import Choices, picker
from engagement_app.gui.pages.reports.making import Wanted
from engagement_app.gui.pages.reports.offered import REPORTS, SLIP, Offered
from engagement_app.gui.pages.reports.paging import side_by_side
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_LETTERS = 21
"""How many letters of the title of a report are seen at once."""
_TYPED = 700
"""Milliseconds of rest after which a day that was typed is taken."""


class Options(QWidget):
    """Three choices; `changed` when another report is asked for, `wrong` when a day is none."""

    changed = Signal()
    wrong = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._day: date | None = None
        self._is_lent = False
        """Whether the event under “About” was chosen by us, for a paper of one event."""
        self._slip_for: tuple[tuple[str, Any], ...] = ()
        self.let_pass: frozenset[str] = frozenset()
        """Of flagged quotes those that somebody let pass."""
        self.report = picker(_("Report"))
        self.report.setMinimumContentsLength(_LETTERS)
        for offered in REPORTS:
            self.report.addItem(offered.title, offered.key)
        self.about = picker(_("About"))
        self.about.addItem(_("The whole project"), None)
        self.day = DayEditor()
        self.day.line.setAccessibleName(_("As of"))
        give_tip(self.day.line, _("What has fallen due is judged by this day. Empty is today."))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPED)
        self._lay_out()
        self.choices = Choices(self._flow, self.day.pick)
        self._connect()

    def reload(self) -> None:
        """List the events of the project; what was chosen stays chosen while it is there."""
        chosen, project_id = self.about.currentData(), self._workspace.project_id
        events = self._workspace.read(list_by_day, project_id) if project_id else []
        self.about.clear()
        self.about.addItem(_("The whole project"), None)
        for event in events:
            self.about.addItem(event.shown, event.id)
        self.about.setCurrentIndex(max(0, self.about.findData(chosen)))
        if not self.day.line.text():
            self.day.set_value(date.today())
        self._show_choices()

    def forget(self) -> None:
        """Another file: what was chosen of people and words in this one is nothing there."""
        self._slip_for, self.let_pass = (), frozenset()
        if (at := self.report.findData(SLIP.key)) >= 0:
            self.report.removeItem(at)

    def wanted(self) -> Wanted:
        """What is asked for; raises `UserError` where there is no project."""
        offered, event_id = self._offered(), self.about.currentData()
        if offered.one_event:
            event_id = event_id or self._workspace.event_id
        return Wanted(
            offered,
            self._workspace.needed_project(),
            event_id,
            self._day or date.today(),
            (*self.choices.chosen(), *self._given(offered, event_id)),
        )

    def choose(self, part: str) -> None:
        """Have this report chosen, by its key; for a slip followed by whom it is for, as in
        `feedback_slip/person/` and an id."""
        key, _slash, whom = part.partition("/")
        if whom:
            kind, _slash, record_id = whom.partition("/")
            self._slip_for = ((f"{kind}_id", record_id),)
            if self.report.findData(SLIP.key) < 0:
                self.report.addItem(SLIP.title, SLIP.key)
        self.report.setCurrentIndex(max(0, self.report.findData(key)))
        self._show_choices()

    def _offered(self) -> Offered:
        key = self.report.currentData()
        return next(each for each in (*REPORTS, SLIP) if each.key == key)

    def _lend_no_event(self) -> None:
        self._is_lent = False

    def _given(self, offered: Offered, event_id: str | None) -> list[tuple[str, Any]]:
        """What is not chosen here, and handed over all the same."""
        given = list(offered.beside(self._workspace, event_id).items())
        if offered.has_quotes:
            given.append(("let_pass", self.let_pass))
        return [*given, *(self._slip_for if offered is SLIP else ())]

    def _show_choices(self) -> None:
        """What can be chosen about this report; one of an event is of the event worked on."""
        offered = self._offered()
        if offered.one_event and self.about.currentData() is None:
            self.about.setCurrentIndex(max(0, self.about.findData(self._workspace.event_id)))
            self._is_lent = True
        elif not offered.one_event and self._is_lent:
            self._lend_no_event()
            self.about.setCurrentIndex(0)
        self.choices.show_choices([each.filled(self._workspace) for each in offered.choices])

    def begin(self) -> None:
        """Put the focus on the first choice."""
        self.report.setFocus()

    def add(self, widget: QWidget) -> None:
        """Put this beside the choices."""
        self._flow.addWidget(widget)

    def be_brief(self, *, whole: bool) -> None:
        """Leave out the day, unless the `whole` is asked for."""
        self._as_of.setVisible(whole)

    def _lay_out(self) -> None:
        self._flow = FlowLayout(self)
        for title, widget in (
            (_("Report"), self.report),
            (_("About"), self.about),
            (_("As of"), self.day),
        ):
            heading = label(title, role="quiet", wrap=False)
            heading.setBuddy(widget)
            self._as_of = side_by_side(heading, widget)
            self._flow.addWidget(self._as_of)

    def _connect(self) -> None:
        self.report.activated.connect(lambda _at: self._show_choices())
        self.about.activated.connect(lambda _at: self._lend_no_event())
        self.choices.changed.connect(self.changed)
        self.choices.wrong.connect(self.wrong)
        for choice in (self.report, self.about):
            choice.activated.connect(lambda _at: self.changed.emit())
        self.day.edited.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self._take_day)
        self.day.line.editingFinished.connect(self._finish_day)

    def _take_day(self) -> None:
        """A day that is typed or picked is taken once it is one; half a day waits."""
        try:
            day = self.day.value()
        except UserError:
            return
        self._set_day(day)

    def _finish_day(self) -> None:
        """Enter, or leaving the box: now a day that is none is told."""
        self._timer.stop()
        try:
            day = self.day.value()
        except UserError as error:
            self.wrong.emit(_("As of: {problem}").format(problem=error))
            return
        self._set_day(day)

    def _set_day(self, day: date | None) -> None:
        # Today is kept as nothing, so that it is still today after midnight.
        day = None if day == date.today() else day
        if day != self._day:
            self._day = day
            self.changed.emit()
