"""The follow-up call list: whom to get in touch with, how, and about what; the most urgent first.

One entry for each person, with all that is open for them, where the most urgent of it stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from sqlmodel import Session

from engagement_app.domain.naming import fold
from engagement_app.domain.promises import PromiseRow, fetch_promises, fetch_unanswered
from engagement_app.domain.view import View
from engagement_app.resourcing.dead_ends import dead_ends
from engagement_app.resourcing.ledger import FollowUp, Ledger
from engagement_app.resourcing.promises import DUE, sort_out
from engagement_app.resourcing.reading import read_ledger
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import ask, let_go

DEAD_ENDS = "dead_ends"
GROUPS = (*DUE, DEAD_ENDS)
_NEVER = date.max
_OWNERS = (
    "SELECT DISTINCT f.owner_name, o.name FROM follow_up f"
    " LEFT JOIN organisation o ON o.id = f.owner_organisation_id"
    " WHERE f.project_id = ? AND f.status = 'open' AND f.deleted_at IS NULL ORDER BY 1, 2"
)


class Owner(NamedTuple):
    """Who owns follow-ups: a name, an organisation, both, or nobody."""

    name: str | None
    organisation: str | None

    @property
    def folded(self) -> tuple[str, str | None]:
        """The same for upper case and accents."""
        return fold(self.name), self.organisation


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody, how they are reached, and what is open for them, the first to fall due first.

    Of somebody who must not be contacted, or is nameless, no way to reach them is known here.
    """

    promises: tuple[PromiseRow, ...]
    organisation: str | None = None
    phone: str | None = None
    email: str | None = None
    preferred_contact: str = "none"
    access_needs: str | None = None

    @property
    def whom(self) -> str | None:
        """Their name, if there is one."""
        return self.promises[0].whom

    @property
    def do_not_contact(self) -> bool:
        """Whether they asked for that."""
        return self.promises[0].do_not_contact

    @property
    def due_on(self) -> date | None:
        """The first day on which something falls due."""
        return self.promises[0].due_on


@dataclass(frozen=True, slots=True)
class CallList:
    """The whole paper: calls by group, each of `GROUPS` that is asked for, also where it is empty.

    `event` is None where it is of the whole project.
    """

    project: str
    event: str | None
    as_of: date
    groups: tuple[tuple[str, tuple[Call, ...]], ...]
    made_by: str = ""
    large: bool = False
    owner: Owner | None = None

    @property
    def calls(self) -> list[Call]:
        """All of them."""
        return [call for _group, calls in self.groups for call in calls]

    @property
    def promised(self) -> int:
        """How many follow-ups are open on it; whoever was promised nothing is none."""
        return sum(row.id is not None for call in self.calls for row in call.promises)


def list_owners(session: Session, project_id: str) -> list[Owner]:
    """Everybody who owns something that is open, by name; one name at two places is two owners."""
    found: dict[tuple[str, str | None], Owner] = {}
    for row in ask(session, _OWNERS, (project_id,)):
        owner = Owner(*row)
        found.setdefault(owner.folded, owner)
    return [found[each] for each in sorted(found, key=lambda each: (each[0], fold(each[1])))]


def prepare_call_list(
    session: Session,
    project_id: str,
    as_of: date,
    event_id: str | None = None,
    *,
    groups: Sequence[str] = GROUPS,
    owner: Owner | None = None,
    made_by: str = "",
    large: bool = False,
) -> CallList:
    """What is open in the project, or of it what comes from an event, by the day `as_of`.

    Of one `owner` only what they own.
    """
    with no_collection():
        ledger, view = read_ledger(session, project_id), View(session)
        view.fetch("organisation", ledger.organisations)
        rows = _fetch(view, ledger, as_of, event_id)
    let_go(session)
    found: dict[str, list[Call]] = {group: [] for group in GROUPS}
    for promises in _by_person(row for row in rows if owner is None or _owner(row) == owner.folded):
        found[_group(promises[0])].append(_call(view, promises))
    return CallList(
        ledger.project,
        ledger.events[event_id] if event_id else None,
        as_of,
        tuple((group, tuple(sorted(found[group], key=_order))) for group in groups),
        made_by,
        large,
        owner,
    )


def _owner(row: PromiseRow) -> tuple[str, str | None]:
    return fold(row.owner_name), row.owner_organisation


def _fetch(view: View, ledger: Ledger, as_of: date, event_id: str | None) -> Iterator[PromiseRow]:
    """What is open, the most urgent first; last of all those who were promised nothing."""
    asked = [each for each in ledger.follow_ups if event_id in (None, each.event_id)]
    silent = [
        str(end.attendance_id)
        for end in dead_ends(ledger)
        if end.reason == "nothing_recorded" and event_id in (None, end.event_id)
    ]
    return chain(fetch_promises(view, _standing(asked, as_of)), fetch_unanswered(view, silent))


def _standing(follow_ups: Iterable[FollowUp], as_of: date) -> Mapping[str, str]:
    live = [each for each in follow_ups if each.status == "open"]
    groups = sort_out(sorted(live, key=lambda each: (each.due_on or "", each.id)), as_of)
    return {each: group for group, ids in groups.items() for each in ids}


def _by_person(rows: Iterable[PromiseRow]) -> list[tuple[PromiseRow, ...]]:
    """What is for the same person together; a follow-up that names nobody stands by itself."""
    together: dict[str, list[PromiseRow]] = {}
    for row in rows:
        together.setdefault(row.person_id or row.attendance_id or row.key, []).append(row)
    return [tuple(promises) for promises in together.values()]


def _group(row: PromiseRow) -> str:
    return row.standing if row.standing in DUE else DEAD_ENDS


def _order(call: Call) -> tuple[date, str, str]:
    return call.due_on or _NEVER, fold(call.whom), call.promises[0].key


def _call(view: View, promises: tuple[PromiseRow, ...]) -> Call:
    person = view("person", promises[0].person_id)
    if not person or promises[0].do_not_contact:
        return Call(promises)
    organisation = view("organisation", person["organisation_id"])
    same = ("phone", "email", "preferred_contact", "access_needs")
    return Call(
        promises,
        organisation["name"] if organisation else None,
        **{name: person[name] for name in same},
    )
