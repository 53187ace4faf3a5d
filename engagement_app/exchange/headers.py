"""What the header row of a list means."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engagement_app.language import _


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """A header or a word without case, spaces and punctuation; `#` is a number, `%` percent."""
    plain = (
        unicodedata.normalize("NFKC", text).casefold().replace("#", "no").replace("%", "percent")
    )
    return "".join(char for char in plain if char.isalnum())


def folded(words: str) -> tuple[str, ...]:
    """The folded forms of words that are separated by commas."""
    return tuple(fold(word) for word in words.split(",") if fold(word))


@dataclass(frozen=True, slots=True)
class Layout:
    """A header row that is known: all headers of one of `signatures` (none: any list).

    `meanings` gives for each folded header its field and how good a source of it that is (0 the
    best); `ignored` are known and not used; of `first_of_two`, the first column is right and
    later ones of that name are something else; `refusal` is the sentence for files that are not
    what they seem.
    """

    name: str
    source: str
    meanings: Mapping[str, tuple[str, int]]
    signatures: tuple[frozenset[str], ...] = ()
    ignored: frozenset[str] = frozenset()
    first_of_two: frozenset[str] = frozenset()
    refusal: str = ""

    def fits(self, headers: frozenset[str]) -> bool:
        return not self.signatures or any(headers >= signature for signature in self.signatures)

    def field_of(self, header: str) -> tuple[str, int] | None:
        """The field of a folded header and its rank; a digit at the end may go, as form programs
        number questions of one name."""
        if header in self.meanings:
            return self.meanings[header]
        numbered = self.meanings.get(header.rstrip("0123456789"))
        return (numbered[0], numbered[1] + 100) if numbered else None


def layout(
    name: str,
    source: str,
    fields: Mapping[str, str],
    *,
    signatures: Iterable[str] = (),
    ignored: str = "",
    first_of_two: str = "",
    refusal: str = "",
) -> Layout:
    """A layout from headers as they are written, separated by commas."""
    return Layout(
        name,
        source,
        {
            header: (field, rank)
            for field, headers in fields.items()
            for rank, header in enumerate(folded(headers))
        },
        tuple(frozenset(folded(signature)) for signature in signatures),
        frozenset(folded(ignored)),
        frozenset(folded(first_of_two)),
        refusal,
    )


def choose(layouts: Iterable[Layout], headers: Sequence[str]) -> Layout | None:
    """The first layout that fits a header row."""
    names = frozenset(map(fold, headers))
    return next((layout for layout in layouts if layout.fits(names)), None)


def seen(headers: Sequence[str]) -> str:
    """The headers for a sentence, at most twelve of them."""
    named = [header.strip()[:60] for header in headers if header.strip()]
    listed = ", ".join(named[:12])
    if len(named) > 12:
        return _("{headers} and {count} more").format(headers=listed, count=len(named) - 12)
    return listed or _("(none)")
