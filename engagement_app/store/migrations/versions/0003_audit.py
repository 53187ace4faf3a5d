"""Acts without content, and equality monitoring that keeps no order.

`audit_entry` is what was done beside the records: see `store/audit.py`. `monitoring_form` is what
a project asks. The answers move into a table without row numbers, which told who came after whom.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ANSWERS = "monitoring_response"
LINK = "fk_monitoring_response_event_id_event"


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("device", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("person", sa.Text()),
        sa.Column("detail", sa.Text()),
        sa.Column("salt", sa.String(32)),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_device"), "audit_entry", ["device", "number"])
    op.create_table(
        "monitoring_form",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_form")),
    )
    _without_row_numbers()


def _without_row_numbers() -> None:
    """The same rows in the order of their random ids, in a table that has no other."""
    link = sa.ForeignKey("event.id", name=op.f(LINK), deferrable=True, initially="DEFERRED")
    op.create_table(
        "monitoring_unordered",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("event_id", sa.String(36), link, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_response")),
        sqlite_with_rowid=False,
    )
    columns = "id, deleted_at, event_id, answers"
    op.execute(
        f"INSERT INTO monitoring_unordered ({columns}) SELECT {columns} FROM {ANSWERS} ORDER BY id"
    )
    op.drop_table(ANSWERS)
    op.rename_table("monitoring_unordered", ANSWERS)
    op.create_index(op.f("ix_monitoring_response_event_id"), ANSWERS, ["event_id"])
