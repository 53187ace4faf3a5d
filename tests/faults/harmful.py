"""Files made to harm or by accident: for each what it is, how it is read, and what must be said."""

import codecs
import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

LIST = "Given name,Family name,Organisation\nZoë,Bell,£5\n"
SERVICES = b"id,organization_id,name\ns1,o1,Sewing\n"
PACKAGE = {
    "datapackage.json": json.dumps(
        {"resources": [{"name": "service", "path": "service.csv"}]}
    ).encode(),
    "service.csv": SERVICES,
}
SHEET = {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}
MILLION = 1_000_000
ID = "0b6f6a1e-5d0c-4c6e-9d3e-2f1f0c1c7a11"


@dataclass(frozen=True)
class Harmful:
    """A file of this name, taken in as `kind`; its sentence has these words."""

    what: str
    kind: str
    name: str
    make: Callable[[], bytes]
    says: str


def zipped(parts: dict[str, bytes], *more: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (*parts.items(), *more):
            archive.writestr(name, data)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    return info


def in_directory(data: bytes, offset: int, content: bytes) -> bytes:
    """The same zip with these bytes in the last entry of its directory."""
    changed = bytearray(data)
    at = changed.rindex(b"PK\x01\x02") + offset
    changed[at : at + len(content)] = content
    return bytes(changed)


def false_sizes(data: bytes) -> bytes:
    """Each entry says that it holds twenty bytes."""
    changed, at = bytearray(data), -1
    while (at := changed.find(b"PK\x01\x02", at + 1)) >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 20)
    return bytes(changed)


