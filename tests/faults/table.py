"""What campaigns found, each with its known-bad control, as one table and one exit status."""

import argparse
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.faults.aftermath import Aftermath
from tests.faults.tried_files import KINDS, away_from_home

GOOD, BAD, VOID, NOT_TRIED = 0, 1, 2, 3
"""Exit statuses: nothing was lost; something was; a control did no harm, so that the faults hit
nothing; something that is needed is not installed, or may not be used."""
STRACE = "strace"
_WIDTHS = (34, 9, 6, 12, 5, 9, 7)
_HEADINGS = ("fault", "file", "faults", "acknowledged", "lost", "half done", "unsound")


@dataclass
class Line:
    """One campaign: what was found, and what its control did (None where it has none)."""

    fault: str
    kind: str
    found: Aftermath
    control: Aftermath | None = None
    note: str = ""
    not_tried: str = ""
    """Why it was not tried."""
    seconds: float = 0.0

    @property
    def status(self) -> int:
        """The exit status of this line alone."""
        if self.not_tried:
            return NOT_TRIED
        if not self.found.is_good or not self.found.faults:
            return BAD
        return VOID if self.control is not None and self.control.is_good else GOOD

    def __str__(self) -> str:
        head = (self.fault, self.kind)
        if self.not_tried:
            return f"{_row(head)}  not tried: {self.not_tried}"
        rows = [_row((*head, *_counts(self.found))) + f"  {self._said()}"]
        if self.control is not None:
            rows.append(_row(("  its known-bad control", "", *_counts(self.control))))
        said = {BAD: "  ^ NOT GOOD", VOID: "  ^ VOID: its control did no harm"}
        return "\n".join([*(row.rstrip() for row in rows), *filter(None, [said.get(self.status)])])

    def _said(self) -> str:
        took = f"{self.seconds:.0f} s" if self.seconds else ""
        return "  ".join(filter(None, (took, self.note)))


def _counts(found: Aftermath) -> tuple[object, ...]:
    return (found.faults, found.acknowledged, found.lost, found.half_done, found.unsound)


def _row(cells: Iterable[object]) -> str:
    fitted = [
        str(cell).ljust(width) if place < 2 else str(cell).rjust(width)
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=False))
    ]
    return "  ".join(fitted)


def heading() -> str:
    """What stands over the lines."""
    return _row(_HEADINGS)


def summary(lines: list[Line]) -> str:
    """All lines taken together; those of kills and of power cuts for themselves too."""
    rows = []
    for name, word in (("all kills", "killed"), ("all power cuts", "power cut"), ("all", "")):
        total = Aftermath()
        for line in lines:
            if line.fault.startswith(word):
                total.add(line.found)
        rows.append(_row((name, "", *_counts(total))))
    return "\n".join(rows)


def status_of(lines: Iterable[Line]) -> int:
    """The worst: a loss before a control that did no harm before what was not tried."""
    found = {line.status for line in lines}
    return next((each for each in (BAD, VOID, NOT_TRIED) if each in found), GOOD)


def told(lines: Iterable[Line], *, last: bool = False) -> int:
    """Print each line as it comes, and in the `last` one all of them taken together; gives the
    exit status of all."""
    print(heading(), flush=True)
    every = []
    for line in lines:
        print(line, flush=True)
        every.append(line)
    if last:
        print(summary(every))
    return status_of(every)


def missing(*tools: str) -> str:
    """Which of these programs is not installed, as a reason not to try; empty if none."""
    gone = [each for each in tools if shutil.which(each) is None]
    return f"{', '.join(gone)} is not installed" if gone else ""


def asks_for_kinds(parser: argparse.ArgumentParser) -> None:
    """Lets a script be asked for plain files, protected ones or both (which it does unasked)."""
    kinds = parser.add_mutually_exclusive_group()
    for name in (*KINDS, "both"):
        kinds.add_argument(f"--{name}", dest="kinds", action="store_const", const=name)


def kinds_of(asked: argparse.Namespace) -> list[str]:
    """The kinds of file that were asked for."""
    return [asked.kinds] if asked.kinds in KINDS else list(KINDS)


def kind_of(protected: bool) -> str:
    """What a file of this kind is called."""
    return next(name for name, is_so in KINDS.items() if is_so == protected)


def of_each_kind(asked: argparse.Namespace, *wanted: Callable[..., Line]) -> Iterator[Line]:
    """Each of these on each kind of file that was asked for, in a folder and a home of its own."""
    for each in wanted:
        for kind in kinds_of(asked):
            with away_from_home() as folder:
                yield each(folder, protected=KINDS[kind])
