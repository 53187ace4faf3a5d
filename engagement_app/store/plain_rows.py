"""Rows as the driver gives them: for reading very many, where every conversion counts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session


def plain_rows(session: Session, query: sa.Select[Any]) -> list[tuple[Any, ...]]:
    """Every row of the query as a bare tuple: days and times as text, flags as 0 and 1."""
    connection = session.connection()
    compiled = query.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    driver: Any = connection.connection.driver_connection
    values = tuple(compiled.params[name] for name in compiled.positiontup or ())
    rows: list[tuple[Any, ...]] = driver.execute(str(compiled), values).fetchall()
    return rows


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold the garbage collector while very many rows are made, none of which is in a ring."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
