"""A little every day of `disks.py`, `starts.py`, `clocks.py` and `busy.py`, with their controls."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from engagement_app.domain import acts
from engagement_app.domain.projects import ProjectInput
from engagement_app.errors import Cause, StorageError
from engagement_app.gui import patience
from engagement_app.gui.patience import Patience
from engagement_app.gui.workspace import Workspace
from engagement_app.store import reserve
from engagement_app.store.keys.places import beside
from engagement_app.store.reserve import make_reserve, reserve_of
from tests.faults import bad_ways, busy, clocks
from tests.faults.disks import only_read, stopped_from_growing
from tests.faults.signing_in import check_in, event_of
from tests.faults.starts import windows_after
from tests.faults.tried_files import KINDS, open_file, prepare
from tests.gui.troubles import Holder, be_impatient

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")


@LINUX
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_may_not_grow_loses_nothing_and_saves_again_afterwards(kind, tmp_path):
    figures = stopped_from_growing(tmp_path, protected=KINDS[kind])
    assert figures.cause is Cause.FAILED
    assert figures.before > 0
    assert figures.is_good, str(figures)


@pytest.fixture
def common_folder():
    """A folder of which another account may be the owner."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@LINUX
@pytest.mark.parametrize(
    ("which", "kind"), [("folder", "plain"), ("file", "plain"), ("folder", "protected")]
)
def test_what_may_only_be_read_opens_is_told_and_stays_as_it_is(which, kind, common_folder):
    path = common_folder / "town.engagement"
    prepare(path, protected=KINDS[kind])
    assert only_read(path) == "nobody is told"
    if kind == "protected":
        beside(path).chmod(0o444)
    path.chmod(0o444 if which == "file" else 0o666)
    common_folder.chmod(0o555 if which == "folder" else 0o777)
    words = (
        "import sys; from pathlib import Path; from tests.faults.disks import only_read;"
        "print(only_read(Path(sys.argv[1])))"
    )
    another = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    environment = {name: value for name, value in os.environ.items() if "HOME" not in name}
    done = subprocess.run(
        [sys.executable, "-c", words, str(path)],
        capture_output=True,
        text=True,
        env=environment
        | {"PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(common_folder)},
        **another,
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_the_room_kept_for_a_full_disk_is_used_once_and_the_act_is_saved(data_path, monkeypatch):
    monkeypatch.setattr(reserve, "SIZE", 5000)
    make_reserve(data_path)
    used = []
    patient = Patience(None)
    patient.reserve_used.connect(lambda: used.append(True))

    def work():
        if reserve_of(data_path).exists():
            raise StorageError("full", Cause.FULL)
        return "saved"

    assert patient.do(data_path, work) == "saved"
    assert used == [True]

    def never():
        raise StorageError("full", Cause.FULL)

    with pytest.raises(StorageError):
        patient.do(data_path, never)
    assert used == [True]


@pytest.mark.thorough
@pytest.mark.parametrize("seconds", [60, 0])
def test_an_entry_waits_for_another_program_and_without_patience_it_does_not(
    seconds, data_path, monkeypatch, qapp
):
    be_impatient(monkeypatch)
    monkeypatch.setattr(patience, "LONGEST", seconds)
    found = busy.sign_in_while_held(data_path, 0.4)
    assert found.saved == (seconds > 0)
    assert bool(found.told) == (seconds > 0)


def test_whoever_closes_the_window_does_not_wait_for_another_program(
    data_path, keyboard, monkeypatch, qapp
):
    be_impatient(monkeypatch)
    monkeypatch.setattr(patience, "LONGEST", 3600)
    holder, refused = Holder(), []
    workspace = Workspace()
    workspace.open(open_file(data_path, keyboard))
    with holder.holding(data_path):
        entry = ProjectInput.parse(name="Waits")
        workspace.write("record.add", acts.add, entry, failed=refused.append)
        assert not workspace.finish()
    assert "in use by another program" in str(refused[0])
    workspace.close()
    holder.end()


@pytest.mark.thorough
def test_two_starts_leave_one_window_and_it_comes_to_the_front(tmp_path):
    assert windows_after(2, tmp_path) == (1, 1)


@pytest.mark.thorough
@pytest.mark.skipif(not clocks.library(), reason="libfaketime is not installed")
@pytest.mark.parametrize("counts", [True, False])
def test_the_order_of_acts_is_kept_when_the_clock_is_set_back(counts, tmp_path):
    found = clocks.evening(tmp_path, clocks.WHENS[1:3], counts=counts)
    assert found.in_order == counts
    assert found.told == [1]
    assert found.is_sound


def copied_while_open(path, folder):
    """Who is signed in, and who is in a copy of the main file alone, the program being idle."""
    copy = folder / "elsewhere" / "copy.engagement"
    copy.parent.mkdir()
    with open_file(path) as file:
        ids = check_in(file, event_of(file), 1)
        shutil.copy(path, copy)
    with open_file(copy) as again, again.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM attendance").scalars()
        return ids[1:], list(found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_of_the_main_file_alone_is_complete_while_the_program_is_idle(kind, tmp_path):
    """Of a protected one the key slots lie in the person's own folder too."""
    prepare(path := tmp_path / "town.engagement", protected=KINDS[kind])
    signed_in, in_copy = copied_while_open(path, tmp_path)
    assert in_copy == signed_in


def test_a_copy_beside_a_log_of_its_own_is_not_complete(tmp_path):
    """The control: what the engine's other kind of journal would leave behind."""
    prepare(path := tmp_path / "town.engagement")
    with bad_ways.taken(bad_ways.LOG):
        signed_in, in_copy = copied_while_open(path, tmp_path)
    assert in_copy == []
    assert signed_in
