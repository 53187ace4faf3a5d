"""Small projects for tests of the figures: a document written in a few words, and its report."""

import json
from datetime import date
from typing import Any

from engagement_app.exchange.gap_json import gap_json
from engagement_app.resourcing.gap import gap_report
from engagement_app.resourcing.reading import read_ledger
from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import Document, rid
from tests.exchange.open_format.files import put
from tests.resourcing import oracle

AS_OF = "2026-06-30"
DELETED = {"deleted_at": "2026-01-01T00:00:00Z"}
_ALWAYS: dict[str, dict[str, Any]] = {
    "event": {"project_id": "p", "title": "Open day"},
    "attendance": {"event_id": "e"},
    "tally": {"event_id": "e"},
    "contribution": {"event_id": "e", "voice": "own", "words": "No bus."},
    "follow_up": {"project_id": "p"},
    "engagement_role": {"project_id": "p", "title": "Host", "belt": "route_in"},
    "role_cost": {"role_id": "r", "title": "Room"},
    "role_skill": {"role_id": "r", "name": "Welsh"},
    "time_entry": {"role_id": "r", "worked_on": "2026-06-01", "hours": "1"},
    "fund": {"project_id": "p", "amount": "100.00"},
    "allocation": {"fund_id": "f", "role_id": "r", "amount": "100.00"},
    "body": {"project_id": "p", "name": "Board"},
    "message": {"project_id": "p", "title": "Buses"},
    "partnership": {"project_id": "p", "organisation_id": "o"},
    "hearing": {"message_id": "m", "body_id": "b"},
    "person": {"known_as": "Siân"},
    "community": {"name": "Carers"},
    "organisation": {"name": "Trust"},
    "rate": {"name": "Floor", "kind": "statutory_floor", "amount": "12.71"},
}


def project(**tables: list[dict[str, Any]]) -> Document:
    """A project `p` of these records. What is required and not given is filled in; ids and links
    are short names, and a record without an id has that of its table's first letter."""
    document: Document = {"format": "engagement-project", "version": 1}
    for table, rows in {"project": [{}], **tables}.items():
        first = {"engagement_role": "r", "project": "p"}.get(table, table[0])
        always = _ALWAYS.get(table, {"name": "Tawe"})
        document[table] = [_whole({"id": first, **always, **row}) for row in rows]
    return document


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    made = dict(row)
    for name, value in row.items():
        if value is not None and (name == "id" or name.endswith("_id")):
            made[name] = rid(value)
        elif name.endswith("_ids"):
            made[name] = [rid(each) for each in value]
    return made


def report(
    data_file: DataFile, document: Document, event: str | None = None, as_of: str = AS_OF
) -> dict[str, Any]:
    """The report of the document as JSON; the second reckoning of it must agree."""
    event_id = rid(event) if event else None
    put(data_file, document)
    with data_file.reading() as session:
        ledger = read_ledger(session, document["project"][0]["id"])
    made = json.loads(gap_json(gap_report(ledger, date.fromisoformat(as_of), event_id)))
    bare = json.loads(json.dumps(made))
    for role in bare["roles"]:
        for lens in role["lenses"].values():
            del lens["evidence"]
    assert bare == oracle.report(document, as_of, event_id)
    return made


def role_of(made: dict[str, Any]) -> dict[str, Any]:
    """The only role of a report."""
    [role] = made["roles"]
    return role
