"""Bundles made by somebody who has the key, and means harm."""

import json

from engagement_app.store import changes
from engagement_app.store.bundles import container, sealing
from engagement_app.store.keys.data_key import DataKey


def forged(path, workspace, lines, **header):
    """A bundle of these lines (rows by table, or bytes as they are), rightly sealed."""
    made, key = sealing.laid_out("2026-11-29T10:00:00Z", workspace, None, None)
    head = container.written_head(made.plain() | header)
    written = [each if isinstance(each, bytes) else as_line(*each) for each in lines]
    path.write_bytes(b"".join(container.sealed(head, key.secret, written)))
    return path


def as_line(table, row):
    return json.dumps({"table": table, "row": row}).encode()


def change(**values):
    """A change as it should be, but for these values, with the digest that fits."""
    row = {
        "id": "11111111-1111-4111-8111-111111111111",
        "act_id": "22222222-2222-4222-8222-222222222222",
        "act": "test",
        "record_id": "33333333-3333-4333-8333-333333333333",
        "kind": "person",
        "fields": told(given_name="Mal"),
        "hlc": 1 << 40,
        "device": "elsewhere",
        "person": "Mal",
        "schema_number": 7,
    } | values
    return "change", row | {"digest": changes.digest(row)}


def told(**values):
    """Fields of a change that saw nothing."""
    return json.dumps({name: {"value": value, "saw": []} for name, value in values.items()})


def a_key():
    """A key that no file knows."""
    return DataKey.fresh()
