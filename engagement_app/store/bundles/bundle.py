"""Make a bundle of a data file, and read one: whole, or not at all."""

import hashlib
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sqlmodel import Session

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store.bundles import container, rows, sealing
from engagement_app.store.bundles.container import MAGIC, BrokenError
from engagement_app.store.bundles.rows import Expected, Row
from engagement_app.store.bundles.sealing import Header, Ways
from engagement_app.store.changes import CHANGE
from engagement_app.store.columns import moment_text
from engagement_app.store.datafile import DataFile
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.slots import Slots
from engagement_app.store.keys.unlocking import slots_of
from engagement_app.store.plain_rows import ask, let_go
from engagement_app.store.workspace import list_workspace_keys

_OFTEN = 500
"""After so many lines it is told how far it is."""
_IDS = "SELECT id FROM change UNION ALL SELECT record_id FROM erasure ORDER BY 1"


@dataclass(frozen=True, slots=True)
class Carried:
    """A bundle that was read: when it was made (ISO 8601, UTC), and its rows, all checked."""

    made_at: str
    rows: list[tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle to be written: its bytes in pieces, how many changes are in it, and the letters of
    what it knows."""

    pieces: list[bytes]
    changes: int
    letters: str


def make_bundle(file: DataFile, expected: Expected, passphrase: str | None = None) -> Made:
    """All that the file knows, sealed with its oldest key of the workspace, of which there is one;
    with a passphrase, that opens it too. Raises `UserError` or `StorageError`.
    """
    with file.reading() as session:
        workspace = list_workspace_keys(session)[0]
        found, letters = rows.rows_to_carry(session, expected), eight_letters(session)
        let_go(session)
    made_at = moment_text(datetime.now(UTC).replace(microsecond=0))
    header, key = sealing.laid_out(made_at, workspace, passphrase, _keys_of(file))
    head = container.written_head(header.plain())
    pieces = list(container.sealed(head, key.secret, rows.written(found)))
    changes = sum(len(these) for name, _names, these in found if name == CHANGE.name)
    return Made(pieces, changes, letters)


def _keys_of(file: DataFile) -> tuple[DataKey, Slots] | None:
    return (file.key, slots_of(file.path, file.key)) if file.key else None


def read_bundle(path: Path, by: Ways, expected: Expected, progress: Progress = silent) -> Carried:
    """All of a bundle, decrypted and checked to its end; raises `UserError`, and nothing is done
    with any of it."""
    with _opened(path) as (stream, head, header):
        key = sealing.key_of(header, by)
        size = path.stat().st_size

        def lines() -> Iterator[bytes]:
            for number, line in enumerate(container.opened(stream, head, key.secret)):
                if number % _OFTEN == 0:
                    progress(stream.tell(), size)
                yield line

        return Carried(header.made_at, list(rows.checked(lines(), expected)))


def is_bundle(path: Path) -> bool:
    """Whether the file begins as a bundle does."""
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC
    return False


def eight_letters(session: Session) -> str:
    """What two files that know the same have alike: to be read aloud across a room."""
    digest = hashlib.sha256()
    for (each,) in ask(session, _IDS):
        digest.update(str(each).encode())
    letters = b32encode(digest.digest()).decode()
    return f"{letters[:4]}-{letters[4:8]}"


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, bytes, Header]]:
    try:
        with path.open("rb") as stream:
            head, told = container.read_head(stream)
            yield stream, head, sealing.read_header(told)
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}. Check its name.")
        raise UserError(sentence.format(path=path, reason=error.strerror)) from error
    except BrokenError as error:
        sentence = _("{file} cannot be taken in: {why}. Nothing was changed. Have it made again.")
        raise UserError(sentence.format(file=path.name, why=error)) from error
