"""Column types that keep the same values in SQLite and PostgreSQL, and the text form of changes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine


class Hundredths(TypeDecorator[Decimal]):
    """A decimal to 0.01; SQLite keeps it as a number of which two decimals are exact."""

    impl = sa.Numeric
    cache_ok = True

    def __init__(self, digits: int = 7) -> None:
        super().__init__(precision=digits, scale=2, asdecimal=False)

    def process_bind_param(self, value: Decimal | None, dialect: object) -> Any:
        return None if value is None else float(value)

    def process_result_value(self, value: Any, dialect: object) -> Decimal | None:
        return None if value is None else Decimal(repr(value))


class Moment(TypeDecorator[datetime]):
    """A point in time, aware in Python and UTC in the file."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def moment_text(value: datetime) -> str:
    """`2026-11-23T10:15:00Z`, with a fraction only where there is one."""
    return value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"


def to_plain(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: TypeEngine[Any], value: Any) -> Any:
    """The column's value again."""
    if value is None:
        return None
    if isinstance(kind, Hundredths):
        return Decimal(value)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value
