"""The page of the desk: one box, the list of whom it finds, and who stands at the desk."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from engagement_app.domain.arrivals import Arrival, find_arrival, list_last
from engagement_app.domain.choices import list_choices
from engagement_app.domain.head_count import list_head_counts
from engagement_app.domain.standings import Numbers
from engagement_app.gui.page import Page
from engagement_app.gui.pages.desk.acts import Acts
from engagement_app.gui.pages.desk.at_hand import ACTIONS
from engagement_app.gui.pages.desk.box import SearchBox
from engagement_app.gui.pages.desk.counts import Counts
from engagement_app.gui.pages.desk.doors import Doors
from engagement_app.gui.pages.desk.finder import Finder
from engagement_app.gui.pages.desk.found import SHOWN, FoundList
from engagement_app.gui.pages.desk.hints import hint, hint_alike, hint_instead
from engagement_app.gui.pages.desk.privacy import (
    HIDES,
    are_hidden,
    initials,
    screened,
    screened_result,
)
from engagement_app.gui.pages.desk.side import Side
from engagement_app.gui.pages.desk.words import standing, told_already
from engagement_app.gui.settings import remember
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_LAST = 8
_ANSWERS = {
    "wants_yes": ("wants_to_stay_involved", "yes"),
    "wants_no": ("wants_to_stay_involved", "no"),
    "first_yes": ("first_time", "yes"),
    "first_no": ("first_time", "no"),
}


class DeskPage(Page):
    """Sign people in: type, Enter, the next person."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.acts = Acts(workspace, self)
        self.finder = Finder(workspace, self)
        self.counts = Counts()
        self.box = SearchBox()
        self.hint = label(role="quiet")
        self.problem = label(role="problem")
        self.list = FoundList()
        self.side = Side()
        self.doors = Doors(self, self.finder.find)
        self.hide_names = QPushButton(_("Hide names (F9)"))
        self._event_id: str | None = None
        self._last: str | None = None
        self._instead: Arrival | None = None
        self._searched = ""
        self._people: list[Arrival] = []
        self._lay_out()
        self._connect()
        workspace.drafts.watch(self.box)
        self._take_up()

    def _take_up(self) -> None:
        """Another file: what was being typed in it."""
        self.box.clear()
        self.workspace.drafts.offer(self.box)

    def reload(self) -> None:
        """Show the event as it is now; what is typed stays."""
        event_id = self.workspace.event_id
        for part in (self.box, self.list, self.side, self.doors):
            part.setEnabled(event_id is not None)
        if event_id != self._event_id:
            self._event_id, self._last, self._instead = event_id, None, None
        if event_id is None:
            self.counts.show_numbers(Numbers())
            self.hint.setText(_("Choose an event at the top, or make one on the Data page."))
            return
        self.finder.reload(event_id)
        self.counts.show_numbers(self.finder.numbers(event_id))
        self.side.nameless.show_counts(
            self.workspace.read(list_choices, "community", None),
            self.workspace.read(list_head_counts, event_id),
        )
        self._show_last()
        self.search()

    def start(self) -> None:
        """The work begins in the box, or in what has taken the place of the page."""
        if not self.doors.start():
            self.box.setFocus()

    def search(self) -> None:
        """Show whom the typed text finds."""
        text = self.box.text()
        marked = self.list.marked_one()
        people = [each for each in self.finder.find(text) if self._may_be_chosen(each)]
        self._people = people
        keep = marked.key if marked and text == self._searched else None
        self._searched = text
        self.list.show_people(self._as_seen(people[:SHOWN]), keep)
        self._show_hint()
        self._show_at_hand()

    def at_hand(self) -> Arrival | None:
        """Who is meant: the one marked; where nothing is typed, the one who was signed in last."""
        if self._instead is not None:
            return self._instead
        marked = self.list.marked_one()
        typed = self.box.text().strip()
        if marked is not None or typed or not self._last or not self.workspace.event_id:
            return marked
        return self._whole(self._last)

    def _whole(self, key: str) -> Arrival | None:
        """Somebody with all that is known of them from before."""
        return self.workspace.read(find_arrival, self.workspace.needed_event(), key)

    def sign_in(self) -> None:
        """Enter: sign in whom the mark is on, or choose whom somebody came instead of."""
        self._tell_problem("")
        marked = self.list.marked_one()
        if marked is None:
            self._say_nobody()
        elif self._instead is not None:
            self.acts.come_instead(self._instead.key, marked.key, self.box.text())
        elif marked.has_come:
            self.workspace.told.emit(told_already(marked), False)
            self.box.selectAll()
        else:
            self.box.selectAll()
            self.acts.sign_in(marked.key, self.box.text())

    def add_walk_in(self) -> None:
        """Ctrl+Enter: a new person from what was typed."""
        self._tell_problem("")
        if self._instead is None and self.workspace.event_id:
            self.acts.walk_in(self.box.text())

    def do(self, key: str) -> None:
        """One of the actions for whoever is at hand."""
        self._tell_problem("")
        self.box.setFocus()
        arrival = self.at_hand()
        if arrival is None:
            self._tell_problem(_("Nobody is marked. Type a name first."))
        elif key in _ANSWERS:
            self.acts.answer(arrival, *_ANSWERS[key])
        elif key == "instead":
            self._begin_instead(arrival)
        else:
            whole = {"leave": self.acts.leave, "excuse": self.acts.excuse}
            whole.get(key, self.acts.take_back)(arrival.key)

    def count(self, by: int) -> None:
        """Count somebody nameless of the community that is chosen."""
        self._tell_problem("")
        if self.workspace.event_id:
            nameless = self.side.nameless
            self.acts.count(nameless.community_id, nameless.community.currentText(), by)

    def escape(self) -> None:
        """Leave what was begun; then empty the box; then take the last name off the screen."""
        self._tell_problem("")
        if self._instead is not None:
            self._end_instead()
        elif not self.box.text():
            self._last = None
        self.box.clear()
        self.search()

    def _begin_instead(self, arrival: Arrival) -> None:
        self._instead = arrival
        self.box.clear()
        self.search()

    def _end_instead(self) -> None:
        self._instead = None

    def _may_be_chosen(self, each: Arrival) -> bool:
        """Somebody can come instead of those alone who are on the list and have not come."""
        if self._instead is None:
            return True
        listed = each.attendance_id is not None and not each.has_come
        return listed and each.key != self._instead.key

    def _done(self, arrival: Arrival, typed: str) -> None:
        """It is saved: the box is free for the next person, unless somebody types already."""
        if typed:
            self._last = arrival.key
            self._end_instead()
            if self.box.text() == typed:
                self.box.setText("")
        self.search()
        self._show_last()

    def _say_nobody(self) -> None:
        if self.box.text().strip():
            self._tell_problem(_("Nobody is marked, so nobody was signed in."))
            self.box.selectAll()
        elif (last := self.at_hand()) is not None and last.has_come and self._instead is None:
            self.workspace.told.emit(told_already(last), False)
        else:
            self._tell_problem(_("Type two letters of a name first."))

    def _tell_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self._announce(sentence)

    def _typed(self) -> None:
        self._tell_problem("")
        self.search()
        if (marked := self.list.marked_one()) is not None:
            self._announce(f"{marked.name}, {standing(marked)}")

    def _move(self, by: int) -> None:
        self.list.move_mark(by)
        if (marked := self.list.marked_one()) is not None:
            self._announce(f"{marked.name}, {standing(marked)}")

    def _announce(self, sentence: str) -> None:
        """Read out what changed beside the box, in which the focus stays."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.box, sentence))

    def _show_hint(self) -> None:
        found, text = len(self._people), self.box.text()
        if self._instead is not None:
            self.hint.setText(hint_instead(self._instead, text, found))
            return
        complete, marked = self.finder.is_complete, self.list.marked_one()
        told = hint(text, self._people, marked, more=found > SHOWN, complete=complete)
        alike = self.finder.might_be(text, [each.key for each in self._people])
        seen = self._as_seen([each.arrival for each in alike])
        pairs = [replace(one, arrival=arrival) for one, arrival in zip(alike, seen, strict=True)]
        self.hint.setText(f"{told} {hint_alike(pairs)}".strip())

    def _show_marked(self) -> None:
        """The mark went to somebody else."""
        self._show_hint()
        self._show_at_hand()

    def _show_at_hand(self) -> None:
        arrival = self.at_hand()
        whole = self._whole(arrival.key) if arrival else None
        self.side.at_hand.show_person(self._as_seen([whole])[0] if whole else None)

    def _show_last(self) -> None:
        last = self.side.last
        if last.is_on and self.workspace.event_id:
            came = self.workspace.read(list_last, self.workspace.event_id, _LAST)
            last.show_names(self._as_seen(came))

    def _as_seen(self, people: Sequence[Arrival]) -> list[Arrival]:
        """As names or, behind the privacy screen, as what tells them apart."""
        return screened(people) if self.hide_names.isChecked() else list(people)

    def _screen(self, on: bool) -> None:
        """Others may read the screen, or not any more."""
        self.acts.as_seen = screened_result if on else lambda result: result
        self.workspace.name_as_seen = initials if on else str
        self.hide_names.setText(_("Names are hidden (F9)") if on else _("Hide names (F9)"))
        remember(HIDES, "yes" if on else "")
        if self.isVisible():
            told = _("Names are hidden at the desk.") if on else _("Names are shown at the desk.")
            self.workspace.told.emit(told, False)
        self.search()
        self._show_last()

    def _lay_out(self) -> None:
        self.box.setProperty("role", "box")
        self.box.setPlaceholderText(_("Name, organisation, phone or e-mail"))
        self.problem.hide()
        title = label(_("&Sign in"), role="heading", wrap=False)
        title.setBuddy(self.box)
        entry = QHBoxLayout()
        entry.addWidget(title)
        entry.addWidget(self.box, 1)
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box.note)
        layout.addLayout(entry)
        layout.addWidget(self.problem)
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([3000, 2000])
        whole = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(self.counts, 1)
        top.addWidget(self.hide_names)
        top.addWidget(self.doors)
        whole.addLayout(top)
        whole.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.workspace.opened.connect(self._take_up)
        self.box.textChanged.connect(self._typed)
        self.box.entered.connect(self.sign_in)
        self.box.moved.connect(self._move)
        self.box.escaped.connect(self.escape)
        self.list.wanted.connect(self.sign_in)
        self.list.marked.connect(self._show_marked)
        self.finder.complete.connect(self.search)
        self.acts.done.connect(self._done)
        self.acts.refused.connect(self._tell_problem)
        self.side.at_hand.wanted.connect(self.do)
        self.side.nameless.wanted.connect(self.count)
        self.side.last.switched.connect(self._show_last)
        self.hide_names.setCheckable(True)
        give_tip(self.hide_names, _("For a queue that can read the screen: initials alone"))
        self.hide_names.toggled.connect(self._screen)
        self.hide_names.setChecked(are_hidden())
        self._connect_keys()

    def _connect_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Return", self.add_walk_in),
            ("Ctrl+Enter", self.add_walk_in),
            ("F9", self.hide_names.toggle),
            ("Ctrl++", partial(self.count, 1)),
            ("Ctrl+=", partial(self.count, 1)),
            ("Ctrl+-", partial(self.count, -1)),
        ]
        keys += [(action.keys, partial(self.do, action.key)) for action in ACTIONS]
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
