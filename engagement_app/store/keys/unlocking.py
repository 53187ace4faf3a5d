"""Have the key of a protected file, or say why not. Nothing is changed but damaged key slots."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _, plural
from engagement_app.store.failures import failure, on_disk
from engagement_app.store.keys import os_keyring, ways
from engagement_app.store.keys.data_key import DataKey, vault_of
from engagement_app.store.keys.places import find, mend, spread
from engagement_app.store.keys.refused import keep_refusal, seconds_left
from engagement_app.store.keys.slots import KEYRING, PASSPHRASE, RECOVERY, Slots
from engagement_app.store.keys.wrapping import CAREFUL, Cost


def slots_of(path: Path) -> Slots:
    """The key slots of a protected file; raises `StorageError` where none are left."""
    with on_disk(path), path.open("rb") as file:
        slots = find(path, vault_of(file.read(16)))
    if slots is None:
        raise failure(path, Cause.NOT_OURS)
    return slots


def first_way(path: Path) -> str:
    """The kind of slot that usually opens the file: its passphrase, else the keyring, else only
    the recovery code (so also where no slots are left beside the file that is open)."""
    with suppress(StorageError):
        slots = slots_of(path)
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
    slots = slots_of(path)
    if passphrase is None:
        return _given(path, slots, ways.by_keyring(slots), failure(path, Cause.PROTECTED))
    if not slots.has(PASSPHRASE):
        return _given(path, slots, ways.by_keyring(slots), _no_passphrase(path))
    return _guessed(path, slots, lambda: ways.by_passphrase(slots, passphrase), _wrong(path))


def unlocked_by_code(path: Path, code: str) -> DataKey:
    """The key of the file by its recovery code; raises as `unlocked` does."""
    slots = slots_of(path)
    sentence = _("That is the recovery code of another file, or an older one. Nothing was changed.")
    wrong = StorageError(sentence, Cause.PROTECTED)
    return _guessed(path, slots, lambda: ways.by_code(slots, code), wrong)


def _guessed(
    path: Path, slots: Slots, guess: Callable[[], DataKey | None], wrong: StorageError
) -> DataKey:
    """The key by what a person knows: one who was wrong waits before the next try counts."""
    if left := seconds_to_wait(path):
        raise _too_soon(path, left)
    key = guess()
    if key is None:
        keep_refusal(slots.vault)
    return _given(path, slots, key, wrong)


def _given(path: Path, slots: Slots, key: DataKey | None, otherwise: StorageError) -> DataKey:
    if key is None:
        raise otherwise
    mend(path, slots)
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
    _change(path, lambda slots: ways.with_passphrase(slots, key, passphrase, cost))
    os_keyring.dropped(key.vault)


def use_the_keyring(path: Path, key: DataKey) -> bool:
    """From now on no passphrase, but the keyring; whether there is one. Raises `StorageError`."""
    return _change(path, lambda slots: ways.with_keyring(slots, key)).has(KEYRING)


def change_code(path: Path, key: DataKey, code: str) -> None:
    """From now on this recovery code; raises `StorageError`."""
    _change(path, lambda slots: ways.with_code(slots, key, code))


def _change(path: Path, change: Callable[[Slots], Slots]) -> Slots:
    changed = change(slots_of(path))
    with on_disk(path):
        spread(path, changed)
    return changed


def recover(path: Path, code: str, passphrase: str, cost: Cost = CAREFUL) -> DataKey:
    """The key by its recovery code, and a new passphrase for it; raises as `unlocked` does."""
    key = unlocked_by_code(path, code)
    change_passphrase(path, key, passphrase, cost)
    return key
