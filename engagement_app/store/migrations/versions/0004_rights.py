"""Rights of the person: what was erased, how long people are kept, and what they asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("erased_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "retention_period",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_period")),
    )
    op.create_table(
        "rights_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("about", sa.Text()),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_on", sa.Date()),
        sa.Column("answered_on", sa.Date()),
        sa.Column("outcome", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_request")),
    )
