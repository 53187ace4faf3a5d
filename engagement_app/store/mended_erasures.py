"""Whoever was erased stays erased through a repair, whichever file still tells of them."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import SQLModel

from engagement_app.errors import StorageError
from engagement_app.language import _, plural
from engagement_app.store.columns import moment_text
from engagement_app.store.datafile import DataFile
from engagement_app.store.erasure_ledger import KEPT, Entry, ledger_path
from engagement_app.store.erasures import ERASURE, obey_ledger
from engagement_app.store.mended_rest import Sources
from engagement_app.store.plain_rows import plain_of
from engagement_app.store.salvage import Row


def obey_erasures(file: DataFile, path: Path, sources: Sources) -> list[str]:
    """Empty in the new file what any of the ledgers names: those of all sources, and that beside
    the damaged file. Raises `StorageError` where that one cannot be read."""
    ledger = ledger_path(file.path)
    try:
        ledger.write_bytes(_beside(path) + b"\n" + b"".join(_told_by(sources)))
        emptied = obey_ledger(file)
    except StorageError as error:
        told = str(error).replace(ledger.name, ledger_path(path).name)
        raise StorageError(told, error.cause) from error
    finally:
        ledger.unlink(missing_ok=True)
    one = _("{count} record stays erased, though a file still told of it.")
    many = _("{count} records stay erased, though a file still told of them.")
    return [plural(one, many, emptied)] if emptied else []


def _beside(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        return ledger_path(path).read_bytes()
    return b""


def _told_by(sources: Sources) -> Iterator[bytes]:
    """What the sources say was erased, as lines of a ledger; nothing of a kind that damage made."""
    for each in (sources.damaged, *sources.sound.values()):
        for row in each.of("erasure"):
            with suppress(ValueError, TypeError, KeyError):
                entry = _entry(row)
                if entry.kind.removesuffix(KEPT) in SQLModel.metadata.tables:
                    yield (json.dumps(asdict(entry), ensure_ascii=False) + "\n").encode()


def _entry(row: Row) -> Entry:
    erased_at = plain_of(ERASURE, row)["erased_at"] or datetime.now(UTC)
    told = ("kind", "erased_by", "reason")
    return Entry(
        record_id=str(row["record_id"]),
        erased_at=moment_text(erased_at),
        **{name: str(row[name] or "") for name in told},
    )
