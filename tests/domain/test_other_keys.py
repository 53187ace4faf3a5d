"""Copies under another key than the file: found beside it, and elsewhere if they are its own."""

import shutil

import pytest

from engagement_app.domain import acts, with_backup
from engagement_app.domain.other_keys import find_under_other_keys, remove_after_backup
from engagement_app.domain.projects import ProjectInput
from engagement_app.store import backup
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file
from engagement_app.store.keys.data_key import vault_of
from engagement_app.store.manifest import manifest_path
from tests.store.keys.cheap import protection

pytestmark = pytest.mark.thorough
KEYBOARD = Keyboard("Mari Ellis", "desk-laptop")


@pytest.fixture
def town(data_file, project):
    """A file with a project; closed, not protected, and copied to a stick as it is."""
    data_file.close()
    return data_file.path


@pytest.fixture
def stick(tmp_path):
    return tmp_path / "stick"


def found(path, key, before, *places):
    with open_file(path, KEYBOARD, key=key.copy()) as file, file.reading() as session:
        return find_under_other_keys(session, path, key.vault, before, places)


def found_on(stick, path, key, *before):
    return [each for each in found(path, key, before, stick) if each.parent == stick]


def vault(path):
    return vault_of(path.read_bytes()[:16])


def test_copies_on_a_stick_under_a_key_of_before_and_unprotected_ones_are_found(town, stick):
    plain = backup.make(town, stick)
    first = with_backup.protect(town, protection())
    under_first = backup.make(town, stick, key=first)
    second = with_backup.renew(town, first.copy(), protection())
    backup.make(town, stick, key=second)
    assert sorted(found_on(stick, town, second, first.vault)) == sorted([plain, under_first])
    assert found_on(stick, town, second) == [plain]
    assert stick not in {each.parent for each in found(town, second, [first.vault])}


def test_what_another_laptop_keeps_there_under_its_own_key_is_left_alone(town, stick, tmp_path):
    """It worked with a copy of this file, and has given that a key of its own since."""
    first = with_backup.protect(town, protection())
    theirs = tmp_path / "other laptop" / town.name
    theirs.parent.mkdir()
    shutil.copy(town, theirs)
    their_key = with_backup.renew(theirs, first.copy(), protection())
    backup.make(theirs, stick, key=their_key)
    second = with_backup.renew(town, first.copy(), protection())
    assert found_on(stick, town, second, first.vault) == []


def test_another_file_of_the_same_name_is_left_alone(town, stick, tmp_path, blank):
    other = tmp_path / "other" / town.name
    other.parent.mkdir()
    shutil.copy(blank, other)
    with open_file(other, KEYBOARD) as file, file.writing("project.new") as session:
        acts.add(session, ProjectInput.parse(name="Another town"))
    backup.make(other, stick)
    key = with_backup.protect(town, protection())
    assert found_on(stick, town, key) == []


def test_a_copy_of_which_nothing_tells_whose_it_is_stays(town, stick):
    manifest_path(backup.make(town, stick)).unlink()
    key = with_backup.protect(town, protection())
    assert found_on(stick, town, key) == []


def test_they_go_once_a_new_copy_is_made_in_each_place(town, stick):
    near = backup.make(town, backup.folder_of(town))
    far = backup.make(town, stick)
    copy = backup.make(town, backup.folder_of(town))
    with_backup.restore(town, copy, (None, None))
    key = with_backup.protect(town, protection())
    copies = found(town, key, [], stick)
    assert {near, far, copy} < set(copies)
    assert [each for each in copies if each.parent.name.startswith("replaced-")]
    with open_file(town, KEYBOARD, key=key.copy()) as file:
        assert remove_after_backup(file, copies) == []
    for folder in (stick, backup.folder_of(town)):
        kept = list(folder.glob("*.engagement"))
        assert kept
        assert {vault(each) for each in kept} == {key.vault}
    assert not list(town.parent.glob("replaced-*"))


def test_the_copies_of_a_file_that_went_back_to_an_older_key_are_its_own(town, stick):
    first = with_backup.protect(town, protection())
    old = backup.make(town, stick, key=first)
    assert found_on(stick, town, first, first.vault) == []
    second = with_backup.renew(town, first.copy(), protection())
    assert found_on(stick, town, second, first.vault) == [old]
