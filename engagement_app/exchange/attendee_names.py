"""The parts of a name, as far as a list really says them."""

from engagement_app.exchange.columns import Texts
from engagement_app.exchange.headers import folded

# What programs put where nobody gave a name; "None", "null" and "0" may be somebody's surname.
_PLACEHOLDERS = frozenset({"info requested", "anonymous", "n/a"})
_LENGTHS = frozenset(map(len, _PLACEHOLDERS))
_TITLES = frozenset(
    folded(
        "mr, mrs, ms, miss, mx, dr, prof, professor, rev, revd, reverend, sir, dame, cllr, "
        "councillor, lord, lady, father, sister, brother, imam, rabbi"
    )
)
_AFTER_A_NAME = frozenset(
    folded("jr, sr, junior, senior, mbe, obe, cbe, bem, kbe, dbe, phd, md, mp, ms, am, jp")
)

Name = tuple[str | None, str | None, str | None]


def without_placeholders(texts: Texts) -> Texts:
    """The texts, with None where a program says that nothing was given."""
    found = {
        text
        for text in set(texts)
        if text and len(text) in _LENGTHS and text.casefold() in _PLACEHOLDERS
    }
    if not found:
        return texts
    return [None if text in found else text for text in texts]


def split_full_name(text: str) -> Name:
    """Given name, family name and known as, of a name in one cell.

    `Jones, Siân` says which is which, and two words are taken as given and family name. A
    longer name, or one with a title, is kept whole as `known as`: in "Siân Angharad Jones" and
    "Maria de la Cruz" only the person knows where the family name begins.
    """
    if text.count(",") == 1:
        family, given = (part.strip() for part in text.split(","))
        if family and given and given.casefold().strip(".") not in _AFTER_A_NAME:
            return given, family, None
    words = text.split()
    if len(words) == 2 and "," not in text and words[0].casefold().strip(".") not in _TITLES:
        return words[0], words[1], None
    return None, None, text


def names(given: Texts, family: Texts, known: Texts, full: Texts) -> tuple[Texts, Texts, Texts]:
    """The three parts of each row's name; the full name counts where there are no parts."""
    if not any(full):
        return given, family, known
    rows = [
        (g, f, k) if g or f or not whole else _with_known_as(split_full_name(whole), k)
        for g, f, k, whole in zip(given, family, known, full, strict=True)
    ]
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def _with_known_as(name: Name, known_as: str | None) -> Name:
    given, family, whole = name
    if known_as is None or whole is None:
        return given, family, known_as or whole
    return whole, None, known_as
