"""Putting right one thing that was said; what only a voice for others has shows with it."""

from engagement_app.domain.notebook import OF_OTHERS
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.workspace import Workspace

_FIELDS = (
    *("words", "voice", "theme_ids", "attendance_id", *OF_OTHERS),
    *("kind", "form", "may_quote", "recorded_by"),
)


class SaidPanel(RecordPanel):
    """Every field of one contribution."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "contribution", _FIELDS)
        self.form.editors["voice"].edited.connect(self._voice_chosen)

    def amend(self, record_id: str) -> None:
        """Show it; an own voice that was recorded for a community keeps it in sight."""
        super().amend(record_id)
        editors = self.form.editors
        stated = any(editors[name].value() != nothing for name, nothing in OF_OTHERS.items())
        self._show_others(stated or editors["voice"].value() != "own")

    def _voice_chosen(self) -> None:
        """Who turns out to speak for themselves speaks for nobody else."""
        for_others = self.form.editors["voice"].value() != "own"
        if not for_others:
            for name in OF_OTHERS:
                self.form.editors[name].set_value(None)
        self._show_others(for_others)

    def _show_others(self, shown: bool) -> None:
        for name in OF_OTHERS:
            self.form.set_shown(name, shown)
