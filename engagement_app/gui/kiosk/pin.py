"""The PIN that ends the kiosk, kept on this laptop as a salted digest until it is ended.

So the program is a kiosk again when it is started anew: whoever ends it from outside reads nothing.
A forgotten PIN is one for twelve hours.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import pbkdf2_hmac

from engagement_app.errors import UserError
from engagement_app.gui.settings import remember, remembered
from engagement_app.language import _

LEAST, MOST = 4, 12
_LASTS = timedelta(hours=12)
_ROUNDS = 200_000
_KEPT, _WRONG = "kiosk/kept", "kiosk/wrong"
_LONGEST_WAIT = 300


@dataclass(frozen=True, slots=True)
class _Kept:
    event_id: str
    started_at: datetime
    salt: bytes
    digest: bytes


def keep_pin(pin: str, event_id: str) -> None:
    """The kiosk of this event begins, and ends with this PIN alone; raises `UserError`."""
    if not (LEAST <= len(pin) <= MOST and pin.isascii() and pin.isdecimal()):
        raise UserError(_("Choose a PIN of 4 to 12 figures."), field="pin")
    salt, now = secrets.token_bytes(16), datetime.now(UTC)
    parts = (event_id, now.isoformat(), salt.hex(), _digest(pin, salt).hex())
    remember(_KEPT, " ".join(parts))
    remember(_WRONG, "")


def event_of_kiosk() -> str:
    """The id of the event whose kiosk was begun and not ended; empty where there is none."""
    kept = _kept()
    over = kept is None or datetime.now(UTC) - kept.started_at > _LASTS
    return "" if over or kept is None else kept.event_id


def is_pin(typed: str) -> bool:
    """Whether this is the PIN; a wrong one is counted, also over a new start."""
    kept = _kept()
    if kept is None or hmac.compare_digest(_digest(typed, kept.salt), kept.digest):
        return True
    remember(_WRONG, str(_wrong() + 1))
    return False


def wait_seconds() -> int:
    """How long nobody may try again: twice as long after each wrong PIN, five minutes at most."""
    wrong = _wrong()
    return min(_LONGEST_WAIT, (1 << min(wrong, 10)) // 2)


def forget_pin() -> None:
    """The kiosk was ended."""
    remember(_KEPT, "")
    remember(_WRONG, "")


def _wrong() -> int:
    found = remembered(_WRONG)
    return int(found) if found.isascii() and found.isdecimal() else 0


def _kept() -> _Kept | None:
    parts = remembered(_KEPT).split()
    if len(parts) != 4:
        return None
    event_id, started_at, salt, digest = parts
    return _Kept(
        event_id, datetime.fromisoformat(started_at), bytes.fromhex(salt), bytes.fromhex(digest)
    )


def _digest(pin: str, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha256", pin.encode(), salt, _ROUNDS)
