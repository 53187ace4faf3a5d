"""Set the clock back, over the night it changes, to 29 February and to 2035, between acts.

    python tests/faults/clocks.py [--plain|--protected]

Needs libfaketime. Each act is of a program of its own with its own clock; the order of the acts
must be that in which they were done, whatever the times say, and a clock behind the newest entry
must be told of. The control counts by the clock alone, and must get the order wrong.
"""

import argparse
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.store.engine import connect
from tests.faults import table
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.table import Line
from tests.faults.tried_files import key_of

ROOT = Path(__file__).resolve().parents[2]
WHENS = (
    "2026-10-25 00:30:00",  # British summer time ends at 01:00 UTC
    "2026-10-25 01:30:00",
    "2026-10-24 23:30:00",  # two hours back
    "2027-03-28 00:59:00",
    "2027-03-28 01:01:00",
    "2028-02-29 12:00:00",
    "2035-06-01 12:00:00",
    "2026-11-28 12:00:00",  # and back again
    "2026-11-28 12:00:05",
)
"""In UTC; the laptop stands in London."""
LIBRARIES = ("/usr/lib/{}/faketime/libfaketime.so.1", "/usr/local/lib/faketime/libfaketime.so.1")
ACT = """
import os, sys
from pathlib import Path
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file
from engagement_app.store.cautions import Caution, cautions
from engagement_app.store.changes import newest_tick
from engagement_app.store import datafile
path, number, counts = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
if counts == "no":
    datafile.newest_tick = lambda session: 0
with open_file(path, KEYBOARD) as file:
    with file.reading() as session:
        print(int(Caution.CLOCK in cautions(path, newest_tick(session))))
    ids = check_in(file, event_of(file), number)
with open(sys.argv[4], "a") as told:
    told.write(" ".join(ids) + "\\n")
"""


def library() -> str:
    """What gives a program another clock; empty where it is not installed."""
    import sysconfig

    kind = sysconfig.get_config_var("MULTIARCH") or ""
    return next((p for each in LIBRARIES if os.path.exists(p := each.format(kind))), "")


@dataclass
class Figures:
    """The acts in the order of their ticks, and at which of them the clock was told of."""

    order: list[int]
    told: list[int]
    is_sound: bool

    @property
    def in_order(self) -> bool:
        return self.order == sorted(self.order)


def act_at(when: str, path: Path, number: int, *, counts: bool) -> bool:
    """Sign somebody in at this time; whether the clock was told of."""
    clock = {"LD_PRELOAD": library(), "FAKETIME": f"@{when}", "TZ": "UTC"}
    environment = os.environ | clock | {"PYTHONPATH": str(ROOT), "NO_FAKE_STAT": "1"}
    word = "yes" if counts else "no"
    words = [sys.executable, "-c", ACT, str(path), str(number), word, str(path.with_name("told"))]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip() == "1"


def evening(
    folder: Path, whens: tuple[str, ...] = WHENS, *, counts: bool = True, protected: bool = False
) -> Figures:
    """An act at each of these times."""
    path = folder / "town.engagement"
    _prepare_at(whens[0], path, protected)
    told = [
        number for number, when in enumerate(whens) if act_at(when, path, number, counts=counts)
    ]
    with closing(connect(path, key_of(path))) as connection:
        rows = connection.execute(
            "SELECT person.given_name FROM change JOIN person ON person.id = record_id"
            " ORDER BY change.hlc"
        ).fetchall()
    return Figures(
        order=[int(name.split()[1]) for (name,) in rows],
        told=told,
        is_sound=look_at(path, path.with_name("told")).is_good,
    )


def _prepare_at(when: str, path: Path, protected: bool) -> None:
    clock = {"LD_PRELOAD": library(), "FAKETIME": f"@{when}", "TZ": "UTC"}
    words = "import sys; from pathlib import Path; from tests.faults.signing_in import prepare;"
    words += f"prepare(Path(sys.argv[1]), protected={protected})"
    program = [sys.executable, "-c", words, str(path)]
    environment = os.environ | clock | {"PYTHONPATH": str(ROOT), "NO_FAKE_STAT": "1"}
    subprocess.run(program, env=environment, check=True)


def line(folder: Path, *, protected: bool) -> Line:
    """All those times, and the same by the clock alone."""
    name, kind = "the clock is set", table.kind_of(protected)
    if not library():
        return Line(name, kind, Aftermath(), not_tried="libfaketime is not installed")
    for each in ("good", "bad"):
        (folder / each).mkdir()
    found = evening(folder / "good", protected=protected)
    control = evening(folder / "bad", counts=False, protected=protected)
    note = f"told of at acts {', '.join(map(str, found.told))}"
    return Line(name, kind, _counted(found), _counted(control), note)


def _counted(found: Figures) -> Aftermath:
    """An act that is not where it was done is counted as half done."""
    wrong = sum(each != place for place, each in enumerate(found.order))
    return Aftermath(len(WHENS), 2 * len(WHENS), 0, wrong, int(not found.is_sound))


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, line))


if __name__ == "__main__":
    sys.exit(main())
