"""What came of one event, of the events of some days, or of a whole project: the figures.

The shape is that of the summary's open format; true counts, for the office. A paper prints them
through the small-number rule.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engagement_app.resourcing.behind import who
from engagement_app.resourcing.carried import carriers
from engagement_app.resourcing.dead_ends import dead_ends
from engagement_app.resourcing.gap import gap_report
from engagement_app.resourcing.ledger import Attendance, Ledger, Told
from engagement_app.resourcing.report import REASONS, VOICES, Carrier

KINDS = ("experience", "concern", "idea", "question", "offer", "other")
_CAME = ("here", "left")
_SPEAKS = (*_CAME, "expected", "excused", "did_not_come")
"""Of several attendances of one person at one event, the first of these speaks."""


@dataclass(frozen=True, slots=True)
class Names:
    """Beside the ledger: names by id, who has a label alone, head counts by event and community."""

    themes: Mapping[str, str]
    communities: Mapping[str, str]
    labelled: Collection[str]
    tallies: Sequence[tuple[str, str | None, int]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the summary is of: one event, events that start on some days, or all (`events` None)."""

    event_id: str | None = None
    event: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    events: frozenset[str] | None = None

    def has(self, event_id: str | None) -> bool:
        """Whether what happened at this event is in; at no event, only in a whole project."""
        return self.events is None or event_id in self.events


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who came: people once each, nameless ones among them; the others by status."""

    people: int
    first_time: int
    nameless: int
    tallied: int
    expected: int
    did_not_come: int
    excused: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme, and how many contributions have it."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class SaidCounts:
    """How much was said, by voice, by kind and by theme (most first).

    `crossed` has for each theme the counts of the voices, for the paper alone; `on_one_each` is
    whether everything is on one theme, so that those add up to the voices.
    """

    total: int
    voices: dict[str, int]
    kinds: dict[str, int]
    themes: tuple[ThemeCount, ...]
    crossed: tuple[tuple[int, ...], ...] = ()
    on_one_each: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be quoted.

    `alike` is how many different people spoke at that event, in that voice, for that community:
    as many as a reader of the quote has to guess among.
    """

    contribution_id: str
    words: str
    voice: str
    on_behalf_of: str | None
    mandate: str
    limits: str | None
    event: str
    alike: int
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promises:
    """Follow-ups by status, and the dead ends by reason."""

    total: int
    open: int
    done: int
    cancelled: int
    dead_ends: dict[str, int]


@dataclass(frozen=True, slots=True)
class Cost:
    """What the roles of these events cost, in pence."""

    full_cost: int
    confirmed: int
    gap: int


