"""The reports that can be chosen, as a table: how each is worked out, set and saved."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from engagement_app.domain.paper_sheet import prepare_sign_in_sheet
from engagement_app.gui.pages.reports import sign_in_sheet
from engagement_app.gui.pages.reports.choosing import Choice, Settling
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.progress import Progress
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.report import GapReport

Render = Callable[[Any, Progress], bytes]


class Figures(NamedTuple):
    """The figures of a report as a file for programs: its kind, its ending, and how it is made."""

    kind: str
    ending: str
    made: Callable[[Any], bytes]


class Offered(NamedTuple):
    """A report that can be chosen.

    `prepare(session, project_id, as_of, event_id)` gives the report as one frozen object; `press()`
    gives what renders such an object to a PDF, and is called on the window's thread because
    libraries must be loaded there; `hidden` says what the report keeps from the reader, and
    `about` what it is on. What is chosen under `choices`, and what `beside(workspace, event_id)`
    gives, is handed to `prepare` by its name.
    """

    key: str
    title: str
    file_name: str
    prepare: Callable[..., Any]
    press: Callable[[], Render]
    figures: Figures | None
    hidden: Callable[[Any], str]
    about: Callable[[Any], str]
    one_event: bool = False
    choices: tuple[Choice, ...] = ()
    beside: Callable[[Workspace, str | None], dict[str, Any]] = lambda _workspace, _event_id: {}
    settling: Settling | None = None

    def suggested_name(self, report: Any, as_of: date) -> str:
        """What a file of it may be called, without an ending: no letter that a disk refuses."""
        about = self.about(report)
        name = "".join(each if each.isalnum() or each in " -_" else " " for each in about)
        return " ".join(f"{self.file_name} {name[:60]} {as_of:%Y-%m-%d}".split())


def _gap_press() -> Render:
    from engagement_app.reports.gap_report import render

    return render


def _gap_json(report: GapReport) -> bytes:
    from engagement_app.exchange.gap_json import gap_json

    return gap_json(report)


def _gap_hides_nothing(_report: GapReport) -> str:
    return _("The small-number rule hides nothing here.")


REPORTS = (
    Offered(
        key="gap",
        title=_("Resourcing gap"),
        file_name=_("Resourcing gap"),
        prepare=prepare_gap_report,
        press=_gap_press,
        figures=Figures(_("Figures as JSON"), ".json", _gap_json),
        hidden=_gap_hides_nothing,
        about=lambda report: report.event or report.project,
    ),
    Offered(
        key="sign_in_sheet",
        title=_("Sign-in sheet"),
        file_name=_("Sign-in sheet"),
        prepare=prepare_sign_in_sheet,
        press=sign_in_sheet.press,
        figures=None,
        hidden=sign_in_sheet.told,
        about=lambda sheet: sheet.event,
        one_event=True,
        choices=sign_in_sheet.CHOICES,
        beside=sign_in_sheet.beside,
        settling=sign_in_sheet.SETTLING,
    ),
)
