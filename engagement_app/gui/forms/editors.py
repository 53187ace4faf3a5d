"""One editor for each kind of field: it shows a value, and gives what was entered."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import QDate, QEvent, Qt, SignalInstance
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from engagement_app.domain import fields
from engagement_app.domain.amounts import pounds, spoken_number
from engagement_app.domain.pauses import Pauses
from engagement_app.domain.wording import word_of
from engagement_app.errors import UserError
from engagement_app.exchange import moments, numbers
from engagement_app.exchange.faults import CellError
from engagement_app.exchange.near_days import read_near, read_near_moment
from engagement_app.exchange.stretches import read_stretches, spoken_stretches
from engagement_app.gui.forms.pickers import Box
from engagement_app.language import _


class Editor(Protocol):
    """What a form asks of a field's widget."""

    edited: SignalInstance

    def value(self) -> Any:
        """What was entered, None for nothing; raises `UserError`."""

    def set_value(self, value: Any) -> None:
        """Show a value; None is nothing."""


_NO_LETTERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def only_seen(text: str) -> str:
    """A blank for the ends of lines and the signs that nobody sees, and so could not take out."""
    return _NO_LETTERS.sub(" ", text)


def one_line(text: str) -> str:
    """What was typed or pasted, without the ends of lines and the signs that nobody sees."""
    return only_seen(text).strip()


class TextEditor(QLineEdit):
    """One line of text."""

    def __init__(self) -> None:
        super().__init__()
        self.edited = self.textChanged

    def value(self) -> str | None:
        return one_line(self.text()) or None

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)


class LongTextEditor(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.edited = self.textChanged
        self.setTabChangesFocus(True)
        self._lines = lines
        self._fit()

    def value(self) -> str | None:
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        self.setPlainText(value or "")

    def changeEvent(self, event: QEvent) -> None:
        """As many lines whatever the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_lines"):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 20)


class ParsedEditor(QLineEdit):
    """One line that is read as something: an amount, hours, a day, a time."""

    def __init__(
        self, read: Callable[[str], Any], shown: Callable[[Any], str], example: str
    ) -> None:
        super().__init__()
        self.edited = self.textChanged
        self._read = read
        self._shown = shown
        self.setPlaceholderText(example)

    def value(self) -> Any:
        text = self.text().strip()
        try:
            return self._read(text) if text else None
        except CellError as error:
            raise UserError(str(error)) from None

    def set_value(self, value: Any) -> None:
        self.setText("" if value is None else self._shown(value))


class ChoiceEditor(Box):
    """One of a few words; a required one begins unchosen."""

    def __init__(self, kind: fields.Choice) -> None:
        super().__init__()
        self.edited = self.currentIndexChanged
        if kind.required:
            self.addItem(_("Choose…"), None)
        for choice in kind.values:
            self.addItem(word_of(choice), choice)
        self._default = kind.default
        self.set_value(None)

    def value(self) -> str | None:
        chosen: str | None = self.currentData()
        return chosen

    def set_value(self, value: str | None) -> None:
        self.setCurrentIndex(max(0, self.findData(value or self._default)))


class FlagEditor(QCheckBox):
    """Yes or no."""

    def __init__(self) -> None:
        super().__init__(_("Yes"))
        self.edited = self.checkStateChanged

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        self.setChecked(bool(value))


class DayLine(ParsedEditor):
    """A day, typed as people write days: `23/11/2026`, `3 December`, `friday`, `+7`; of a day that
    has been the last one is meant."""

    def __init__(self, *, past: bool = False) -> None:
        super().__init__(
            lambda text: read_near(text, date.today(), past=past),
            shown_day,
            _("such as 23/11/2026 or -7") if past else _("such as 23/11/2026 or +7"),
        )


class MomentLine(ParsedEditor):
    """A day and an hour, typed as people write them: `23/11/2026 18:30`, `friday 6pm`."""

    def __init__(self) -> None:
        super().__init__(
            lambda text: read_near_moment(text, date.today()),
            shown_moment,
            _("such as 23/11/2026 18:30 or friday 6pm"),
        )


class DayEditor(QWidget):
    """A day: typed as people write days, or picked from a calendar."""

    def __init__(self, *, past: bool = False) -> None:
        super().__init__()
        self.line = DayLine(past=past)
        self.edited = self.line.edited
        self.pick = QToolButton()
        self.pick.setText("▾")
        self.pick.setAccessibleName(_("Pick a day"))
        self.pick.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pick.setMenu(self._calendar())
        self.setFocusProxy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.pick)

    def value(self) -> date | None:
        day: date | None = self.line.value()
        return day

    def set_value(self, value: date | None) -> None:
        self.line.set_value(value)

    def _calendar(self) -> QMenu:
        menu, calendar = QMenu(self), QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def picked(day: QDate) -> None:
            self.set_value(date(day.year(), day.month(), day.day()))
            menu.close()

        calendar.activated.connect(picked)
        calendar.clicked.connect(picked)
        return menu


def shown_day(day: date) -> str:
    """`23/11/2026`, as it can be typed."""
    return f"{day:%d/%m/%Y}"


def shown_moment(moment: datetime) -> str:
    """`23/11/2026 18:30`, in local time."""
    return f"{moment.astimezone(moments.LOCAL):%d/%m/%Y %H:%M}"


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 10:
        raise CellError(_("“{text}” is no whole number.").format(text=text[:60]))
    return int(text)


def _number(kind: fields.Hundredth) -> ParsedEditor:
    read: Callable[[str], Decimal] = numbers.hours
    example = _("such as 7.5")
    if kind.most == 100:
        read, example = numbers.percent, _("such as 12.5")
    elif not kind.as_number:
        return ParsedEditor(lambda text: Decimal(numbers.pence(text)) / 100, spoken_number, example)
    return ParsedEditor(read, spoken_number, example)


def _stretches() -> ParsedEditor:
    example = _("such as 2/11/2026 to 9/11/2026, or since 20/11/2026")
    return ParsedEditor(lambda text: read_stretches(text, date.today()), spoken_stretches, example)


def _text(kind: fields.Text) -> Any:
    return LongTextEditor() if kind.long else TextEditor()


_MADE: dict[type[fields.Kind], Callable[[Any], Any]] = {
    fields.Text: _text,
    fields.Choice: ChoiceEditor,
    fields.Flag: lambda _kind: FlagEditor(),
    fields.Money: lambda _kind: ParsedEditor(numbers.pence, pounds, _("such as 1234.50")),
    fields.Hundredth: _number,
    fields.Count: lambda _kind: ParsedEditor(_count, str, _("such as 40")),
    fields.Day: lambda kind: DayEditor(past=kind.past),
    Pauses: lambda _kind: _stretches(),
    fields.Moment: lambda _kind: MomentLine(),
}


def editor_for(kind: fields.Kind) -> Any:
    """A new editor for a field of this kind; links are made by `links.py`."""
    return _MADE[type(kind)](kind)
