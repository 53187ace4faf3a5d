"""The ways to a key: a passphrase, the recovery code, the keyring; and how each is changed."""

from dataclasses import dataclass, field

from engagement_app.store.keys import os_keyring
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.recovery_code import new_code, read_code
from engagement_app.store.keys.slots import KEYRING, PASSPHRASE, RECOVERY, Slots, opened, sealed
from engagement_app.store.keys.wrapping import (
    CAREFUL,
    Cost,
    from_code,
    from_passphrase,
    new_salt,
    new_wrapping_key,
)


@dataclass(frozen=True, slots=True)
class Protection:
    """How a new file is to be protected; the recovery code is always a way to its key.

    Without a passphrase the keyring of this account is, where it can be.
    """

    passphrase: str = field(default="", repr=False)
    code: str = field(default_factory=new_code, repr=False)
    cost: Cost = CAREFUL


def laid_out(key: DataKey, protection: Protection) -> Slots:
    """The first slots of a new key."""
    slots = with_code(Slots.none_yet(key.vault), key, protection.code)
    if protection.passphrase:
        return with_passphrase(slots, key, protection.passphrase, protection.cost)
    return with_keyring(slots, key)


def with_passphrase(slots: Slots, key: DataKey, passphrase: str, cost: Cost = CAREFUL) -> Slots:
    """From now on this passphrase, and none before it; and the keyring opens nothing any more."""
    salt = new_salt()
    slot = sealed(key, PASSPHRASE, from_passphrase(passphrase, salt, cost), salt=salt, cost=cost)
    return slots.changed(key, passphrase=slot, keyring=None)


def with_keyring(slots: Slots, key: DataKey) -> Slots:
    """From now on no passphrase: whoever is signed in to this account opens the file.

    Where there is no keyring that keeps the key, the slots are as they were.
    """
    wrapping_key = new_wrapping_key()
    if not os_keyring.kept(key.vault, wrapping_key):
        return slots
    return slots.changed(key, passphrase=None, keyring=sealed(key, KEYRING, wrapping_key))


def with_code(slots: Slots, key: DataKey, code: str) -> Slots:
    """From now on this recovery code, and none before it."""
    salt = new_salt()
    slot = sealed(key, RECOVERY, from_code(read_code(code), salt), salt=salt)
    return slots.changed(key, recovery=slot)


def by_passphrase(slots: Slots, passphrase: str) -> DataKey | None:
    """The key, if this is the passphrase; raises `UserError` for an empty one."""
    slot = slots.by_kind.get(PASSPHRASE)
    if slot is None or slot.cost is None:
        return None
    return opened(slots, PASSPHRASE, from_passphrase(passphrase, slot.salt, slot.cost))


def by_code(slots: Slots, code: str) -> DataKey | None:
    """The key, if this is the recovery code; raises `UserError` for what cannot be a code."""
    read = read_code(code)
    slot = slots.by_kind.get(RECOVERY)
    return opened(slots, RECOVERY, from_code(read, slot.salt)) if slot else None


def by_keyring(slots: Slots, wait: float = os_keyring.PATIENCE) -> DataKey | None:
    """The key, if the keyring of this account gives it in time."""
    if not slots.has(KEYRING):
        return None
    wrapping_key = os_keyring.fetched(slots.vault, wait)
    return opened(slots, KEYRING, wrapping_key) if wrapping_key else None
