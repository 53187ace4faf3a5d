"""Every table of the domain, in the order of the open format."""

from functools import cache

from engagement_app.domain.attendance import Attendance, Tally
from engagement_app.domain.bodies import Body
from engagement_app.domain.communities import Community
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.domain.entity import Entity
from engagement_app.domain.events import Event
from engagement_app.domain.fields import Kind, Link, Links
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.funds import Allocation, Fund
from engagement_app.domain.input import kinds_of
from engagement_app.domain.messages import Hearing, Message
from engagement_app.domain.monitoring import MonitoringForm, MonitoringResponse
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.people import Consent, Person
from engagement_app.domain.projects import Partnership, Project
from engagement_app.domain.rates import CostFact, Rate
from engagement_app.domain.rights import ConsentWording, RetentionPeriod, RightsRequest
from engagement_app.domain.roles import EngagementRole, RoleCost, RoleSkill, TimeEntry
from engagement_app.domain.services import Service

_ENTITIES: tuple[type[Entity], ...] = (
    Organisation,
    Project,
    Partnership,
    Community,
    Person,
    Consent,
    Event,
    Attendance,
    Tally,
    Theme,
    Contribution,
    FollowUp,
    EngagementRole,
    RoleCost,
    RoleSkill,
    TimeEntry,
    Fund,
    Allocation,
    Body,
    Message,
    Hearing,
    Rate,
    CostFact,
    Service,
    MonitoringResponse,
)
TABLES: dict[str, type[Entity]] = {str(entity.__tablename__): entity for entity in _ENTITIES}

_BESIDE: tuple[type[Entity], ...] = (
    MonitoringForm,
    RetentionPeriod,
    RightsRequest,
    ConsentWording,
)
EVERY: dict[str, type[Entity]] = {
    str(entity.__tablename__): entity for entity in (*_ENTITIES, *_BESIDE)
}
"""Those beside the open format too: settings of the file, and the log of requests."""


def entity_of(table: str) -> type[Entity]:
    """The class of a table, of the open format or beside it."""
    return EVERY[table]


@cache
def links_of(table: str) -> dict[str, Link]:
    """The single links of a table: field name to what it points at."""
    return {name: kind for name, kind in _kinds(table).items() if isinstance(kind, Link)}


@cache
def bearing_links_of(table: str) -> frozenset[str]:
    """The links through which other records are judged: to its owners, and to its own kind."""
    entity = EVERY[table]
    own_kind = {name for name, kind in links_of(table).items() if kind.table == table}
    return frozenset({*entity.belongs, *own_kind} | ({entity.owner} if entity.owner else set()))


@cache
def link_lists_of(table: str) -> dict[str, Links]:
    """The lists of links of a table."""
    return {name: kind for name, kind in _kinds(table).items() if isinstance(kind, Links)}


@cache
def linking(table: str) -> frozenset[str]:
    """The fields of a table that hold links."""
    return frozenset(links_of(table)) | frozenset(link_lists_of(table))


def _kinds(table: str) -> dict[str, Kind]:
    return kinds_of(EVERY[table])
