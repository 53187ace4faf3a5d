"""What a person chose for the columns of a list, for the next list with the same headers.

Kept under a digest of the headers, by the place of each column: no header and no cell of a list
is kept, as the first row of a list without headers may be somebody's name.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256

from engagement_app.exchange.headers import fold
from engagement_app.exchange.list_kinds import FIELDS
from engagement_app.gui.settings import remember, remembered


def recall(kind: str, headers: Sequence[str]) -> dict[str, str]:
    """By header, the field chosen for it earlier; empty where nothing was."""
    with suppress(ValueError, AttributeError):
        kept = json.loads(remembered(_place(kind, headers), "{}"))
        known = {"", *FIELDS.get(kind, {})}
        return {
            header: kept[str(at)] for at, header in enumerate(headers) if kept.get(str(at)) in known
        }
    return {}


def keep(kind: str, headers: Sequence[str], chosen: Mapping[str, str]) -> None:
    """Remember what was chosen; nothing chosen forgets it."""
    at = {str(at): chosen[header] for at, header in enumerate(headers) if header in chosen}
    if at or remembered(_place(kind, headers)):
        remember(_place(kind, headers), json.dumps(at))


def _place(kind: str, headers: Sequence[str]) -> str:
    digest = sha256("\n".join(map(fold, headers)).encode()).hexdigest()[:32]
    return f"columns/{kind}/{digest}"
