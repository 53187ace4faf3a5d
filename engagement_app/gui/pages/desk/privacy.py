"""The privacy screen: the queue behind the laptop reads no names, only what tells people apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engagement_app.domain.arrivals import Arrival
from engagement_app.domain.desk import SignIn
from engagement_app.gui.settings import remembered
from engagement_app.language import _

HIDES = "desk/hides_names"
_MOST_LETTERS = 3


def are_hidden() -> bool:
    """Whether names are hidden at the desk of this laptop."""
    return remembered(HIDES) == "yes"


def screened(people: Sequence[Arrival]) -> list[Arrival]:
    """The same people as they may be seen by others."""
    names = shortened([each.name for each in people])
    return [_screened(each, name) for each, name in zip(people, names, strict=True)]


def screened_result(result: Any) -> Any:
    """What an act gave, as it may be told where others read."""
    if isinstance(result, Arrival):
        return screened([result])[0]
    if isinstance(result, SignIn):
        return replace(result, arrival=screened([result.arrival])[0])
    if isinstance(result, tuple):
        return tuple(screened(result))
    return result


def shortened(names: Sequence[str]) -> list[str]:
    """`A. B.` for each, with as many letters more, up to three, as tell one from another."""
    letters, made = [1] * len(names), [""] * len(names)
    for most in range(1, _MOST_LETTERS + 1):
        made = [_begun(name, count) for name, count in zip(names, letters, strict=True)]
        often = Counter(made)
        letters = [
            count + (often[short] > 1 and count == most)
            for count, short in zip(letters, made, strict=True)
        ]
    return made


def initials(name: str) -> str:
    """`S. H.` for Siân Hughes."""
    return _begun(name, 1)


def _begun(name: str, letters: int) -> str:
    words = name.split()
    return " ".join(word if len(word) <= letters else f"{word[:letters]}." for word in words)


def _screened(arrival: Arrival, name: str) -> Arrival:
    instead = arrival.instead_of
    return replace(
        arrival,
        name=name,
        known_as=None,
        organisation=_("Hidden"),
        access_needs=_("on record, hidden; F9 shows them") if arrival.access_needs else None,
        email=None,
        phone=None,
        instead_of=initials(instead) if instead else None,
    )
