"""CSV packages of the standard: a folder or a zip file with its `datapackage.json`.

The rows of its files are put together into the nested objects that pages of services have.
"""

import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from engagement_app.errors import UserError
from engagement_app.exchange.csv_records import records
from engagement_app.exchange.decoding import decode
from engagement_app.exchange.formula_guard import unguard
from engagement_app.exchange.source_file import LARGEST_BYTES, read_source
from engagement_app.exchange.strict_json import members
from engagement_app.exchange.zip_limits import open_zip
from engagement_app.language import _

DESCRIPTION = "datapackage.json"
_TABLES = ("organization", "service", "service_at_location", "location", "phone", "contact",
           "address", "taxonomy_term")  # fmt: skip
Row = dict[str, Any]
Tables = Mapping[str, list[tuple[int, Row]]]
"""By table its rows, each with the line that it begins on."""


class Parts(Protocol):
    """The files of a package."""

    name: str

    def read(self, path: str) -> bytes:
        """The bytes of one; raises `UserError` where it is not there or not to be opened."""


class Folder:
    """A package in a folder; what lies outside it, also by way of a link, is not opened."""

    def __init__(self, path: Path) -> None:
        self.name = path.name or str(path)
        self._path = path.resolve()

    def read(self, path: str) -> bytes:
        """The bytes of a file in the folder."""
        found = (self._path / path).resolve()
        if not found.is_relative_to(self._path):
            raise _outside(self.name, path)
        if not found.is_file():
            raise _missing(self.name, path)
        return read_source(found)


class Zip:
    """A package in a zip file, which may hold the folder that it was made from."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = open_zip(data, name)
        names = self._archive.namelist()
        described = [each for each in names if PurePosixPath(each).name == DESCRIPTION]
        self._base = min(described, key=len, default=DESCRIPTION).removesuffix(DESCRIPTION)

    def read(self, path: str) -> bytes:
        """The bytes of a part."""
        try:
            part = self._archive.getinfo(self._base + path)
        except KeyError:
            raise _missing(self.name, path) from None
        if part.file_size > LARGEST_BYTES:
            sentence = _("{name}: {part} is larger than 50 MB. Split the directory.")
            raise UserError(sentence.format(name=self.name, part=path))
        try:
            return self._archive.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            sentence = _("{name} is damaged: {part} cannot be unpacked. Get it again.")
            raise UserError(sentence.format(name=self.name, part=path)) from error


def is_package(data: bytes, name: str) -> bool:
    """Whether a zip file holds a package."""
    names = open_zip(data, name).namelist()
    return any(PurePosixPath(each).name == DESCRIPTION for each in names)


def read_package(parts: Parts, encoding: str | None) -> tuple[str, Tables]:
    """The path of the file of services, and the rows of each table; raises `UserError`."""
    paths = _paths(parts)
    if "service" not in paths:
        sentence = _("{name}: its {description} names no file of services.")
        raise UserError(sentence.format(name=parts.name, description=DESCRIPTION))
    tables = {table: _rows(parts, path, encoding) for table, path in paths.items()}
    return paths["service"], defaultdict(list, tables)


def nested_services(tables: Tables) -> Iterator[tuple[int, Row]]:
    """Each service with its organisation, contacts, phones and places in it."""
    organisations = {row.get("id"): dict(row) for _line, row in tables["organization"]}
    for owner, numbers in _grouped(tables["phone"], "organization_id").items():
        if owner in organisations:
            organisations[owner]["phones"] = numbers
    phones = _grouped(tables["phone"], "service_id")
    contacts = _grouped(_with(tables, "contact", "phone", "contact_id", "phones"), "service_id")
    places = _grouped(_with_locations(tables), "service_id")
    for line, row in tables["service"]:
        each = row.get("id")
        service = {**row, "phones": phones[each], "contacts": contacts[each]}
        service["service_at_locations"] = places[each]
        if row.get("organization_id"):
            service["organization"] = organisations.get(row["organization_id"])
        yield line, service


def _with(tables: Tables, table: str, other: str, link: str, name: str) -> list[tuple[int, Row]]:
    """The rows of a table, each with those of another that link to it."""
    found = _grouped(tables[other], link)
    return [(line, {**row, name: found[row.get("id")]}) for line, row in tables[table]]


def _with_locations(tables: Tables) -> list[tuple[int, Row]]:
    locations = _with(tables, "location", "address", "location_id", "addresses")
    by_id = {row.get("id"): row for _line, row in locations}
    return [
        (line, {**row, "location": by_id.get(row.get("location_id"))})
        for line, row in tables["service_at_location"]
    ]


def _grouped(rows: list[tuple[int, Row]], link: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for _line, row in rows:
        if row.get(link):
            found[row[link]].append(row)
    return found


def _paths(parts: Parts) -> dict[str, str]:
    """The file of each table that is read, as the description names it."""
    text = decode(parts.read(DESCRIPTION), DESCRIPTION)
    found = {}
    for _line, resource in members(text, DESCRIPTION, "resources") or ():
        if isinstance(resource, dict) and resource.get("name") in _TABLES:
            found[str(resource["name"])] = _inside(parts.name, resource.get("path"))
    return found


def _inside(name: str, path: Any) -> str:
    """The path, where it stays in the package; raises `UserError`."""
    plain = path.replace("\\", "/") if isinstance(path, str) else ""
    if not plain or plain.startswith("/") or ":" in plain or ".." in plain.split("/"):
        raise _outside(name, str(path)[:100])
    return plain


def _rows(parts: Parts, path: str, encoding: str | None) -> list[tuple[int, Row]]:
    """The rows of a file by their headers, each with its line; an empty cell is nothing."""
    lines = records(decode(parts.read(path), path, encoding), ",", path)
    header = [cell.strip() for cell in lines[0][1]] if lines else []
    if len(set(header)) < len(header):
        sentence = _("{name}: {path} has two columns of one name. Get the directory again.")
        raise UserError(sentence.format(name=parts.name, path=path))
    return [
        (line, {name: unguard(cell) for name, cell in zip(header, cells, strict=False) if cell})
        for line, cells in lines[1:]
    ]


def _outside(name: str, path: str) -> UserError:
    sentence = _("{name} is not opened, because “{path}” points outside it. Get it from its maker.")
    return UserError(sentence.format(name=name, path=path))


def _missing(name: str, path: str) -> UserError:
    sentence = _("{name} holds no file {path}. Choose a folder or a zip file of the whole package.")
    return UserError(sentence.format(name=name, path=path))
