"""Services: the directory of routes that a follow-up can point to."""

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Text, field
from engagement_app.domain.input import Input


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
