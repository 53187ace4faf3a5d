"""Save an export from the window: where it goes is asked, then it is written off its thread."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from engagement_app.domain.finding import list_titles
from engagement_app.exchange.exporting import ENDINGS, Wanted, names_people, write_export
from engagement_app.gui.outlet import Outlet, ask_outlet
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.target import ask_where
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_KINDS = {
    ".csv": _("List that spreadsheets open"),
    ".xlsx": _("Workbook"),
    ".ics": _("Calendar"),
}
_JSON = {
    "project": _("Project in the open format"),
    "services": _("Services in the Open Referral UK format"),
}
_NAMES = {
    "project": "{project}",
    "attendees": _("{project} people"),
    "contributions": _("{project} what was said"),
    "follow-ups": _("{project} follow-ups"),
    "roles": _("{project} roles"),
    "services": _("{project} services"),
    "audit": _("{project} who did what"),
}


def ask_target(parent: QWidget, workspace: Workspace, what: str) -> Path | None:
    """Where an export is to go; its ending says in which format. None where nothing was chosen."""
    kinds = {f"{_KINDS.get(ending) or _JSON[what]} (*{ending})": ending for ending in ENDINGS[what]}
    return ask_where(parent, _name(workspace, what), kinds)


def start_export(
    parent: QWidget,
    workspace: Workspace,
    wanted: Wanted,
    target: Path,
    tell: Callable[[str, str], object],
) -> None:
    """Write the export with progress; `tell` has what was written, or what is wrong."""

    def start(outlet: Outlet) -> None:
        written = outlet.written
        show_progress(
            parent,
            _("Writing {file}").format(file=written.name),
            workspace.task(
                lambda file, progress: write_export(file, wanted, target, progress, outlet.write),
                parent,
            ),
            then=lambda _none: tell(_("✓ Written: {file}").format(file=written), ""),
            failed=lambda error: tell("", sentence_of(error)),
        )

    ask_outlet(parent, workspace, target, start, names_people=names_people(wanted))


def _name(workspace: Workspace, what: str) -> str:
    titles = workspace.read(list_titles, "project")
    title = next((row.title for row in titles if row.id == workspace.project_id), "")
    plain = "".join(c if c.isalnum() or c in " -" else " " for c in title)
    return _NAMES[what].format(project=" ".join(plain.split())[:60]) + ENDINGS[what][0]
