"""Have the key of a protected file, or say why not. Nothing is changed but damaged key slots."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _, plural
from engagement_app.store.engine import begins_under
from engagement_app.store.failures import failure, on_disk
from engagement_app.store.keys import os_keyring, ways
from engagement_app.store.keys.data_key import DataKey, vault_of
from engagement_app.store.keys.places import find_all, mend, spread, which_count
from engagement_app.store.keys.refused import keep_refusal, seconds_left
from engagement_app.store.keys.slots import KEYRING, PASSPHRASE, RECOVERY, Slots
from engagement_app.store.keys.wrapping import CAREFUL, Cost

_TRIED = 4
"""Slots that are tried at most with what somebody types."""


def slots_of(path: Path, key: DataKey | None = None) -> Slots:
    """The key slots of a protected file that count: the newest, or with its key in hand its own.

    Raises `StorageError` where none are left.
    """
    slots = which_count(_all_of(path), key)
    assert slots is not None, "there are some"
    return slots


def _all_of(path: Path) -> list[Slots]:
    with on_disk(path), path.open("rb") as file:
        every = find_all(path, vault_of(file.read(16)))
    if not every:
        raise failure(path, Cause.NOT_OURS)
    return every


def ways_told(path: Path) -> set[str]:
    """The kinds of slots that may open the file: one cannot tell yet which are its own. Raises
    `StorageError` where there are none."""
    return {kind for slots in _all_of(path) for kind in slots.by_kind}


def first_way(path: Path, key: DataKey) -> str:
    """The kind of slot that usually opens the file: its passphrase, else the keyring, else only
    the recovery code (so also where no slots are left beside the file that is open)."""
    with suppress(StorageError):
        slots = slots_of(path, key)
        return next((kind for kind in (PASSPHRASE, KEYRING) if slots.has(kind)), RECOVERY)
    return RECOVERY


def seconds_to_wait(path: Path) -> int:
    """How long no passphrase and no code of this file is tried, after wrong ones; mostly 0."""
    with suppress(OSError), path.open("rb") as file:
        return seconds_left(vault_of(file.read(16)), datetime.now(UTC))
    return 0


def unlocked(path: Path, passphrase: str | None = None) -> DataKey:
    """The key of the file by its passphrase, or without one by the keyring of this account.

    Raises `StorageError` for a wrong one, for one that comes too soon after a wrong one, or where
    one is needed; `UserError` for an empty one.
    """
    every = _all_of(path)
    by_keyring = _Way(path, every, KEYRING, ways.by_keyring)
    if passphrase is None:
        return _given(by_keyring.key(), failure(path, Cause.PROTECTED))
    newest = which_count(every)
    if newest and not newest.has(PASSPHRASE) and (key := by_keyring.key()):
        return key
    way = _Way(path, every, PASSPHRASE, lambda slots: ways.by_passphrase(slots, passphrase))
    if not any(slots.has(PASSPHRASE) for slots in every):
        raise _no_passphrase(path)
    return _guessed(way, _wrong(path))


def unlocked_by_code(path: Path, code: str) -> DataKey:
    """The key of the file by its recovery code; raises as `unlocked` does."""
    way = _Way(path, _all_of(path), RECOVERY, lambda slots: ways.by_code(slots, code))
    sentence = _("That is the recovery code of another file, or an older one. Nothing was changed.")
    return _guessed(way, StorageError(sentence, Cause.PROTECTED))


@dataclass(frozen=True, slots=True)
class _Way:
    """One kind of slot, and what it needs: it is tried in all slots that are found of the file."""

    path: Path
    every: Sequence[Slots]
    kind: str
    asked: Callable[[Slots], DataKey | None]

    def key(self) -> DataKey | None:
        """The key, if this opens the slots that count. Of a file whose first page is damaged the
        key is had too, and no slots are put right with it: it may be a stranger's."""
        unsure = None
        for slots in self._first_ones():
            key = self.asked(slots) if slots.has(self.kind) else None
            counting = which_count(self.every, key)
            if key is None or counting is None:
                continue
            if counting.by_kind.get(self.kind) != slots.by_kind[self.kind]:
                key.close()  # it was one that opened the file before
            elif begins_under(self.path, key):
                mend(self.path, counting.proved(key))
                return key
            else:
                unsure = unsure or key
        return unsure

    def _first_ones(self) -> list[Slots]:
        """The newest; then those beside the file and in the config folder, which no stranger has
        got at; and not as many more as somebody may have put there: each costs what Argon2 does."""
        newest = which_count(self.every)
        rest = (slots for slots in self.every if slots != newest)
        return [*([newest] if newest else []), *rest][:_TRIED]


def _guessed(way: _Way, wrong: StorageError) -> DataKey:
    """The key by what a person knows: one who was wrong waits before the next try counts."""
    if left := seconds_to_wait(way.path):
        raise _too_soon(way.path, left)
    key = way.key()
    if key is None:
        keep_refusal(way.every[0].vault)
    return _given(key, wrong)


def _given(key: DataKey | None, otherwise: StorageError) -> DataKey:
    if key is None:
        raise otherwise
    return key


def _too_soon(path: Path, left: int) -> StorageError:
    sentence = _(
        "A wrong passphrase or code was given for {file}, so nothing was tried now. {wait}, then"
        " try again."
    )
    wait = plural("Wait {count} second", "Wait {count} seconds", left)
    return StorageError(sentence.format(file=path.name, wait=wait), Cause.PROTECTED)


def _wrong(path: Path) -> StorageError:
    sentence = _("That is not the passphrase of {file}. Nothing was changed.")
    return StorageError(sentence.format(file=path.name), Cause.PROTECTED)


def _no_passphrase(path: Path) -> StorageError:
    sentence = _(
        "{file} has no passphrase: the keyring of the account where it was made opens it. Here"
        " “engagement-app recover” takes the recovery code, and sets a passphrase."
    )
    return StorageError(sentence.format(file=path.name), Cause.PROTECTED)


def change_passphrase(path: Path, key: DataKey, passphrase: str, cost: Cost = CAREFUL) -> None:
    """From now on this passphrase; the key of the file stays. Raises `StorageError`."""
    _change(path, key, lambda slots: ways.with_passphrase(slots, key, passphrase, cost))
    os_keyring.dropped(key.vault)


def use_the_keyring(path: Path, key: DataKey) -> bool:
    """From now on no passphrase, but the keyring; whether there is one. Raises `StorageError`."""
    return _change(path, key, lambda slots: ways.with_keyring(slots, key)).has(KEYRING)


def change_code(path: Path, key: DataKey, code: str) -> None:
    """From now on this recovery code; raises `StorageError`."""
    _change(path, key, lambda slots: ways.with_code(slots, key, code))


def _change(path: Path, key: DataKey, change: Callable[[Slots], Slots]) -> Slots:
    changed = change(slots_of(path, key))
    with on_disk(path):
        spread(path, changed)
    return changed


def recover(path: Path, code: str, passphrase: str, cost: Cost = CAREFUL) -> DataKey:
    """The key by its recovery code, and a new passphrase for it; raises as `unlocked` does."""
    key = unlocked_by_code(path, code)
    change_passphrase(path, key, passphrase, cost)
    return key
