"""The page: messages and their answers, bodies and partners, and the belt in balance."""

from PySide6.QtWidgets import QVBoxLayout

from engagement_app.gui.page import Page
from engagement_app.gui.pages.voice.balance import BalancePart
from engagement_app.gui.pages.voice.messages import MessagesPart
from engagement_app.gui.pages.voice.seats import SeatsPart
from engagement_app.gui.tabs import Tabs
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_SAID = "said/"


class VoicePage(Page):
    """Each part reads what it shows while it is seen."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.messages = MessagesPart(workspace)
        self.seats = SeatsPart(workspace)
        self.balance = BalancePart(workspace)
        self.tabs = Tabs(_("Parts of the page"))
        self.tabs.setDocumentMode(True)
        for part, title in (
            (self.messages, _("&Messages")),
            (self.seats, _("&Bodies and partners")),
            (self.balance, _("Belt in b&alance")),
        ):
            self.tabs.addTab(part, title)
            part.wanted.connect(self.wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 0)
        layout.addWidget(self.tabs)

    def start(self) -> None:
        """The focus to where the work of the part that is seen begins."""
        part = self.tabs.currentWidget()
        assert isinstance(part, Page)
        part.start()

    def unsaved(self) -> bool:
        """Whether anything is, in any part."""
        return any(part.unsaved() for part in (self.messages, self.seats))

    def show_part(self, part: Page) -> None:
        """Go to one of the parts."""
        self.tabs.setCurrentWidget(part)
        part.start()

    def show_record(self, table: str, record_id: str) -> None:
        """Mark a message; of what was said show what became of it."""
        if table == "contribution":
            self.turn_to(f"{_SAID}{record_id}")
            return
        self.show_part(self.messages)
        self.messages.mark(record_id)

    def turn_to(self, part: str) -> None:
        """`said/` and the id of a contribution: where it comes from and what became of it."""
        if part.startswith(_SAID):
            self.tabs.setCurrentWidget(self.messages)
            self.messages.trace(part.removeprefix(_SAID), "said")
