"""The JSON of a document read strictly: no NaN, no key twice, 8 levels, numbers as written."""

import json
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from engagement_app.domain.fields import Number
from engagement_app.errors import UserError
from engagement_app.exchange.strict_json import levels
from engagement_app.language import _
from engagement_app.strict import NotStrictError, decoder

LEVELS = 8
_MOST_BYTES = 200_000_000


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
    if any(level > LEVELS for _place, level in levels(text)):
        raise refused("$", _("The document is nested in more than 8 levels."))
    try:
        return decoder(Number).decode(text)
    except json.JSONDecodeError as error:
        place = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        raise refused(place, _("The document is not JSON from here on.")) from None
    except NotStrictError as error:
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
