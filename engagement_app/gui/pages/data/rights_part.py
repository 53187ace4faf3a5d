"""Rights of the person: see all that is held on somebody, hand it out, erase it for good."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from engagement_app.domain import erasing
from engagement_app.domain.holdings import Holdings, read_holdings
from engagement_app.domain.holdings_text import lines_of
from engagement_app.domain.record_lists import list_records
from engagement_app.errors import UserError
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.links import LinkEditor
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.latest import Latest
from engagement_app.gui.outlet import Outlet, ask_outlet
from engagement_app.gui.pages.data.erase_panel import ErasePanel
from engagement_app.gui.pages.data.lost_card import LostCard
from engagement_app.gui.pages.data.older_card import OlderCard
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.pages.data.requests_card import RequestsCard
from engagement_app.gui.pages.data.retention_card import RetentionCard
from engagement_app.gui.pages.data.wordings_card import WordingsCard
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.target import ask_where
from engagement_app.gui.text import call, give_tip, label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.papers import hand_out
from engagement_app.progress import Progress
from engagement_app.store.audit import Audited
from engagement_app.store.datafile import DataFile

_LINES, _LETTERS, _ABOVE = 12, 26, 12
_SAID = _(
    "People may ask what is held on them, and to have it erased. Everything is looked through:"
    " their records, deleted ones too, each change, what is typed and not saved, and where others"
    " mention them."
)


class RightsPart(Part):
    """One person is chosen; what is held on them is shown, saved as a file, or erased."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.person = LinkEditor("person", choices_of(workspace), _("Nobody"))
        self.show_all = button(_("&Show everything"), self.show_held, main=True)
        self.pdf = button(_("Save as P&DF…"), partial(self.save, ".pdf"))
        self.json = button(_("Save as &JSON…"), partial(self.save, ".json"))
        self.erase = button(_("&Erase…"), self.ask_to_erase)
        self.held = QPlainTextEdit()
        self.told = label(role="good")
        self.panel = ErasePanel()
        self.retention = RetentionCard(workspace)
        self.requests, self.wordings = RequestsCard(workspace), WordingsCard(workspace)
        self.pressing = label(role="problem")
        self.older = OlderCard(workspace)
        self.lost = LostCard(workspace)
        self._asked = Latest(workspace)
        self._lay_out()
        self.retention.told.connect(self._tell)
        self.requests.pressing.connect(self._press)
        self.requests.looked_at.connect(self._see_later)
        self.panel.agreed.connect(self._erase)
        self.panel.closed.connect(self._leave_panel)
        workspace.opened.connect(self._begin_again)
        workspace.closed.connect(self._begin_again)

    def reload(self) -> None:
        """Who can be chosen, what was asked of us and is asked of others, and who is due."""
        self.person.relist()
        self.requests.reload()
        self.wordings.reload()
        self.retention.reload()
        self.older.reload()

    def unsaved(self) -> bool:
        """Words that are typed and not saved; a request keeps what is typed by itself."""
        return self.wordings.unsaved()

    def start(self) -> None:
        """Begin with whom it is about."""
        self.person.setFocus()

    def show_held(self) -> None:
        """Read everything on the person beside the window's work, and show it."""
        if who := self._chosen():
            self._asked.ask(read_holdings, who, date.today(), then=self._show)

    def save(self, ending: str) -> None:
        """Ask where the file is to go, then write it."""
        who = self._chosen()
        name = _("what we hold") + ending  # No name of a person in the name of a file.
        target = ask_where(self, name, {f"*{ending}": ending}) if who else None
        if not who or target is None:
            return
        start = partial(self._hand_out, who, target)
        ask_outlet(self, self.workspace, target, start, names_people=True)

    def _hand_out(self, who: str, target: Path, outlet: Outlet) -> None:
        made_by = self.workspace.person

        def work(file: DataFile, progress: Progress) -> bool:
            return hand_out(file, who, target, made_by, progress, outlet.write)

        show_progress(
            self,
            _("Writing {file}").format(file=outlet.written.name),
            self.workspace.task(work, self),
            then=partial(self._written, outlet.written),
            failed=self._failed,
        )

    def ask_to_erase(self) -> None:
        """Show what would go, before anything does."""
        who = self._chosen()
        if not who:
            return
        try:
            foreseen = self.workspace.read(erasing.foresee, who)
        except UserError as error:
            self._failed(error)
            return
        self.told.hide()
        self.panel.ask(foreseen)
        bring_in_sight(self.panel)

    def _erase(self) -> None:
        who, reason, keep = self.panel.person_id, self.panel.reason(), self.panel.keeps_words()

        def work(file: DataFile, _progress: Progress) -> erasing.Foreseen:
            return erasing.erase_for_good(file, who, reason=reason, keep_words=keep)

        self.panel.hide()
        show_progress(
            self,
            _("Erasing, and writing the file anew"),
            self.workspace.task(work, self),
            then=self._erased,
            failed=self._failed,
        )

    def _erased(self, _done: erasing.Foreseen) -> None:
        self._forget_person()
        self._tell(_("✓ Erased. Every count stays as it was. Older copies: see below."))
        self.start()

    def _chosen(self) -> str | None:
        """The person in the box; says so where there is none."""
        self.person.settle()
        self._find_by_contact()
        try:
            chosen = self.person.value()
        except UserError as error:
            self._failed(error)
            return None
        if not isinstance(chosen, str):
            self._failed(UserError(_("Choose a person first.")))
            return None
        return chosen

    def _find_by_contact(self) -> None:
        """Whoever asks by e-mail or telephone is found by that, where it is of one alone."""
        typed = self.person.currentText().strip()
        if self.person.chosen_id() is None and any(each in "@0123456789" for each in typed):
            found = self.workspace.read(list_records, "person", None, typed).rows
            if len(found) == 1:
                self.person.set_value(found[0].id)

    def _show(self, held: Holdings) -> None:
        self.held.setPlainText("\n".join(lines_of(held)))
        self.held.show()
        self.held.setFocus()
        bring_in_sight(self.held)
        self.workspace.note(Audited.SUBJECT_ACCESS, what="shown", person_id=held.person_id)

    def _written(self, target: Path, mentions: bool) -> None:
        said = _("✓ Written: {file}").format(file=target)
        if mentions:
            more = _(
                "Others mention this person: look through “Mentions” at its end, and take out what"
                " is about somebody else, before you hand it over."
            )
            said = f"{said}\n{more}"
        self._tell(said)

    def _failed(self, error: Exception) -> None:
        self._tell(sentence_of(error), "problem")

    def _tell(self, sentence: str, role: str = "good") -> None:
        self.told.setText(sentence)
        restyle(self.told, "role", role)
        self.told.show()

    def _press(self, sentence: str) -> None:
        """What is overdue stands above everything."""
        self.pressing.setText(sentence)
        self.pressing.setVisible(bool(sentence))

    def _see_later(self, seen: QWidget) -> None:
        """Once it has its place."""
        QTimer.singleShot(0, self, partial(self._see, seen))

    def _see(self, seen: QWidget) -> None:
        """A form or a card from its top on; a field wherever it is."""
        inner = self.area.widget()
        if inner is not None and seen in (self.requests, self.requests.panel):
            top = seen.mapTo(inner, QPoint(0, 0)).y()
            self.area.verticalScrollBar().setValue(top - _ABOVE)
        else:
            self.area.ensureWidgetVisible(seen)

    def _leave_panel(self) -> None:
        self.panel.hide()
        self.erase.setFocus()
        bring_in_sight(self.erase)

    def _begin_again(self) -> None:
        """Nothing of anybody stays on the screen."""
        for card_ in (self.requests, self.wordings):
            card_.forget()
        self._forget_person()

    def _forget_person(self) -> None:
        self._asked.forget()
        self.held.clear()
        for each in (self.held, self.panel, self.told):
            each.hide()
        self.person.set_value(None)

    def _lay_out(self) -> None:
        call(self.person, _("Person"))
        self.person.setMinimumContentsLength(_LETTERS)
        give_tip(self.person, _("Type a part of the name, or a whole e-mail or phone number"))
        give_tip(self.erase, _("Shows first what would go"))
        self.held.setReadOnly(True)
        self.held.setTabChangesFocus(True)
        self.held.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        call(self.held, _("Everything we hold on this person"))
        whole = card(
            _("What we hold on a person"),
            label(_SAID),
            flow(self.person, self.show_all, self.pdf, self.json, self.erase),
            self.panel,
            self.held,
        )
        cards = (whole, self.requests, self.wordings, self.retention, self.older, self.lost)
        self.area = scrolled(*cards)
        fill(self, self.area, self.pressing, self.told)
        for each in (self.held, self.panel, self.told, self.pressing):
            each.hide()
