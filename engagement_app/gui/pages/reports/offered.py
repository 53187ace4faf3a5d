"""The reports that can be chosen, as a table: how each is worked out, set and saved."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from engagement_app.gui.pages.reports import papers, sign_in_sheet
from engagement_app.gui.pages.reports.choosing import Choice, Settling
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.papers import FORMATS, PAPERS, Paper
from engagement_app.resourcing.printed_messages import PrintedMessages


class Offered(NamedTuple):
    """A report that can be chosen.

    `paper` says how it is worked out and written; what writes it is asked for on the window's
    thread, because libraries must be loaded there. `hidden` says what the report keeps from the
    reader, and `about` what it is on. What is chosen under `choices`, and what
    `beside(workspace, event_id)` gives, is handed to `paper.prepare` by its name; where it
    `has_quotes`, also which of the `flagged` ones somebody `let_pass`.
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
    has_quotes: bool = False

    @property
    def others(self) -> list[tuple[str, str]]:
        """What else it can be saved as, beside its pages: words and ending."""
        return [(FORMATS[ending], ending) for ending in self.paper.files if ending != ".pdf"]

    def suggested_name(self, report: Any, as_of: date) -> str:
        """What a file of it may be called, without an ending: no letter that a disk refuses."""
        about = self.about(report)
        name = "".join(each if each.isalnum() or each in " -_" else " " for each in about)
        return " ".join(f"{self.file_name} {name[:60]} {as_of:%Y-%m-%d}".split())


def _messages_hold_back(found: PrintedMessages) -> str:
    return plural(
        "{count} thing that was said is not quoted: it may not be, or points to few people.",
        "{count} things that were said are not quoted: they may not be, or point to few people.",
        found.held_back,
    )


REPORTS = (
    Offered(
        key="gap",
        title=_("Resourcing gap"),
        file_name=_("Resourcing gap"),
        paper=PAPERS["gap"],
        hidden=papers.told_hidden,
        about=lambda report: report.event or report.project,
        choices=(papers.PRINT,),
        beside=papers.made_by,
    ),
    Offered(
        key="summary",
        title=_("Post-event summary"),
        file_name=_("Summary"),
        paper=PAPERS["summary"],
        hidden=papers.told_summary,
        about=lambda found: found.summary.scope.event or found.summary.project,
        choices=papers.SUMMARY,
        beside=papers.made_by,
        has_quotes=True,
    ),
    Offered(
        key="you_said",
        title=_("You said, what happened"),
        file_name=_("You said"),
        paper=PAPERS["feedback"],
        hidden=papers.told_you_said,
        about=lambda found: found.event or found.community or found.project,
        choices=papers.YOU_SAID,
        beside=papers.made_by,
        has_quotes=True,
    ),
    Offered(
        key="call_list",
        title=_("Follow-up call list"),
        file_name=_("Call list"),
        paper=PAPERS["follow-ups"],
        hidden=papers.told_calls,
        about=lambda found: found.event or found.project,
        choices=papers.CALL_LIST,
        beside=papers.made_by,
    ),
    Offered(
        key="messages",
        title=_("What stands behind our messages"),
        file_name=_("Messages"),
        paper=PAPERS["messages"],
        hidden=_messages_hold_back,
        about=lambda found: found.project,
        choices=papers.MESSAGES,
        beside=papers.made_by,
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
    Offered(
        key="badges",
        title=_("Badges"),
        file_name=_("Badges"),
        paper=PAPERS["badges"],
        hidden=papers.told_badges,
        about=lambda found: found.event,
        one_event=True,
        choices=papers.BADGES,
        beside=papers.made_by,
    ),
    Offered(
        key="monitoring",
        title=_("Equality monitoring"),
        file_name=_("Equality monitoring"),
        paper=PAPERS["monitoring"],
        hidden=papers.told_hidden,
        about=lambda found: found.event or found.project,
        choices=(papers.PRINT,),
        beside=papers.made_by,
    ),
    Offered(
        key="monitoring_form",
        title=_("Equality monitoring: the questions"),
        file_name=_("Equality questions"),
        paper=PAPERS["monitoring-form"],
        hidden=lambda _found: _("A slip without a name, to be put in a closed box."),
        about=lambda found: found.project,
        choices=(papers.PRINT,),
    ),
)
SLIP = Offered(
    key="feedback_slip",
    title=_("Feedback slip for one person"),
    file_name=_("Feedback slip"),
    paper=PAPERS["feedback-slip"],
    hidden=papers.told_slip,
    about=lambda found: found.name or found.project,
    choices=papers.SLIP,
    beside=papers.made_by,
)
"""Offered once a person is chosen elsewhere, whose it is."""
