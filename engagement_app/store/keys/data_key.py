"""The key of a protected file: 32 random bytes that open it, and the vault they belong to.

The vault's id is what the file begins with: SQLCipher keeps a salt of 16 bytes there, which for a
raw key may be any. So a file tells, unopened, which key slots are its own.
"""

import secrets
from typing import Self
from uuid import UUID

_LENGTH = 32


class DataKey:
    """A key that is in hand; `close` overwrites it, as far as Python lets us."""

    __slots__ = ("_secret", "vault")

    def __init__(self, vault: str, secret: bytes) -> None:
        self.vault = vault
        self._secret = bytearray(secret)

    @classmethod
    def fresh(cls) -> Self:
        """A new key of a new vault."""
        return cls(str(UUID(bytes=secrets.token_bytes(16))), secrets.token_bytes(_LENGTH))

    @property
    def secret(self) -> bytes:
        """The 32 bytes; raises `RuntimeError` once they were forgotten."""
        if not self._secret:
            raise RuntimeError("This key was dropped.")
        return bytes(self._secret)

    def raw(self) -> str:
        """As SQLCipher takes it: nothing is derived from it, so that it costs no time."""
        return f"x'{self.secret.hex()}{UUID(self.vault).hex}'"

    def copy(self) -> "DataKey":
        """The same key, to be closed for itself."""
        return DataKey(self.vault, self.secret)

    def close(self) -> None:
        """Overwrite the bytes; doing it twice is no error."""
        for place in range(len(self._secret)):
            self._secret[place] = 0
        self._secret.clear()

    def __repr__(self) -> str:
        return f"DataKey({self.vault})"


def vault_of(head: bytes) -> str:
    """The vault of a protected file, by its first 16 bytes; of fewer one that nobody has."""
    return str(UUID(bytes=head[:16].ljust(16, b"\0")))
