"""Several names in one cell, with `;` between them."""

import re
from collections.abc import Iterable

_PART = re.compile(r"((?:\\.|[^;])*)(?:;|$)", re.DOTALL)
_GUARDED = re.compile(r"\\([;\\])")


def joined(names: Iterable[str]) -> str:
    """`Benefits advice; First aid`; what is `;` in a name gets a backslash before it."""
    return "; ".join(each.replace("\\", "\\\\").replace(";", "\\;") for each in names)


def parted(text: str | None) -> tuple[str, ...]:
    """The names, each once, in their order; a backslash before `;` makes it part of the name."""
    found = (_GUARDED.sub(r"\1", part).strip() for part in _PART.findall(text or ""))
    return tuple(dict.fromkeys(name for name in found if name))
