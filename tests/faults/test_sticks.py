"""The names of copies are such that any stick takes them; the rest is `sticks.py`, as root."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.store import backup, partial
from engagement_app.store.copies import list_copies, pattern_of, stem_of_copies
from engagement_app.store.keys.places import beside
from engagement_app.store.manifest import manifest_path
from tests.faults import sticks

FORBIDDEN = set('"*/:<>?\\|') | {chr(code) for code in range(32)}


def fat_takes(name):
    """What FAT, and Windows with it, says of a name."""
    units = len(name.encode("utf-16-le", "surrogatepass")) // 2
    return units <= 255 and not FORBIDDEN & set(name) and not name.endswith((".", " "))


def names_of(copy):
    for each in (copy, manifest_path(copy), beside(copy)):
        yield each.name
        part = partial.partial_path(each)
        yield part.name
        yield part.name + "-journal"


@given(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=240))
def test_every_name_that_a_backup_needs_is_one_that_a_stick_takes(tmp_path_factory, stem):
    path = tmp_path_factory.getbasetemp() / "x" / f"{stem}.engagement"
    copy = path.with_name(f"{stem_of_copies(path)}-20261123T101500Z.engagement")
    assert all(fat_takes(name) for name in names_of(copy))
    assert all(len(name.encode()) <= 255 for name in names_of(copy))


def test_a_file_with_a_name_of_its_own_is_backed_up_found_and_numbered(data_file):
    data_file.close()
    odd = data_file.path.with_name('Town "voices": what now? ' + "é" * 80 + ".engagement")
    data_file.path.rename(odd)
    assert not fat_takes(odd.name)
    folder = backup.folder_of(odd)
    made = [backup.make(odd, folder) for _each in range(2)]
    assert all(fat_takes(each.name) for each in folder.iterdir())
    assert [copy.path for copy in list_copies(odd, [folder])] == made[::-1]
    assert [copy.manifest.number for copy in list_copies(odd, [folder])] == [2, 1]


def test_two_long_names_that_begin_alike_are_told_apart(tmp_path):
    one, other = (tmp_path / ("é" * 100 + last + ".engagement") for last in "ab")
    assert pattern_of(one, ".engagement") != pattern_of(other, ".engagement")


@pytest.mark.thorough
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_no_stick_that_fails_gets_a_tick_and_the_near_copy_is_made():
    ran = subprocess.run(
        [sys.executable, sticks.__file__, "--protected"], capture_output=True, text=True
    )
    if "unshare" in ran.stderr or "mount:" in ran.stderr:
        pytest.skip("no file system can be mounted here")
    assert ran.returncode == 0, ran.stdout
    told = next(line for line in ran.stdout.splitlines() if line.startswith("full,"))
    assert "(stick)" in told
