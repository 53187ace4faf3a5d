"""How a key is wrapped: AES-256-GCM under what a passphrase, a code or a keyring gives.

Argon2id with 64 MiB in three passes takes 0.3 s here (RFC 9106; its second recommended setting).
The libraries are loaded where they are used: a start of an unprotected file needs none of them.
"""

import secrets
from dataclasses import dataclass
from importlib import import_module
from unicodedata import normalize

from engagement_app.errors import UserError
from engagement_app.language import _

_LIBRARIES = (
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.hashes",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "keyring",
)
_SALT, _NONCE, KEY = 16, 12, 32
_MOST = (1 << 18, 16, 16)
"""What a slot may ask for at most: a quarter of a gibibyte, which any laptop has, passes, lanes.
More is a damaged slot."""

_PER_LANE = 8
"""KiB that Argon2 needs for each lane."""


def load() -> None:
    """Import the libraries now. A window does so on its own thread, before others need them:
    two threads that import one package at once may meet it half made."""
    for name in _LIBRARIES:
        import_module(name)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess at a passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def is_bearable(self) -> bool:
        """Whether it may be paid: no slot makes this machine stand still."""
        asked = (self.memory_kib, self.passes, self.lanes)
        enough = self.memory_kib >= _PER_LANE * self.lanes
        return enough and all(1 <= each <= most for each, most in zip(asked, _MOST, strict=True))


CAREFUL = Cost()


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key in its wrapping."""

    nonce: bytes
    sealed: bytes

    def is_possible(self) -> bool:
        """Whether it can be unwrapped at all, be it with the wrong key."""
        return len(self.nonce) == _NONCE


def new_salt() -> bytes:
    """Random bytes that make one passphrase give another key for each file."""
    return secrets.token_bytes(_SALT)


def is_salt(salt: bytes) -> bool:
    """Whether these can be the bytes that were made for a passphrase."""
    return len(salt) == _SALT


def new_wrapping_key() -> bytes:
    """A key that a keyring is to hold."""
    return secrets.token_bytes(KEY)


def checked_passphrase(passphrase: str) -> bytes:
    """The bytes of a passphrase, whichever way its letters were typed; an empty one is refused."""
    if not passphrase:
        raise UserError(_("The passphrase is empty. Write one."), field="passphrase")
    return normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The wrapping key of a passphrase."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        checked_passphrase(passphrase),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY,
        type=Type.ID,
    )


def from_code(code: str, salt: bytes) -> bytes:
    """The wrapping key of a recovery code, which is random and needs no cost (RFC 5869)."""
    return _derived(code.encode(), salt, b"engagement recovery code")


def from_file_key(secret: bytes) -> bytes:
    """What the key of a data file wraps the keys of its bundles under: never that key itself."""
    return _derived(secret, None, b"engagement bundle")


def _derived(secret: bytes, salt: bytes | None, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY, salt, purpose).derive(secret)


class Cipher:
    """AES-256-GCM under one key: for each piece a nonce that it never had before."""

    def __init__(self, key: bytes) -> None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher, self._invalid = AESGCM(key), InvalidTag

    def seal(self, nonce: bytes, content: bytes, bound: bytes) -> bytes:
        """The content sealed; it is only ever opened together with what it is bound to."""
        return self._cipher.encrypt(nonce, content, bound)

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
        """The content; None where the key is another, or anything of it was altered."""
        try:
            return self._cipher.decrypt(nonce, sealed, bound)
        except self._invalid:
            return None


def wrap(wrapping_key: bytes, secret: bytes, bound: bytes) -> Wrapped:
    """The secret wrapped; it is only ever unwrapped together with what it is bound to."""
    nonce = secrets.token_bytes(_NONCE)
    return Wrapped(nonce, Cipher(wrapping_key).seal(nonce, secret, bound))


def unwrap(wrapping_key: bytes, wrapped: Wrapped, bound: bytes) -> bytes | None:
    """The secret; None where the key is another, or anything of it was altered."""
    return Cipher(wrapping_key).open(wrapped.nonce, wrapped.sealed, bound)
