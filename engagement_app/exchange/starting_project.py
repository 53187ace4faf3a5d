"""What a new project begins with: its name, its first event, and the starting card of rates."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain.acts import add
from engagement_app.domain.events import EventInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.recording import put
from engagement_app.exchange.starting_card import add_starting_card


def starting_project(
    session: Session, name: str, event: str = "", starts_at: datetime | None = None
) -> str:
    """Make the project, and its first event where one is named; gives the project's id."""
    project_id = add(session, ProjectInput.parse(name=name))
    if event.strip():
        add(session, EventInput.parse(project_id=project_id, title=event, starts_at=starts_at))
    add_starting_card(session)
    return project_id


def put_project(
    session: Session, table: str, record_id: str | None, project_id: str | None, values: Any
) -> str:
    """Put a record as `recording.put` does; a new project gets the starting card of rates."""
    put_id = put(session, table, record_id, project_id, values)
    if table == "project" and record_id is None:
        add_starting_card(session)
    return put_id
