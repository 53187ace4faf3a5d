"""Protection as tests make it: with an Argon2 that costs next to nothing."""

from pathlib import Path

from engagement_app.store.act import Keyboard
from engagement_app.store.fresh import made_whole
from engagement_app.store.keys.recovery_code import new_code
from engagement_app.store.keys.ways import Protection
from engagement_app.store.keys.wrapping import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "three words of Siân"
CODE = new_code()


def protection(passphrase: str = PASSPHRASE) -> Protection:
    return Protection(passphrase, CODE, CHEAP)


def protected(path: Path, keyboard: Keyboard, passphrase: str = PASSPHRASE) -> Path:
    """An empty protected file."""
    with made_whole(path, keyboard, protection(passphrase)):
        pass
    return path
