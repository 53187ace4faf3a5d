"""What is to be known of the open file stands over the page until it is read."""

import shutil
from collections import namedtuple

import pytest

from engagement_app.gui.files import open_path
from engagement_app.store import cautions, disk
from engagement_app.store.reserve import reserve_of

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def free(monkeypatch):
    """`free(megabytes)`: so much is free on every disk from now on."""

    def set_free(megabytes):
        usage = Usage(10**9, 0, megabytes * 1_000_000)
        monkeypatch.setattr(disk.shutil, "disk_usage", lambda _path: usage)

    return set_free


@pytest.fixture
def opened(window, data_path):
    def open_it(path=data_path):
        assert open_path(window.workspace, path, pytest.fail)
        window.banner._keeper.submit(int).result()
        return window.banner

    return open_it


def test_with_enough_of_everything_there_is_no_banner(opened):
    assert opened().isHidden()


@pytest.mark.parametrize(("megabytes", "words"), [(400, "before the event"), (90, "imports wait")])
def test_little_room_is_told_at_the_start(megabytes, words, opened, free):
    free(megabytes)
    banner = opened()
    assert f"Only {megabytes} MB are free" in banner.text.text()
    assert words in banner.text.text()
    assert banner.paper.isVisible()


def test_room_is_kept_where_there_is_enough_and_made_again_later(opened, free, data_path):
    free(90)
    banner = opened()
    assert not reserve_of(data_path).exists()
    free(9000)
    banner._look()
    banner._keeper.submit(int).result()
    assert banner.isHidden()
    assert reserve_of(data_path).stat().st_size >= 5000


def test_a_full_disk_is_told_once_its_room_is_used_and_leads_to_paper(opened, window, settle):
    banner = opened()
    window.workspace.patience.reserve_used.emit()
    assert "The disk is full" in banner.text.text()
    banner.paper.click()
    assert window.page_key == "reports"
    assert window.pages["reports"].isVisible()


def test_a_disk_that_is_full_to_the_last_is_no_longer_called_little_room(opened, free, window):
    free(90)
    banner = opened()
    assert "Signing in goes on" in banner.text.text()
    free(0)
    window.workspace.patience.full.emit()
    assert "cannot be saved" in banner.text.text()
    assert "Signing in goes on" not in banner.text.text()


def test_a_clock_behind_the_newest_entry_is_told(
    data_path, data_file, project, opened, monkeypatch
):
    data_file.close()
    now = cautions.time.time_ns()
    monkeypatch.setattr(cautions.time, "time_ns", lambda: now - 2 * 3600 * 10**9)
    assert "clock says" in opened().text.text()
    monkeypatch.setattr(cautions.time, "time_ns", lambda: now - 60 * 10**9)
    assert cautions._clock(now // 10**6 * 65536) == ""


def test_a_cloud_folder_is_told_of_until_it_was_read_once(opened, window, blank, tmp_path):
    path = tmp_path / "OneDrive - Town" / "town.engagement"
    path.parent.mkdir()
    shutil.copy(blank, path)
    banner = opened(path)
    assert "folder of OneDrive" in banner.text.text()
    window.workspace.close()
    assert banner.isHidden()
    opened(path)
    banner.hide_it.click()
    assert banner.isHidden()
    window.workspace.close()
    assert opened(path).isHidden()
