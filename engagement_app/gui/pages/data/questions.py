"""What is to be known of a list before it can be read: its kind, event, dates and letters."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from engagement_app.domain.importing.kinds import WITH_EVENT
from engagement_app.exchange.taking import Outcome, Source
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import call, label
from engagement_app.language import _

_KINDS = {
    "attendees": _("People"),
    "roles": _("Roles"),
    "funding": _("Funding"),
    "contributions": _("What was said"),
    "services": _("A directory of services"),
    "project": _("A whole project"),
}
_ORDERS = {
    "": _("As the dates show it"),
    "dmy": _("The day first: 31/5/2026"),
    "mdy": _("The month first: 5/31/2026"),
    "ymd": _("The year first: 26/5/31"),
}
_ENCODINGS = {
    "": _("UTF-8, the usual way"),
    "cp1252": _("Excel on Windows, western Europe"),
    "cp1250": _("Excel on Windows, central Europe"),
    "cp1251": _("Excel on Windows, Cyrillic"),
    "cp1253": _("Excel on Windows, Greek"),
    "mac_roman": _("Excel on an older Mac"),
}


class Questions(QWidget):
    """Choices over the list; those that are not needed are not shown."""

    answered = Signal(str, object)
    """A field of the source, and what was chosen for it (None: nothing)."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = self._chooser("kind", _("What it is"), _KINDS)
        self.event_box = self._chooser("event_id", _("Into the event"), {})
        self.date_order = self._chooser("date_order", _("Dates"), _ORDERS)
        self.encoding = self._chooser("encoding", _("Saved as"), _ENCODINGS)
        layout = FlowLayout(self)
        for chooser in (self.kind, self.event_box, self.date_order, self.encoding):
            pair = chooser.parentWidget()
            assert pair is not None
            layout.addWidget(pair)

    def show_source(
        self, source: Source, outcome: Outcome, events: Sequence[tuple[str, str]]
    ) -> None:
        """Show what is chosen, and what is asked."""
        _choose(self.kind, source.kind)
        named = any(column.field == "event" for column in outcome.columns)
        nothing = _("As the list says") if named else _("Choose…")
        if source.kind == "roles":
            nothing = _("As the list says, else none")
        chosen = source.event_id or outcome.event_id or ""
        _fill(self.event_box, {"": nothing, **dict(events)})
        _choose(self.event_box, chosen)
        self._reveal(self.event_box, source.kind in WITH_EVENT)
        for name, chooser in (("date_order", self.date_order), ("encoding", self.encoding)):
            answer = getattr(source, name)
            _choose(chooser, answer or "")
            self._reveal(chooser, bool(answer) or outcome.asks == name)

    def focus_on(self, name: str) -> None:
        """Go to the question that has to be answered."""
        choosers = {
            "event_id": self.event_box,
            "date_order": self.date_order,
            "encoding": self.encoding,
        }
        if name in choosers:
            choosers[name].setFocus()

    def _chooser(self, name: str, title: str, choices: Mapping[str, str]) -> QComboBox:
        chooser = QComboBox()
        call(chooser, title)
        chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        chooser.setMinimumContentsLength(max((len(word) for word in choices.values()), default=30))
        _fill(chooser, choices)
        chooser.activated.connect(
            lambda _at: self.answered.emit(name, chooser.currentData() or None)
        )
        pair = QWidget(self)
        layout = QVBoxLayout(pair)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(2)
        heading = label(title, role="quiet", wrap=False)
        heading.setBuddy(chooser)
        layout.addWidget(heading)
        row = QHBoxLayout()
        row.addWidget(chooser)
        layout.addLayout(row)
        return chooser

    def _reveal(self, chooser: QComboBox, shown: bool) -> None:
        pair = chooser.parentWidget()
        if pair is not None:
            pair.setVisible(shown)


def _fill(chooser: QComboBox, choices: Mapping[str, str]) -> None:
    chooser.clear()
    for value, word in choices.items():
        chooser.addItem(word, value)


def _choose(chooser: QComboBox, value: str) -> None:
    chooser.setCurrentIndex(max(0, chooser.findData(value)))
