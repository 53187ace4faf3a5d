"""What a new project begins with."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class Beginning(NamedTuple):
    """Its name, its first event (none without a title), and where the file is to lie."""

    project: str
    event: str
    starts_at: datetime | None
    path: Path
