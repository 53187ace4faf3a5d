"""Organisations: the lead, the partners, hosts, funders and employers."""

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Text, choice, field
from engagement_app.domain.input import Input


class OrganisationInput(Input):
    """An organisation; `identifier` is an org-id such as GB-CHC-1000147."""

    name: str = field(Text(required=True))
    sector: str = field(
        choice("voluntary nhs local_authority other_public community_group private other", "other")
    )
    identifier: str | None = field(Text())
    email: str | None = field(Text())
    phone: str | None = field(Text())
    website: str | None = field(Text())
    notes: str | None = field(Text(long=True))


class Organisation(OrganisationInput, Entity, table=True):
    """An organisation on record; it belongs to no project."""
