"""Bundles as sources of a repair: what is in one, and the keys that open it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from engagement_app.store.bundles.bundle import read_bundle
from engagement_app.store.bundles.rows import HEAD, Expected
from engagement_app.store.bundles.sealing import Ways
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.wrapping import KEY
from engagement_app.store.mended_rest import Sources
from engagement_app.store.salvage import Row, Salvaged
from engagement_app.store.workspace import WORKSPACE_KEY

Read = Callable[[list[DataKey]], Salvaged]
"""What a bundle holds, given the keys of the workspace; raises `UserError`."""


def reader_of(path: Path, by: Ways, expected: Expected) -> Read:
    """Reads this bundle once keys of the workspace were found in what is repaired."""

    def read(keys: list[DataKey]) -> Salvaged:
        rows: dict[str, list[Row]] = defaultdict(list)
        for name, row in read_bundle(path, replace(by, workspace=keys), expected).rows:
            if name != HEAD:
                rows[name].append(row)
        return Salvaged(rows)

    return read


def workspace_keys_in(sources: Sources) -> list[DataKey]:
    """What can be read of them, wherever they stand."""
    found = []
    for row in _rows(sources):
        with suppress(ValueError, TypeError, KeyError):
            found.append(DataKey(str(row["id"]), bytes.fromhex(row["secret"])))
    return [key for key in found if len(key.secret) == KEY]


def _rows(sources: Sources) -> Iterable[Row]:
    for each in (sources.damaged, *sources.sound.values()):
        yield from each.of(WORKSPACE_KEY.name)
