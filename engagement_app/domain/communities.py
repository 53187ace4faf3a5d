"""Communities of place, identity or interest."""

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Count, Text, choice, field
from engagement_app.domain.input import Input


class CommunityInput(Input):
    """A community; `population` is how many people belong to it, where that is known."""

    name: str = field(Text(required=True))
    kind: str = field(choice("place identity interest", "interest"))
    code: str | None = field(Text())
    population: int | None = field(Count())


class Community(CommunityInput, Entity, table=True):
    """A community on record; it belongs to no project."""
