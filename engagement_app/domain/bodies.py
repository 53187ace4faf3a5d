"""Bodies: the tables at which decisions are made, and what seat there is at them."""

from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Text, choice, field, link, tri
from engagement_app.domain.input import Input


class BodyInput(Input):
    """A body of a collaboration, as the voluntary sector meets it."""

    project_id: str = field(link("project", required=True))
    name: str = field(Text(required=True))
    level: str = field(choice("community planning leadership"))
    organisation_id: str | None = field(link("organisation"))
    invited: str = field(tri())
    seat: str = field(tri())
    papers_in_time: str = field(tri())
    can_speak: str = field(tri())
    can_decide: str = field(tri())
    named_partner: str = field(tri())


class Body(BodyInput, Entity, table=True):
    """A body on record."""

    owner: ClassVar[str | None] = "project_id"
