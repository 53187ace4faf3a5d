"""A new data file that is there whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile, create_file
from engagement_app.store.failures import on_disk
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import spread
from engagement_app.store.keys.ways import Protection, laid_out
from engagement_app.store.partial import is_there, keep, keep_new, partial_path


@contextmanager
def made_whole(
    path: Path,
    keyboard: Keyboard,
    protection: Protection | None = None,
    *,
    replaces: bool = False,
) -> Iterator[DataFile]:
    """A new data file that takes its place once all that is done in it is done.

    With a protection it has a key of its own, whose slots are there before it. Raises `UserError`
    where a file is there already, unless this one `replaces` it.
    """
    path = path.absolute()
    fresh = partial_path(path)
    key = DataKey.fresh() if protection else None
    slots = laid_out(key, protection) if key and protection else None
    try:
        with create_file(fresh, keyboard, key) as file:
            yield file
        with on_disk(path):
            if path.exists() and not replaces:
                raise is_there(path)  # before its slots are written over those of the other
            if slots:
                spread(path, slots)
            (keep if replaces else keep_new)(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
