"""The container of a bundle: sealed frames of lines, of which none can be altered or left out.

    "engagement-bundle" NUL, version (1 byte), length of the header (4), header (JSON)
    frames: kind (1 byte: 0, or 1 for the last), length (4), AES-256-GCM of zlib'd lines

Each frame is bound to the header, to its number and to its kind (they make its nonce: the key is
of one bundle alone). The last one counts the lines and bears their SHA-256. Big-endian numbers.
"""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.keys.wrapping import Cipher
from engagement_app.strict import decoder

MAGIC = b"engagement-bundle\0"
VERSION = 1
ENDING = ".bundle"
LINES, LAST = 0, 1
_HEAD = struct.Struct(">BI")
_FRAME = struct.Struct(">BI")
_SOME = 1 << 18
"""Bytes of lines after which a frame is closed."""
LONGEST_LINE = 16_000_000
"""Bytes. A text may have a million characters, which JSON within JSON makes longer."""
MOST_BYTES = 200_000_000
MOST_LINES = 1_000_000
_LONGEST_HEADER = 1 << 16
_LONGEST_FRAME = LONGEST_LINE + _SOME


class BrokenError(ValueError):
    """A bundle that is not as it was written; the text says what is wrong with it."""


def sealed(head: bytes, key: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a bundle, piece by piece, the lines (without new lines in them) sealed by this
    key of 32 bytes, which seals nothing else. Raises `UserError` for what nobody would take in."""
    cipher, seen, number = Cipher(key), _Seen(), 0
    yield head
    for number, some in enumerate(_together(lines, seen)):
        yield _frame(cipher, head, number, LINES, zlib.compress(some))
    yield _frame(cipher, head, number + 1, LAST, seen.told())


def written_head(header: dict[str, Any]) -> bytes:
    """The beginning of a bundle, which anybody can read."""
    told = json.dumps(header, sort_keys=True).encode()
    return MAGIC + _HEAD.pack(VERSION, len(told)) + told


def read_head(stream: BinaryIO) -> tuple[bytes, dict[str, Any]]:
    """The beginning as it lies there, and what it tells; raises `BrokenError`."""
    begun = stream.read(len(MAGIC) + _HEAD.size)
    if not begun.startswith(MAGIC) or len(begun) < len(MAGIC) + _HEAD.size:
        raise BrokenError(_("it is no bundle of this program"))
    version, length = _HEAD.unpack(begun[len(MAGIC) :])
    if version != VERSION:
        raise BrokenError(_("a newer version of this program made it, which has to read it"))
    if length > _LONGEST_HEADER:
        raise BrokenError(_("its beginning is damaged"))
    told = stream.read(length)
    try:
        header = decoder(int).decode(told.decode())
    except (ValueError, RecursionError) as error:
        raise BrokenError(_("its beginning is damaged")) from error
    if not isinstance(header, dict):
        raise BrokenError(_("its beginning is damaged"))
    return begun + told, header


def opened(stream: BinaryIO, head: bytes, key: bytes) -> Iterator[bytes]:
    """The lines of a bundle after its head; raises `BrokenError` where anything was altered,
    taken out, put in or cut off, or is more than may be. Only at the end is it known to be whole.
    """
    cipher, seen, number = Cipher(key), _Seen(), 0
    while True:
        kind, content = _read_frame(stream, cipher, head, number)
        number += 1
        if kind == LAST:
            break
        for line in _unpacked(content, seen).split(b"\n"):
            seen.add(line)
            yield line
    if content != seen.told() or stream.read(1):
        raise BrokenError(_("it does not end as it was written"))


class _Seen:
    """What passed so far; refuses what is too much."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.lines = self.bytes = 0

    def add(self, line: bytes) -> None:
        self.lines += 1
        self.bytes += len(line) + 1
        if len(line) > LONGEST_LINE:
            raise BrokenError(_("one of its lines is too long"))
        if self.lines > MOST_LINES or self.bytes > MOST_BYTES:
            raise BrokenError(_("it holds more than a bundle may: a million lines, 200 MB"))
        self.digest.update(line + b"\n")

    def told(self) -> bytes:
        """What the last frame holds."""
        return json.dumps({"lines": self.lines, "digest": self.digest.hexdigest()}).encode()


def _together(lines: Iterable[bytes], seen: _Seen) -> Iterator[bytes]:
    some: list[bytes] = []
    size = 0
    for line in lines:
        try:
            seen.add(line)
        except BrokenError as error:
            sentence = _("This file cannot be carried in a bundle: {why}. Copy the file instead.")
            raise UserError(sentence.format(why=error)) from error
        some.append(line)
        size += len(line)
        if size > _SOME:
            yield b"\n".join(some)
            some, size = [], 0
    if some:
        yield b"\n".join(some)


def _frame(cipher: Cipher, head: bytes, number: int, kind: int, content: bytes) -> bytes:
    closed = cipher.seal(_nonce(number, kind), content, head)
    return _FRAME.pack(kind, len(closed)) + closed


def _read_frame(stream: BinaryIO, cipher: Cipher, head: bytes, number: int) -> tuple[int, bytes]:
    begun = stream.read(_FRAME.size)
    if len(begun) < _FRAME.size:
        raise BrokenError(_("it was cut off"))
    kind, length = _FRAME.unpack(begun)
    if kind not in (LINES, LAST) or length > _LONGEST_FRAME:
        raise BrokenError(_("it was altered, or damaged on its way"))
    closed = stream.read(length)
    if len(closed) < length:
        raise BrokenError(_("it was cut off"))
    content = cipher.open(_nonce(number, kind), closed, head)
    if content is None:
        raise BrokenError(_("it was altered, or damaged on its way"))
    return kind, content


def _nonce(number: int, kind: int) -> bytes:
    return number.to_bytes(11) + bytes([kind])


def _unpacked(content: bytes, seen: _Seen) -> bytes:
    """The lines of a frame, of which no more comes into memory than may be."""
    unpacking = zlib.decompressobj()
    try:
        lines = unpacking.decompress(content, _LONGEST_FRAME)
    except zlib.error as error:
        raise BrokenError(_("it was altered, or damaged on its way")) from error
    if unpacking.unconsumed_tail or not unpacking.eof or unpacking.unused_data:
        raise BrokenError(_("a part of it is too large"))
    if seen.bytes + len(lines) > MOST_BYTES:
        raise BrokenError(_("it holds more than a bundle may: a million lines, 200 MB"))
    return lines
