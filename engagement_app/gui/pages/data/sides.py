"""Two people side by side: for each field whose value stays, or what both say."""

from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from engagement_app.domain.merging import BOTH, Compared, Comparison, Side
from engagement_app.domain.wording import label_of
from engagement_app.gui.forms.wrapped_radio import WrappedRadio
from engagement_app.gui.text import give_tip, label, shortened
from engagement_app.language import _

_LONGEST = 120
"""Letters of a value that are shown; the tip has all of it."""
_SIDES: tuple[Side, ...] = get_args(Side)


class Sides(QWidget):
    """A line for each field that either has; the arrow keys go from one side to the other."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, QButtonGroup] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def show_both(self, found: Comparison) -> None:
        """Show these two; what is suggested is chosen."""
        self._clear()
        for at, title in enumerate((found.kept.title, found.other.title), 1):
            heading = label(shortened(title, _LONGEST), role="heading")
            self._grid.addWidget(heading, 0, at)
        for at, each in enumerate(found.fields):
            line = 2 * at + 1
            self._grid.addWidget(label(label_of(each.field), role="quiet", wrap=False), line, 0)
            if each.differs:
                self._offer(line, each, found)
            else:
                self._grid.addWidget(label(each.kept), line, 1, 1, 2)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)

    def taking(self) -> dict[str, Side]:
        """By field whose value stays."""
        return {name: _SIDES[group.checkedId()] for name, group in self.groups.items()}

    def start(self) -> None:
        """The focus to the first choice there is."""
        group = next(iter(self.groups.values()), None)
        checked = group.checkedButton() if group else None
        if checked is not None:
            checked.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer(self, line: int, each: Compared, found: Comparison) -> None:
        group = self.groups[each.field] = QButtonGroup(self)
        offered = [(each.kept, found.kept.title), (each.other, found.other.title)]
        if each.field in BOTH and each.kept and each.other:
            offered.append((_("Both"), ""))
        for at, (value, whose) in enumerate(offered):
            button = WrappedRadio(shortened(" ".join(value.split()) or _("Nothing"), _LONGEST))
            words = _("{field}: {value}").format(
                field=label_of(each.field), value=value or _("Nothing")
            )
            button.setAccessibleName(words)
            give_tip(button, _("{value}, as with {name}").format(value=value, name=whose))
            if not value or not whose:
                give_tip(button, words)
            group.addButton(button, at)
            button.setChecked(_SIDES[at] == each.suggested)
            together = at == len(_SIDES) - 1
            self._grid.addWidget(button, line + together, 1 if together else at + 1)
        group.idToggled.connect(lambda _id, on: self.chosen.emit() if on else None)

    def _clear(self) -> None:
        self.groups = {}
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
