"""Who is meant by what was typed at the desk, the most likely first."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from engagement_app.domain.arrivals import Arrival, list_arrivals
from engagement_app.domain.naming import fold
from engagement_app.domain.roll import Roll, marks, names_line, plain, words_of
from engagement_app.domain.vocabulary import nearness
from engagement_app.store.plain_rows import ask

_NAMES = (
    "SELECT id, concat_ws(' ', given_name, family_name), known_as, rowid"
    " FROM person WHERE rowid IN ({marks})"
)
_LABELS = "SELECT id, label, NULL, -rowid FROM attendance WHERE rowid IN ({marks})"
_STATUSES = ("expected", "here", "left", "excused", "did_not_come", None)
"""Who is still expected before who came, those who are not on the list last."""
_BY_NAME, _BEGUN, _BESIDE, _INSIDE, _SLIP = range(5)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a name fits: which of the tiers above, whether in whole words, how near."""

    tier: int
    parts: bool
    later: bool
    far: float

    @property
    def place(self) -> tuple[int, bool, bool, float]:
        """Less is better."""
        return self.tier, self.parts, self.later, self.far


def look_up(session: Session, roll: Roll, text: str) -> list[Arrival]:
    """Whom the typed text finds: by their whole name, by name, by organisation, phone or e-mail,
    and at last with a slip; of each, who is expected stands first."""
    words = words_of(text)
    fits: dict[str, _Fit] = {}
    found = roll.find(words)
    for each, name, known_as, number in _named(session, found):
        fit = _fit(words, name or "", known_as or "", typed=found[number])
        key = roll.duplicates.get(each, each)
        fits[key] = min(fits.get(key, fit), fit, key=lambda one: one.place)

    def place(each: Arrival) -> tuple[object, ...]:
        tier, *rest = fits[each.key].place
        return tier, _STATUSES.index(each.status), *rest, fold(each.name), each.key

    return sorted(list_arrivals(session, roll.event_id, fits), key=place)


def _named(session: Session, numbers: Iterable[int]) -> list[tuple[str, str, str, int]]:
    people = [each for each in numbers if each > 0]
    labels = [-each for each in numbers if each < 0]
    found = ask(session, _NAMES.format(marks=marks(people)), people)
    return found + ask(session, _LABELS.format(marks=marks(labels)), labels) if labels else found


def _fit(words: list[str], name: str, known_as: str, *, typed: bool) -> _Fit:
    name, known_as = fold(name), fold(known_as)
    line = f" {plain(names_line(f'{name} {known_as}'))} "
    wanted = [plain(word) for word in words]
    parts = not all(f" {word} " in line for word in wanted)
    later = not line.startswith(f" {wanted[0]}")
    tier, far = _BESIDE, 0.0
    if typed and sorted(wanted) in (sorted(plain(name).split()), sorted(plain(known_as).split())):
        tier = _BY_NAME
    elif all(f" {word}" in line for word in wanted):
        tier = _BEGUN
    elif not typed:
        tier = _INSIDE if all(word in line for word in wanted) else _SLIP
        far = -nearness(" ".join(wanted), plain(name)) if tier == _SLIP else far
    return _Fit(tier, parts, later, far)
