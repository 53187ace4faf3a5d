"""Alembic's entry: it runs on the connection that `schema.py` hands over, never on its own."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel


def render_item(kind: str, column_type: Any, _autogenerating: object) -> str | Literal[False]:
    """Plain SQLAlchemy types in migrations, so that they never import today's models."""
    name = type(column_type).__name__
    if kind == "type" and name == "Moment":
        return "sa.DateTime()"
    if kind == "type" and name == "Hundredths":
        return f"sa.Numeric(precision={column_type.impl.precision}, scale=2)"
    return f"sa.String({column_type.length or ''})" if name == "AutoString" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
