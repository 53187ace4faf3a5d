"""Widgets that are gone are destroyed on the window's thread alone."""

import gc
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engagement_app.gui.collecting import Collector
from engagement_app.store.collection import no_collection


class Ring:
    """An object in a ring, as a panel with its callbacks is."""

    def __init__(self, died):
        self.me = self
        self.widget = QWidget()
        weakref.finalize(self, lambda: died.append(threading.current_thread().name))


@pytest.fixture
def collector(qapp):
    owner = QObject()
    yield Collector(owner)
    owner.deleteLater()


def allocate_elsewhere():
    """Allocate on another thread as a long read does; gives what it read."""
    rows = []
    read = partial(rows.extend, ([number] for number in range(200_000)))
    thread = threading.Thread(target=read, name="reader")
    thread.start()
    thread.join()
    return rows


def test_a_reader_collects_no_widget_and_the_window_does(collector):
    died = []
    Ring(died)
    rows = allocate_elsewhere()
    assert died == []
    collector.collect()
    assert died == ["MainThread"]
    assert len(rows) == 200_000


def test_the_window_does_not_look_through_rows_that_a_reader_is_making(collector):
    died = []
    with no_collection():
        Ring(died)
        rows = allocate_elsewhere()
        collector.collect()
        assert died == []
    collector.collect()
    assert died == ["MainThread"]
    assert rows


def test_without_it_a_reader_would(qapp):
    died = []
    Ring(died).widget = None
    gc.enable()
    try:
        allocate_elsewhere()
    finally:
        gc.disable()
    assert died == ["reader"]
