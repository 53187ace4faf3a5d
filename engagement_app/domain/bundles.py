"""Bundles: all that a file knows, carried to another laptop, and taken in there."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.domain.bundle_words import Told, tell, told_made
from engagement_app.domain.erasing import forget_what_is_here_alone
from engagement_app.domain.fields import Moment, Wrong
from engagement_app.domain.input import kinds_of
from engagement_app.domain.soundness import back_up_if_changed
from engagement_app.domain.tables import EVERY
from engagement_app.domain.view import load
from engagement_app.domain.with_backup import before_import
from engagement_app.errors import StorageError, UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store import erasures
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.backup import folder_of
from engagement_app.store.bundles.bundle import Carried, make_bundle, read_bundle
from engagement_app.store.bundles.rows import Expected, Row
from engagement_app.store.bundles.sealing import Ways
from engagement_app.store.bundles.union import Taken, take_in
from engagement_app.store.chain import shorter_than
from engagement_app.store.datafile import DataFile, refuse_backup
from engagement_app.store.drafts import drop_drafts_about
from engagement_app.store.erasures import ERASURE, entered
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.outputs import refuse_data_file, write_pieces
from engagement_app.store.plain_rows import ask, room_for_much
from engagement_app.store.record import Record
from engagement_app.store.workspace import list_workspace_keys, make_workspace_key

ACT = "bundle.apply"
_LINKED = """WITH gone AS (SELECT record_id FROM erasure WHERE kind = 'person')
    SELECT id FROM person WHERE id NOT IN gone AND deleted_at IS NULL
    AND (same_as_id IN gone OR id IN (SELECT same_as_id FROM person WHERE id IN gone))"""
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
    if not _keys(file):
        with file.writing("bundle.key") as session:
            make_workspace_key(session)
        _keep_keys(file)
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
    before = _keys(file)
    carried = read_bundle(source, _ways(file, passphrases), EXPECTED, progress)
    before_import(file, progress)
    with file.writing(ACT) as session:
        taken = _noted(session, source, carried, progress)
        told = tell(session, taken)
    erasures.write_ledger(file)
    if taken.erased or taken.emptied:
        file.squeeze()
    if len(_keys(file)) > len(before):
        _keep_keys(file)
    return told


def fill(session: Session, source: Path, passphrase: str) -> None:
    """Take a bundle into a file that is just made, in the act under way. Raises `UserError`."""
    carried = read_bundle(source, Ways(passphrases=(passphrase,)), EXPECTED)
    _noted(session, source, carried, silent)


def _noted(session: Session, source: Path, carried: Carried, progress: Progress) -> Taken:
    taken = _taken(session, source, carried, progress)
    note_with(session, Audited.MERGE, changes=taken.changes, heads=taken.heads)
    return taken


def _keys(file: DataFile) -> list[DataKey]:
    with file.reading() as session:
        return list_workspace_keys(session)


def _keep_keys(file: DataFile) -> None:
    """A backup that has the new key too: else a damaged file could have lost what opens bundles.
    Where none can be made now, the next one has it."""
    with suppress(StorageError, UserError):
        back_up_if_changed(file, folder_of(file.path))


def take_rows(
    session: Session, rows: Sequence[tuple[str, Row]], progress: Progress = silent
) -> Taken:
    """Take in what was read of a bundle; whoever is erased on either side is erased on both."""
    before = entered(session)
    if "act" in session.info:
        forget_what_is_here_alone(session, _erased_elsewhere(session, rows))
    with room_for_much(session):
        taken = take_in(session, rows, EVERY, progress)
    gone = [each for each, kind in entered(session).items() if before.get(each) != kind]
    drop_drafts_about(session, gone)
    taken.linked = [str(each) for (each,) in ask(session, _LINKED)]
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


def _erased_elsewhere(session: Session, rows: Sequence[tuple[str, Row]]) -> dict[str, str]:
    """The people whom another laptop erased, and who are here; and why."""
    told = [row for table, row in rows if table == ERASURE.name and row["kind"] == "person"]
    reasons = {str(row["record_id"]): str(row["reason"]) for row in told}
    here = load(session, "person", reasons).keys() - entered(session).keys()
    return {each: reasons[each] for each in sorted(here)}


def _ways(file: DataFile, passphrases: tuple[str, ...]) -> Ways:
    return Ways(_keys(file), passphrases, file.key)
