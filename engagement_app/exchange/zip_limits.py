"""Zip files from elsewhere, looked over before anything in them is unpacked."""

import io
import struct
import zipfile

from engagement_app.errors import UserError
from engagement_app.language import _

MOST_PARTS = 5_000
LARGEST_UNPACKED = 200_000_000
LARGEST_PART = 150_000_000
# A spreadsheet shrinks to a tenth, a very dull one to a hundredth.
MOST_SHRUNK = 200
SMALL_PART = 5_000_000
_LARGEST_DIRECTORY = 1_000_000
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x07"


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The zip file in memory, its sizes, names and flags within bounds; else a UserError.

    The directory is bounded before it is read. What a part really unpacks to is bounded by the
    size that was checked here: zipfile reads no further and then compares the checksum.
    """
    _check_directory(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise _damaged(name) from error
    _check_parts(archive.infolist(), name)
    return archive


def _damaged(name: str) -> UserError:
    return UserError(_("{name} is damaged or cut short. Get it again.").format(name=name))


def _unsafe(name: str, why: str) -> UserError:
    return UserError(
        _("{name} is not opened, because {why}. Ask for the list in another file.").format(
            name=name, why=why
        )
    )


def _check_directory(data: bytes, name: str) -> None:
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise _damaged(name)
    parts, size = struct.unpack_from("<HI", data, end + 10)
    if parts > MOST_PARTS or size > _LARGEST_DIRECTORY or data[end - 20 : end - 16] == _END64:
        raise _unsafe(name, _("it holds too many parts"))


def _check_parts(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MOST_PARTS:
        raise _unsafe(name, _("it holds too many parts"))
    if len({part.filename.casefold() for part in parts}) != len(parts):
        raise _unsafe(name, _("it holds two parts of one name"))
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _unsafe(name, _("it would unpack to more than 200 MB"))
    for part in parts:
        _check_part(part, name)
    _check_overlap(parts, name)


def _check_part(part: zipfile.ZipInfo, name: str) -> None:
    if part.flag_bits & 0x1:
        raise UserError(
            _("{name} is protected by a password. Save it without one.").format(name=name)
        )
    path = part.orig_filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path or "\0" in path:
        raise _unsafe(name, _("a part of it points outside the file"))
    if (part.external_attr >> 16) & 0o170000 == 0o120000:
        raise _unsafe(name, _("a part of it points outside the file"))
    swollen = part.file_size > SMALL_PART and part.file_size > MOST_SHRUNK * part.compress_size
    if part.file_size > LARGEST_PART or swollen:
        raise _unsafe(name, _("a part of it would unpack to far too much"))


def _check_overlap(parts: list[zipfile.ZipInfo], name: str) -> None:
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise _unsafe(name, _("parts of it overlap"))
        end = part.header_offset + 30 + len(part.orig_filename) + part.compress_size
