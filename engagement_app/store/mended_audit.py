"""The audit of a damaged file: each chain as far as it can be proved, and what of it is lost.

Entries that are as they were written are taken from the file. What it lacks comes from others, but
only where it is linked to what is there: a file that was restored has gone another way since.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from engagement_app.language import _
from engagement_app.store.audit import BEFORE_THE_FIRST, Audited, is_as_written, note_with
from engagement_app.store.chain import LOST, read_entry
from engagement_app.store.salvage import Row

Entry = Mapping[str, Any]
Lost = dict[str, list[int]]
"""Numbers of entries by laptop."""
Chain = dict[int, Entry]
"""The entries of one laptop, by number."""


def gather_audit(rows: Sequence[Row], others: Iterable[Sequence[Row]]) -> tuple[list[Entry], Lost]:
    """The entries of all chains, and what is lost of them."""
    chains = _chains(rows)
    for each in others:
        for device, chain in _chains(each).items():
            _join(chains.setdefault(device, {}), chain)
    entries = [chain[number] for chain in chains.values() for number in sorted(chain)]
    return entries, {device: missing for device in chains if (missing := _missing(chains[device]))}


def note_repair(session: Session, lost: Lost) -> list[str]:
    """Write down that the file was repaired, and what is lost; gives a sentence for each chain."""
    note_with(session, Audited.REPAIR, **({LOST: lost} if lost else {}))
    sentence = _("Lost: entries of {device} in the audit, by number: {numbers}.")
    return [
        sentence.format(device=device, numbers=", ".join(map(str, numbers)))
        for device, numbers in sorted(lost.items())
    ]


def _chains(rows: Iterable[Row]) -> dict[str, Chain]:
    """What is as it was written, of each laptop."""
    found: dict[str, Chain] = {}
    for row in rows:
        entry = _read(row)
        if entry is not None:
            found.setdefault(entry["device"], {}).setdefault(entry["number"], entry)
    return found


def _read(row: Row) -> Entry | None:
    try:
        entry = read_entry(row)
        return entry if entry and is_as_written(entry) else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _join(chain: Chain, more: Chain) -> None:
    """Fill the chain with what is linked to it, forwards and then backwards."""
    for number in sorted(more):
        before = chain.get(number - 1)
        follows = not chain or (before and before["digest"] == more[number]["previous"])
        if number not in chain and follows:
            chain[number] = more[number]
    for number in sorted(more, reverse=True):
        after = chain.get(number + 1)
        if number not in chain and after and after["previous"] == more[number]["digest"]:
            chain[number] = more[number]


def _missing(chain: Chain) -> list[int]:
    """The numbers that are not there; and of what is there, that which follows on nothing."""
    return [
        number for number in range(1, max(chain, default=0) + 1) if not _is_linked(chain, number)
    ]


def _is_linked(chain: Chain, number: int) -> bool:
    """Whether the entry is there and follows on the one before, if that is there."""
    if number not in chain:
        return False
    before = chain.get(number - 1)
    told = BEFORE_THE_FIRST if number == 1 else before and before["digest"]
    return told is None or bool(chain[number]["previous"] == told)
