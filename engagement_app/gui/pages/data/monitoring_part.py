"""Equality monitoring: what is asked, and slips keyed in so that nobody can be linked to one."""

from dataclasses import replace
from random import SystemRandom

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from engagement_app.domain.equality import (
    FEWEST,
    Asking,
    get_asking,
    put_slips,
    set_asking,
    standard_questions,
)
from engagement_app.domain.event_days import list_by_day
from engagement_app.gui.forms.pickers import picker, refill
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.pages.data.question_list import QuestionList
from engagement_app.gui.pages.data.slip_form import SlipForm
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_ABOUT = _(
    "People answer on a slip without a name, if they wish, and put it in a closed box. Print the"
    " questions on the page Reports. Nothing in the file ties a slip to a person, a sign-in, a time"
    " or an order."
)
_SLIPS = _(
    "After the event, shake the box and key in its slips one after the other. They go into the file"
    " together, at least {count} at once, and cannot be looked at or changed there. Keep the paper"
    " until they are in, then shred it: what is keyed and not put in is lost if the program stops."
).format(count=FEWEST)

_LETTERS = 110
"""How wide the place is, in letters, where slips and questions stand side by side."""


class MonitoringPart(Part):
    """Off until somebody switches it on for the project."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.asked = QCheckBox(_("This project as&ks these questions"))
        self.questions = QuestionList()
        self.save = button(_("Save what is &asked"), self.save_asking, main=True)
        self.standard = button(_("Standard questions again"), self._show_standard)
        self.which = picker(_("Event"), 34)
        self.slip = SlipForm()
        self.next = button(_("Next &slip"), self.keep_slip, main=True)
        self.put = button(_("Put them in the file"), self.put_in)
        self.all = QCheckBox(_("These are all the slips that this event has"))
        self.count = label(role="quiet")
        self.told = label(role="good")
        self.problem = label(role="problem")
        self.slips: list[dict[str, str]] = []
        self._asking = Asking(False, standard_questions())
        self._is_putting = False
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read what the project asks; what is being changed or keyed stays."""
        project_id = self.workspace.project_id
        self.setEnabled(project_id is not None)
        if project_id is None:
            return
        if not self._is_changed():
            self._show(self.workspace.read(get_asking, project_id))
        if not self.slips:
            found = self.workspace.read(list_by_day, project_id)
            refill(self.which, [(each.shown, each.id) for each in found])
            self.which.setCurrentIndex(max(0, self.which.findData(self.workspace.event_id)))

    def start(self) -> None:
        """Begin with a slip where the project asks, else with the switch."""
        if self._asking.asked:
            self.slip.start()
        else:
            self.asked.setFocus()

    def unsaved(self) -> bool:
        """Whether questions were changed, or slips keyed, that are not in the file."""
        return self._is_changed() or bool(self.slips or self.slip.answers())

    def save_asking(self) -> None:
        """Ask what is shown from now on."""
        project_id, wanted = self.workspace.project_id, self._wanted()
        if project_id is not None:
            self.workspace.write(
                "monitoring.ask",
                set_asking,
                project_id,
                wanted,
                then=lambda _none: self._saved(wanted),
                failed=self._failed,
            )

    def keep_slip(self) -> None:
        """Keep this slip, at a place that tells nothing, and begin the next."""
        answers = self.slip.answers()
        if answers:
            self.slips.insert(SystemRandom().randint(0, len(self.slips)), answers)
        self._say("", "" if answers else _("This slip is empty. Lay it aside."))
        self.slip.empty()
        self._count()

    def put_in(self) -> None:
        """Put what was keyed in the file, all at once."""
        project_id, event_id = self.workspace.project_id, self.which.currentData()
        if project_id is None or self._is_putting:
            return
        if self.slip.answers():
            self.keep_slip()
        self._is_putting = True
        self.workspace.write(
            "monitoring.slips",
            put_slips,
            project_id,
            event_id or "",
            tuple(self.slips),
            all_there_are=self.all.isChecked(),
            then=self._put,
            failed=self._failed,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both."""
        super().resizeEvent(event)
        narrow = self.width() < _LETTERS * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction
        self._beside.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _put(self, count: int) -> None:
        self._is_putting = False
        self.slips = []
        self.all.setChecked(False)
        told = plural("✓ {count} slip is in the file.", "✓ {count} slips are in the file.", count)
        self._say(_("{told} Shred the paper now.").format(told=told), "")
        self._count()
        self.reload()

    def _saved(self, wanted: Asking) -> None:
        self._show(wanted)
        self._say(_("✓ Saved."), "")

    def _failed(self, error: Exception) -> None:
        self._is_putting = False
        self._say("", sentence_of(error))

    def _wanted(self) -> Asking:
        return Asking(self.asked.isChecked(), self.questions.questions())

    def _is_changed(self) -> bool:
        return self._wanted() != self._asking and bool(self.questions.questions())

    def _show(self, asking: Asking) -> None:
        self._asking = asking
        self.asked.setChecked(asking.asked)
        self.questions.show_questions(asking.questions)
        self.slip.show_questions(asking.in_use)
        self.keying.setVisible(asking.asked)
        self._count()

    def _show_standard(self) -> None:
        asked = tuple(replace(each, asked=True) for each in standard_questions())
        self.questions.show_questions(asked)
        self._count()

    def _count(self) -> None:
        count = len(self.slips)
        self.count.setText(
            plural("{count} slip is keyed in.", "{count} slips are keyed in.", count)
            if count
            else _("No slip is keyed in yet.")
        )
        self.which.setEnabled(not self.slips)
        self.save.setEnabled(self._is_changed() and not self.slips)

    def _say(self, told: str, problem: str) -> None:
        for shown, words in ((self.told, told), (self.problem, problem)):
            shown.setText(words)
            shown.setVisible(bool(words))

    def _forget(self) -> None:
        """Another file: nothing of this one is put into it."""
        self.slips = []
        self.questions.show_questions(())
        self._asking = Asking(False, ())
        self.slip.show_questions(())

    def _connect(self) -> None:
        self.asked.toggled.connect(lambda _on: self._count())
        self.questions.changed.connect(self._count)
        self.workspace.closed.connect(self._forget)
        done = QShortcut(QKeySequence("Ctrl+Return"), self.slip, self.keep_slip)
        give_tip(self.next, _("{keys} keeps this slip and begins the next").format(
            keys=done.key().toString(QKeySequence.SequenceFormat.NativeText)
        ))  # fmt: skip

    def _lay_out(self) -> None:
        what = card(
            _("What is asked"),
            label(_ABOUT),
            self.asked,
            self.questions,
            flow(self.save, self.standard),
        )
        self.keying = card(
            _("Key in slips"),
            label(_SLIPS),
            flow(label(_("Event"), role="quiet", wrap=False), self.which, self.count),
            self.slip,
            flow(self.next),
            self.all,
            flow(self.put),
        )
        both = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self.keying, 1)
        self._beside.addWidget(what, 1)
        fill(self, scrolled(both), self.told, self.problem)
        self.keying.hide()  # Before it is asked: what is hidden with the focus in it scrolls away.
        self._say("", "")
