"""The key that laptops share, by which the bundles between them are sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "workspace_key",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace_key")),
    )
