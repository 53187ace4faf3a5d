"""What was said, written in one line: `words #theme @person for:community !voice >follow-up`.

A mark counts at the start of a word alone, so that `a@b` and `5 > 3` are words. A name with blanks
stands in quotation marks, in which a quotation mark is doubled. What follows `>` is the follow-up,
to the end of the line; a voice may still be named as its last word. `!` is a mark before a word for
a voice alone. A mark with a backslash before it is a word like any other.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

THEME, PERSON, COMMUNITY, VOICE = "#", "@", "for:", "!"
VOICES = {"own": "own", "behalf": "on_behalf", "second": "second_hand"}
"""The words for voices after `!`; their first letters do."""
_FOLLOW_UP = ">"
_MARK = re.compile(
    r"(?<!\S)(\\*)(#|@|>|for:|!(?=(?:o|own|b|behalf|s|second)(?!\S)))(?=\S)", re.IGNORECASE
)
_VOICE_AT_END = re.compile(r"(\s+)(\\*)!(o|own|b|behalf|s|second)\Z", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]|"")*)(?:"|\Z)')
_BARE = re.compile(r"\S+")
_PLAIN = re.compile(r'[^\s"]*[^\s",.;:!?]')
_ENDINGS = ",.;:!?"
_BLANKS = re.compile(r"\s*")
_OPEN = re.compile(r'(?<!\S)(#|@|for:|!)(?:"((?:[^"]|"")*)|((?:[^\s"]\S*)?))\Z', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OneLine:
    """The parts of a line; names stand as they were written, whether they are known or not."""

    words: str = ""
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    follow_up: str = ""
    voice: str = ""


class Typing(NamedTuple):
    """The name that is being typed: its mark, what is there of it, and where it begins and ends."""

    mark: str
    text: str
    start: int
    end: int


def parse(text: str) -> OneLine:
    """The parts of a line; nothing that was typed is wrong, at worst it is a word."""
    reading = _Reading(text)
    while found := _MARK.search(text, reading.at):
        reading.words += text[reading.at : found.start()]
        reading.take(found)
    words = reading.words + text[reading.at :]
    named = {mark: tuple(dict.fromkeys(names)) for mark, names in reading.names.items()}
    return OneLine(
        words.strip(),
        named[THEME],
        named[PERSON],
        named[COMMUNITY],
        reading.follow_up,
        _voice(named[VOICE]),
    )


def write(line: OneLine) -> str:
    """The line that is read as these parts."""
    marked = ((THEME, line.themes), (PERSON, line.people), (COMMUNITY, line.communities))
    parts = [_MARK.sub(lambda found: "\\" + found[0], line.words)]
    parts += [mark + _as_name(name) for mark, names in marked for name in names]
    parts += [VOICE + word for word, voice in VOICES.items() if voice == line.voice]
    follow_up = _VOICE_AT_END.sub(r"\1\2\\!\3", line.follow_up)
    parts += [_FOLLOW_UP + follow_up] if follow_up else []
    return " ".join(part for part in parts if part)


def typing_at(text: str, cursor: int) -> Typing | None:
    """The name that ends at the cursor, to be completed; None within words and follow-ups."""
    found = _OPEN.search(text[:cursor])
    if found is None or text[cursor : cursor + 1].strip():
        return None
    if parse(text[: found.start()]).follow_up:
        return None
    name = found[3] if found[2] is None else found[2].replace('""', '"')
    return Typing(found[1].lower(), name, found.start(), cursor)


def complete(text: str, typing: Typing, name: str) -> tuple[str, int]:
    """The line with the name in full and a blank after it, and where the cursor is then."""
    before = text[: typing.start] + typing.mark + _as_name(name) + " "
    return before + text[typing.end :].removeprefix(" "), len(before)


@dataclass
class _Reading:
    """How far a line was read, and what was found."""

    text: str
    at: int = 0
    words: str = ""
    names: dict[str, list[str]] = field(
        default_factory=lambda: {THEME: [], PERSON: [], COMMUNITY: [], VOICE: []}
    )
    follow_up: str = ""

    def take(self, found: re.Match[str]) -> None:
        """Read on past a mark."""
        escapes, mark = found[1], found[2].lower()
        name, end = ("", 0) if escapes else _name(self.text, mark, found.end())
        if not name:
            self.words += escapes[1:] + found[2]
            self.at = found.end()
        elif mark == _FOLLOW_UP:
            self._promise(name)
            self.at = end
        else:
            self.names[mark].append(name)
            self.words = self.words.rstrip() + " "
            blanks = _BLANKS.match(self.text, end)
            self.at = blanks.end() if blanks else end

    def _promise(self, text: str) -> None:
        """The follow-up, and the voice where that is its last word."""
        self.follow_up = text
        if found := _VOICE_AT_END.search(text):
            kept = found[1] + found[2][1:] + "!" + found[3] if found[2] else ""
            self.follow_up = text[: found.start()] + kept
            self.names[VOICE] += [] if found[2] else [found[3]]


def _name(text: str, mark: str, start: int) -> tuple[str, int]:
    """The name after a mark, and where it ends."""
    if mark == _FOLLOW_UP:
        return text[start:].strip(), len(text)
    if quoted := _QUOTED.match(text, start):
        return quoted[1].replace('""', '"').strip(), quoted.end()
    bare = _BARE.match(text, start)
    return (bare[0].rstrip(_ENDINGS), bare.end()) if bare else ("", start)


def _voice(words: tuple[str, ...]) -> str:
    """The voice that was named last."""
    found = [VOICES[each] for word in words for each in VOICES if each.startswith(word.lower())]
    return found[-1] if found else ""


def _as_name(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else '"' + name.replace('"', '""') + '"'
