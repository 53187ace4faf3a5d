"""The lead organisation of a project: whom a reader of its papers can get in touch with."""

from dataclasses import dataclass

from sqlmodel import Session

from engagement_app.domain.projects import Project
from engagement_app.domain.view import load


@dataclass(frozen=True, slots=True)
class Lead:
    """Its name, and how it is reached."""

    name: str
    phone: str | None = None
    email: str | None = None
    website: str | None = None


def read_lead(session: Session, project_id: str) -> Lead | None:
    """None where the project names none."""
    project = load(session, str(Project.__tablename__), [project_id])[project_id]
    each = project["lead_organisation_id"]
    if not each:
        return None
    row = load(session, "organisation", [each])[each]
    return Lead(row["name"], row["phone"], row["email"], row["website"])