@dataclass(frozen=True, slots=True)
class CommunityCount:
    """People who came and belong to a community, and those counted there without a name.

    Whoever belongs to two stands in both; `name` is None for those of no community.
    """

    name: str | None
    people: int
    tallied: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole summary; `communities` and `carried_by` are for the paper alone."""

    project_id: str
    project: str
    scope: Scope
    as_of: date
    attendance: Turnout
    contributions: SaidCounts
    quotes: tuple[Quote, ...]
    follow_ups: Promises
    cost: Cost
    communities: tuple[CommunityCount, ...]
    carried_by: tuple[Carrier, ...]


def summary(
    ledger: Ledger, told: Iterable[Told], names: Names, scope: Scope, as_of: date
) -> Summary:
    """The summary of what is in the scope."""
    attended = [each for each in ledger.attendances if scope.has(each.event_id)]
    came = [each for each in attended if each.status in _CAME]
    said = in_order(each for each in told if scope.has(each.event_id))
    return Summary(
        ledger.project_id,
        ledger.project,
        scope,
        as_of,
        _turnout(attended, came, names, scope),
        _said(said, names),
        quotes(said, ledger, names),
        _promises(ledger, scope),
        _cost(ledger, scope, as_of),
        _communities(came, ledger, names, scope),
        _carried(ledger, scope),
    )


def in_order(told: Iterable[Told]) -> list[Told]:
    """As it was said; what has no time comes last."""
    return sorted(
        told, key=lambda each: (each.recorded_at is None, each.recorded_at or "", each.id)
    )


def _turnout(
    attended: list[Attendance], came: list[Attendance], names: Names, scope: Scope
) -> Turnout:
    standing = _standing(attended)
    return Turnout(
        people=len({who(each) for each in came}),
        first_time=len({who(each) for each in came if each.first_time == "yes"}),
        nameless=sum(not each.person_id and each.id not in names.labelled for each in came),
        tallied=sum(count for event, _community, count in names.tallies if scope.has(event)),
        expected=standing["expected"],
        did_not_come=standing["did_not_come"],
        excused=standing["excused"],
    )


def _standing(attended: Iterable[Attendance]) -> Counter[str]:
    """How many stand where; somebody with two attendances at one event stands there once."""
    at: dict[tuple[str, str], str] = {}
    for each in attended:
        place = (each.event_id, who(each))
        at[place] = min(at.get(place, each.status), each.status, key=_SPEAKS.index)
    return Counter(at.values())


def _said(said: Sequence[Told], names: Names) -> SaidCounts:
    voices, kinds = Counter(each.voice for each in said), Counter(each.kind for each in said)
    themes = Counter(theme for each in said for theme in set(each.theme_ids))
    lines = [
        ThemeCount(each, names.themes[each], count)
        for each, count in themes.items()
        if each in names.themes
    ]
    lines.sort(key=lambda line: (-line.count, line.id))
    crossed = Counter((theme, each.voice) for each in said for theme in set(each.theme_ids))
    return SaidCounts(
        len(said),
        {voice: voices[voice] for voice in VOICES},
        {kind: kinds[kind] for kind in KINDS},
        tuple(lines),
        tuple(tuple(crossed[line.id, voice] for voice in VOICES) for line in lines),
        all(len(set(each.theme_ids) & names.themes.keys()) == 1 for each in said),
    )


def quotes(said: Sequence[Told], ledger: Ledger, names: Names) -> tuple[Quote, ...]:
    """What may be quoted, with how many could have said it and its themes in their order."""
    speakers = {each.id: who(each) for each in ledger.attendances}
    alike: dict[tuple[str, str, str | None], set[str]] = {}
    for each in said:
        speaker = speakers.get(each.attendance_id or "", each.id)
        alike.setdefault(_points_to(each), set()).add(speaker)
    return tuple(
        Quote(
            each.id,
            each.words,
            each.voice,
            names.communities.get(each.community_id or "") if each.voice != "own" else None,
            each.mandate,
            each.limits,
            ledger.events[each.event_id],
            len(alike[_points_to(each)]),
            tuple(names.themes[theme] for theme in each.theme_ids if theme in names.themes),
        )
        for each in said
        if each.may_quote == "yes"
    )


def _points_to(told: Told) -> tuple[str, str, str | None]:
    return told.event_id, told.voice, told.community_id


def _promises(ledger: Ledger, scope: Scope) -> Promises:
    status = Counter(each.status for each in ledger.follow_ups if scope.has(each.event_id))
    ends = Counter(end.reason for end in dead_ends(ledger) if scope.has(end.event_id))
    return Promises(
        total=status.total(),
        open=status["open"],
        done=status["done"],
        cancelled=status["cancelled"],
        dead_ends={reason: ends[reason] for reason in REASONS},
    )


def _role_ids(ledger: Ledger, scope: Scope) -> set[str]:
    return {role.id for role in ledger.roles if scope.has(role.event_id)}


def _cost(ledger: Ledger, scope: Scope, as_of: date) -> Cost:
    """Of the roles in the scope; funds are scaled over the whole project, as in the gap report."""
    kept = _role_ids(ledger, scope)
    roles = [role for role in gap_report(ledger, as_of).roles if role.id in kept]
    return Cost(
        sum(role.full_cost for role in roles),
        sum(role.confirmed for role in roles),
        sum(role.gap for role in roles),
    )


def _carried(ledger: Ledger, scope: Scope) -> tuple[Carrier, ...]:
    kept = _role_ids(ledger, scope)
    return carriers(
        (time for time in ledger.times if time.role_id in kept),
        {role.id: role.hourly_cost for role in ledger.roles},
        ledger.rates,
        ledger.organisations,
    )


def _communities(
    came: Iterable[Attendance], ledger: Ledger, names: Names, scope: Scope
) -> tuple[CommunityCount, ...]:
    """By name; those of no community last."""
    people: Counter[str | None] = Counter()
    for each in {who(each) for each in came}:
        people.update(ledger.communities_of.get(each) or (None,))
    tallied: Counter[str | None] = Counter()
    for event_id, community_id, count in names.tallies:
        if scope.has(event_id):
            tallied[community_id] += count
    found = [
        CommunityCount(names.communities.get(each or ""), people[each], tallied[each])
        for each in {*people, *tallied}
    ]
    return tuple(sorted(found, key=lambda line: (line.name is None, line.name or "")))
