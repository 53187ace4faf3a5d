"""An erased person stays erased, whichever old copy is put back, copied out or mended."""

import shutil
from pathlib import Path

import pytest

from engagement_app.domain import acts, restoring
from engagement_app.domain.erasing import erase_for_good
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.store import backup, protecting
from engagement_app.store.check import findings
from engagement_app.store.copies import copy_at
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.erasure_ledger import ledger_path
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.recovered_copy import copy_out
from engagement_app.store.repair import Others, repair
from tests.store.keys.cheap import PASSPHRASE, protection

pytestmark = pytest.mark.thorough
MARK = "Zebedeus"


class Scene:
    """A file of which the first backup has somebody who was erased before the second."""

    def __init__(self, path, keyboard, passphrase):
        self.path, self.passphrase, self._keyboard = path, passphrase, keyboard
        with self.open(path) as file:
            with file.writing("begin") as session:
                acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
                self.person = acts.add(session, PersonInput.parse(given_name=MARK))
            self.older = self._back_up(file)
            erase_for_good(file, self.person)
            self.newer = self._back_up(file)

    def _back_up(self, file):
        return backup.make(file.path, backup.folder_of(file.path), TABLES.values(), file.key)

    def open(self, path):
        return open_file(path, self._keyboard, self.passphrase)

    def key(self, path):
        return unlocked(path, self.passphrase) if self.passphrase else None

    def restore(self, path, copy):
        restoring.restore(path, copy, (self.key(path), self.key(copy)))

    def name(self, path):
        """What the person is called in a file that is sound."""
        with self.open(path) as file, file.reading() as session:
            assert list(findings(session, TABLES.values())) == []
            row = acts.get(session, Person, self.person)
        return row["given_name"], row["known_as"]


@pytest.fixture(params=["plain", "protected"])
def scene(request, data_path, keyboard):
    passphrase = PASSPHRASE if request.param == "protected" else None
    if passphrase:
        protecting.protect(data_path, protection())
    return Scene(data_path, keyboard, passphrase)


ERASED = (None, "(erased)")


def lose_ledgers(scene, home):
    """As on another machine: nothing but the file and its backups."""
    ledger_path(scene.path).unlink()
    for each in home.rglob("erased/*"):
        each.unlink()


def test_a_backup_from_before_is_restored_without_who_was_erased(scene):
    scene.restore(scene.path, scene.older)
    assert scene.name(scene.path) == ERASED


def test_so_it_is_where_only_the_file_itself_still_knows(scene, home):
    lose_ledgers(scene, home)
    scene.restore(scene.path, scene.older)
    assert scene.name(scene.path) == ERASED


@pytest.fixture
def other_machine(scene, keyboard, home, tmp_path):
    """A new file, and the folder of backups alone; the path of both."""
    folder = tmp_path / "other machine"
    shutil.copytree(scene.older.parent, folder / "stick")
    if scene.passphrase is None:
        create_file(folder / "fresh.engagement", keyboard).close()
    lose_ledgers(scene, home)
    return folder / "fresh.engagement", folder / "stick" / scene.older.name


def test_on_another_machine_the_later_backup_tells(scene, other_machine):
    fresh, older = other_machine
    scene.restore(fresh, older) if fresh.exists() else restoring.restore(
        fresh, older, (None, scene.key(older))
    )
    assert scene.name(fresh) == ERASED
    assert ledger_path(fresh).exists()


def test_without_the_later_backup_nobody_there_can_know(scene, other_machine):
    """The control: it is the later backup that tells."""
    fresh, older = other_machine
    for each in older.parent.glob(f"{scene.newer.stem}*"):
        each.unlink()
    keys = (scene.key(fresh) if fresh.exists() else None, scene.key(older))
    restoring.restore(fresh, older, keys)
    assert scene.name(fresh) == (MARK, None)


def test_a_backup_that_is_opened_as_a_copy_obeys_under_its_new_name(scene):
    copied = copy_out(copy_at(scene.older), scene.path, scene.path.parent)
    assert scene.name(copied) == ERASED
    elsewhere = scene.path.parent / "elsewhere" / "pasted.engagement"
    elsewhere.parent.mkdir()
    shutil.copy(scene.older, elsewhere)
    shutil.copy(f"{scene.older}.keys", f"{elsewhere}.keys") if scene.passphrase else None
    assert scene.name(elsewhere) == ERASED


def test_a_copy_under_a_new_name_shows_them_where_nothing_is_kept(scene, home):
    """The control: it is what lies in the config folder that is obeyed."""
    lose_ledgers(scene, home)
    copied = copy_out(copy_at(scene.older), scene.path, scene.path.parent)
    assert scene.name(copied) == (MARK, None)


def test_a_backup_in_which_somebody_stands_who_was_erased_is_not_opened_and_stays_as_it_is(scene):
    before = scene.older.read_bytes()
    with pytest.raises(UserError, match="Restore it") as caught:
        scene.open(scene.older)
    assert scene.older.name in str(caught.value)
    assert scene.older.read_bytes() == before


def test_a_backup_from_after_the_erasure_is_looked_into(scene):
    assert scene.name(scene.newer) == ERASED


def test_a_backup_shows_them_where_nothing_is_kept(scene, home):
    """The control."""
    lose_ledgers(scene, home)
    assert scene.name(scene.older) == (MARK, None)


@pytest.mark.parametrize("scene", ["plain"], indirect=True)
def test_a_repair_with_an_older_backup_brings_nobody_back(scene, keyboard):
    """The pages with their changes are damaged: only the backup still has what they say."""
    spoil(scene.path)
    mended = repair(scene.path, TABLES, "Mari Ellis", None, Others([(scene.older, None)])).path
    assert MARK.encode() not in Path(mended).read_bytes()
    assert scene.name(mended) == ERASED


def spoil(path):
    whole = bytearray(path.read_bytes())
    for page in range(1, len(whole) // 4096):
        if b"person.erase" in whole[page * 4096 : (page + 1) * 4096]:
            whole[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(whole)
