"""A new data file that is there whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile, create_file
from engagement_app.store.failures import on_disk
from engagement_app.store.partial import keep, partial_path


@contextmanager
def made_whole(path: Path, keyboard: Keyboard) -> Iterator[DataFile]:
    """A new data file that takes its place once all that is done in it is done."""
    path = path.absolute()
    fresh = partial_path(path)
    try:
        with create_file(fresh, keyboard) as file:
            yield file
        with on_disk(path):
            keep(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
