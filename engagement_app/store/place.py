"""Where a person's files lie on this laptop, and what the program remembers between starts."""

import getpass
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from engagement_app.language import _
from engagement_app.store.act import Keyboard
from engagement_app.store.manifest import is_copy
from engagement_app.store.partial import make_private, write_whole
from engagement_app.store.record import new_id

_PROGRAM = "engagement_app"
EXTENSION = ".engagement"


def default_file() -> Path:
    """The data file where none is named and none was opened before."""
    return user_data_path(_PROGRAM, appauthor=False) / f"engagement{EXTENSION}"


def last_file() -> Path:
    """The data file made, changed or opened in the window last, else the default one."""
    remembered = _remembered().get("last_file")
    return Path(remembered) if isinstance(remembered, str) else default_file()


def remember_file(path: Path) -> None:
    """Note that this file is worked on, unless it is a backup: next time the file itself is meant.

    That it could not be noted stops nobody's work.
    """
    if not is_copy(path) and _remembered().get("last_file") != str(path.absolute()):
        _remember(last_file=str(path.absolute()))


def keyboard() -> Keyboard:
    """Who is at the keys, as the system knows them, and the random name of this laptop."""
    person = os.environ.get("ENGAGEMENT_PERSON") or _login()
    device = _remembered().get("device")
    if not isinstance(device, str):
        device = new_id()
        _remember(device=device)
    return Keyboard(person, device)


def _login() -> str:
    """The name of the system's account; some machines run programs without any."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return _("not known")


def config_folder() -> Path:
    """Where the program keeps what it remembers for this person; raises `RuntimeError` without
    a home."""
    return user_config_path(_PROGRAM, appauthor=False)


def _settings() -> Path:
    return config_folder() / "settings.json"


def _remembered() -> dict[str, Any]:
    with suppress(OSError, ValueError, RuntimeError):  # the last: there is no home at all
        found = json.loads(_settings().read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _remember(**values: str) -> None:
    with suppress(OSError, RuntimeError):
        settings = _settings()
        make_private(settings.parent)
        # A path need not be text: what UTF-8 does not have, JSON's escapes do.
        written = json.dumps(_remembered() | values, indent=1, ensure_ascii=True)
        write_whole(settings, written.encode())


def with_our_ending(path: str) -> Path:
    """The path of a data file, which ends as they do: so it is found when one is to be opened."""
    named = Path(path)
    return named if named.suffix == EXTENSION else Path(f"{named}{EXTENSION}")
