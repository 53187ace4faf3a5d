"""Wrong passphrases and codes: they are met while the file is shut, and noted once it is open.

Until then their times lie in the config folder, by the vault: no name, no path, nothing typed.
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


def keep_refusal(vault: str) -> None:
    """Somebody did not get in just now; that it cannot be kept stops nobody's work."""
    with suppress(OSError, RuntimeError):
        place = _place(vault)
        make_private(place.parent)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = [*list_refusals(vault), now][-_MOST:]
        write_whole(place, json.dumps(kept).encode())


def list_refusals(vault: str) -> list[str]:
    """When somebody did not get in since the file was last open here, as ISO 8601 in UTC."""
    with suppress(OSError, RuntimeError, ValueError):
        kept = json.loads(_place(vault).read_text(encoding="utf-8"))
        if isinstance(kept, list):
            return [each for each in kept if isinstance(each, str)]
    return []


def seconds_left(vault: str, now: datetime) -> int:
    """How long nobody may try again after those: 1, 2, 4, ... 60 seconds after the last, whether
    the program was started anew or not. Nothing once the file was open."""
    times = list_refusals(vault)
    with suppress(IndexError, ValueError):
        passed = (now - datetime.fromisoformat(times[-1])).total_seconds()
        return max(0, math.ceil(wait_after(len(times)) - max(0.0, passed)))
    return 0


def wait_after(wrong: int) -> int:
    """Seconds that are waited after so many wrong ones."""
    return min(LONGEST, 1 << min(wrong - 1, 6))


def forget_refusals(vault: str) -> None:
    """They are noted in the file by now."""
    with suppress(OSError, RuntimeError):
        _place(vault).unlink(missing_ok=True)


def _place(vault: str) -> Path:
    """Raises `RuntimeError` without a home."""
    return config_folder() / "keys" / f"{vault}.refused"
