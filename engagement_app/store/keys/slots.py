"""The key slots of a vault: the one key, wrapped once for each way to it, in a small JSON file.

    {"format": "engagement-keys", "version": 1, "vault": UUID, "revision": 3,
     "slots": {"passphrase": {...}, "recovery": {...}, "keyring": {...}},
     "proof": HMAC-SHA256, "digest": SHA-256}

The digest tells a damaged slot from a wrong passphrase. Each slot is bound to vault and version.
The proof is made with the key: whoever has got the key by one of the slots can tell by it whether
other slots, which say that they are newer, are of somebody who had the key too.
"""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Self

from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.wrapping import Cost, Wrapped, is_salt, unwrap, wrap

_FORMAT, _VERSION = "engagement-keys", 1
PASSPHRASE, RECOVERY, KEYRING = "passphrase", "recovery", "keyring"
WORKSPACE, FILE = "workspace", "file"
"""Ways to the key of a bundle alone, which is wrapped in the same manner."""
_KINDS = (PASSPHRASE, RECOVERY, KEYRING, WORKSPACE, FILE)
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What a file of slots that somebody or something altered may lead to."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the key. The keyring's has no salt; only the passphrase's has a cost."""

    wrapped: Wrapped
    salt: bytes = b""
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Slots:
    """All ways to the key of a vault; the higher of two revisions is the newer. Those of before
    there were proofs have none."""

    vault: str
    revision: int
    by_kind: Mapping[str, Slot]
    proof: bytes = b""

    @classmethod
    def none_yet(cls, vault: str) -> Self:
        """Slots to which ways are to be added."""
        return cls(vault, 0, {})

    def has(self, kind: str) -> bool:
        """Whether there is this way to the key."""
        return kind in self.by_kind

    def changed(self, key: DataKey, **slots: Slot | None) -> "Slots":
        """The next revision, with these slots in place of those there were; None takes one out."""
        kept = {**self.by_kind, **slots}
        there = {kind: slot for kind, slot in kept.items() if slot is not None}
        return replace(self, revision=self.revision + 1, by_kind=there).proved(key)

    def proved(self, key: DataKey) -> "Slots":
        """The same, with the proof that whoever wrote them had the key."""
        return replace(self, proof=_proof(self, key))

    def is_proved(self, key: DataKey) -> bool:
        """Whether whoever wrote them had this key."""
        return hmac.compare_digest(self.proof, _proof(self, key))


def sealed(key: DataKey, kind: str, wrapping_key: bytes, **how: Any) -> Slot:
    """A slot of this kind that holds the key."""
    return Slot(wrap(wrapping_key, key.secret, _bound(key.vault, kind)), **how)


def opened(slots: Slots, kind: str, wrapping_key: bytes) -> DataKey | None:
    """The key in the slot of this kind; None where the wrapping key is another."""
    secret = unwrap(wrapping_key, slots.by_kind[kind].wrapped, _bound(slots.vault, kind))
    return DataKey(slots.vault, secret) if secret else None


def _bound(vault: str, kind: str) -> bytes:
    return f"{_FORMAT}/{_VERSION}/{vault}/{kind}".encode()


def written(slots: Slots) -> bytes:
    """The file of these slots."""
    told = _told(slots)
    if slots.proof:
        told["proof"] = _text(slots.proof)
    return json.dumps({**told, "digest": _digest(told)}, indent=1, sort_keys=True).encode()


def _told(slots: Slots) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "vault": slots.vault,
        "revision": slots.revision,
        "slots": {kind: _plain(slot) for kind, slot in slots.by_kind.items()},
    }


def _proof(slots: Slots, key: DataKey) -> bytes:
    """Under a key made of that of the file, which is used for nothing but the file itself."""
    own = hmac.digest(key.secret, b"engagement-keys proof", "sha256")
    return hmac.digest(own, json.dumps(_told(slots), sort_keys=True).encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Found:
    """Slots as a file has them; those of a damaged file may still open, and are tried last."""

    slots: Slots
    is_whole: bool


def read(content: bytes) -> Found | None:
    """The slots in the content of a file; None where there are none to be seen."""
    with suppress(*_UNREADABLE):
        told = json.loads(content)
        digest = told.pop("digest", None)
        if told["format"] == _FORMAT and told["version"] == _VERSION:
            slots = _slots(told)
            has_all = len(slots.by_kind) == len(told["slots"])
            return Found(slots, has_all and digest == _digest(told))
    return None


def _slots(told: dict[str, Any]) -> Slots:
    by_kind = {}
    for kind in _KINDS:
        with suppress(*_UNREADABLE):
            by_kind[kind] = _slot(told["slots"][kind])
    proof = _bytes(told.get("proof", ""))
    return Slots(str(told["vault"]), int(told["revision"]), by_kind, proof)


def _slot(told: Mapping[str, Any]) -> Slot:
    cost = Cost(*(int(each) for each in told["cost"])) if "cost" in told else None
    slot = Slot(
        Wrapped(_bytes(told["nonce"]), _bytes(told["sealed"])), _bytes(told.get("salt", "")), cost
    )
    if not slot.wrapped.is_possible() or (cost and not (cost.is_bearable() and is_salt(slot.salt))):
        raise ValueError
    return slot


def _plain(slot: Slot) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "nonce": _text(slot.wrapped.nonce),
        "sealed": _text(slot.wrapped.sealed),
    }
    if slot.salt:
        plain["salt"] = _text(slot.salt)
    if slot.cost is not None:
        plain |= {"kdf": "argon2id", "cost": [*_parts(slot.cost)]}
    return plain


def _parts(cost: Cost) -> tuple[int, int, int]:
    return cost.memory_kib, cost.passes, cost.lanes


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _digest(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
