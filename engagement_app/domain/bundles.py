"""Bundles: all that a file knows, carried to another laptop, and taken in there."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.domain.bundle_words import Told, tell, told_made
from engagement_app.domain.erased_elsewhere import part, settle
from engagement_app.domain.fields import Moment, Wrong
from engagement_app.domain.input import kinds_of
from engagement_app.domain.tables import EVERY
from engagement_app.domain.with_backup import before_import
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store import erasures
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.bundles.bundle import Carried, make_bundle, read_bundle
from engagement_app.store.bundles.rows import Expected, Row
from engagement_app.store.bundles.sealing import Ways
from engagement_app.store.bundles.union import Taken, take_in
from engagement_app.store.chain import shorter_than
from engagement_app.store.datafile import DataFile, refuse_backup
from engagement_app.store.outputs import refuse_data_file, write_pieces
from engagement_app.store.plain_rows import ask, room_for_much
from engagement_app.store.record import Record
from engagement_app.store.workspace import list_workspace_keys

_ACT = "bundle.apply"
_FIRST = "SELECT digest FROM audit_entry WHERE number = 1"


def _judge(entity: type[Record], name: str, value: Any) -> None:
    """Raises `Wrong` for a value that the field cannot hold."""
    kind = kinds_of(entity).get(name)
    if kind is not None and value is not None:
        kind.check(value)
    elif kind is None and name == "deleted_at" and value is not None:
        if not isinstance(value, datetime):
            raise Wrong(_("This must be a time."))
        Moment().check(value)


EXPECTED = Expected(EVERY, _judge)


def make(file: DataFile, target: Path, passphrase: str | None = None) -> str:
    """Write a bundle of the file; gives a sentence on what is in it. Raises `UserError`, also for
    a backup, or `StorageError`."""
    refuse_backup(file.path)
    refuse_data_file(target, file.path)
    made = make_bundle(file, EXPECTED, passphrase)
    with file.noted(Audited.EXPORT, what="bundle", changes=made.changes):
        write_pieces(target, made.pieces)
    return told_made(made)


def foresee(
    file: DataFile,
    source: Path,
    passphrases: tuple[str, ...] = (),
    progress: Progress = silent,
) -> Told:
    """What `apply` would do; nothing of it stays. Raises as that does."""
    carried = read_bundle(source, _ways(file, passphrases), EXPECTED, progress)
    with file.reading() as session:
        return tell(session, _taken(session, source, carried, progress))


def apply(
    file: DataFile,
    source: Path,
    passphrases: tuple[str, ...] = (),
    progress: Progress = silent,
) -> Told:
    """Take in a bundle in one transaction, after a backup; gives what came.

    Raises `UserError`, also for a backup, or `StorageError`, and nothing is changed.
    """
    refuse_backup(file.path)
    carried = read_bundle(source, _ways(file, passphrases), EXPECTED, progress)
    before_import(file, progress)
    with file.writing(_ACT) as session:
        taken = _taken(session, source, carried, progress)
        note_with(session, Audited.MERGE, changes=taken.changes, heads=taken.heads)
        told = tell(session, taken)
    erasures.write_ledger(file)
    if taken.erased or taken.emptied:
        file.squeeze()
    return told


def take_rows(
    session: Session, rows: Sequence[tuple[str, Row]], progress: Progress = silent
) -> Taken:
    """Take in what was read of a bundle; whoever was erased on either side is erased on both."""
    with room_for_much(session):
        parted = part(session, rows)
        taken = take_in(session, rows, EVERY, progress)
        settle(session, parted, taken)
    return taken


def _taken(session: Session, source: Path, carried: Carried, progress: Progress) -> Taken:
    """What came; of our own chains of the audit also whether they were longer once."""
    taken = take_rows(session, carried.rows, progress)
    ours = {str(digest) for (digest,) in ask(session, _FIRST)}
    heads = {
        str(head["device"]): (int(head["number"]), str(head["digest"]))
        for head in taken.heads
        if head["first"] in ours
    }
    taken.shorter = list(shorter_than(session, carried.made_at, heads, source.name))
    return taken


def _ways(file: DataFile, passphrases: tuple[str, ...]) -> Ways:
    with file.reading() as session:
        return Ways(list_workspace_keys(session), passphrases, file.key)
