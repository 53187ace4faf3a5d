"""Services: the directory of routes that a follow-up can point to."""

from collections.abc import Mapping
from typing import Any

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Text, field
from engagement_app.domain.input import Input
from engagement_app.language import _

GONE = "gone"
"""The status of a service that its directory does not list any more."""
SEARCHED = ("name", "organisation_name", "place", "description")
"""What a service is looked for by."""


class ServiceInput(Input):
    """A service somebody offers; `reference` and `status` are those of the directory it is from."""

    name: str = field(Text(required=True))
    organisation_name: str | None = field(Text())
    description: str | None = field(Text(long=True))
    url: str | None = field(Text())
    phone: str | None = field(Text())
    email: str | None = field(Text())
    place: str | None = field(Text())
    reference: str | None = field(Text())
    status: str | None = field(Text())


class Service(ServiceInput, Entity, table=True):
    """A service on record; it belongs to no project."""


def called(row: Mapping[str, Any]) -> str:
    """`Craft circle (Friendly Hands)`; a service that is not listed any more is told as such."""
    organisation = row["organisation_name"]
    name = f"{row['name']} ({organisation})" if organisation else row["name"]
    gone = row["status"] == GONE or row.get("deleted_at") is not None
    return _("{name}, not listed any more").format(name=name) if gone else name
