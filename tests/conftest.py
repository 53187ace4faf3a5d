"""What every test may ask for: a data file of its own, somebody at the keys, and no real home."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from engagement_app.domain import acts
from engagement_app.domain.events import EventInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile, create_file, open_file

# The keyring of whoever runs the tests is never asked; tests of it bring their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

settings.register_profile("everyday", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("everyday")

_HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test reads or writes that of the person who runs them."""
    home = tmp_path_factory.mktemp("home")
    for name in _HOMES:
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in [each for each in os.environ if each.startswith("ENGAGEMENT_")]:
        monkeypatch.delenv(name)
    return home


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are made by the same functions, with an Argon2 that costs next to nothing."""
    from engagement_app.store.keys import unlocking, ways
    from tests.store.keys.cheap import CHEAP

    for make in (
        ways.with_passphrase,
        ways.Protection.__init__,
        unlocking.change_passphrase,
        unlocking.recover,
    ):
        given = make.__defaults__
        assert given is not None
        assert ways.CAREFUL in given, make
        costs = [CHEAP if each == ways.CAREFUL else each for each in given]
        monkeypatch.setattr(make, "__defaults__", tuple(costs))


@pytest.fixture(scope="session")
def keyboard() -> Keyboard:
    """Somebody at the keys of some laptop."""
    return Keyboard(person="Mari Ellis", device="desk-laptop")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory, keyboard: Keyboard) -> Path:
    """An empty data file, made once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("blank") / "blank.engagement"
    create_file(path, keyboard).close()
    return path


@pytest.fixture
def data_path(blank: Path, tmp_path: Path) -> Path:
    """The path of an empty data file of this test alone."""
    return Path(shutil.copy(blank, tmp_path / "notes.engagement"))


@pytest.fixture
def data_file(data_path: Path, keyboard: Keyboard) -> Iterator[DataFile]:
    """An empty data file, open."""
    with open_file(data_path, keyboard) as opened:
        yield opened


@pytest.fixture
def write(data_file: DataFile) -> Callable[..., Any]:
    """`write(command, *words)`: does it in the data file as an act of its own."""

    def written(command: Callable[..., Any], *words: Any, act: str = "test", **values: Any) -> Any:
        with data_file.writing(act) as session:
            return command(session, *words, **values)

    return written


@pytest.fixture
def project(write: Callable[..., str]) -> str:
    """The id of a project in the data file."""
    return write(acts.add, ProjectInput.parse(name="Tawe green spaces"), act="new project")


@pytest.fixture
def event(write: Callable[..., str], project: str) -> str:
    """The id of an event of that project."""
    return write(acts.add, EventInput.parse(project_id=project, title="Open day"), act="new event")


@pytest.fixture
def use_keyring() -> Iterator[Callable[[object], None]]:
    """`use_keyring(backend)`: from now on the keyring of this account."""
    import keyring

    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)
