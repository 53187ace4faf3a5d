"""Where key slots lie: beside the file, in the person's config folder, and beside each backup.
Where those are lost, each bundle of the file still has them.

Each file is written whole and in one step. Whichever is damaged, lost or behind is put right from
another as soon as one of them has opened the file.

Anybody who may write to one of these folders can put slots there that say that they are newer. They
count for nothing once a key is in hand that proves others.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from engagement_app.store.bundles.container import ENDING as BUNDLE
from engagement_app.store.bundles.container import BrokenError, read_head
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.slots import Found, Slots, read, written
from engagement_app.store.manifest import FOLDER
from engagement_app.store.partial import make_private, write_whole
from engagement_app.store.place import config_folder

_ENDING = ".keys"
_MOST = 1 << 20
"""Bytes; slots are about one thousand."""


def beside(path: Path) -> Path:
    """The key slots of this file."""
    return path.with_name(path.name + _ENDING)


def ahead(path: Path, vault: str) -> Path:
    """Where slots of a new key lie until the file that it opens has taken its place."""
    return path.with_name(f"{path.name}.{vault}{_ENDING}")


def _kept(vault: str) -> Path:
    """The copy in the config folder; raises `RuntimeError` without a home."""
    return config_folder() / "keys" / f"{vault}{_ENDING}"


def _around(path: Path) -> Iterator[Path]:
    """All slots in the folders of the file and of its backups, whatever their names."""
    folders = {path.parent, path.parent / FOLDER}
    if path.parent.name == FOLDER:
        folders.add(path.parent.parent)
    for folder in sorted(folders):
        with suppress(OSError):
            yield from sorted(folder.glob(f"*{_ENDING}"))


def _places(path: Path, vault: str) -> list[Path]:
    with suppress(RuntimeError):
        return [beside(path), _kept(vault), *_around(path)]
    return [beside(path), *_around(path)]


def _read(place: Path) -> Found | None:
    with suppress(OSError):
        if place.is_file() and place.stat().st_size <= _MOST:
            return read(place.read_bytes())
    return None


def _in_bundles(path: Path) -> Iterator[Found]:
    """The slots that bundles in the folder of the file have."""
    for place in sorted(path.parent.glob(f"*{BUNDLE}")):
        with suppress(OSError, BrokenError), place.open("rb") as stream:
            _head, told = read_head(stream)
            if found := read(json.dumps(told.get("file_keys")).encode()):
                yield found


def find_all(path: Path, vault: str) -> list[Slots]:
    """All that differ of this vault and are whole, as they lie: beside the file, in the config
    folder, elsewhere. Where none is, what the newest damaged copy still has."""
    found = [each for each in map(_read, _places(path, vault)) if each]
    own = [each for each in found if each.slots.vault == vault]
    own = own or [each for each in _in_bundles(path) if each.slots.vault == vault]
    whole = [each.slots for each in own if each.is_whole]
    if not whole:
        return [max(own, key=lambda each: each.slots.revision).slots] if own else []
    return list({written(slots): slots for slots in whole}.values())


def which_count(every: Iterable[Slots], key: DataKey | None = None) -> Slots | None:
    """The newest; with the key in hand the newest of those that are proved to be its own."""
    known = list(every)
    own = [slots for slots in known if key and slots.is_proved(key)]
    return max(own or known, key=lambda slots: slots.revision, default=None)


def find(path: Path, vault: str, key: DataKey | None = None) -> Slots | None:
    """The slots of this vault that count; None where there are none."""
    return which_count(find_all(path, vault), key)


def spread(path: Path, slots: Slots) -> None:
    """Write the slots beside the file, which must be possible, and over every other copy.

    Raises `OSError`. A copy that cannot be written is put right the next time it can be.
    """
    content = written(slots)
    _write(beside(path), content)
    with suppress(OSError, RuntimeError):
        kept = _kept(slots.vault)
        make_private(kept.parent)
        _write(kept, content)
    for place in _around(path):
        found = _read(place)
        if found and found.slots.vault == slots.vault:
            with suppress(OSError):
                _write(place, content)
    ahead(path, slots.vault).unlink(missing_ok=True)


def spread_ahead(path: Path, slots: Slots) -> None:
    """Write slots before the file that they are for takes its place; raises `OSError`."""
    write_whole(ahead(path, slots.vault), written(slots))


def put_slots_beside(copy: Path, key: DataKey, path: Path) -> None:
    """The slots of a file also beside its backup; raises `OSError`."""
    slots = find(path, key.vault, key)
    if slots is not None:
        _write(beside(copy), written(slots))


def mend(path: Path, slots: Slots) -> None:
    """Put right what is damaged, lost or behind; that it cannot be stops nobody's work."""
    with suppress(OSError):
        spread(path, slots)


def _write(place: Path, content: bytes) -> None:
    """Only what is not there already: opening a file must not touch a disk for nothing."""
    with suppress(OSError):
        if place.read_bytes() == content:
            return
    write_whole(place, content)
