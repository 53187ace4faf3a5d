"""The belt of a project, or of one event in it, as the file now stands."""

from datetime import date

from sqlmodel import Session

from engagement_app.resourcing.belt import belt
from engagement_app.resourcing.gap import gap_report
from engagement_app.resourcing.reading import fetch_ledger
from engagement_app.resourcing.report import Belt
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import let_go


def read_belt(session: Session, project_id: str, event_id: str | None = None) -> Belt:
    """The figures of the whole project, or of one event and its roles."""
    with no_collection():
        made = fetch_ledger(session, project_id)
        let_go(session)
        ledger = made()
        # The day decides what has fallen due, which none of these figures asks.
        report = gap_report(ledger, date.today(), event_id)
        return report.belt or belt(ledger, report.roles, {event_id or ""})
