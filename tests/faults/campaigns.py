"""Every campaign of the fault suite as data: what it is called, its sizes, and how it is run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from tests.faults import (
    altered_bundles,
    at_each_write,
    busy,
    carried,
    clocks,
    disks,
    erased_carried,
    failing_calls,
    histories,
    kills,
    mended_by_bundles,
    others,
    power_cuts,
    released,
    starts,
    while_reading,
)
from tests.faults.table import Line
from tests.faults.tried_files import KINDS

Run = Callable[[Path], Line]


@dataclass(frozen=True)
class Campaign:
    """One line of the table to be."""

    name: str
    kind: str
    run: Run
    is_timed: bool = False
    """Whether it measures times, so that nothing else may run beside it."""


@dataclass(frozen=True)
class Sizes:
    """How much of each is done: faults of each kind on each kind of file."""

    kills: int
    writes: int
    images: int
    calls: int
    every: int
    """Each so manieth step of a migration, which has many."""
    steps: int
    """The same of a change of keys or a restore."""
    system_calls: int
    flips: int
    repairs: int
    """How many of the files with a turned bit are repaired as well."""
    acts: int
    held: tuple[float, ...]
    at_once: tuple[int, ...]
    people: int
    histories: int
    rounds: int
    """In which somebody is erased on one laptop of two."""
    pages: int
    """That are spoilt one at a time, and mended by a bundle."""


SAMPLE = Sizes(2, 3, 10, 3, 20, 9, 0, 4, 1, 3, (), (), 0, 0, 0, 0)
SMALL = Sizes(16, 12, 60, 8, 9, 3, 0, 20, 2, 8, (3.0,), (2,), 2_000, 60, 2, 8)
WHOLE = Sizes(150, 90, 300, 24, 1, 1, 8, 300, 20, 40, (3.0, 30.0), (2, 10), 20_000, 2_000, 12, 100)
"""Together over 1,000 kills, 100,000 acknowledged rows, and 500 cuts of power."""


OF_THEIR_OWN = (
    "killed at any moment",
    "killed at each write, check-ins",
    "killed at each write, imports",
    "power cut, imports",
    "a write fails",
    "synced before acknowledged",
    "the clock is set",
    "a disk of 120 MB fills up",
)
"""What a sample leaves out: what has tests of its own, takes long, or is much like another."""
SIZES = {"sample": SAMPLE, "small": SMALL, "whole": WHOLE}
"""How much; a sample is for every change of the program, measures no times, and tries each fault
on one kind of file."""


SCRIPTS = {
    "slots": "",
    "bad_files": "",
    "permissions": "screen",
    "sticks": "root",
    "locked_pictures": "screen",
    "busy_backups": "time",
    "large_lists": "time",
    "large_bundles": "time",
}
"""Scripts with figures of their own, and what each needs; a sample leaves them to their tests."""


def campaigns(kinds: list[str], seed: int, size: str) -> list[Campaign]:
    """All of them, for these kinds of file; long ones first."""
    sizes = SIZES[size]
    made = [*_of_each_kind(kinds, seed, sizes)]
    if size == "sample":
        return _in_turn(each for each in made if not each.name.startswith(OF_THEIR_OWN))
    made = [*_of_bundles(kinds, seed, sizes), *made]
    more = [*_of_restores(kinds, sizes), *_of_damage(kinds, seed, sizes)]
    scripts = [*_of_scripts()] if size == "whole" else []
    return [*made, *more, *_of_protection(kinds, sizes), *scripts, *_timed(kinds, sizes)]


def _in_turn(made: Iterable[Campaign]) -> list[Campaign]:
    """Of each that is there for several kinds of file one, now of this kind, now of that."""
    kinds_of: dict[str, list[Campaign]] = {}
    for each in made:
        kinds_of.setdefault(each.name, []).append(each)
    return [kinds[place % len(kinds)] for place, kinds in enumerate(kinds_of.values())]


def _for(kinds: list[str], name: str, line: Callable[..., Line], *sizes: Any) -> Iterator[Campaign]:
    for kind in kinds:
        yield Campaign(name, kind, partial(_run, line, sizes, KINDS[kind]))


def _run(line: Callable[..., Line], sizes: tuple[Any, ...], protected: bool, work: Path) -> Line:
    return line(*sizes, work, protected=protected)


def _of_each_kind(kinds: list[str], seed: int, sizes: Sizes) -> Iterator[Campaign]:
    for what in at_each_write.TRIED:
        name = f"killed at each write, {what}"
        yield from _for(kinds, name, at_each_write.line, what, sizes.writes)
    yield from _for(kinds, "killed while migrating", released.line, sizes.every)
    for what in sorted(kills.MOST):
        name = f"killed at any moment, {what}"
        yield from _for(kinds, name, kills.line, what, sizes.kills, seed)
    for what in sorted(power_cuts.ACTS):
        name = f"power cut, {what}"
        yield from _for(kinds, name, power_cuts.line, what, sizes.images, seed)
    for fault in failing_calls.CAUSES:
        yield from _for(kinds, f"{fault}, check-ins", failing_calls.line, fault, sizes.calls)
    for trouble, name in disks.NAMES.items():
        yield from _for(kinds, name, disks.line, trouble)
    yield from _for(kinds, "synced before acknowledged", power_cuts.order, sizes.acts)
    yield from _for(kinds, "the clock is set", clocks.line)


def _of_bundles(kinds: list[str], seed: int, sizes: Sizes) -> Iterator[Campaign]:
    for name, line, *size in (
        ("histories of laptops", histories.line, sizes.histories, seed),
        (carried.KILLED_AT_WRITES, carried.line_at_each_write, sizes.writes // 2, sizes.steps, 2),
        (carried.KILLED, carried.line_at_any_moment, sizes.kills // 4, seed),
        (carried.STOPPED, carried.line_stopped, sizes.writes // 3),
        ("pages spoilt, mended by a bundle", mended_by_bundles.line, sizes.pages, seed),
        ("bundles altered", altered_bundles.line, sizes.flips, sizes.flips // 3, seed),
        ("erased on one laptop of two", erased_carried.line, sizes.rounds, seed),
        ("a name looked for in bundles", others.looked_for_in_bundles),
    ):
        yield from _for(kinds, name, line, *size)


def _of_restores(kinds: list[str], sizes: Sizes) -> Iterator[Campaign]:
    for act, state in product(others.restores.TRIED, others.restores.STATES):
        calls = sizes.system_calls // 4 if state else sizes.system_calls
        name = others.restores.name_of(act, state)
        yield from _for(kinds, name, others.restored, act, state, sizes.steps, calls)


def _of_damage(kinds: list[str], seed: int, sizes: Sizes) -> Iterator[Campaign]:
    yield from _for(kinds, "bits turned", others.flipped, sizes.flips, sizes.repairs, seed)


def _of_protection(kinds: list[str], sizes: Sizes) -> Iterator[Campaign]:
    if "protected" not in kinds:
        return
    for act in others.key_changes.TRIED:
        run = partial(others.key_change, act, sizes.steps, sizes.system_calls)
        yield Campaign(f"killed during key change, {act}", "both", run)
    yield Campaign("a name looked for in every byte", "protected", others.looked_for)


def _of_scripts() -> Iterator[Campaign]:
    for script, needs in SCRIPTS.items():
        run = partial(others.of_a_script, script, needs)
        yield Campaign(script.replace("_", " "), "both", run, is_timed=needs == "time")


def _timed(kinds: list[str], sizes: Sizes) -> Iterator[Campaign]:
    for name, line, *size in (
        ("another program holds the file", busy.line, sizes.held),
        ("started at once", starts.line, sizes.at_once),
        ("sign-ins during a report", while_reading.line, sizes.people, 50),
    ):
        for each in _for(kinds, name, line, *size):
            yield Campaign(each.name, each.kind, each.run, is_timed=True)
