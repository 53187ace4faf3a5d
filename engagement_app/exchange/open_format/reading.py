"""From the bytes of a document to records: every value judged by the kind of its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from engagement_app.domain.fields import Kind, Moment, Number, Wrong, check_id, default_of
from engagement_app.domain.input import kinds_of
from engagement_app.domain.rules import UNREAD
from engagement_app.domain.tables import TABLES
from engagement_app.exchange.open_format import FORMAT, VERSION, parsing
from engagement_app.language import _


@dataclass
class Document:
    """What a document says, as far as it can be read, and each fault by its path."""

    given: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    project_id: str | None = None

    def fault(self, path: str, sentence: str) -> None:
        """Note a fault; a path stands once."""
        self.faults.setdefault(path, sentence)


def read(content: bytes) -> Document:
    """Read a document; raises `UserError` only where it is no JSON object at all."""
    parsed = parsing.parse(content)
    if not isinstance(parsed, dict):
        raise parsing.refused("$", _("The document must be an object in curly brackets."))
    document = Document()
    _read_head(document, parsed)
    for table, rows in parsed.items():
        if table in TABLES:
            _read_list(document, table, rows)
    projects = parsed.get("project", [])
    if isinstance(projects, list) and len(projects) != 1:
        document.fault("project", _("The document must hold exactly one project."))
    first = next(iter(document.given.get("project", {})), None)
    document.project_id = None if first == "project[0]" else first
    return document


def _read_head(document: Document, parsed: Mapping[str, Any]) -> None:
    if parsed.get("format") != FORMAT or isinstance(parsed["format"], Number):
        document.fault("format", _("This must be “{format}”.").format(format=FORMAT))
    version = parsed.get("version")
    if not isinstance(version, Number) or version != str(VERSION):
        document.fault("version", _("This must be {version}.").format(version=VERSION))
    for name in parsed:
        if name not in TABLES and name not in ("format", "version", "exported_at"):
            document.fault(parsing.shown(name), _("There is no such list in the format."))


def _read_list(document: Document, table: str, rows: Any) -> None:
    if not isinstance(rows, list):
        document.fault(table, _("This must be a list in square brackets."))
        return
    records = document.given.setdefault(table, {})
    for index, row in enumerate(rows):
        path = f"{table}[{index}]"
        if not isinstance(row, dict):
            document.fault(path, _("This must be an object in curly brackets."))
            continue
        record_id = _read_id(document, path, row)
        values = _read_fields(document, table, path, row)
        if record_id is not None and record_id in records:
            document.fault(f"{path}.id", _("This id stands twice in the list."))
            values = {**records[record_id], **values}
            record_id = None
        # Refused as it stands, but the rest of it is judged under its path.
        key = record_id or path
        records[key] = values
        document.places[table, key] = path


def _read_id(document: Document, path: str, row: Mapping[str, Any]) -> str | None:
    try:
        return check_id(row.get("id"))
    except Wrong as error:
        document.fault(f"{path}.id", str(error))
        return None


@cache
def _fields(table: str) -> dict[str, Kind]:
    return {"deleted_at": Moment(), **kinds_of(TABLES[table])}


def _read_fields(
    document: Document, table: str, path: str, row: Mapping[str, Any]
) -> dict[str, Any]:
    """The values by field; what cannot be read is `UNREAD`, so that the rest can be judged."""
    kinds, values = _fields(table), {}
    for name, value in row.items():
        if name == "id":
            continue
        if (kind := kinds.get(name)) is None:
            sentence = _("There is no such field in this list.")
            document.fault(f"{path}.{parsing.shown(name)}", sentence)
            continue
        try:
            values[name] = default_of(kind) if value is None else kind.read(value)
        except Wrong as error:
            document.fault(f"{path}.{name}", str(error))
            values[name] = UNREAD
    return values
