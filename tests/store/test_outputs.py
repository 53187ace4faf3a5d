"""Files made for people: what may be written over, and what never is."""

import os

import pytest

from engagement_app.errors import UserError
from engagement_app.store.outputs import write_output


def test_a_report_takes_the_place_of_an_older_one(tmp_path):
    (tmp_path / "gap.pdf").write_bytes(b"old")
    write_output(tmp_path / "gap.pdf", b"new")
    assert (tmp_path / "gap.pdf").read_bytes() == b"new"


def test_a_device_is_never_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "printer.pdf"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="is a device and no file"):
        write_output(pipe, b"new")
    assert pipe.is_fifo()


def test_a_folder_is_never_replaced_by_a_file(tmp_path):
    (tmp_path / "gap.pdf").mkdir()
    with pytest.raises(UserError, match="it is a folder"):
        write_output(tmp_path / "gap.pdf", b"new")
    assert (tmp_path / "gap.pdf").is_dir()
