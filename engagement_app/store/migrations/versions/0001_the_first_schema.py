"""The first schema.

Each table as a line of its columns: `name kind`, with `!` where it may not be empty, `>table` for
a link (indexed, checked at commit) and `*` for an index. Every table has an id; all but the
change log have `deleted_at`.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KINDS: dict[str, type[Any]] = {
    "text": sa.Text,
    "whole": sa.Integer,
    "long": sa.BigInteger,
    "flag": sa.Boolean,
    "day": sa.Date,
    "moment": sa.DateTime,
    "json": sa.JSON,
}
TABLES = {
    "change": (
        "act_id string36!*, act string60!, record_id string36!*, kind string30!, fields "
        "text!, hlc long!*, device string36!, person text!, schema_number whole!, digest "
        "string64!"
    ),
    "community": ("name text!, kind string20!, code text, population whole"),
    "cost_fact": (
        "name text!, kind string20!, value decimal11!, valid_from day, valid_to day, source text"
    ),
    "organisation": (
        "name text!, sector string20!, identifier text, email text, phone text, website text, "
        "notes text"
    ),
    "rate": (
        "name text!, kind string20!, amount long!, unit string20!, valid_from day, valid_to "
        "day, source text"
    ),
    "service": (
        "name text!, organisation_name text, description text, url text, phone text, email "
        "text, place text, reference text, status text"
    ),
    "person": (
        "given_name text, family_name text, known_as text, same_as_id >person, email text, "
        "phone text, postcode text, organisation_id >organisation, community_ids json!, "
        "preferred_contact string20!, access_needs text, do_not_contact flag!, notes text"
    ),
    "project": (
        "name text!, description text, lead_organisation_id >organisation, place text, "
        "starts_on day, ends_on day, overhead_percent decimal5"
    ),
    "body": (
        "project_id >project!, name text!, level string20!, organisation_id >organisation, "
        "invited string20!, seat string20!, papers_in_time string20!, can_speak string20!, "
        "can_decide string20!, named_partner string20!"
    ),
    "consent": (
        "person_id >person!, purpose string20!, basis string20!, given string20!, "
        "wording_version text, recorded_at moment"
    ),
    "fund": (
        "project_id >project!, funder_name text, funder_organisation_id >organisation, title "
        "text, reference text, amount long!, status string20!, starts_on day, ends_on day"
    ),
    "message": ("project_id >project!, title text!, words text, contribution_ids json!"),
    "partnership": (
        "project_id >project!, organisation_id >organisation!, named_partner string20!, notes text"
    ),
    "theme": ("project_id >project!, name text!"),
    "event": (
        "project_id >project!, title text!, kind string20!, host_organisation_id "
        ">organisation, body_id >body, venue text, starts_at moment, ends_at moment, "
        "expected_attendance whole, status string20!, notes text"
    ),
    "attendance": (
        "event_id >event!, person_id >person, label text, capacity string20!, "
        "on_behalf_of_community_id >community, on_behalf_of_organisation_id >organisation, "
        "status string20!, arrived_at moment, left_at moment, first_time string20!, "
        "wants_to_stay_involved string20!, came_instead_of_id >attendance, source string20!, "
        "source_key text, line_number whole"
    ),
    "engagement_role": (
        "project_id >project!, event_id >event, title text!, belt string20!, "
        "holder_organisation_id >organisation, holder_name text, hours_needed decimal7!, "
        "hours_assigned decimal7!, hourly_cost long!, rate_id >rate, overhead_percent "
        "decimal5, agenda_control string20!, budget_control string20!, body_id >body, notes "
        "text"
    ),
    "hearing": (
        "message_id >message!, body_id >body!, event_id >event, carried_by text, heard_on "
        "day, response string20!, reason text, feedback_given_on day"
    ),
    "monitoring_response": ("event_id >event!, answers json!"),
    "tally": ("event_id >event!, community_id >community, label text, count whole!"),
    "allocation": ("fund_id >fund!, role_id >engagement_role!, amount long!"),
    "contribution": (
        "event_id >event!, attendance_id >attendance, voice string20!, community_id "
        ">community, theme_ids json!, mandate string20!, limits text, words text!, form "
        "string20!, kind string20!, may_quote string20!, recorded_at moment, recorded_by text"
    ),
    "role_cost": ("role_id >engagement_role!, title text!, amount long!"),
    "role_skill": ("role_id >engagement_role!, name text!, held string20!"),
    "time_entry": (
        "role_id >engagement_role!, worked_on day!, hours decimal7!, organisation_id "
        ">organisation, worker_name text, paid_from string20!, fund_id >fund"
    ),
    "follow_up": (
        "project_id >project!, attendance_id >attendance, person_id >person, contribution_id "
        ">contribution, kind string20!, description text, owner_organisation_id "
        ">organisation, owner_name text, role_id >engagement_role, service_id >service, "
        "due_on day, status string20!, done_on day, outcome text"
    ),
}


def column(table: str, told: str) -> sa.Column[object]:
    """A column from its words, such as `event_id >event!`."""
    name, kind = told.rstrip("!*").split()
    empty = "!" not in told
    if kind.startswith(">"):
        constraint = op.f(f"fk_{table}_{name}_{kind[1:]}")
        link = sa.ForeignKey(
            f"{kind[1:]}.id", name=constraint, deferrable=True, initially="DEFERRED"
        )
        return sa.Column(name, sa.String(36), link, nullable=empty)
    return sa.Column(name, type_of(kind), nullable=empty)


def type_of(kind: str) -> sa.types.TypeEngine[Any]:
    """A column's type: one of `KINDS`, or `string20`, or `decimal7` with two decimals."""
    if kind.startswith("string"):
        return sa.String(int(kind[6:]))
    if kind.startswith("decimal"):
        return sa.Numeric(precision=int(kind[7:]), scale=2)
    return KINDS[kind]()  # type: ignore[no-any-return]


def upgrade() -> None:
    for table, line in TABLES.items():
        told = line.split(", ")
        deleted = [] if table == "change" else [sa.Column("deleted_at", sa.DateTime())]
        op.create_table(
            table,
            sa.Column("id", sa.String(36), nullable=False),
            *deleted,
            *(column(table, words) for words in told),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        for words in told:
            if ">" in words or "*" in words:
                name = words.split()[0]
                op.create_index(op.f(f"ix_{table}_{name}"), table, [name])