@cache
def million_true() -> bytes:
    """A zip file with a million entries, as a program would write it (about 110 MB)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(MILLION):
            archive.writestr(f"{number:x}", b"")
    return out.getvalue()


def million_listed(*, counted: bool) -> bytes:
    """The same squeezed under 50 MB: a directory of a million entries that have no content; its
    end says how many there are (in the 64-bit way), or lies and says one."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    directory = entry * MILLION
    start, size = 4, len(directory)
    if not counted:
        return b"PK\x03\x04" + directory + end_of(1, size, start)
    end64 = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, MILLION, MILLION, size, start
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    return b"PK\x03\x04" + directory + end64 + locator + end_of(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def end_of(count: int, size: int, start: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, size, start, 0)


def bomb(parts: dict[str, bytes], name: str) -> bytes:
    """200 MB of zeros in 194 KB."""
    return zipped(parts, (name, bytes(200_000_000)))


ZIPS: dict[str, tuple[Callable[[dict[str, bytes]], bytes], str]] = {
    "a way up": (lambda parts: zipped(parts, ("../../x", b"x")), "outside"),
    "a way from the root": (lambda parts: zipped(parts, ("/abs", b"x")), "outside"),
    "a drive of Windows": (lambda parts: zipped(parts, ("C:\\x", b"x")), "outside"),
    "a link": (lambda parts: zipped(parts, (link(), b"/etc/passwd")), "outside"),
    "one name twice": (lambda parts: zipped(parts, ("a", b"x"), ("A", b"y")), "one name"),
    "parts that overlap": (
        lambda parts: in_directory(zipped(parts, ("z", b"x")), 42, struct.pack("<I", 0)),
        "overlap",
    ),
    "200 MB in 194 KB": (lambda parts: bomb(parts, "z"), "unpack"),
    "a million entries": (lambda _parts: million_true(), "50 MB"),
    "a million entries listed": (lambda _parts: million_listed(counted=True), "too many parts"),
    "a million entries denied": (lambda _parts: million_listed(counted=False), "too many parts"),
    "false sizes": (lambda parts: false_sizes(zipped(parts)), "damaged|cannot be unpacked"),
    "a password": (
        lambda parts: in_directory(zipped(parts, ("z", b"x")), 8, b"\x01"),
        "password",
    ),
    "cut short": (lambda parts: zipped(parts)[:-30], "damaged"),
    "only its first bytes": (lambda _parts: b"PK\x03\x04", "damaged"),
}


def zips() -> Iterator[Harmful]:
    """Each kind of zip as a workbook and as a package of the Open Referral format."""
    for what, (make, says) in ZIPS.items():
        yield Harmful(f"{what}, workbook", "attendees", "list.xlsx", lambda m=make: m(SHEET), says)
        yield Harmful(f"{what}, package", "services", "list.zip", lambda m=make: m(PACKAGE), says)


def document(line: str) -> bytes:
    head = '{"format": "engagement-project", "version": 1, '
    return f'{head}"project": [{{"id": "{ID}", "name": {line}}}]}}'.encode("utf-8", "surrogatepass")


def grants(line: str) -> bytes:
    return f'{{"grants": [{{"id": "a", "title": {line}}}]}}'.encode("utf-8", "surrogatepass")


def services(line: str) -> bytes:
    return f'{{"contents": [{{"id": "{ID}", "name": {line}}}]}}'.encode("utf-8", "surrogatepass")


DEEP = 100_000
LINES: dict[str, tuple[str, str, str]] = {
    "lists 100,000 deep": ("[" * DEEP + "]" * DEEP, "levels", "levels"),
    "objects 100,000 deep": ('{"a":' * DEEP + "1" + "}" * DEEP, "levels", "levels"),
    "lists that never end": ("[" * DEEP, "levels", "levels"),
    "no number": ("NaN", "NaN", "NaN"),
    "a key twice": ('{"a": 1, "a": 2}', "stands twice", "stands twice"),
    "10^400": ("1" + "0" * 400, "text|name", "text|title|name|taken|nothing|no "),
    "50 MB of text": (
        '"' + "x" * 50_000_000 + '"',
        "longer|characters|MB",
        "longer|50 MB|characters",
    ),
    "half a letter": ('"\\ud800"', "surrogate|character|letter|text|U\\+D800", "."),
    "NUL": ('"a\\u0000b"', "U\\+0000|NUL|character", "."),
}


def jsons() -> Iterator[Harmful]:
    """Each kind of JSON as a project, as grants of 360Giving and as a page of services."""
    for what, (line, says, elsewhere) in LINES.items():
        yield Harmful(f"{what}, project", "project", "x.json", lambda t=line: document(t), says)
        yield Harmful(f"{what}, grants", "funding", "x.json", lambda t=line: grants(t), elsewhere)
        yield Harmful(f"{what}, page", "services", "x.json", lambda t=line: services(t), elsewhere)


TABLES: dict[str, tuple[bytes, str]] = {
    "cp1252": (LIST.encode("cp1252"), "--encoding cp1252"),
    "mixed": (LIST.encode() + "Renée,Noir,\n".encode("cp1252"), "line 3 .*--encoding"),
    "UTF-16 without a mark": (LIST.encode("utf-16-le"), "NUL|encoding|UTF-8"),
    "a mark of UTF-16 on UTF-8": (codecs.BOM_UTF16_LE + LIST.encode() + b"x", "UTF-16|header"),
    "20 MB in a cell": (LIST.encode() + b"Ann," + b"y" * 20_000_000 + b",\n", "line 3 .*1 MB"),
    "never closed": (LIST.encode() + b'Ann,"never,\n' + b"Jo,Day,\n" * 9, "opened on line 3 "),
    "NUL": (LIST.encode() + b"A\0nn,Poe,\n", "line 3 holds a NUL"),
    "empty": (b"", "is empty"),
    "a header alone": (LIST.encode().split(b"\n")[0] + b"\n", "no rows"),
    "a PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 9, "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Excel"),
    "a database": (b"SQLite format 3\0" + bytes(4096), "database"),
    "51 MB": (LIST.encode() + b"Ann,Poe,x\n" * 5_400_000, "50 MB"),
    "ambiguous days": (b"Name,Arrived\nAnn Poe,03/04/26 10:00\n", "--date-order"),
    "days that contradict": (
        b"Name,Arrived\nA B,13/04/2026 10:00\nC D,04/13/2026 10:00\n",
        "line 2 .* line 3 ",
    ),
}


def tables() -> Iterator[Harmful]:
    """Lists as text."""
    for what, (data, says) in TABLES.items():
        yield Harmful(f"{what}, list", "attendees", "list.csv", lambda d=data: d, says)


def harmful() -> Iterator[Harmful]:
    """All of them."""
    yield from zips()
    yield from jsons()
    yield from tables()
