"""What stands in a field once its record is erased: nothing that says whose it was.

Each is given what stood there, and gives itself back what it once gave: emptying again changes
nothing, so that two laptops that erase one record come to the same.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

ERASED = "(erased)"
"""Stands where there must be a text; the same in every language, as it lies in the file."""
_SEAL = "erased:"

Emptying = Callable[[Any], Any]
Emptied = Mapping[str, Emptying]
"""By field, how it is emptied."""


def nothing(_was: object) -> None:
    """Nothing is kept."""


def erased(_was: object) -> str:
    """That there was something, and no more."""
    return ERASED


def left_as(value: Any) -> Emptying:
    """This value, whatever stood there."""
    return lambda _was: value


def sealed(key: str | None) -> str | None:
    """A key by which a booking is known again, and from which it cannot be read; SHA-256.

    One that ends in a colon has no number in it, so nothing is known by it.
    """
    if not key or key.endswith(":"):
        return None
    if key.startswith(_SEAL):
        return key
    return _SEAL + hashlib.sha256(key.encode()).hexdigest()
