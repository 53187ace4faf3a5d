"""The keyring of the system account: it holds a random key that wraps the key of a file.

A keyring may be missing, locked, broken, or ask its owner and wait: it is asked on a thread of
its own, and whoever asks goes on after a moment.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
_SERVICE = "engagement_app"
PATIENCE = 1.5
"""Seconds; less than the two for which no window may stand still."""
_GOOD = 1
"""The priority from which keyrings count as safe; those that keep plain text have less."""


def fetched(vault: str, wait: float = PATIENCE) -> bytes | None:
    """The wrapping key that the keyring holds for this vault; None where it cannot be had."""
    return _asked(lambda keyring: _key_in(keyring.get_password(_SERVICE, vault)), wait)


def kept(vault: str, wrapping_key: bytes, wait: float = PATIENCE) -> bool:
    """Have the keyring hold it, and see that it does."""

    def keep(keyring: Any) -> bool:
        keyring.set_password(_SERVICE, vault, b64encode(wrapping_key).decode())
        return _key_in(keyring.get_password(_SERVICE, vault)) == wrapping_key

    return bool(_asked(keep, wait))


def dropped(vault: str, wait: float = PATIENCE) -> None:
    """What the keyring holds for this vault is not needed any more."""
    _asked(lambda keyring: keyring.delete_password(_SERVICE, vault), wait)


def is_there(wait: float = PATIENCE) -> bool:
    """Whether this account has a keyring that is safe."""
    return bool(_asked(lambda _keyring: True, wait))


def _key_in(text: str | None) -> bytes | None:
    with suppress(ValueError):
        return b64decode(text, validate=True) if text else None
    return None


def _asked(question: Callable[[Any], T], wait: float) -> T | None:
    """The keyring's answer; None where there is no safe one, it fails, or says nothing in time."""
    answers: SimpleQueue[T | None] = SimpleQueue()

    def ask() -> None:
        try:
            keyring = _safe_keyring()
            answers.put(None if keyring is None else question(keyring))
        except Exception:
            answers.put(None)  # each system's keyring has errors of its own

    Thread(target=ask, name="keyring", daemon=True).start()
    try:
        return answers.get(timeout=wait)
    except Empty:
        return None


def _safe_keyring() -> Any:
    import keyring

    found = keyring.get_keyring()
    first = next(iter(getattr(found, "backends", ())), found)
    return found if first.priority >= _GOOD else None
