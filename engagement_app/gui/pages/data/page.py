"""The Data page: places, each of which reads what it shows when it is seen."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from engagement_app.gui.page import Page
from engagement_app.gui.pages.data.audit_part import AuditPart
from engagement_app.gui.pages.data.backups_part import BackupsPart
from engagement_app.gui.pages.data.export_part import ExportPart
from engagement_app.gui.pages.data.file_part import FilePart
from engagement_app.gui.pages.data.import_part import ImportPart
from engagement_app.gui.pages.data.laptops_part import LaptopsPart
from engagement_app.gui.pages.data.monitoring_part import MonitoringPart
from engagement_app.gui.pages.data.part import Part
from engagement_app.gui.pages.data.protection_part import ProtectionPart
from engagement_app.gui.pages.data.records_part import RecordsPart
from engagement_app.gui.pages.data.rights_part import RightsPart
from engagement_app.gui.settings import remember
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_LAPTOPS = _("&Laptops")


class DataPage(Page):
    """Records, Import, Export, Monitoring, Audit, Backups, Laptops, Protection, Rights, File."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.records = RecordsPart(workspace)
        self.imports = ImportPart(workspace)
        self.exports = ExportPart(workspace)
        self.monitoring = MonitoringPart(workspace)
        self.audit = AuditPart(workspace)
        self.backups = BackupsPart(workspace)
        self.laptops = LaptopsPart(workspace)
        self.protection = ProtectionPart(workspace)
        self.rights = RightsPart(workspace)
        self.file = FilePart(workspace)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(_("Places of the Data page"))
        self._stale: set[Part] = set()
        for title, part in (
            (_("&Records"), self.records),
            (_("&Import"), self.imports),
            (_("E&xport"), self.exports),
            (_("&Monitoring"), self.monitoring),
            (_("&Who did what"), self.audit),
            (_("&Backups and check"), self.backups),
            (_LAPTOPS, self.laptops),
            (_("Protectio&n"), self.protection),
            (_("Ri&ghts"), self.rights),
            (_("&File and looks"), self.file),
        ):
            self.tabs.addTab(part, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._shown)
        self.file.project_wanted.connect(self._new_project)
        self.laptops.settling.wanted.connect(self.show_record)
        workspace.unsettled.found.connect(self._count_unsettled)
        self._count_unsettled()

    def start(self) -> None:
        """Put the focus where the work of the place that is seen begins."""
        self._part().start()

    def reload(self) -> None:
        """Read what is seen now; the other places wait until they are."""
        self._stale = {
            part
            for at in range(self.tabs.count())
            if isinstance(part := self.tabs.widget(at), Part)
        }
        self._shown()

    def unsaved(self) -> bool:
        """A form that is open, slips that were keyed and not put in, and words not saved."""
        return super().unsaved() or self.monitoring.unsaved() or self.rights.unsaved()

    def show_part(self, part: Part) -> None:
        """Go to one of the places."""
        self.tabs.setCurrentWidget(part)
        part.start()

    def turn_to(self, part: str) -> None:
        """A place by its name (`import`, `backups`), or records: `theme`, `theme/ID`."""
        table, _slash, record_id = part.partition("/")
        places = {
            "import": self.imports,
            "backups": self.backups,
            "laptops": self.laptops,
            "audit": self.audit,
            "monitoring": self.monitoring,
            "rights": self.rights,
            "file": self.file,
        }
        place = places.get(table)
        self.tabs.setCurrentWidget(place or self.records)
        if place:
            return
        if record_id:
            self.records.show_record(table, record_id)
        else:
            self.records.show_kind(table)

    def show_record(self, table: str, record_id: str) -> None:
        """Show a record of the places in its panel; an event is worked on from now on too."""
        if table == "event":
            remember("event", record_id)
            self.workspace.choose(self.workspace.project_id, record_id)
        self.show_part(self.records)
        self.records.show_record(table, record_id)

    def _part(self) -> Part:
        part = self.tabs.currentWidget()
        assert isinstance(part, Part)
        return part

    def _shown(self, _at: int = 0) -> None:
        part = self._part()
        if part in self._stale and self.workspace.is_open:
            self._stale.discard(part)
            part.reload()

    def _count_unsettled(self) -> None:
        """Behind the name of the place stands how much there waits to be settled."""
        number = self.workspace.unsettled.count
        title = f"{_LAPTOPS} ({number:,})" if number else _LAPTOPS
        self.tabs.setTabText(self.tabs.indexOf(self.laptops), title)

    def _new_project(self) -> None:
        self.show_part(self.records)
        self.records.begin("project")
