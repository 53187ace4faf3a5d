"""A laptop is lost: who and how many were in this file, who can read it, and where copies are.

Worked out from any copy of the file that is left. It counts by kind, as a regulator asks; names
stand in it only where they are asked for, to tell the people concerned.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.audit_words import ERASED
from engagement_app.domain.naming import fold, full_name
from engagement_app.language import _
from engagement_app.store.audit import AUDIT, Audited
from engagement_app.store.backup import folder_of
from engagement_app.store.clock import milliseconds, tick_at
from engagement_app.store.copies import list_copies, newest_proved
from engagement_app.store.erasures import list_entries
from engagement_app.store.plain_rows import ask

_LIVE = "FROM person WHERE {deleted} AND id NOT IN (SELECT record_id FROM erasure)"
_ONCE = _LIVE.format(deleted="deleted_at IS NULL AND same_as_id IS NULL")
_BINNED = _LIVE.format(deleted="deleted_at IS NOT NULL")
_THERE = "deleted_at IS NULL AND id NOT IN (SELECT record_id FROM erasure)"
_ROWS: tuple[tuple[str, str, bool], ...] = (
    (_("People, each once"), _ONCE, False),
    (_("with an e-mail address"), f"{_ONCE} AND email IS NOT NULL", True),
    (_("with a telephone number"), f"{_ONCE} AND phone IS NOT NULL", True),
    (_("with a postcode"), f"{_ONCE} AND postcode IS NOT NULL", True),
    (
        _("with access needs, which may tell of health"),
        f"{_ONCE} AND access_needs IS NOT NULL",
        True,
    ),
    (
        _("with a community, which may tell of origin, faith or health"),
        f"{_ONCE} AND community_ids NOT IN ('[]', 'null')",
        True,
    ),
    (_("with notes"), f"{_ONCE} AND notes IS NOT NULL", True),
    (_("People in the bin, still to be read"), _BINNED, False),
    (_("What people agreed to or refused"), f"FROM consent WHERE {_THERE}", False),
    (_("Who came to which event, or was expected"), f"FROM attendance WHERE {_THERE}", False),
    (_("Things that people said"), f"FROM contribution WHERE {_THERE}", False),
    (
        _("with the person who said it"),
        f"FROM contribution WHERE {_THERE} AND attendance_id IS NOT NULL",
        True,
    ),
    (_("Promises to people"), f"FROM follow_up WHERE {_THERE}", False),
    (
        _("Requests and complaints about data"),
        "FROM rights_request WHERE deleted_at IS NULL",
        False,
    ),
    (_("Forms that were typed and not saved"), "FROM draft", False),
    (
        _("Slips of equality monitoring, tied to nobody"),
        "FROM monitoring_response WHERE deleted_at IS NULL",
        False,
    ),
)
"""What is counted, in words; from where; and whether it is a part of what stands above it."""
_REFUSED = Audited.FAILED_UNLOCK
_PROJECTS = "SELECT name FROM project WHERE deleted_at IS NULL ORDER BY name, id"
_PEOPLE = f"SELECT given_name, family_name, known_as, email, phone {_ONCE}"
_CHANGED = (
    "SELECT device, person, max(hlc) FROM change WHERE hlc < ? AND device <> '' GROUP BY device"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of what was in the file; `is_part` of the line above that is none."""

    words: str
    count: int
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop that worked with the file: who did so last, and when it was opened there last, as
    far as that was noted (UTC)."""

    device: str
    person: str
    last_at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody who was in the file, and how they can be told."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class FileTold:
    """What the file itself does not hold: its name, its way in, and its backups (UTC).

    `protection` is `passphrase`, `keyring`, `recovery`, or empty for none.
    """

    name: str
    protection: str = ""
    newest: datetime | None = None
    newest_in: str = ""
    far: str = ""
    far_at: datetime | None = None
    device: str = ""
    """The laptop at which the sheet is made."""


@dataclass(frozen=True, slots=True)
class LostLaptop:
    """All of it, as the file stands on the day."""

    file: FileTold
    projects: tuple[str, ...]
    as_of: date
    counts: tuple[Counted, ...]
    laptops: tuple[Laptop, ...]
    refused: int
    erased: int
    erased_since: int
    people: tuple[Reach, ...] | None = None
    made_by: str = ""
    large: bool = False

    @property
    def count_of_people(self) -> int:
        """How many people are concerned."""
        return self.counts[0].count


def told_of_file(
    path: Path,
    protection: str,
    far: Path | None = None,
    far_at: datetime | None = None,
    device: str = "",
) -> FileTold:
    """What there is to tell of a file and its backups; `far` is the second place, if one is set."""
    copies = list_copies(path, {folder_of(path), far or folder_of(path)})
    newest = newest_proved(copies)
    made_at, folder = (newest.made_at, str(newest.path.parent)) if newest else (None, "")
    return FileTold(path.name, protection, made_at, folder, str(far or ""), far_at, device)


def prepare_lost_laptop(
    session: Session,
    _project_id: str,
    as_of: date,
    _event_id: str | None = None,
    *,
    file: FileTold,
    with_names: bool = False,
    made_by: str = "",
    large: bool = False,
) -> LostLaptop:
    """The whole file, whatever the project: it is all on the laptop."""
    until = datetime.combine(as_of + timedelta(days=1), time.min).astimezone()
    entries = [each for each in list_entries(session) if each.kind == "person"]
    done = _done(session, until)
    since = file.newest.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if file.newest else ""
    return LostLaptop(
        file,
        tuple(str(name) for (name,) in ask(session, _PROJECTS)),
        as_of,
        tuple(_counts(session)),
        tuple(_laptops(session, done, until)),
        sum(json.loads(row.detail or "{}").get("times", 1) for row in done if row.act == _REFUSED),
        len(entries),
        sum(each.erased_at >= since for each in entries),
        tuple(_people(session)) if with_names else None,
        made_by,
        large,
    )


def _counts(session: Session) -> Iterator[Counted]:
    for words, source, is_part in _ROWS:
        [(count,)] = ask(session, f"SELECT count(*) {source}")
        yield Counted(words, int(count), is_part)


def _done(session: Session, until: datetime) -> list[Any]:
    """The acts without content before this moment, the oldest first."""
    columns = AUDIT.c.device, AUDIT.c.person, AUDIT.c.at, AUDIT.c.act, AUDIT.c.detail
    query = sa.select(*columns).where(AUDIT.c.at < until).order_by(AUDIT.c.at)
    return list(session.execute(query).all())


def _laptops(session: Session, done: list[Any], until: datetime) -> list[Laptop]:
    """The one at work last comes first."""
    found: dict[str, Laptop] = {}
    for device, person, hlc in ask(session, _CHANGED, (tick_at(until),)):
        at = datetime.fromtimestamp(milliseconds(hlc) / 1000, UTC)
        found[device] = Laptop(str(device), str(person), at, None)
    for row in done:
        known = found.get(row.device)
        before = known.opened_at if known else None
        opened: datetime | None = row.at if row.act == Audited.OPEN else before
        if known and known.last_at > row.at:
            found[row.device] = replace(known, opened_at=opened)
        else:
            found[row.device] = Laptop(row.device, row.person or ERASED, row.at, opened)
    return sorted(found.values(), key=lambda each: (each.last_at, each.device), reverse=True)


def _people(session: Session) -> list[Reach]:
    found = [
        Reach(full_name(*names), email or "", phone or "")
        for *names, email, phone in ask(session, _PEOPLE)
    ]
    return sorted(found, key=lambda each: (fold(each.name), each.email, each.phone))
