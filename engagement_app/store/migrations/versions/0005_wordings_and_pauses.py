"""What people were asked when they agreed, and when the clock of a request stood still."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "consent_wording",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_wording")),
    )
    op.add_column(
        "rights_request", sa.Column("pauses", sa.JSON(), nullable=False, server_default="[]")
    )
