"""Acts without content: what was done beside the records, in a chain that shows tampering.

Who changed what stands in the change log. Here stand exports, prints, backups and the like, one
chain for each laptop: each entry bears the digest of the one before. What may have to be erased
(who it was, and of what) is in the chain only as a salted digest, so that after its erasure the
chain is still whole. (Erased with its salt it cannot be guessed from the digest.)
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from engagement_app.store.act import Act, Keyboard
from engagement_app.store.columns import Moment, moment_text
from engagement_app.store.record import new_id

BEFORE_THE_FIRST = ""
"""What the first entry of a chain has for the digest before it."""


class Audited(StrEnum):
    """The acts without content."""

    OPEN = "open"
    FAILED_UNLOCK = "failed_unlock"
    LOCK = "lock"
    EXPORT = "export"
    REPORT = "report"
    PRINT = "print"
    BACKUP = "backup"
    REMOVE = "remove"
    RESTORE = "restore"
    IMPORT = "import"
    MERGE = "merge"
    ERASE = "erase"
    SUBJECT_ACCESS = "subject_access"
    RIGHTS = "rights_request"
    PROTECTION = "protection"
    SETTINGS = "settings"
    REPAIR = "repair"


class AuditEntry(SQLModel, table=True):
    """One act; `person`, `detail` (JSON) and `salt` are empty once they were lawfully erased."""

    __tablename__ = "audit_entry"
    __table_args__ = (sa.Index("ix_audit_entry_device", "device", "number"),)

    id: str = Field(primary_key=True, sa_type=sa.String(36))
    device: str = Field(sa_type=sa.String(36))
    number: int
    at: datetime = Field(sa_type=Moment)
    act: str = Field(sa_type=sa.String(20))
    person: str | None = Field(sa_type=sa.Text)
    detail: str | None = Field(sa_type=sa.Text)
    salt: str | None = Field(sa_type=sa.String(32))
    commitment: str = Field(sa_type=sa.String(64))
    previous: str = Field(sa_type=sa.String(64))
    digest: str = Field(sa_type=sa.String(64))


AUDIT = SQLModel.metadata.tables["audit_entry"]


def note(
    session: Session | sa.Connection, by: Keyboard | Act, act: Audited, **detail: object
) -> None:
    """Add an entry to the chain of a laptop, in the transaction that is under way.

    `by` says who, at which laptop. `detail` says of what and how much, as JSON can hold it, and
    names nobody.
    """
    number, previous = _last(session, by.device)
    # The name of a file need not be text, which the engine and whoever reads it want.
    told = json.dumps(detail, ensure_ascii=False, sort_keys=True).encode(errors="replace").decode()
    salt = secrets.token_hex(16)
    row = {
        "id": new_id(),
        "device": by.device,
        "number": number + 1,
        "at": datetime.now(UTC).replace(microsecond=0),
        "act": str(act),
        "person": by.person,
        "detail": told,
        "salt": salt,
        "commitment": commitment(by.person, told, salt),
        "previous": previous,
    }
    session.execute(sa.insert(AUDIT).values({**row, "digest": digest(row)}))


def note_with(session: Session, act: Audited, **detail: object) -> None:
    """The same of an act that also changes records: it is noted only if they are changed."""
    note(session, session.info["act"], act, **detail)


def erase_values(session: Session, ids: Collection[str]) -> None:
    """Erase who and what of these entries, for ever; that something was done, and when, stays.

    The chain is whole after it: it holds only salted digests of what is erased.
    """
    emptied = {"person": None, "detail": None, "salt": None}
    session.execute(sa.update(AUDIT).where(AUDIT.c.id.in_(ids)).values(emptied))


def erase_told(session: Session, is_meant: Callable[[str], bool]) -> int:
    """The same of every entry whose `detail`, as it lies there, is meant; gives how many."""
    told = sa.select(AUDIT.c.id, AUDIT.c.detail).where(AUDIT.c.detail.is_not(None))
    ids = [row.id for row in session.execute(told).all() if is_meant(row.detail)]
    for start in range(0, len(ids), 500):
        erase_values(session, ids[start : start + 500])
    return len(ids)


def _last(session: Session | sa.Connection, device: str) -> tuple[int, str]:
    """Number and digest of the newest entry of a laptop."""
    newest = (
        sa.select(AUDIT.c.number, AUDIT.c.digest)
        .where(AUDIT.c.device == device)
        .order_by(AUDIT.c.number.desc())
        .limit(1)
    )
    row = session.execute(newest).first()
    return (row.number, row.digest) if row else (0, BEFORE_THE_FIRST)


def commitment(person: str, detail: str, salt: str) -> str:
    """SHA-256 of what may have to be erased, with its salt."""
    return _digest_of([salt, person, detail])


def digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of all that an entry keeps for ever."""
    kept = ("id", "device", "number", "act", "commitment", "previous")
    return _digest_of([moment_text(row["at"]), *(row[name] for name in kept)])


def is_as_written(row: Mapping[str, Any]) -> bool:
    """Whether an entry fits its digest; what was lawfully erased of it is gone whole, with its
    salt."""
    told = row["person"], row["detail"], row["salt"]
    try:
        if digest(row) != row["digest"]:
            return False
        if told == (None, None, None):
            return True
        return None not in told and commitment(*told) == row["commitment"]
    except TypeError:  # bytes, where a text was written
        return False


def _digest_of(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
