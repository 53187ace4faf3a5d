"""Hold the garbage collector while very many rows are made, none of which is in a ring."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_holding: set[object] = set()


@contextmanager
def no_collection() -> Iterator[None]:
    """Nothing is collected meanwhile, on any thread that asks `is_held` first."""
    was_on, token = gc.isenabled(), object()
    _holding.add(token)
    gc.disable()
    try:
        yield
    finally:
        _holding.discard(token)
        if was_on:
            _call_old()
            gc.enable()


def _call_old() -> None:
    """All that was made belongs to the old: young it would be looked through at the next step."""
    gc.freeze()
    gc.unfreeze()


def is_held() -> bool:
    """Whether rows are being made: looking through them would stop everybody for long."""
    return bool(_holding)
