"""The gap report of a project as the file now stands, with all that its paper says."""

from datetime import date

from sqlmodel import Session

from engagement_app.domain.facts import facts
from engagement_app.domain.projects import Project
from engagement_app.domain.view import load
from engagement_app.resourcing.gap import Paper, gap_report
from engagement_app.resourcing.ledger import Ledger
from engagement_app.resourcing.reading import fetch_ledger
from engagement_app.resourcing.report import Fact, GapReport
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import let_go


def prepare_gap_report(
    session: Session,
    project_id: str,
    as_of: date,
    event_id: str | None = None,
    *,
    large: bool = False,
    made_by: str = "",
) -> GapReport:
    """Read the project in one go, let others save, and do its arithmetic; `as_of` decides what
    has fallen due."""
    paper = Paper(_lead_organisation(session, project_id), _facts(session), large, made_by)
    with no_collection():
        # The ledger is gone before collection begins again, which would look through all of it.
        return gap_report(_read_to_the_end(session, project_id), as_of, event_id, paper)


def _read_to_the_end(session: Session, project_id: str) -> Ledger:
    made = fetch_ledger(session, project_id)
    let_go(session)
    return made()


def _lead_organisation(session: Session, project_id: str) -> str | None:
    project = load(session, str(Project.__tablename__), [project_id])[project_id]
    lead = project["lead_organisation_id"]
    return load(session, "organisation", [lead])[lead]["name"] if lead else None


def _facts(session: Session) -> tuple[Fact, ...]:
    return tuple(Fact(*told) for told in facts(session))
