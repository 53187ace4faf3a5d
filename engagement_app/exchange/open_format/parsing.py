"""The JSON of a document read strictly: no NaN, no key twice, 8 levels, numbers as written."""

import json
import re
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from engagement_app.domain.fields import Number
from engagement_app.errors import UserError
from engagement_app.language import _

LEVELS = 8
_MOST_BYTES = 200_000_000
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{\]}]', re.DOTALL)


class _Refused(ValueError):  # noqa: N818 - caught where it is raised
    """What the parser's hooks find wrong with a document that is JSON."""


def read_file(path: Path) -> bytes:
    """The bytes of a document; raises `UserError` where there is none or it is too large."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise refused("$", _("The document is larger than 200 MB."))
        return path.read_bytes()
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}. Check its name.")
        raise UserError(sentence.format(path=path, reason=error.strerror)) from error


def parse(content: bytes) -> Any:
    """The document; every number is a `Number`. Raises `UserError` with a place in its details."""
    text = _decode(content)
    if _depth(text) > LEVELS:
        raise refused("$", _("The document is nested in more than 8 levels."))
    try:
        return json.loads(
            text,
            parse_float=Number,
            parse_int=Number,
            parse_constant=_no_constant,
            object_pairs_hook=_no_key_twice,
        )
    except json.JSONDecodeError as error:
        place = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        raise refused(place, _("The document is not JSON from here on.")) from None
    except _Refused as error:
        raise refused("$", str(error)) from None


def refused(place: str, sentence: str) -> UserError:
    """The whole document is refused for one fault at this place."""
    last = _("The document was refused; nothing was changed.")
    return UserError(last, details=[f"{place}: {sentence}"])


def shown(name: str) -> str:
    """A key of the document on one line, whatever it holds."""
    return name if name.isprintable() and name else ascii(name)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content.removeprefix(BOM_UTF8)[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = _("line {line}, column {column}").format(line=line, column=column)
        raise refused(place, _("The document is not in UTF-8 from here on.")) from None


def _depth(text: str) -> int:
    deepest = level = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        if len(found[0]) == 1:
            level += 1 if found[0] in "[{" else -1
            deepest = max(deepest, level)
    return deepest


def _no_constant(name: str) -> None:
    raise _Refused(_("{name} is not a number that JSON knows.").format(name=name))


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(_("The key “{key}” stands twice in one object.").format(key=shown(twice)))
    return made
