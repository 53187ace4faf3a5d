"""A list of what was said, such as a flipchart typed up: each line of it is an entry to be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement_app.domain import acts
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.notebook import OF_OTHERS, Noted, refuse_what_one_entry_cannot_be
from engagement_app.domain.one_line import OneLine, parse
from engagement_app.domain.recording import NewName
from engagement_app.errors import UserError
from engagement_app.language import _

_BULLET = re.compile(
    r"\s*(?:[•·‣⁃◦▪▫■□●○▶►➢➤✓✔✗❖☐☑☒\uf0a7\uf0b7\uf0d8]\s*|(?:[-–—*+]|o(?=\t))\s+|[-–—](?=[^\W\d]))"
)
_TICK = re.compile(r"\s*\[[ xX]?\]\s+")
_NUMBER = re.compile(r"\s*(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-z]\))\s+")
Meant = Callable[[str, str], str | NewName]
"""`meant(table, name)`: the id of what a name means, or a new name; raises `UserError`."""


@dataclass(frozen=True, slots=True)
class Together:
    """What the lines of a list share; `of_others` is for those alone that are in this voice."""

    voice: str | None = None
    theme_ids: tuple[str | NewName, ...] = ()
    of_others: Mapping[str, Any] = field(default_factory=dict)


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines that hold anything, without bullets and numbers, each with its place from 0."""
    found = ((at, without_bullet(line)) for at, line in enumerate(text.split("\n")))
    return [(at, line) for at, line in found if line]


def without_bullet(line: str) -> str:
    """A line without what only lists have before its words: a bullet, a box to tick, a number."""
    for mark in (_BULLET, _TICK, _NUMBER):
        if found := mark.match(line + "\n"):
            line = line[found.end() :]
    return line.strip()


def note(line: str, together: Together, meant: Meant) -> Noted:
    """The entry that a line would be; raises `UserError` that says why it cannot be one.

    Where nothing but the voice is missing the error names the field `voice`.
    """
    parts = parse(line)
    voice = parts.voice or together.voice
    if not parts.words:
        raise UserError(_("There are no words in this line."), field="words")
    refuse_what_one_entry_cannot_be(parts, voice)
    words = acts.checked(Contribution, {"words": parts.words})
    promised = acts.checked(FollowUp, {"description": parts.follow_up})
    who = meant("attendance", parts.people[0]) if parts.people else None
    if voice is None:
        raise UserError(_("Whose voice is it?"), field="voice")
    values = {
        **words,
        "voice": voice,
        "theme_ids": _themes(parts, together, meant),
        "attendance_id": who,
        **_of_others(parts, voice, together, meant),
    }
    return Noted(values, promised["description"])


def _themes(parts: OneLine, together: Together, meant: Meant) -> list[str | NewName]:
    named = (meant("theme", name) for name in parts.themes)
    return list(dict.fromkeys((*together.theme_ids, *named)))


def _of_others(parts: OneLine, voice: str, together: Together, meant: Meant) -> Mapping[str, Any]:
    """For whom, mandate and limits: those of the list for lines in its voice alone."""
    if voice == "own":
        return OF_OTHERS
    shared = together.of_others if voice == together.voice else {}
    found = {**OF_OTHERS, **shared}
    if parts.communities:
        found["community_id"] = meant("community", parts.communities[0])
    return found
