"""What is killed: a program that takes a bundle in.

python tests/faults/taking_in.py FILE BUNDLE [WAY] [STEP] [CONFIG]

With a step it kills itself at that step, as `rekeying.py` counts them. WAY, a known-bad one, is for
the controls alone, which must leave half of it.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import bundles
from engagement_app.store.bundles import union
from engagement_app.store.plain_rows import insert_raw
from tests.faults import rekeying
from tests.faults.tried_files import open_file

IN_PARTS = "in parts"
STEPS = ("fsync", "replace", "unlink", "link", "mkdir")
_AT_ONCE, _LEAD = 20, 0.06
"""Rows that are kept at a time, and seconds until the next ones are, as on a slow disk."""


def _in_parts(session, table, rows) -> None:
    """The control: what is added is kept as it comes, a few rows at a time."""
    rows, driver = list(rows), session.info["driver"]
    for start in range(0, len(rows), _AT_ONCE):
        insert_raw(session, table, rows[start : start + _AT_ONCE])
        driver.commit()
        time.sleep(_LEAD)
        driver.execute("BEGIN IMMEDIATE")


@contextmanager
def taken_in(way: str) -> Iterator[None]:
    """Bundles are taken in this way while the block runs."""
    if way == IN_PARTS:
        union.insert_raw = _in_parts
    try:
        yield
    finally:
        union.insert_raw = insert_raw


def main(path: str, bundle: str, way: str = "", step: str = "0", config: str = "") -> None:
    """Take the bundle in."""
    if config:
        os.environ["XDG_CONFIG_HOME"] = config
    if int(step):
        rekeying.killing_at(int(step), STEPS)
    with taken_in(way), open_file(Path(path)) as file:
        bundles.apply(file, Path(bundle))


if __name__ == "__main__":
    main(*sys.argv[1:])
