"""The panel of a theme: its name, how much was said about it, and merging it into another."""

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from engagement_app.domain.themes import count_about, merge
from engagement_app.domain.with_backup import before_merge
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.links import LinkEditor
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.pages.data.part import button
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _, plural


class ThemePanel(RecordPanel):
    """A theme; one that means the same as another is merged into it, and Ctrl+Z takes that back."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._is_merging = False
        self.about = label(role="quiet")
        self.into = LinkEditor("theme", choices_of(self.workspace), _("Choose a theme…"))
        self.merge = button(_("Merge"), self._merge)
        self.merging = QWidget()
        self.into.setAccessibleName(_("The theme that stays"))
        give_tip(self.into, _("Type a part of the name"))
        give_tip(self.merge, _("What is about this theme is about the other from then on"))
        flow = FlowLayout(self.merging)
        flow.addWidget(label(_("Means the same as"), wrap=False))
        flow.addWidget(self.into)
        flow.addWidget(self.merge)
        layout = self.body.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(1, self.about)
        layout.insertWidget(2, self.merging)

    def add(self, **preset: Any) -> None:
        """Begin a new theme, about which nothing was said."""
        super().add(**preset)
        self._offer(False)

    def amend(self, record_id: str) -> None:
        """Show a theme; raises `UserError` where it is gone."""
        super().amend(record_id)
        count = self.workspace.read(count_about, record_id)
        about = plural("{count} entry is about it.", "{count} entries are about it.", count)
        self.about.setText(about)
        self.into.set_value(None)
        self._offer(True)

    def _offer(self, offered: bool) -> None:
        self.about.setVisible(offered)
        self.merging.setVisible(offered)

    def _merge(self) -> None:
        if self._is_merging:
            return
        self.into.settle()
        try:
            kept = self.into.value()
        except UserError as error:
            self._refuse(error)
            return
        if not isinstance(kept, str):
            self._refuse(UserError(_("Choose the theme that stays: one of the list.")))
        elif self.form.is_changed():
            self._refuse(UserError(_("Save the new name or press Cancel first.")))
        else:
            self._merge_into(kept)

    def _merge_into(self, kept: str) -> None:
        """Once; the button keeps the focus: what is pressed again would press another."""
        turn, self._is_merging = self._turn, True
        self.workspace.write(
            "theme.merge",
            merge,
            kept,
            self.record_id,
            first=before_merge,
            told=_told,
            then=lambda _names: self._merged(turn, kept),
            failed=lambda error: self._not_merged(turn, error),
        )

    def _merged(self, turn: object, kept: str) -> None:
        self._is_merging = False
        self._saved(turn, kept)

    def _not_merged(self, turn: object, error: Exception) -> None:
        self._is_merging = False
        self._not_saved(turn, error)


def _told(names: tuple[str, str]) -> str:
    kept, other = names
    return _("Merged: what is about {other} is about {kept} now.").format(other=other, kept=kept)
