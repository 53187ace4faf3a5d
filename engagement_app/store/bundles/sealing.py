"""Who can open a bundle: whoever has the key of the workspace, or its passphrase.

Each bundle has a key of its own, wrapped as that of a data file is (`keys/slots.py`): under the
workspace's key, and under a passphrase where one is given. A bundle of a protected file also
bears the key slots of that file, so that losing them loses nothing; the passphrase of the file, or
its key in hand, opens the bundle too.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.bundles.container import BrokenError
from engagement_app.store.header import SCHEMA
from engagement_app.store.keys import ways
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.slots import (
    FILE,
    PASSPHRASE,
    WORKSPACE,
    Slots,
    opened,
    read,
    sealed,
    written,
)
from engagement_app.store.keys.wrapping import CAREFUL, Cost, from_file_key

_FORMAT = "engagement-bundle"


@dataclass(frozen=True, slots=True)
class Header:
    """What a bundle tells unopened: no name, and nothing of what is in it."""

    made_at: str
    schema: int
    slots: Slots
    file_slots: Slots | None

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        file_slots = json.loads(written(self.file_slots)) if self.file_slots else None
        return {
            "format": _FORMAT,
            "made_at": self.made_at,
            "schema": self.schema,
            "keys": json.loads(written(self.slots)),
            "file_keys": file_slots,
        }


@dataclass(frozen=True, slots=True)
class Ways:
    """What somebody has to open a bundle with."""

    workspace: Sequence[DataKey] = ()
    passphrases: Sequence[str] = field(default=(), repr=False)
    file_key: DataKey | None = None


def laid_out(
    made_at: str,
    workspace: DataKey,
    passphrase: str | None,
    file: tuple[DataKey, Slots] | None,
    cost: Cost = CAREFUL,
) -> tuple[Header, DataKey]:
    """The header of a new bundle, and its key. `file` is the key of a protected file, and what
    opens that."""
    key = DataKey.fresh()
    slots = Slots.none_yet(key.vault)
    if passphrase:
        slots = ways.with_passphrase(slots, key, passphrase, cost)
    slots = slots.changed(key, workspace=sealed(key, WORKSPACE, workspace.secret))
    if file:
        slots = slots.changed(key, file=sealed(key, FILE, from_file_key(file[0].secret)))
    return Header(made_at, SCHEMA, slots, file[1] if file else None), key


def read_header(told: dict[str, Any]) -> Header:
    """The header of a bundle; raises `BrokenError` for what is none, or is of a newer version."""
    found = None
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        slots, file_slots = _slots(told["keys"]), told["file_keys"] and _slots(told["file_keys"])
        if told["format"] == _FORMAT:
            found = Header(str(told["made_at"]), int(told["schema"]), slots, file_slots)
    if found is None:
        raise BrokenError(_("its beginning is damaged"))
    if found.schema > SCHEMA:
        raise BrokenError(_("a newer version of this program made it, which has to read it"))
    return found


def _slots(told: Any) -> Slots:
    """Raises `ValueError` for slots of which anything was altered: their own digest tells."""
    found = read(json.dumps(told).encode())
    if found is None or not found.is_whole:
        raise ValueError
    return found.slots


def key_of(header: Header, by: Ways) -> DataKey:
    """The key of the bundle by whichever way opens it; raises `UserError` where none does."""
    for key in by.workspace:
        if header.slots.has(WORKSPACE) and (found := opened(header.slots, WORKSPACE, key.secret)):
            return found
    if by.file_key and (found := _by_file(header, by.file_key)):
        return found
    for passphrase in by.passphrases:
        if found := ways.by_passphrase(header.slots, passphrase):
            return found
        theirs = header.file_slots and ways.by_passphrase(header.file_slots, passphrase)
        if theirs and (found := _by_file(header, theirs)):
            return found
    raise _why_not(header, by)


def _by_file(header: Header, key: DataKey) -> DataKey | None:
    has = header.slots.has(FILE)
    return opened(header.slots, FILE, from_file_key(key.secret)) if has else None


def _why_not(header: Header, by: Ways) -> UserError:
    """What to say, and that a passphrase is what is asked for, where one would do."""
    of_file = header.file_slots
    if not (header.slots.has(PASSPHRASE) or (of_file and of_file.has(PASSPHRASE))):
        sentence = _(
            "This bundle is sealed with a key that this file does not have. Ask for one that was"
            " made with a passphrase: taking that in once is enough. Nothing was changed."
        )
        return UserError(sentence)
    if by.passphrases:
        sentence = _("That passphrase does not open this bundle. Nothing was changed.")
    else:
        sentence = _("This bundle needs its passphrase. Nothing was changed.")
    return UserError(sentence, field=PASSPHRASE)
