"""Counting those who give no name: one more, one less, by community."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from engagement_app.domain.choices import Chosen
from engagement_app.domain.head_count import HeadCount
from engagement_app.gui.text import call, give_tip, label
from engagement_app.language import _


class Nameless(QFrame):
    """A community, two buttons, and what was counted so far."""

    wanted = Signal(int)
    """1 for one more, -1 for one less of the community that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.community = QComboBox()
        call(self.community, _("Community of those who give no name"))
        self.community.setMinimumContentsLength(6)
        self.community.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.more = self._button("+1", 1, _("One more who gives no name"), "Ctrl++")
        self.less = self._button("−1", -1, _("One less"), "Ctrl+-")
        self.counted = label(role="quiet")
        self._lay_out()

    @property
    def community_id(self) -> str | None:
        """The community that is chosen; None where none is said."""
        chosen: str | None = self.community.currentData()
        return chosen

    def show_counts(self, communities: Sequence[Chosen], counts: Sequence[HeadCount]) -> None:
        """Show what can be chosen and what was counted; the choice stays."""
        rows = [(_("No community said"), None), *((each.title, each.id) for each in communities)]
        shown = [(self.community.itemText(at), self.community.itemData(at)) for at in self._all()]
        if rows != shown:
            chosen = self.community_id
            self.community.clear()
            for title, community_id in rows:
                self.community.addItem(title, community_id)
            self.community.setCurrentIndex(max(0, self.community.findData(chosen)))
        named = (f"{each.community or _('No community said')}: {each.count:,}" for each in counts)
        self.counted.setText(" · ".join(named) or _("Nobody was counted yet."))

    def _all(self) -> range:
        return range(self.community.count())

    def _button(self, title: str, by: int, said: str, keys: str) -> QPushButton:
        button = QPushButton(title)
        button.setAccessibleName(said)
        give_tip(button, f"{said} ({keys})")
        button.clicked.connect(lambda _checked=False: self.wanted.emit(by))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.community, 1)
        row.addWidget(self.more)
        row.addWidget(self.less)
        layout = QVBoxLayout(self)
        layout.addWidget(label(_("Nameless, by community"), role="heading"))
        layout.addLayout(row)
        layout.addWidget(self.counted)
