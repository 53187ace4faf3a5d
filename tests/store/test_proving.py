"""A file that is too large to be looked through before it is shown is looked through afterwards."""

import shutil
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.errors import Cancelled, Cause, StorageError
from engagement_app.store import protecting
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.proving import look_at_pages
from tests.store.keys.cheap import PASSPHRASE, protection

PAGE = 4096


@pytest.fixture(params=["plain", "protected"])
def whole(request, data_path, keyboard):
    """A file with people and its key."""
    with open_file(data_path, keyboard) as file, file.writing("test") as session:
        for number in range(60):
            acts.add(session, PersonInput.parse(given_name=f"Guest {number}"))
    if request.param == "plain":
        return data_path, None
    protecting.protect(data_path, protection())
    return data_path, unlocked(data_path, PASSPHRASE)


def engine_finds(path, key):
    """Whether the engine's look at the whole file finds anything."""
    with closing(connect(path, key)) as connection:
        try:
            return connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]
        except dbapi2.Error:
            return True


def look_finds(path, key):
    try:
        look_at_pages(path, key)
    except StorageError as error:
        return error.cause in (Cause.DAMAGED, Cause.NOT_OURS)
    return False


def test_whichever_page_is_spoilt_it_is_found_table_by_table_as_by_one_look(whole, tmp_path):
    path, key = whole
    assert not look_finds(path, key)
    spoilt, found = tmp_path / "spoilt.engagement", 0
    for page in range(path.stat().st_size // PAGE):
        shutil.copy(path, spoilt)
        with spoilt.open("r+b") as file:
            file.seek(page * PAGE + 16)
            file.write(b"\xff" * (PAGE - 16))
        assert look_finds(spoilt, key) >= engine_finds(spoilt, key), page
        found += look_finds(spoilt, key)
    assert found > 20


def test_people_are_saved_between_two_tables(whole, keyboard):
    path, key = whole
    opened, saved = open_file(path, keyboard, key=key.copy() if key else None), []

    def meanwhile(_done, _total):
        with opened.writing("test") as session:
            saved.append(acts.add(session, PersonInput.parse(given_name="Walk-in")))

    with opened:
        look_at_pages(path, key, meanwhile)
    assert len(saved) > 20


def test_it_ends_where_it_is_told_to(whole):
    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        look_at_pages(*whole, stop)
