"""What a paragraph is made of: people's words, some of them strong, or leading somewhere."""

from typing import NamedTuple


class Record(NamedTuple):
    """A record that a paper names: `kind` is its table, such as `fund`."""

    kind: str
    id: str


class Strong(str):
    """A part of a paragraph to be printed bold."""

    __slots__ = ()


class Leading(str):
    """A part of a paragraph that leads to a place in the paper, or to an address of the web."""

    __slots__ = ("target",)
    target: str


class Named(str):
    """A part of a paragraph that names a record: it leads to the record's line in the index."""

    __slots__ = ("record", "strong")
    record: Record
    strong: bool


def leading(words: str, target: str) -> Leading:
    """Words that lead to `target`: a place that some paragraph has, or an address with `://`."""
    made = Leading(words)
    made.target = target
    return made


def named(words: str, kind: str, identifier: str | None, *, strong: bool = False) -> str:
    """Words that name a record; plain ones where there is none."""
    if identifier is None:
        return Strong(words) if strong else words
    made = Named(words)
    made.record = Record(kind, identifier)
    made.strong = strong
    return made


def is_strong(part: str) -> bool:
    """Whether the part is printed bold."""
    return isinstance(part, Strong) or (isinstance(part, Named) and part.strong)


def target_of(part: str) -> str:
    """Where the part leads; nothing where it leads nowhere."""
    if isinstance(part, Named):
        return place_of(part.record)
    return part.target if isinstance(part, Leading) else ""


def place_of(record: Record) -> str:
    """The place in the index where a record has its line."""
    return f"record {record.kind} {record.id}"


def worded(part: str, words: str) -> str:
    """Other words in the place of a part, with all else that it is."""
    if isinstance(part, Named):
        made = Named(words)
        made.record, made.strong = part.record, part.strong
        return made
    if isinstance(part, Leading):
        return leading(words, part.target)
    return Strong(words) if isinstance(part, Strong) else words
