"""Requests, wordings, periods of retention and questions of monitoring come into the change log.

What is there of them gets a change each, as if it had been made at the newest moment that the file
knows of, by nobody and at no laptop. Their ids are made of what the file did last and of the ids of
the records: one file that is brought up at two laptops gets the same changes at both. Nothing that
is written in a record is in them, as it could be guessed from them once it is erased.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ACT = "schema.6"
SCHEMA = 6
NAMES = UUID("d0a6a1d2-2f0b-4f43-9f1d-6d3c7a0e5b16")
"""By which the id of the act is made."""
CHANGED = "SELECT hlc, id FROM change ORDER BY hlc DESC, id LIMIT 1"
NOTED = "SELECT at, digest FROM audit_entry ORDER BY at DESC, id LIMIT 1"
TICKS = 1 << 16
"""In a millisecond."""
COLUMNS = (
    "id", "act_id", "act", "record_id", "kind", "fields", "hlc", "device", "person",
    "schema_number",
)  # fmt: skip
"""What the digest of a change is made of, in its order."""


def _text(value: Any) -> Any:
    return value


def _day(value: Any) -> str:
    return date.fromisoformat(value).isoformat()


def _moment(value: Any) -> str:
    """`2026-11-23T10:15:00Z`, with a fraction only where there is one."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")


Fields = dict[str, tuple[Callable[[Any], Any], Any]]
TABLES: dict[str, Fields] = {
    "monitoring_form": {
        "deleted_at": (_moment, None),
        "asked": (bool, False),
        "questions": (json.loads, []),
    },
    "retention_period": {
        "deleted_at": (_moment, None),
        "kind": (_text, "came"),
        "months": (_text, 0),
    },
    "rights_request": {
        "deleted_at": (_moment, None),
        "kind": (_text, "access"),
        "who": (_text, None),
        "about": (_text, None),
        "received_on": (_day, None),
        "acknowledged_on": (_day, None),
        "pauses": (json.loads, []),
        "answered_on": (_day, None),
        "outcome": (_text, None),
    },
    "consent_wording": {
        "deleted_at": (_moment, None),
        "purpose": (_text, None),
        "version": (_text, None),
        "words": (_text, None),
        "since": (_moment, None),
    },
}
"""How each column stands in a change, and the default that a change does not name."""


def upgrade() -> None:
    connection = op.get_bind()
    tick, act_id = _newest(connection)
    for table, fields in TABLES.items():
        columns = ", ".join(f'"{name}"' for name in ("id", *fields))
        found = connection.exec_driver_sql(f'SELECT {columns} FROM "{table}" ORDER BY id')
        for row in found.mappings().all():
            tick += 1
            _log(connection, act_id, table, row["id"], _told(fields, dict(row)), tick)


def _newest(connection: sa.Connection) -> tuple[int, UUID]:
    """The newest tick of the file, or that of what its audit noted last; and the id of this act."""
    changed, noted = (connection.exec_driver_sql(each).first() for each in (CHANGED, NOTED))
    tick, change_id = changed or (0, "")
    at, digest = noted or ("1970-01-01", "")
    try:
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()
    except (ValueError, TypeError):
        moment = 0
    act_id = uuid5(NAMES, f"{ACT} {change_id} {digest}")
    return max(tick, int(moment * 1000) * TICKS), act_id


def _told(fields: Fields, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are not the default. One that is damaged is left out: so it is found out."""
    told: dict[str, Any] = {}
    for name, (plain, default) in fields.items():
        try:
            value = None if row[name] is None else plain(row[name])
        except (ValueError, TypeError):
            value = default
        if value != default:
            told[name] = {"value": value, "saw": []}
    return told


def _log(
    connection: sa.Connection,
    act_id: UUID,
    table: str,
    record_id: str,
    told: Mapping[str, Any],
    tick: int,
) -> None:
    fields = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=repr)
    change_id = str(uuid5(act_id, f"{table} {record_id}"))
    signed = [change_id, str(act_id), ACT, record_id, table, fields, tick, "", "", SCHEMA]
    text = json.dumps(signed, ensure_ascii=False, default=repr)
    digest = hashlib.sha256(text.encode()).hexdigest()
    names = ", ".join((*COLUMNS, "digest"))
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    connection.exec_driver_sql(f"INSERT INTO change ({names}) VALUES ({marks})", (*signed, digest))
