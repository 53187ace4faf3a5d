"""What can be chosen about the papers beside the gap report, and what the page says of each."""

from collections.abc import Sequence
from typing import Any

from engagement_app.domain.badges import BLANK, ON_A_SHEET, Badges
from engagement_app.domain.finding import list_titles
from engagement_app.gui.pages.reports.choosing import Choice
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.resourcing.call_list import GROUPS, CallList, list_owners
from engagement_app.resourcing.feedback_slip import FeedbackSlip
from engagement_app.resourcing.monitoring import Monitoring
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.report import GapReport
from engagement_app.resourcing.small_numbers import RULES
from engagement_app.resourcing.you_said import YouSaid

PRINT = Choice("large", _("Print"), ((_("Normal print"), False), (_("Large print"), True)))
RULE = Choice("rule", _("Small numbers"), tuple((rule.name, rule) for rule in RULES))
_SOON = ("overdue", "this_week")
_CALLS = Choice(
    "groups",
    _("Which follow-ups"),
    ((_("All that are open"), GROUPS), (_("Overdue or due within a week"), _SOON)),
)
_BLANK = Choice(
    "blank",
    _("Blank badges"),
    tuple(
        (plural("{count} blank badge", "{count} blank badges", count), count)
        for count in (BLANK, 20, 40, 0)
    ),
)
_SHEET = Choice(
    "on_a_sheet",
    _("Badges on a sheet"),
    tuple(
        (plural("{count} on a sheet", "{count} on a sheet", count), count) for count in ON_A_SHEET
    ),
)


def _communities(workspace: Workspace) -> Sequence[tuple[str, Any]]:
    return [(row.title, row.id) for row in workspace.read(list_titles, "community")]


def _owners(workspace: Workspace) -> Sequence[tuple[str, Any]]:
    if workspace.project_id is None:
        return []
    owners = workspace.read(list_owners, workspace.project_id)
    return [(", ".join(filter(None, owner)) or _("Nobody owns it"), owner) for owner in owners]


_OWNER = Choice("owner", _("Owner"), ((_("Every owner"), None),), listed=_owners)
_COMMUNITY = Choice(
    "community_id", _("Community"), ((_("Every community"), None),), listed=_communities
)
_FIRST_DAY = Choice("first_day", _("Events from"))
_LAST_DAY = Choice("last_day", _("to"))
SUMMARY = (_FIRST_DAY, _LAST_DAY, RULE, PRINT)
YOU_SAID = (_COMMUNITY, RULE, PRINT)
MESSAGES = (RULE, PRINT)
CALL_LIST = (_CALLS, _OWNER, PRINT)
BADGES = (_BLANK, _SHEET)
SLIP = (PRINT,)


def made_by(workspace: Workspace, _event_id: str | None) -> dict[str, Any]:
    """Who is at the keys."""
    return {"made_by": workspace.person}


def told_summary(found: PrintedSummary) -> str:
    """What the rule hides, and what is left out."""
    return f"{told_hidden(found)} {_left_out(found.held_back)}".strip()


def told_hidden(found: GapReport | Monitoring | PrintedSummary) -> str:
    """What the rule hides."""
    if not found.hidden:
        return _("The small-number rule hides nothing here.")
    return plural(
        "The small-number rule hides {count} figure.",
        "The small-number rule hides {count} figures.",
        found.hidden,
    )


def told_you_said(found: YouSaid) -> str:
    """The same; its figures are few, and those hidden are said to be so on it."""
    return _left_out(found.held_back) or _("Every quote that may be quoted is on it.")


def _left_out(count: int) -> str:
    if not count:
        return ""
    return plural(
        "{count} quote is left out: it points to too few people.",
        "{count} quotes are left out: they point to too few people.",
        count,
    )


def told_calls(_found: CallList) -> str:
    """Whom it is for."""
    return _("For the team alone: it names people, and hides nobody.")


def told_badges(found: Badges) -> str:
    """How many there are."""
    if not found.badges:
        return _("Nobody is expected yet: blank badges alone.")
    return plural("{count} badge with a name.", "{count} badges with names.", len(found.badges))


def told_slip(found: FeedbackSlip) -> str:
    """Whom it is for, and whether it may be sent at all."""
    if found.do_not_contact:
        return _("⚠ Do not contact this person. Give it to them only if they ask for it.")
    return _("For this person alone: their own words are on it, also what may not be quoted.")
