"""How the roll is read from the file, a little at a time, and follows what is done to it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlmodel import Session

from engagement_app.domain.naming import fold, fold_lines
from engagement_app.domain.roll import Roll, marks, names_line, phone_line, plain, slices
from engagement_app.domain.same_person import ends
from engagement_app.store.plain_rows import ask

_SLICE = 2_000
_MANY = 2_000
"""With more changes than this, all is read again."""
_BREAK, _PART = "\x1e", "\x1f"
"""Between lines and between their parts; no text of the file can hold them."""
_LINE = (
    "concat_ws(char(31), p.rowid, concat_ws(' ', p.given_name, p.family_name, p.known_as),"
    " concat_ws(' ', o.name, p.email), coalesce(p.phone, ''))"
)
_PEOPLE = (
    f"SELECT CAST(group_concat({_LINE}, char(30)) AS BLOB) FROM person p"
    " LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.deleted_at IS NULL AND "
)
_OTHERS = _PEOPLE + "p.rowid > ? AND p.rowid <= ?"
_THESE = _PEOPLE + "p.id IN ({marks})"
_NUMBERS = "SELECT id, rowid, deleted_at IS NULL FROM person WHERE id IN ({marks})"
_LISTED = (
    "SELECT rowid, person_id, status, source, label FROM attendance"
    " WHERE event_id = ? AND deleted_at IS NULL AND rowid > ? ORDER BY rowid LIMIT ?"
)
_OF_PEOPLE = (
    "SELECT person_id, status, source FROM attendance WHERE +event_id = ?"
    " AND deleted_at IS NULL AND person_id IN ({marks})"
)
_ATTENDANCES = (
    "SELECT rowid, person_id, status, source, label, event_id = ? AND deleted_at IS NULL"
    " FROM attendance WHERE id IN ({marks})"
)
_DUPLICATES = "SELECT id FROM person WHERE same_as_id > ''"
_LAST_LISTED = "SELECT rowid FROM attendance WHERE event_id = ? ORDER BY rowid DESC LIMIT 1"
_LAST = "SELECT coalesce((SELECT max(rowid) FROM {table}), 0)"
_CHANGED = "SELECT kind, record_id, fields FROM change WHERE rowid > ? LIMIT ?"
_MEMBERS = "SELECT id FROM person WHERE organisation_id IN ({marks})"


def read_roll(session: Session, event_id: str) -> Roll:
    """The roll with the first of this event on it; `read_more` reads everybody else."""
    roll = Roll(event_id)
    [[roll.last_person]] = ask(session, _LAST.format(table="person"))
    [[roll.last_change]] = ask(session, _LAST.format(table="change"))
    roll.last_listed = sum(rowid for (rowid,) in ask(session, _LAST_LISTED, (event_id,)))
    roll.duplicates = _duplicates(session)
    _read_listed(session, roll)
    return roll


def read_more(session: Session, roll: Roll) -> bool:
    """Read the next few people onto the roll; gives whether there are more."""
    if not roll.counted:
        _read_listed(session, roll)
    elif not roll.complete:
        upto = roll.read_to + _SLICE
        [[people]] = ask(session, _OTHERS, (roll.read_to, upto))
        known = roll.index.numbers(roll.read_to, upto)
        roll.index.put((*row, "") for row in _rows(people) if row[0] not in known)
        roll.read_to = upto
        if roll.complete:
            roll.vocabulary.add(roll.index.words("names"))
    return not roll.complete


def catch_up(session: Session, roll: Roll, event_id: str) -> bool:
    """Follow what changed since; gives False where all must be read again."""
    [[last]] = ask(session, _LAST.format(table="change"))
    changed = ask(session, _CHANGED, (roll.last_change, _MANY + 1))
    if roll.event_id != event_id or last < roll.last_change or len(changed) > _MANY:
        return False
    roll.last_change = last
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, record_id, fields in changed:
        if kind == "attendance" and _went_to_another(fields):
            return False
        by_kind[kind].add(record_id)
    people = by_kind["person"] | _members(session, by_kind["organisation"])
    _follow(session, roll, people, by_kind["attendance"])
    return True


def _read_listed(session: Session, roll: Roll) -> None:
    """The next few of the event: who they are and where they stand."""
    rows = ask(session, _LISTED, (roll.event_id, roll.listed_to, _SLICE))
    roll.listed_to = rows[-1][0] if len(rows) == _SLICE else roll.last_listed
    people = {row[1] for row in rows if row[1]}
    numbers = _numbers(session, roll, people)
    for rowid, person_id, status, source, _label in rows:
        number = numbers.get(person_id) if person_id else -rowid
        if number is not None:
            roll.standings.add(number, status, source)
    _put_labels(roll, [(rowid, label) for rowid, person_id, *_, label in rows if not person_id])
    _put_people(session, roll, _one_with(roll, people))


def _follow(session: Session, roll: Roll, people: set[str], attendances: set[str]) -> None:
    """Read these anew, and all who are, or were, one with them."""
    concerned = _one_with(roll, people)
    if people:
        roll.duplicates = _duplicates(session)
    for part in slices(attendances):
        sql = _ATTENDANCES.format(marks=marks(part))
        for rowid, person_id, status, source, label, stands in ask(
            session, sql, (roll.event_id, *part)
        ):
            if person_id:
                concerned.add(person_id)
            else:
                roll.standings.put(-rowid, [(status, source)] if stands else [])
                _put_labels(roll, [(rowid, label if stands else None)])
    concerned = _one_with(roll, concerned)
    _stand(session, roll, concerned)
    _put_people(session, roll, concerned)


def _one_with(roll: Roll, people: set[str]) -> set[str]:
    """These people, whom they are read as, and all who are read as the same."""
    last = {roll.duplicates.get(each, each) for each in people}
    return people | last | {each for each, end in roll.duplicates.items() if end in last}


def _stand(session: Session, roll: Roll, people: set[str]) -> None:
    """Where these stand, who are whole sets of one person each."""
    attendances: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in slices(people):
        sql = _OF_PEOPLE.format(marks=marks(part))
        for person_id, status, source in ask(session, sql, (roll.event_id, *part)):
            attendances[roll.duplicates.get(person_id, person_id)].append((status, source))
    for each, number, live in _rowids(session, people):
        roll.standings.put(number, attendances[each] if live else [])


def _numbers(session: Session, roll: Roll, people: set[str]) -> dict[str, int]:
    """By id the number of whom each is read as; not where that one was deleted."""
    whom = {each: roll.duplicates.get(each, each) for each in people}
    found = {each: number for each, number, live in _rowids(session, whom.values()) if live}
    return {each: found[end] for each, end in whom.items() if end in found}


def _put_people(session: Session, roll: Roll, people: set[str]) -> None:
    """The words of these people as they are now, and whether they are of the event."""
    numbers = _numbers(session, roll, people)
    own = {number: each for each, number, _live in _rowids(session, people)}
    gone = set(own)
    for part in slices(people):
        [[text]] = ask(session, _THESE.format(marks=marks(part)), part)
        rows = [
            (number, names, rest, "x" if numbers.get(own[number]) in roll.standings else "")
            for number, names, rest in _rows(text)
        ]
        roll.index.put(rows)
        gone -= {row[0] for row in rows}
        _learn(roll, (names for _number, names, *_ in rows))
    roll.index.remove(gone)


def _put_labels(roll: Roll, labels: Sequence[tuple[int, str | None]]) -> None:
    """Those who have a label alone; without one they cannot be found."""
    rows = [(-rowid, names_line(fold(label)), "", "x") for rowid, label in labels if label]
    roll.index.remove(-rowid for rowid, label in labels if not label)
    roll.index.put(rows)
    _learn(roll, (names for _number, names, *_ in rows))


def _learn(roll: Roll, lines: Iterable[str]) -> None:
    """Until everybody was read the words are not asked for."""
    if roll.complete:
        roll.vocabulary.add(word for line in lines for word in plain(line).split())


def _rows(people: bytes | None) -> Iterator[tuple[int, str, str]]:
    """Number, names and what else is looked for, of a text with a line for each person."""
    if people:
        for line in fold_lines(people).decode().split(_BREAK):
            number, names, rest, phone = line.split(_PART)
            yield int(number), names_line(names), f"{rest} {phone_line(phone)}"


def _rowids(session: Session, people: Iterable[str]) -> Iterator[tuple[str, int, bool]]:
    """Id, number, and whether they are not deleted."""
    for part in slices(people):
        yield from ask(session, _NUMBERS.format(marks=marks(part)), part)


def _duplicates(session: Session) -> dict[str, str]:
    return ends(session, (each for (each,) in ask(session, _DUPLICATES)))


def _members(session: Session, organisation_ids: Iterable[str]) -> set[str]:
    return {
        each
        for part in slices(organisation_ids)
        for (each,) in ask(session, _MEMBERS.format(marks=marks(part)), part)
    }


def _went_to_another(fields: str) -> bool:
    """Whether an attendance was given to another person, whom it no longer tells."""
    changed = json.loads(fields).get("person_id")
    return bool(changed and changed["saw"])
