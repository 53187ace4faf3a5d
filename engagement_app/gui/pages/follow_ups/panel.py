"""Agreeing a follow-up, and changing everything of one."""

from collections.abc import Callable
from datetime import date

from engagement_app.domain.promises import PromiseRow
from engagement_app.errors import UserError
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.workspace import Workspace

_FIELDS = (
    *("person_id", "kind", "description", "owner_name", "owner_organisation_id", "due_on"),
    *("role_id", "service_id", "status", "done_on", "outcome", "attendance_id", "contribution_id"),
)


class PromisePanel(RecordPanel):
    """Every field of one follow-up, whom it is for first; `met` has each person as they are
    chosen."""

    def __init__(self, workspace: Workspace, met: Callable[[str | None], None]) -> None:
        super().__init__(workspace, "follow_up", _FIELDS)
        self._met = met
        self.form.editors["person_id"].edited.connect(self._meet)
        self.form.editors["status"].edited.connect(self._date_what_is_done)

    def agree(self, row: PromiseRow) -> None:
        """Begin a follow-up for somebody for whom none was written down."""
        self.add(
            project_id=self.workspace.needed_project(),
            person_id=row.person_id,
            attendance_id=row.attendance_id,
        )
        self.form.editors["kind"].setFocus()

    def agree_with_anybody(self) -> None:
        """Begin a follow-up for a person who is found by typing."""
        self.add(project_id=self.workspace.needed_project())
        person = self.form.editors["person_id"]
        if line := person.lineEdit():
            line.selectAll()

    def _date_what_is_done(self) -> None:
        """What is done now was done today, unless another day is typed: without one it would
        count as not kept. What is not done has no such day."""
        line, is_done = self.form.editors["done_on"].line, self._is_done()
        if not is_done or not line.text():
            line.set_value(date.today() if is_done else None)

    def _is_done(self) -> bool:
        return bool(self.form.editors["status"].value() == "done")

    def _meet(self) -> None:
        try:
            person_id = self.form.editors["person_id"].value()
        except UserError:
            return
        self._met(person_id)
