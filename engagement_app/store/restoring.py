"""Put the contents of a backup back in the place of a file, and keep what was there beside it.

The new file is written beside the old one and proved. What was there is linked or copied into a
folder `replaced-<time>`, with the journals beside it: those belong to it, and would spoil the new
one. Then the new one takes the name in one step. Killed at whichever write, the old file or the
new one is there.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store import schema
from engagement_app.store.copies import REPLACED, SIDES
from engagement_app.store.failures import explained, legible, on_disk
from engagement_app.store.header import look
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import (
    ahead,
    beside,
    find_all,
    spread,
    spread_ahead,
    which_count,
)
from engagement_app.store.keys.slots import Slots
from engagement_app.store.manifest import (
    held,
    holds_what_it_held,
    manifest_path,
    read_manifest,
)
from engagement_app.store.partial import (
    clear_away,
    copy_private,
    keep,
    sync,
    sync_folder,
    unfinished,
)
from engagement_app.store.protecting import alone
from engagement_app.store.proving import copy_at_once, copy_under, first_finding, opened_again
from engagement_app.store.record import Record

Ready = Callable[[Path, DataKey | None], object]
"""What must be done in what is put back before anybody opens it: its path and its key."""


def take_out(
    copy: Path,
    part: Path,
    entities: Collection[type[Record]],
    key: DataKey | None = None,
    new: DataKey | None = None,
) -> None:
    """Put what a backup holds into `part`, an empty file, in today's schema, and prove it.

    `key` opens the backup, and the part is under `new`. Raises `StorageError` for a backup that
    cannot be opened, is not sound, or is not what its manifest says.
    """
    look(copy, key)
    told = read_manifest(copy)
    if told is None and manifest_path(copy).exists():
        raise _not_whole(copy)
    with explained(copy):
        same = (key and key.vault) == (new and new.vault)
        found = copy_at_once(copy, part, key) if same else copy_under(copy, part, key, new)
        again, is_sound = opened_again(part, new)
    if not is_sound or held(again) != held(found) or (told and not holds_what_it_held(told, found)):
        raise _not_whole(copy)
    schema.upgrade(part, new)
    if first_finding(copy, part, entities, new):
        raise _not_whole(copy)


def put_back(
    path: Path,
    copy: Path,
    entities: Collection[type[Record]],
    keys: tuple[DataKey | None, DataKey | None],
    ready: Ready,
) -> Path | None:
    """Put what a backup holds in the place of the file; gives the folder of what was there.

    `keys` open the file (None too for one that cannot be read) and the backup; the file stays
    under its own key, else gets that of the backup. None where nothing was there. Raises
    `StorageError`, and the file is as it was.
    """
    path, (own, theirs) = path.absolute(), keys
    new = own or theirs
    with on_disk(path), explained(path), unfinished(path) as part:
        clear_away(path.parent)
        take_out(copy, part, entities, theirs, new)
        ready(part, new)
        return _swap(path, part, own, new, copy)


def swap_back(path: Path, folder: Path, key: DataKey | None, old: DataKey | None) -> Path | None:
    """Put back what was replaced, as it was, sound or not; gives the folder of what was there.

    `key` opens what is there now, `old` what was there. What lies in `folder` stays.
    """
    path = path.absolute()
    with on_disk(path), explained(path), unfinished(path) as part:
        for ending in ("", *SIDES):
            with suppress(FileNotFoundError):
                copy_private(_with(folder / path.name, ending), _with(part, ending))
        _undo_what_was_cut_off(part, old)
        for ending in SIDES:
            _with(part, ending).unlink(missing_ok=True)
        return _swap(path, part, key, old, folder / path.name)


def _swap(
    path: Path, part: Path, own: DataKey | None, new: DataKey | None, source: Path
) -> Path | None:
    """Let `part`, under the key `new`, take the place of the file; its slots are there first."""
    slots = _slots_for(new, path, source) if new else None
    with ExitStack() as on_failure:
        if slots:
            on_failure.callback(ahead(path, slots.vault).unlink, missing_ok=True)
            spread_ahead(path, slots)
        folder = _replace(path, part, own)
        on_failure.pop_all()
    if slots:
        spread(path, slots)
    return folder


def _slots_for(key: DataKey, *paths: Path) -> Slots | None:
    return which_count(chain.from_iterable(find_all(path, key.vault) for path in paths), key)


def _replace(path: Path, part: Path, own: DataKey | None) -> Path | None:
    if not path.exists():
        _drop_sides(path)
        keep(part, path)
        return None
    folder = _fresh_folder(path)
    with ExitStack() as on_failure:
        on_failure.callback(shutil.rmtree, folder, ignore_errors=True)
        has_sides = any(_size(_with(path, each)) for each in SIDES)
        if has_sides:  # Opening it may alter it: it is kept as it was found.
            _keep_aside(path, folder, copy_private)
        with _alone_if_legible(path, own) as guard:
            if not has_sides:
                _keep_aside(path, folder, _linked)
            _drop_sides(path)
            if guard and os.name == "nt":
                guard.close()  # there a file that is open cannot be replaced
            keep(part, path)
        on_failure.pop_all()
    return folder


def _fresh_folder(path: Path) -> Path:
    """A folder by the second, for its owner alone."""
    stamp = f"{REPLACED}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while True:
        folder = path.with_name(stamp if number == 1 else f"{stamp}-{number}")
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            return folder
        number += 1


def _keep_aside(path: Path, folder: Path, take: Callable[[Path, Path], object]) -> None:
    """The file, its journals and its key slots, also in the folder, and on the disk."""
    for each in (path, *(_with(path, ending) for ending in SIDES)):
        if each.exists():
            take(each, folder / each.name)
            sync(folder / each.name)
    if beside(path).exists():
        copy_private(beside(path), folder / beside(path).name)
        sync(folder / beside(path).name)
    sync_folder(folder)
    sync_folder(path.parent)


def _linked(path: Path, to: Path) -> None:
    """The very same file under another name; a copy of it where a disk knows no second names."""
    try:
        os.link(path, to)
    except OSError:
        copy_private(path, to)


@contextmanager
def _alone_if_legible(path: Path, key: DataKey | None) -> Iterator[Any]:
    """The right to write to the file, so that nobody else does; None of one that nothing opens.

    What somebody was writing when the program was cut off is undone by this.
    """
    with ExitStack() as held_open:
        guard = None
        try:
            with legible(path), explained(path):
                guard = held_open.enter_context(alone(path, key))
        except StorageError as error:
            if error.cause not in (Cause.DAMAGED, Cause.NOT_OURS):
                raise
        yield guard


def _undo_what_was_cut_off(part: Path, key: DataKey | None) -> None:
    """What a journal says is undone; of a file that nothing opens it is left as it is."""
    with suppress(StorageError), explained(part), alone(part, key):
        pass


def _drop_sides(path: Path) -> None:
    for ending in SIDES:
        _with(path, ending).unlink(missing_ok=True)


def _with(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _not_whole(copy: Path) -> StorageError:
    sentence = _(
        "The backup {file} is damaged or not whole, so nothing was changed. Take another one."
    )
    return StorageError(sentence.format(file=copy.name), Cause.DAMAGED)
