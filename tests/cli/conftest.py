"""The command line as a script uses it, in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engagement_app.cli.main import run
from engagement_app.store.datafile import DataFile


@dataclass(frozen=True)
class Said:
    """What a command gave: its exit status, its results, and its problems."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


ROOT = Path(__file__).parents[2]
Program = Callable[..., Said]


@pytest.fixture(autouse=True)
def as_a_person_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of their own find this program, and print as in a terminal."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    """Run the program with these words; no command ever shows a traceback unasked."""

    def ran(*words: object) -> Said:
        capsys.readouterr()
        status = run([str(word) for word in words])
        said = Said(status, *capsys.readouterr())
        assert "--verbose" in words or "Traceback" not in said.out + said.err
        assert bool(said.err) >= (status not in (0, 3))
        return said

    return ran


@pytest.fixture
def town(data_file: DataFile, project: str, event: str) -> Path:
    """A data file with one project and its one event, Open day; closed."""
    data_file.close()
    return data_file.path
