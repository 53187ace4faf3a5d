"""Wrong passphrases of a minute ago and more: nobody waits for them in a test."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from engagement_app.store.keys.data_key import vault_of
from engagement_app.store.keys.refused import list_refusals
from engagement_app.store.place import config_folder


def let_pass(path: Path, seconds: float = 60.0) -> int:
    """As if so much time had passed since each wrong one of this file; gives their number."""
    vault = vault_of(path.read_bytes()[:16])
    times = [datetime.fromisoformat(each) for each in list_refusals(vault)]
    older = [(each - timedelta(seconds=seconds)).isoformat() for each in times]
    if older:
        (config_folder() / "keys" / f"{vault}.refused").write_text(json.dumps(older))
    return len(older)
