"""The roll at the door: one line of folded text for everybody, searched while somebody types.

A line is the id of a person (or of an attendance with a label), then the words by which they are
found: names, organisation, e-mail and the digits of the phone. 100,000 people are 11 MB in
slices of bytes, which are looked through in a few milliseconds; what was changed since is read
again by itself and searched first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from engagement_app.domain.naming import fold, fold_lines
from engagement_app.domain.same_person import ends
from engagement_app.store.plain_rows import ask

MOST = 100
"""How many are found at most."""
LETTERS = 2
"""How many letters must be typed before anybody is found."""
_SLICE = 5_000
_MANY = 2_000
"""With more changes than this, all is read again."""
_AT_ONCE = 500
_ID = 36
_BREAK = b"\x1e"
"""Between lines; no text of the file can hold it."""
_BLANKS = bytes.maketrans(b"\n\t", b"  ")
_NUMBER = re.compile(r"(?<!\S)[+(]*[0-9][0-9 ()./-]*(?!\S)")
_LEAST_DIGITS = 5
_TIERS = ((b" ", b" "), (b" ", b""), (b"", b""))
"""Whole words first, then how words begin, then any part of them."""

_PHONE = (
    "CASE WHEN p.phone GLOB '*[^0-9 ]*' THEN"
    " replace(replace(replace(replace(replace(replace(replace("
    "p.phone, '+44', '0'), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '')"
    " ELSE replace(p.phone, ' ', '') END"
)
_LINE = (
    f"concat_ws(' ', p.id, p.given_name, p.family_name, p.known_as, o.name, p.email, {_PHONE}, '')"
)
_PEOPLE = "FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id WHERE "
# The plus keeps SQLite from looking through everybody who is no duplicate; `> ''` finds the few
# who are by the index.
_LIVE = "p.deleted_at IS NULL AND +p.same_as_id IS NULL"
_GATHERED = f"SELECT CAST(group_concat({_LINE}, char(30)) AS BLOB) {_PEOPLE}"
_ALL = f"{_GATHERED} {_LIVE} AND p.rowid > ? AND p.rowid <= ?"
_THESE = f"SELECT p.id, {_LINE} {_PEOPLE} {_LIVE} AND p.id IN ({{marks}})"
_DUPLICATES = f"SELECT p.id, {_LINE} {_PEOPLE} p.deleted_at IS NULL AND p.same_as_id > ''"
_AT_EVENT = "SELECT person_id FROM attendance WHERE event_id = ? AND deleted_at IS NULL"
_LISTED = f"{_GATHERED} {_LIVE} AND p.id IN ({_AT_EVENT})"
_LISTED_DUPLICATES = f"SELECT id FROM person WHERE same_as_id IS NOT NULL AND id IN ({_AT_EVENT})"
_LABELLED = (
    "SELECT concat_ws(' ', id, label, '') FROM attendance WHERE event_id = ?"
    " AND deleted_at IS NULL AND person_id IS NULL AND label IS NOT NULL"
)
_LAST = "SELECT coalesce((SELECT max(rowid) FROM {table}), 0)"
_CHANGED = "SELECT kind, record_id FROM change WHERE rowid > ? LIMIT ?"
_MEMBERS = "SELECT id FROM person WHERE organisation_id IN ({marks})"


@dataclass
class Roll:
    """Who can be found at the door of one event; `complete` once everybody was read."""

    event_id: str
    listed: list[bytes] = field(default_factory=list)
    others: list[bytes] = field(default_factory=list)
    duplicates: bytes = b""
    newer: dict[str, bytes] = field(default_factory=dict)
    read_to: int = 0
    last_person: int = 0
    last_change: int = 0

    @property
    def complete(self) -> bool:
        """Whether everybody in the file was read."""
        return self.read_to >= self.last_person

    def find(self, text: str) -> dict[str, int]:
        """The ids of those who have all these words, best first, each with its tier.

        Those of this event stand before others in each tier. Nobody before two letters.
        """
        words = words_of(text)
        found: dict[str, int] = {}
        if sum(map(len, words)) < LETTERS:
            return found
        wanted = [word.encode() for word in words]
        newest = _BREAK.join(self.newer.values())
        for tier, (before, after) in enumerate(_TIERS):
            patterns = [before + word + after for word in wanted]
            for slice_ in (newest, *self.listed, self.duplicates, *self.others):
                for each in _having(slice_, patterns):
                    if slice_ is newest or each not in self.newer:
                        found.setdefault(each, tier)
                    if len(found) >= MOST:
                        return found
        return found


def words_of(text: str) -> list[str]:
    """The words to look for; a telephone number is one word of digits, as the roll has it."""
    folded = _NUMBER.sub(_digits, fold(text))
    return folded.split()


def read_roll(session: Session, event_id: str) -> Roll:
    """The roll with those of this event on it; `read_more` reads everybody else."""
    roll = Roll(event_id)
    [[roll.last_person]] = ask(session, _LAST.format(table="person"))
    [[roll.last_change]] = ask(session, _LAST.format(table="change"))
    roll.duplicates = _read_duplicates(session)
    _list(session, roll)
    return roll


def read_more(session: Session, roll: Roll) -> bool:
    """Read the next few thousand people onto the roll; gives whether there are more."""
    if not roll.complete:
        upto = roll.read_to + _SLICE
        [[people]] = ask(session, _ALL, (roll.read_to, upto))
        if people:
            roll.others.append(_folded(people))
        roll.read_to = upto
    return not roll.complete


def catch_up(session: Session, roll: Roll, event_id: str) -> bool:
    """Read again what changed since, and who is on the list of the event where it is another.

    Gives False where so much changed that all must be read again.
    """
    [[last]] = ask(session, _LAST.format(table="change"))
    changed = ask(session, _CHANGED, (roll.last_change, _MANY + 1))
    if last < roll.last_change or len(changed) > _MANY:
        return False
    by_kind: dict[str, set[str]] = {}
    for kind, record_id in changed:
        by_kind.setdefault(kind, set()).add(record_id)
    people = by_kind.get("person", set()) | _members(session, by_kind.get("organisation", set()))
    roll.last_change = last
    if people:
        roll.newer |= dict.fromkeys(people, b"") | dict(_lines(session, people))
        roll.duplicates = _read_duplicates(session)
    if roll.event_id != event_id:
        roll.event_id = event_id
        _list(session, roll)
    elif "attendance" in by_kind:
        roll.listed[-1] = _labels(session, event_id)
    return len(roll.newer) <= _MANY


def _list(session: Session, roll: Roll) -> None:
    """Those of the event, whom its duplicates are read as, and its labels without a person.

    Who comes onto the list later is found among all others, which is soon enough.
    """
    [[people]] = ask(session, _LISTED, (roll.event_id,))
    doubles = (each for (each,) in ask(session, _LISTED_DUPLICATES, (roll.event_id,)))
    roll.listed = [
        _folded(people or b""),
        _BREAK.join(line for _id, line in _lines(session, set(ends(session, doubles).values()))),
        _labels(session, roll.event_id),
    ]


def _labels(session: Session, event_id: str) -> bytes:
    rows = ask(session, _LABELLED, (event_id,))
    return _BREAK.join(_folded(line.encode()) for (line,) in rows)


def _digits(number: re.Match[str]) -> str:
    """Of a telephone number the digits, of anything shorter the text itself."""
    text = number[0]
    for abroad in ("+44", "0044"):
        text = "0" + text.removeprefix(abroad) if text.startswith(abroad) else text
    digits = "".join(sign for sign in text if sign.isdigit())
    return f"{digits} " if len(digits) >= _LEAST_DIGITS else number[0]


def _having(lines: bytes, patterns: Sequence[bytes]) -> Iterator[str]:
    """The ids of the lines that have every pattern; the longest is looked for first."""
    longest = max(patterns, key=len)
    if not all(pattern in lines for pattern in patterns):
        return
    at = lines.find(longest)
    while at >= 0:
        start = lines.rfind(_BREAK, 0, at) + 1
        end = lines.find(_BREAK, at)
        end = len(lines) if end < 0 else end
        if at < start + _ID:
            at = lines.find(longest, start + _ID)
            continue
        if all(lines.find(pattern, start + _ID, end) >= 0 for pattern in patterns):
            yield lines[start : start + _ID].decode()
        at = lines.find(longest, end)


def _folded(lines: bytes) -> bytes:
    """Lines as they are searched: without case and accents, a blank around each word."""
    return fold_lines(lines).translate(_BLANKS)


def _lines(session: Session, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The lines of these people, of those who are there and no duplicates."""
    for sql, part in _by_parts(_THESE, ids):
        for each, line in ask(session, sql, part):
            yield each, _folded(line.encode())


def _read_duplicates(session: Session) -> bytes:
    """By what else people are found: the words of those who are read as them."""
    rows = ask(session, _DUPLICATES)
    whom = ends(session, (each for each, _line in rows))
    return _BREAK.join(_folded((whom[each] + line[_ID:]).encode()) for each, line in rows)


def _members(session: Session, organisation_ids: Iterable[str]) -> set[str]:
    return {
        each
        for sql, part in _by_parts(_MEMBERS, organisation_ids)
        for (each,) in ask(session, sql, part)
    }


def _by_parts(sql: str, ids: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The statement with as many marks as it has ids, a few hundred at once."""
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        yield sql.format(marks=", ".join("?" * len(part))), part
