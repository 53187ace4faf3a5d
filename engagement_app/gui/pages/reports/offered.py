"""The reports that can be chosen, as a table: how each is worked out, set and saved."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from engagement_app.gui.pages.reports import sign_in_sheet
from engagement_app.gui.pages.reports.choosing import Choice, Settling
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.papers import FORMATS, PAPERS, Paper
from engagement_app.resourcing.report import GapReport


class Offered(NamedTuple):
    """A report that can be chosen.

    `paper` says how it is worked out and written; what writes it is asked for on the window's
    thread, because libraries must be loaded there. `hidden` says what the report keeps from the
    reader, and `about` what it is on. What is chosen under `choices`, and what
    `beside(workspace, event_id)` gives, is handed to `paper.prepare` by its name.
    """

    key: str
    title: str
    file_name: str
    paper: Paper
    hidden: Callable[[Any], str]
    about: Callable[[Any], str]
    one_event: bool = False
    choices: tuple[Choice, ...] = ()
    beside: Callable[[Workspace, str | None], dict[str, Any]] = lambda _workspace, _event_id: {}
    settling: Settling | None = None

    @property
    def others(self) -> list[tuple[str, str]]:
        """What else it can be saved as, beside its pages: words and ending."""
        return [(FORMATS[ending], ending) for ending in self.paper.files if ending != ".pdf"]

    def suggested_name(self, report: Any, as_of: date) -> str:
        """What a file of it may be called, without an ending: no letter that a disk refuses."""
        about = self.about(report)
        name = "".join(each if each.isalnum() or each in " -_" else " " for each in about)
        return " ".join(f"{self.file_name} {name[:60]} {as_of:%Y-%m-%d}".split())


def _gap_hides_nothing(_report: GapReport) -> str:
    return _("The small-number rule hides nothing here.")


REPORTS = (
    Offered(
        key="gap",
        title=_("Resourcing gap"),
        file_name=_("Resourcing gap"),
        paper=PAPERS["gap"],
        hidden=_gap_hides_nothing,
        about=lambda report: report.event or report.project,
        choices=(sign_in_sheet.PRINT,),
        beside=lambda workspace, _event_id: {"made_by": workspace.person},
    ),
    Offered(
        key="sign_in_sheet",
        title=_("Sign-in sheet"),
        file_name=_("Sign-in sheet"),
        paper=PAPERS["sign-in"],
        hidden=sign_in_sheet.told,
        about=lambda sheet: sheet.event,
        one_event=True,
        choices=sign_in_sheet.CHOICES,
        beside=sign_in_sheet.beside,
        settling=sign_in_sheet.SETTLING,
    ),
    Offered(
        key="sheet_differences",
        title=_("Sign-in sheet: who differs"),
        file_name=_("Who differs"),
        paper=PAPERS["sheet-differences"],
        hidden=sign_in_sheet.told_differences,
        about=lambda found: found.event,
        one_event=True,
    ),
)
