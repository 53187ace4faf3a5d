"""Wrong passphrases and codes: they are met while the file is shut, and noted once it is open.

Until then their times lie in the config folder, by the vault: no name, no path, nothing typed.
Where they cannot be kept there, this program at least remembers them.
"""

import json
import math
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from engagement_app.store.partial import make_private, write_whole
from engagement_app.store.place import config_folder

LONGEST = 60
"""Seconds that are waited, at most, after a wrong passphrase."""
_MOST = 1000
"""So many times are kept; somebody who tries more is known well enough."""
_remembered: dict[str, list[str]] = {}
"""By vault, what could not be kept on the disk."""


def keep_refusal(vault: str) -> None:
    """Somebody did not get in just now; that it cannot be kept stops nobody's work."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    kept = [*list_refusals(vault), now][-_MOST:]
    try:
        place = _place(vault)
        make_private(place.parent)
        write_whole(place, json.dumps(kept).encode())
    except (OSError, RuntimeError):
        _remembered[vault] = kept


def list_refusals(vault: str) -> list[str]:
    """When somebody did not get in since the file was last open here, as ISO 8601 in UTC."""
    if vault in _remembered:
        return _remembered[vault]
    with suppress(OSError, RuntimeError, ValueError):
        kept = json.loads(_place(vault).read_text(encoding="utf-8"))
        if isinstance(kept, list):
            return [each for each in kept if isinstance(each, str)]
    return []


def seconds_left(vault: str, now: datetime) -> int:
    """How long nobody may try again after those: 1, 2, 4, ... 60 seconds after the last, whether
    the program was started anew or not. Nothing once the file was open, and nobody is shut out
    by a clock that was set back."""
    times = list_refusals(vault)
    with suppress(IndexError, ValueError, TypeError):
        passed = abs((now - datetime.fromisoformat(times[-1])).total_seconds())
        return max(0, math.ceil(wait_after(len(times)) - passed))
    return 0


def wait_after(wrong: int) -> int:
    """Seconds that are waited after so many wrong ones."""
    return min(LONGEST, 1 << min(wrong - 1, 6))


def forget_refusals(vault: str) -> None:
    """They are noted in the file by now."""
    _remembered.pop(vault, None)
    with suppress(OSError, RuntimeError):
        _place(vault).unlink(missing_ok=True)


def _place(vault: str) -> Path:
    """Raises `RuntimeError` without a home."""
    return config_folder() / "keys" / f"{vault}.refused"
