"""Campaigns that count in figures of their own, as lines of the one table."""

import os
import subprocess
import sys
from pathlib import Path

from tests.faults import flips, key_changes, plaintext, restores, table
from tests.faults.aftermath import Aftermath
from tests.faults.table import STRACE, VOID, Line

ROOT = Path(__file__).parents[2]


def flipped(turned: int, repairs: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """Bits turned one at a time, so many of them repaired: unsound is one that was missed, or
    touched the original. The control, SQLite alone, misses some in a plain file; in a protected
    one every page is sealed, and the control is that of the plain one."""
    found, missed = flips.campaign(turned, seed, folder, protected=protected, repairs=repairs)
    line = Aftermath(found.flips, 0, found.lost, 0, found.missed + found.touched)
    control = None if protected else Aftermath(found.flips, unsound=missed)
    note = f"{found.whole} repaired whole, {found.told} but for records that were told"
    return Line("bits turned", table.kind_of(protected), line, control, note)


def _keys(found: key_changes.Figures) -> Aftermath:
    return Aftermath(found.kills, 0, found.lost, 0, found.shut + found.without_code)


def key_change(act: str, every: int, calls: int, folder: Path) -> Line:
    """Kills while protection changes: unsound is a file that nothing opens, or no recovery code."""
    total = Aftermath()
    for place in ("steps", "calls", "control"):
        (folder / place).mkdir()
    total.add(_keys(key_changes.at_each_step(act, folder / "steps", every)))
    if calls and not table.missing(STRACE):
        total.add(_keys(key_changes.at_each_call(act, folder / "calls", calls)))
    control = _keys(key_changes.at_each_step("in_place", folder / "control"))
    return Line(f"killed during key change, {act}", "both", total, control)


def _restores(found: restores.Figures) -> Aftermath:
    return Aftermath(found.kills, 0, found.lost, found.mixed, 0)


def restored(
    act: str, state: str, every: int, calls: int, folder: Path, *, protected: bool
) -> Line:
    """Kills while a backup is put in place: half done is a file neither old nor restored."""
    total = Aftermath()
    for place in ("steps", "calls", "control"):
        (folder / place).mkdir()
    how: restores.How = {"protected": protected, "state": state}
    total.add(_restores(restores.at_each_step(act, folder / "steps", every=every, **how)))
    if calls and not table.missing(STRACE):
        total.add(_restores(restores.at_each_call(act, folder / "calls", calls, **how)))
    control = _restores(restores.at_each_step("in_place", folder / "control", every=15, **how))
    return Line(restores.name_of(act, state), table.kind_of(protected), total, control)


def looked_for(folder: Path) -> Line:
    """A name looked for after each stage of work: unsound is each place where it lies open."""
    for place in ("good", "bad"):
        (folder / place).mkdir()
    looks, found = plaintext.campaign(folder / "good", plaintext.PASSPHRASE)
    more, control = plaintext.campaign(folder / "bad", None)
    names = [each for each in control if plaintext.MARKER in each]
    return Line(
        "a name looked for in every byte",
        "protected",
        Aftermath(looks, unsound=len(found)),
        Aftermath(more, unsound=len(names)),
        "; ".join(found[:3]),
    )


def looked_for_in_bundles(folder: Path, *, protected: bool) -> Line:
    """The same in bundles alone, of a plain file too; the control's are packed and not sealed."""
    for place in ("good", "bad"):
        (folder / place).mkdir()
    looks, found = plaintext.of_bundles(folder / "good", protected=protected)
    bad = plaintext.of_bundles(folder / "bad", protected=protected, cipher=plaintext.Unsealed)
    line = Aftermath(looks, unsound=len(found)), Aftermath(bad[0], unsound=len(bad[1]))
    kind = table.kind_of(protected)
    return Line("a name looked for in bundles", kind, *line, "; ".join(found[:3]))


def of_a_script(script: str, needs: str, folder: Path) -> Line:
    """A script that judges itself, with a control of its own: unsound if it found anything wrong.
    Its last line is the note."""
    name = script.replace("_", " ")
    if needs == "root" and os.geteuid():
        return Line(name, "both", Aftermath(), not_tried="it must be run as root")
    command = [sys.executable, "-m", f"tests.faults.{script}"]
    if needs == "screen":
        command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", *command]
    if needs == "screen" and table.missing("xvfb-run"):
        return Line(name, "both", Aftermath(), not_tried=table.missing("xvfb-run"))
    home = {"TMPDIR": str(folder), "QT_QPA_PLATFORM": "xcb" if needs == "screen" else "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=os.environ | home, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
    wrong = done.returncode not in (0, VOID)
    control = Aftermath(1, unsound=int(done.returncode != VOID))
    last = "; ".join(done.stdout.splitlines()[-2:])
    return Line(name, "both", Aftermath(1, unsound=int(wrong)), control, last)
