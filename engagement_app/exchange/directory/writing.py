"""The VSO's own forums and drop-ins as a page of services in the Open Referral UK format."""

import json
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session

from engagement_app.domain.own_services import OwnService, list_own_services
from engagement_app.domain.wording import word_of
from engagement_app.errors import UserError
from engagement_app.language import _

Object = dict[str, Any]


def export_services(session: Session, project_id: str) -> bytes:
    """One page with every event that is open to people; raises `UserError` where there is none."""
    services = [_service(each) for each in list_own_services(session, project_id)]
    if not services:
        raise UserError(
            _(
                "The project has no event that is open to people: no community event, workshop,"
                " forum or drop-in. Make one under Records, or mend its kind."
            )
        )
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": False,
        "contents": services,
    }
    return json.dumps(page, ensure_ascii=False, indent=2).encode() + b"\n"


def _service(event: OwnService) -> Object:
    kind = word_of(event.kind)
    about = _("{kind} of the project {project}").format(kind=kind, project=event.project)
    service = {
        "id": event.id,
        "name": event.name,
        "description": about,
        "status": "inactive" if event.is_over else "active",
        "url": event.website,
        "email": event.email,
        "organization": _organisation(event),
        "phones": _phones(event),
        "service_at_locations": _places(event),
        "schedules": _schedules(event),
    }
    return {name: value for name, value in service.items() if value}


def _organisation(event: OwnService) -> Object:
    """The standard requires one, with a description: without a host it is the project itself."""
    name = event.organisation or event.project
    about = _("{name} takes part in {project}").format(name=name, project=event.project)
    return {"id": event.organisation_id or event.project_id, "name": name, "description": about}


def _phones(event: OwnService) -> list[Object]:
    return [{"id": _own_id(event, "phone"), "number": event.phone}] if event.phone else []


def _places(event: OwnService) -> list[Object]:
    if not event.venue:
        return []
    location = {
        "id": _own_id(event, "location"),
        "location_type": "physical",
        "name": event.venue,
    }
    return [{"id": _own_id(event, "service at location"), "location": location}]


def _schedules(event: OwnService) -> list[Object]:
    """The day and hours of the event, as the clocks there show them."""
    if event.starts_at is None:
        return []
    starts = event.starts_at.astimezone()
    ends = event.ends_at.astimezone() if event.ends_at else None
    schedule = {
        "id": _own_id(event, "schedule"),
        "dtstart": starts.date().isoformat(),
        "valid_from": starts.date().isoformat(),
        "valid_to": (ends or starts).date().isoformat(),
        "opens_at": f"{starts:%H:%M:%S}",
    }
    return [{**schedule, "closes_at": f"{ends:%H:%M:%S}"} if ends else schedule]


def _own_id(event: OwnService, part: str) -> str:
    """The id of a part of the event, the same each time."""
    return str(uuid5(UUID(event.id), part))
