"""Names as people write them, and as they are compared."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "ħ": "h",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
)
_ASCII = bytes(range(128))


def fold(text: str | None) -> str:
    """Without case, accents and doubled blanks: what two spellings of one name share."""
    if not text:
        return ""
    if text.isascii():
        return " ".join(text.lower().split())
    return _fold(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def fold_lines(text: bytes) -> bytes:
    """The same for very many lines of UTF-8 at once, letter by letter; blanks stay as they are."""
    folded = text.lower()
    for letter in set(text.translate(None, _ASCII).decode()):
        plain = _fold_letter(letter)
        if plain != letter:
            folded = folded.replace(letter.encode(), plain.encode())
    return folded


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter.casefold().translate(_LETTERS))
    return "".join(" " if c.isspace() else c for c in parts if not unicodedata.combining(c))


def full_name(given: str | None, family: str | None, known_as: str | None) -> str:
    """Given and family name, else what the person is known as; empty for nobody."""
    return " ".join(part for part in (given, family) if part) or known_as or ""


def name_of(person: Mapping[str, Any]) -> str:
    """The full name of a person's row."""
    return full_name(person["given_name"], person["family_name"], person["known_as"])
