"""Restore: exactly what the backup holds, with what was there kept beside it, whatever it was."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from engagement_app.domain import acts, restoring, with_backup
from engagement_app.domain.contents import contents_of
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import StorageError, UserError
from engagement_app.store import backup, header, protecting
from engagement_app.store import restoring as store_restoring
from engagement_app.store.act import Keyboard
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.manifest import count, held, manifest_path
from tests.store.keys.cheap import PASSPHRASE, protection

pytestmark = pytest.mark.thorough

PLAIN, PROTECTED = "plain", "protected"


@pytest.fixture(params=[PLAIN, PROTECTED])
def scene(request, data_path, keyboard):
    """A file with two people of whom its backup has one: path, backup, passphrase."""
    passphrase = None
    if request.param == PROTECTED:
        protecting.protect(data_path, protection())
        passphrase = PASSPHRASE
    with open_file(data_path, keyboard, passphrase) as file:
        with file.writing("begin") as session:
            acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
            acts.add(session, PersonInput.parse(given_name="Ann"))
        copy = backup.make(data_path, backup.folder_of(data_path), TABLES.values(), file.key)
        with file.writing("later") as session:
            acts.add(session, PersonInput.parse(given_name="Bo"))
    return data_path, copy, passphrase


def key_of(path: Path, passphrase: str | None):
    return unlocked(path, passphrase) if passphrase else None


def state(path: Path, passphrase: str | None):
    with closing(connect(path, key_of(path, passphrase))) as connection:
        return held(count(connection))


def people(path: Path, keyboard: Keyboard, passphrase: str | None) -> list[str]:
    with open_file(path, keyboard, passphrase) as file, file.reading() as session:
        assert list(findings(session, TABLES.values())) == []
        names = session.connection().exec_driver_sql("SELECT given_name FROM person ORDER BY 1")
        return list(names.scalars())


def restore(path: Path, copy: Path, passphrase: str | None):
    key = key_of(copy, passphrase)
    return restoring.restore(path, copy, (key, key))


def test_the_file_holds_what_the_backup_held_and_the_old_one_is_kept(scene, keyboard):
    path, copy, passphrase = scene
    before, wanted = state(path, passphrase), state(copy, passphrase)
    restored = restore(path, copy, passphrase)
    assert (restored.before.people, restored.after.people) == (2, 1)
    assert state(path, passphrase) == wanted
    assert state(restored.folder / path.name, passphrase) == before
    assert people(path, keyboard, passphrase) == ["Ann"]
    assert header.is_protected(path) == bool(passphrase)
    assert restored.folder.stat().st_mode & 0o777 == 0o700
    assert not list(path.parent.glob(".*part*"))


def test_what_was_replaced_is_put_back_and_that_too_can_be_taken_back(scene, keyboard):
    path, copy, passphrase = scene
    restored = restore(path, copy, passphrase)
    keys = (key_of(path, passphrase), key_of(path, passphrase))
    back = restoring.put_back(path, restored.folder, keys)
    assert people(path, keyboard, passphrase) == ["Ann", "Bo"]
    restoring.put_back(path, back.folder, keys)
    assert people(path, keyboard, passphrase) == ["Ann"]
    restore(path, restored.folder / path.name, passphrase)
    assert people(path, keyboard, passphrase) == ["Ann", "Bo"]


def test_old_journals_beside_the_file_do_not_reach_what_is_restored(scene, keyboard):
    path, copy, passphrase = scene
    wanted = state(copy, passphrase)
    left = leave_a_hot_journal(path, passphrase)
    planted = {left: left.read_bytes()}
    for ending in ("-wal", "-shm"):
        side = path.with_name(path.name + ending)
        side.write_bytes(os.urandom(4096))
        planted[side] = side.read_bytes()
    folder = restore(path, copy, passphrase).folder
    assert not [side for side in planted if side.exists()]
    assert {each: (folder / each.name).read_bytes() for each in planted} == planted
    assert state(path, passphrase) == wanted
    assert people(path, keyboard, passphrase) == ["Ann"]


def leave_a_hot_journal(path: Path, passphrase: str | None) -> Path:
    """Put the file and its journal as they are in the midst of an act that was cut off."""
    with closing(connect(path, key_of(path, passphrase))) as connection:
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE change SET act = 'cut off'")
        connection.execute("UPDATE person SET notes = 'cut off'")
        connection.execute("CREATE TABLE big AS SELECT randomblob(3000) AS a FROM change")
        for _ in range(6):
            connection.execute("INSERT INTO big SELECT randomblob(3000) FROM big")
        journal = path.with_name(path.name + "-journal")
        assert journal.stat().st_size > 0
        kept = path.with_suffix(".kept"), path.with_suffix(".kept-journal")
        shutil.copy(path, kept[0])
        shutil.copy(journal, kept[1])
        connection.execute("ROLLBACK")
    kept[0].replace(path)
    kept[1].replace(journal)
    return journal


def test_a_journal_that_stays_beside_it_would_spoil_it(scene, monkeypatch):
    """The control of the test above."""
    path, copy, passphrase = scene
    left = leave_a_hot_journal(path, passphrase)
    content = left.read_bytes()
    keep = store_restoring.keep

    def keep_the_journal_too(part, path):
        keep(part, path)
        left.write_bytes(content)

    monkeypatch.setattr(store_restoring, "keep", keep_the_journal_too)
    restore(path, copy, passphrase)
    with closing(connect(path, key_of(path, passphrase))) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except dbapi2.Error:
            sound = False
    assert not sound


def test_a_damaged_file_is_replaced_and_comes_back_as_it_was(scene, keyboard):
    path, copy, passphrase = scene
    damaged = path.read_bytes()[:-5000] + b"x" * 5000
    damaged = b"?" * 4096 + damaged[4096:]
    path.write_bytes(damaged)
    key = key_of(copy, passphrase)
    restored = restoring.restore(path, copy, (None, key))
    assert restored.before is None
    assert people(path, keyboard, passphrase) == ["Ann"]
    restoring.put_back(path, restored.folder, (key, None))
    assert path.read_bytes() == damaged


@pytest.mark.parametrize("content", [b"", b"no data file at all"])
def test_an_empty_or_foreign_file_is_replaced_too(content, scene, keyboard):
    path, copy, passphrase = scene
    path.write_bytes(content)
    folder = restoring.restore(path, copy, (None, key_of(copy, passphrase))).folder
    assert (folder / path.name).read_bytes() == content
    assert people(path, keyboard, passphrase) == ["Ann"]


@pytest.mark.parametrize("how", ["half", "flipped", "manifest unreadable", "lost rows"])
def test_a_backup_that_is_not_whole_changes_nothing(how, scene):
    path, copy, passphrase = scene
    if how == "half":
        os.truncate(copy, copy.stat().st_size // 8192 * 4096)
    elif how == "flipped":
        content = bytearray(copy.read_bytes())
        content[content.find(b"Ann") if passphrase is None else 9000] ^= 4
        copy.write_bytes(content)
    elif how == "lost rows":
        with closing(connect(copy, key_of(copy, passphrase))) as connection:
            connection.execute("DELETE FROM person")
    else:
        manifest_path(copy).write_text("[1")
    before = {each: each.read_bytes() for each in path.parent.glob("notes*") if each.is_file()}
    with pytest.raises(StorageError):
        restore(path, copy, passphrase)
    after = {each: each.read_bytes() for each in path.parent.glob("*") if each.is_file()}
    assert {each: after[each] for each in before} == before
    assert not list(path.parent.glob("replaced*")) + list(path.parent.glob(".*part*"))


def test_a_backup_of_another_project_is_refused_and_a_new_file_takes_any(
    scene, blank, tmp_path, keyboard
):
    _path, copy, passphrase = scene
    other = tmp_path / "other" / "other.engagement"
    other.parent.mkdir()
    shutil.copy(blank, other)
    with open_file(other, keyboard) as file, file.writing("new") as session:
        acts.add(session, ProjectInput.parse(name="Another"))
    before = other.read_bytes()
    keys = (None, key_of(copy, passphrase))
    with pytest.raises(UserError, match=r"Tawe green spaces.*Another"):
        restoring.restore(other, copy, keys)
    assert (other.read_bytes(), [each.name for each in other.parent.iterdir()]) == (
        before,
        [other.name],
    )
    shutil.copy(blank, other)
    assert restoring.restore(other, copy, keys).after.people == 1
    if passphrase:
        assert beside(other).exists()
    assert people(other, keyboard, passphrase) == ["Ann"]


def test_a_plain_backup_goes_into_a_protected_file_under_its_key(
    data_path, blank, keyboard, tmp_path
):
    copy = tmp_path / "plain.engagement"
    shutil.copy(blank, copy)
    with open_file(copy, keyboard) as file, file.writing("new") as session:
        acts.add(session, PersonInput.parse(given_name="Zebedee"))
    protecting.protect(data_path, protection())
    restoring.restore(data_path, copy, (unlocked(data_path, PASSPHRASE), None))
    assert b"Zebedee" not in data_path.read_bytes()
    assert people(data_path, keyboard, PASSPHRASE) == ["Zebedee"]


def test_a_file_that_is_being_written_is_left_as_it_is(scene, monkeypatch):
    path, copy, passphrase = scene
    key = key_of(path, passphrase)
    with closing(connect(path, key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        settings = {"busy_timeout": ("20", 20)}
        monkeypatch.setattr(protecting, "settle", lambda made: set_patience(made, settings))
        with pytest.raises(StorageError, match="in use"):
            restore(path, copy, passphrase)
    assert not list(path.parent.glob("replaced*"))


def set_patience(connection, settings):
    for name, (value, _read) in settings.items():
        connection.execute(f"PRAGMA {name}={value}")


def test_a_released_older_schema_is_brought_up_as_it_is_restored(tmp_path, blank, keyboard):
    old = Path(__file__).parents[1] / "data" / "schema-1.engagement"
    copy = Path(shutil.copy(old, tmp_path / "old.engagement"))
    path = Path(shutil.copy(blank, tmp_path / "fresh.engagement"))
    before = copy.read_bytes()
    restoring.restore(path, copy, (None, None))
    assert copy.read_bytes() == before
    assert contents_of(path).people == contents_of(copy).people
    with open_file(path, keyboard) as file, file.reading() as session:
        assert list(findings(session, TABLES.values())) == []


def test_a_rehearsal_leaves_nothing_and_shows_no_name(scene, monkeypatch):
    path, copy, passphrase = scene
    seen = []
    really = restoring.contents_of

    def looked(part, key):
        found = really(part, key)
        seen.extend(each.read_bytes() for each in path.parent.glob(".*part*"))
        return found

    monkeypatch.setattr(restoring, "contents_of", looked)
    before = {each.name for each in path.parent.iterdir()}
    assert restoring.rehearse(path, copy, key_of(copy, passphrase)).people == 1
    assert {each.name for each in path.parent.iterdir()} == before
    assert seen
    assert any(b"Tawe green" in each for each in seen) == (passphrase is None)


def test_a_file_in_whose_schema_a_name_is_no_text_is_restored(data_path, data_file, project):
    """The driver stumbles over it before the engine says anything."""
    copy = backup.make(data_path, backup.folder_of(data_path), TABLES.values())
    data_file.close()
    spoilt = data_path.read_bytes().replace(b"tableprojectproject", b"table\xd3rojectproject")
    data_path.write_bytes(spoilt)
    restored = with_backup.restore(data_path, copy, (None, None))
    assert restored.before is None
    assert restored.after.projects == {project: "Tawe green spaces"}
    assert (restored.folder / data_path.name).read_bytes() == spoilt
