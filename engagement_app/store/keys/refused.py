"""Wrong passphrases and codes: they are met while the file is shut, and noted once it is open.

Until then their times lie in the config folder, by the vault: no name, no path, nothing typed.
"""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from engagement_app.store.partial import make_private, write_whole
from engagement_app.store.place import config_folder

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


def forget_refusals(vault: str) -> None:
    """They are noted in the file by now."""
    with suppress(OSError, RuntimeError):
        _place(vault).unlink(missing_ok=True)


def _place(vault: str) -> Path:
    """Raises `RuntimeError` without a home."""
    return config_folder() / "keys" / f"{vault}.refused"
