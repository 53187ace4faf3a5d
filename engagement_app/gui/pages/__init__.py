"""The pages of the window, as a table; a page's module is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from engagement_app.language import _

if TYPE_CHECKING:
    from engagement_app.gui.page import Page
    from engagement_app.gui.workspace import Workspace


class PageSpec(NamedTuple):
    """A page: its key, its title, the module and class that make it, and its short cut."""

    key: str
    title: str
    module: str
    kind: str
    keys: str

    def make(self, workspace: Workspace) -> Page:
        """The page itself."""
        module = import_module(f"engagement_app.gui.pages.{self.module}")
        page: Page = getattr(module, self.kind)(workspace)
        return page


PAGES = (
    PageSpec("today", _("Today"), "today", "TodayPage", "Alt+1"),
    PageSpec("desk", _("Desk"), "desk.page", "DeskPage", "Alt+2"),
    PageSpec("said", _("What was said"), "said", "SaidPage", "Alt+3"),
    PageSpec("follow_ups", _("Follow-ups"), "follow_ups", "FollowUpsPage", "Alt+4"),
    PageSpec("roles", _("Roles and funding"), "roles.page", "RolesPage", "Alt+5"),
    PageSpec("voice", _("Voice"), "voice.page", "VoicePage", "Alt+6"),
    PageSpec("reports", _("Reports"), "reports.page", "ReportsPage", "Alt+7"),
    PageSpec("data", _("Data"), "data.page", "DataPage", "Alt+8"),
)
