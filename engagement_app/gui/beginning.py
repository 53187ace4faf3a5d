"""What a new file begins with: a new project, or one that another laptop has."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engagement_app.store.keys.ways import Protection


class Beginning(NamedTuple):
    """Its name, its first event (none without a title), where the file is to lie, and how it is
    protected (not at all without)."""

    project: str
    event: str
    starts_at: datetime | None
    path: Path
    protection: Protection | None = None


class Joining(NamedTuple):
    """A bundle with its passphrase, where the file is to lie, and how it is protected."""

    bundle: Path
    passphrase: str
    path: Path
    protection: Protection | None = None
