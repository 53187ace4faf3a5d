"""Everything we hold on a person as JSON, in the words of the open format, for another program."""

import json
from collections.abc import Iterable
from typing import Any

from engagement_app.domain.fields import Moment
from engagement_app.domain.holdings import Change, Held, Holdings, Noted
from engagement_app.domain.input import kinds_of
from engagement_app.domain.mentions import Mention
from engagement_app.domain.tables import TABLES
from engagement_app.store.columns import moment_text

FORMAT, VERSION = "engagement-person", 1


def holdings_json(found: Holdings) -> bytes:
    """The document as bytes in UTF-8: the records by table, then changes, drafts and mentions."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "person": {"id": found.person_id, "name": found.name},
        "records": _records(found.held),
        "changes": [_change(each) for each in found.changes],
        "audit": [_noted(each) for each in found.noted],
        "not_saved": [
            {"form": each.form, "written_at": moment_text(each.written_at), "text": each.text}
            for each in found.unsaved
        ],
        "mentions_to_redact": [_mention(each) for each in found.mentions],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _records(held: Iterable[Held]) -> dict[str, list[dict[str, Any]]]:
    records: dict[str, list[dict[str, Any]]] = {}
    for each in held:
        kinds = {"deleted_at": Moment(), **kinds_of(TABLES[each.table])}
        fields = {name: kind.write(each.row[name]) for name, kind in kinds.items()}
        records.setdefault(each.table, []).append({"id": each.id, **fields})
    return records


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": moment_text(change.at),
        "act": change.act,
        "by": change.by,
        "device": change.device,
        "table": change.table,
        "id": change.record_id,
        "values": dict(change.values),
    }


def _noted(noted: Noted) -> dict[str, Any]:
    detail = json.loads(noted.detail)
    return {"at": moment_text(noted.at), "act": noted.act, "by": noted.by, "detail": detail}


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "table": mention.table,
        "id": mention.record_id,
        "field": mention.field,
        "text": mention.text,
        "earlier": mention.earlier,
    }
