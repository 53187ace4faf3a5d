"""What is typed and not saved lies in the file, beside the records, and leaves nothing behind."""

from contextlib import closing

import pytest
from sqlalchemy import func, select

from engagement_app.domain.tables import TABLES
from engagement_app.errors import Cause, StorageError
from engagement_app.store import backup
from engagement_app.store.changes import CHANGE
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.drafts import drop_draft, list_drafts
from engagement_app.store.engine import PATIENCE, connect
from engagement_app.store.plain_rows import ask

SECRET = "only between us, 4711 " * 40


def kept(file):
    with file.reading() as session:
        return {each.form: each.typed for each in list_drafts(session)}


def test_a_draft_is_there_when_the_file_is_opened_again(data_file, keyboard):
    data_file.keep_drafts([("said", "Half"), ("desk", "Si")])
    data_file.keep_drafts([("said", "Half a sentence")])
    with open_file(data_file.path, keyboard) as again:
        assert kept(again) == {"said": "Half a sentence", "desk": "Si"}


def fail_to_save(file):
    with file.writing("record.add") as session:
        drop_draft(session, "said")
        raise ZeroDivisionError


def test_a_draft_goes_with_the_act_that_saves_it_or_stays_with_it(data_file):
    data_file.keep_drafts([("said", "Half")])
    with pytest.raises(ZeroDivisionError):
        fail_to_save(data_file)
    assert kept(data_file) == {"said": "Half"}
    with data_file.writing("record.add") as session:
        drop_draft(session, "said")
    assert kept(data_file) == {}


def test_nothing_of_a_draft_that_is_gone_is_left_in_the_file(data_file):
    data_file.keep_drafts([("said", SECRET)])
    assert b"only between us" in data_file.path.read_bytes()
    data_file.keep_drafts([("said", "")])
    assert b"only between us" not in data_file.path.read_bytes()


def test_a_draft_is_no_record_and_no_change(data_file, project):
    with data_file.reading() as session:
        before = session.execute(select(func.count()).select_from(CHANGE)).scalar()
    data_file.was_written = False
    data_file.keep_drafts([("said", "Half")])
    with data_file.reading() as session:
        assert session.execute(select(func.count()).select_from(CHANGE)).scalar() == before
        assert list(findings(session, TABLES.values())) == []
    assert not data_file.was_written
    assert "draft" not in TABLES


def test_a_backup_holds_a_draft_and_does_not_count_it(data_file, keyboard):
    data_file.keep_drafts([("said", "Half")])
    copy = backup.make(data_file.path, backup.folder_of(data_file.path), TABLES.values())
    assert "draft" not in copy.with_suffix(".manifest.json").read_text()
    with open_file(copy, keyboard) as opened:
        assert kept(opened) == {"said": "Half"}


def test_a_draft_is_not_written_to_a_file_that_was_moved(data_file):
    data_file.path.rename(data_file.path.with_name("elsewhere.engagement"))
    with pytest.raises(StorageError) as caught:
        data_file.keep_drafts([("said", "Half")])
    assert caught.value.cause == Cause.MOVED


def test_a_draft_does_not_wait_for_another_program_and_saving_does_so_again(data_file, project):
    with closing(connect(data_file.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError) as caught:
            data_file.keep_drafts([("said", "Half")])
        assert caught.value.cause == Cause.LOCKED
    with data_file.writing("amend") as session:
        [[patience]] = ask(session, "PRAGMA busy_timeout")
    assert patience == PATIENCE
    assert kept(data_file) == {}
