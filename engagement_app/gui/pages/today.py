"""Today: what the day holds, at a glance, and the way to each part of it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.domain.requests import count_pressing
from engagement_app.domain.standings import Numbers
from engagement_app.domain.today import EventToday, event_today
from engagement_app.domain.wording import word_of
from engagement_app.gui.backups import (
    days_without_second,
    moment_noted,
    newest_backup,
    without_second,
)
from engagement_app.gui.files import is_sample
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.latest import Latest
from engagement_app.gui.page import Page
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.promises import count_open
from engagement_app.resourcing.report import REASONS, GapReport

_ACROSS = 3
_PLACES = {"dead_ends": "follow_ups", "data": "data/backups"}
"""Where a card leads, if not to the page of its name."""


class Card(QFrame):
    """A figure, what it is, and the way to where it is worked on."""

    def __init__(self, heading: str, way: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.figure = label(role="figure")
        self.lines = label()
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.go = QPushButton(way)
        layout = QVBoxLayout(self)
        layout.addWidget(label(heading, role="heading"))
        layout.addWidget(self.figure)
        layout.addWidget(self.lines)
        layout.addStretch(1)
        self.ways = FlowLayout()
        self.ways.addWidget(self.go)
        layout.addLayout(self.ways)

    def say(self, figure: str, *lines: str) -> None:
        """Show the figure, and the lines under it."""
        self.figure.setText(figure)
        self.lines.setText("\n".join(line for line in lines if line))


class TodayPage(Page):
    """The event, what is due, the dead ends, the gap and the backups."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.title = label(role="title")
        self._gap = Latest(workspace)
        self.cards = {
            "desk": Card(_("At the event"), _("Go to the desk")),
            "said": Card(_("What was said"), _("Write down what is said")),
            "follow_ups": Card(_("Follow-ups due"), _("Keep promises")),
            "dead_ends": Card(_("Dead ends"), _("Find a way on")),
            "roles": Card(_("The gap"), _("See roles and funding")),
            "data": Card(_("Backups"), _("Back up")),
        }
        self.bring = QPushButton(_("Import a list of people"))
        self.pressing = QPushButton()
        workspace.backed_up.connect(self._show_backups)
        self._lay_out()

    def start(self) -> None:
        """The first thing of the day is the desk."""
        self.cards["desk"].go.setFocus()

    def reload(self) -> None:
        """Read the counts; the gap comes when it has been worked out."""
        today = date.today()
        self.title.setText(_("Today, {day}").format(day=words.day(today)))
        self._show_event()
        self._show_backups()
        self._show_pressing(self.workspace.read(count_pressing, today))
        project_id = self.workspace.project_id
        for key in ("follow_ups", "dead_ends", "roles"):
            self.cards[key].setEnabled(project_id is not None)
        if project_id is None:
            for key in ("follow_ups", "dead_ends", "roles"):
                self.cards[key].say("", _("There is no project yet. Make one on the Data page."))
            return
        for key in ("dead_ends", "roles"):
            if not self.cards[key].figure.text():
                self.cards[key].say("…", _("Being worked out."))
        self._show_promises(self.workspace.read(count_open, project_id, today))
        self._gap.ask(prepare_gap_report, project_id, today, None, then=self._show_gap)

    def _show_event(self) -> None:
        event_id = self.workspace.event_id
        for key in ("desk", "said"):
            self.cards[key].setEnabled(event_id is not None)
        if event_id is None:
            self.bring.hide()
            for key in ("desk", "said"):
                self.cards[key].say("", _("There is no event yet. Make one on the Data page."))
            return
        event = self.workspace.read(event_today, event_id)
        self.cards["desk"].say(
            plural("{count} here", "{count} here", event.numbers.here),
            plural("{count} still expected", "{count} still expected", event.numbers.expected),
            plural("{count} nameless", "{count} nameless", event.numbers.nameless),
            _when_and_where(event),
        )
        self.bring.setVisible(event.numbers == Numbers())
        self.cards["said"].say(
            plural("{count} contribution", "{count} contributions", event.contributions),
            _("at {event}").format(event=event.title),
        )

    def _show_pressing(self, counts: dict[str, int]) -> None:
        """Requests and complaints that wait for an answer, where any press; nobody is named."""
        late = plural("⚠ {count} request overdue", "⚠ {count} requests overdue", counts["overdue"])
        soon = plural("⚠ {count} request due soon", "⚠ {count} requests due soon", counts["soon"])
        self.pressing.setText(late if counts["overdue"] else soon)
        self.pressing.setVisible(any(counts.values()))

    def _show_promises(self, due: dict[str, int]) -> None:
        self.cards["follow_ups"].say(
            plural("{count} overdue", "{count} overdue", due["overdue"]),
            plural("{count} due within a week", "{count} due within a week", due["this_week"]),
        )

    def _show_gap(self, report: GapReport) -> None:
        if report.project_id != self.workspace.project_id:
            return
        reasons = Counter(end.reason for end in report.dead_ends)
        self.cards["dead_ends"].say(
            f"{len(report.dead_ends):,}",
            *(f"{reasons[each]:,}  {words.reason(each)}" for each in REASONS if reasons[each]),
        )
        totals = report.totals
        unfunded = report.counts["unfunded"] + report.counts["part_funded"]
        if not totals.full_cost:
            self.cards["roles"].say("–", _("No role has a cost yet."))
            return
        self.cards["roles"].say(
            spoken_pounds(totals.gap),
            _("of {cost} has no funding ({share})").format(
                cost=spoken_pounds(totals.full_cost), share=words.share(totals.unfunded_share)
            ),
            plural("{count} role is not paid for", "{count} roles are not paid for", unfunded),
        )

    def _show_backups(self) -> None:
        path = self.workspace.path
        made = newest_backup(path) if path else None
        if path is None or made is None:
            self.cards["data"].say(_("None yet"), _("A lost laptop is a lost file."))
        else:
            self.cards["data"].say(
                words.day(made.date()),
                _("at {time}").format(time=f"{made:%H:%M}"),
                *_of_copies(path),
            )

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        grid = QGridLayout(inside)
        grid.addWidget(self.title, 0, 0, 1, _ACROSS)
        for at, (key, card) in enumerate(self.cards.items()):
            grid.addWidget(card, 1 + at // _ACROSS, at % _ACROSS)
            place = _PLACES.get(key, key)
            card.go.clicked.connect(lambda _checked=False, place=place: self.wanted.emit(place))
        self.cards["desk"].ways.addWidget(self.bring)
        self.setTabOrder(self.cards["desk"].go, self.bring)
        self.cards["data"].ways.addWidget(self.pressing)
        self.pressing.clicked.connect(lambda: self.wanted.emit("data/rights"))
        self.bring.clicked.connect(lambda: self.wanted.emit("data/import"))
        grid.setRowStretch(3, 1)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _of_copies(path: Path) -> Iterator[str]:
    """The reminder of the second place, and when a restore was last tried."""
    late = days_without_second(path, datetime.now(UTC))
    if late is not None and not is_sample(path):
        yield without_second(late)
    if tried := moment_noted("drill", path):
        yield _("A restore was last tried on {day}").format(day=words.day(tried.date()))


def _when_and_where(event: EventToday) -> str:
    """`Spring forum, 23/11/2026 18:30, Hall (open)`."""
    when = f"{event.starts_at.astimezone():%d/%m/%Y %H:%M}" if event.starts_at else ""
    parts = [part for part in (event.title, when, event.venue) if part]
    return ", ".join(parts) + f" ({word_of(event.status).lower()})"
