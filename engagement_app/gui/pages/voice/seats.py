"""The bodies with what seat there is at each, and the partners of the project beside them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_app.domain.seats import BodyRow, PartnerRow, list_bodies, list_partners
from engagement_app.gui.beside import Beside
from engagement_app.gui.forms.edited_list import EditedList
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import Preset
from engagement_app.gui.page import Page
from engagement_app.gui.pages.voice.columns import body_columns, partner_columns
from engagement_app.gui.tables.records import RecordModel, RecordTable
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _


class SeatsPart(Page):
    """Two lists whose answers are given in the row."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._project_id: str | None = None
        self.about = label(_about(), role="quiet")
        self.bodies = _bodies(workspace, self._of_the_project)
        self.partners = _partners(workspace, self._of_the_project)
        for each in (self.bodies, self.partners):
            each.late.connect(self.refresh)
        self.bodies.opened.connect(self.partners.panel.hide)
        self.partners.opened.connect(self.bodies.panel.hide)
        workspace.closed.connect(lambda: self._move_to(None))
        self._lay_out()

    def reload(self) -> None:
        """Read the bodies and the partners of the project being worked on."""
        project_id = self.workspace.project_id
        if project_id != self._project_id:
            self._move_to(project_id)
        for each in (self.bodies, self.partners):
            each.new.setEnabled(project_id is not None)
        none = _("There is no project yet. Make one on the Data page.")
        read = self.workspace.read
        bodies = read(list_bodies, project_id) if project_id else []
        partners = read(list_partners, project_id) if project_id else []
        self.bodies.show_rows(bodies, _("No body is recorded yet.") if project_id else none)
        self.partners.show_rows(partners, _("No partner is recorded yet.") if project_id else "")
        for each in (self.bodies, self.partners):
            each.panel.form.relist()

    def start(self) -> None:
        """The focus to the list of bodies."""
        self.bodies.start()

    def unsaved(self) -> bool:
        """Also what was typed in a cell and could not be saved."""
        lists = (self.bodies, self.partners)
        return super().unsaved() or any(each.records.cells.is_troubled for each in lists)

    def _move_to(self, project_id: str | None) -> None:
        self._project_id = project_id
        self.bodies.begin(project_id)
        self.partners.begin(project_id)

    def _of_the_project(self) -> dict[str, str | None] | None:
        project_id = self.workspace.project_id
        return {"project_id": project_id} if project_id else None

    def _lay_out(self) -> None:
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        column.addWidget(self.bodies, 3)
        column.addWidget(self.partners, 2)
        layout = QVBoxLayout(self)
        layout.addWidget(Beside(lists, self.bodies.panel, self.partners.panel))


def _bodies(workspace: Workspace, preset: Preset) -> EditedList:
    model: RecordModel[BodyRow] = RecordModel(body_columns())
    title = _("Bodies")
    table = RecordTable(
        workspace, model, title, ("body", "body.amend"), lambda row: (row.name,) * 2
    )
    panel = RecordPanel(workspace, "body", warns=True)
    words = (title, _("New body"))
    return EditedList(panel, table, words, preset, ("bodies", _("Bodies")))


def _partners(workspace: Workspace, preset: Preset) -> EditedList:
    model: RecordModel[PartnerRow] = RecordModel(partner_columns())
    title = _("Partners of the project")
    record = ("partnership", "partnership.amend")
    table = RecordTable(workspace, model, title, record, lambda row: (row.organisation,) * 2)
    panel = RecordPanel(workspace, "partnership")
    words = (title, _("New partner"))
    return EditedList(panel, table, words, preset, ("partners", title))


def _about() -> str:
    return _(
        "In the answers Y, N and Space change the marked cell at once; not known is an answer too."
        " Enter edits a cell, Ctrl+N adds, Ctrl+E changes all of one."
    )
