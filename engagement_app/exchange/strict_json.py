"""JSON as it is meant: no key twice, no NaN, bounded depth, numbers by their decimal text."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NoReturn

from engagement_app.errors import UserError
from engagement_app.language import _

DEEPEST = 40
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{\]}]', re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r]*")


class NotStrictError(ValueError):
    """JSON, but with a constant that is no number, or with a key twice in one object."""


def decoder(number: Callable[[str], Any] = Decimal) -> json.JSONDecoder:
    """Every number is made from its text, never by way of a float; raises `NotStrictError`."""
    return json.JSONDecoder(
        parse_float=number,
        parse_int=number,
        parse_constant=_refuse_constant,
        object_pairs_hook=_object,
    )


def levels(text: str) -> Iterator[tuple[int, int]]:
    """At each bracket outside strings: its place, and the level of nesting there."""
    level = 0
    for token in _TOKEN.finditer(text):
        level += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        yield token.start(), level


def members(text: str, name: str, wanted: str) -> list[tuple[int, Any]] | None:
    """Each member of the list `wanted` of a JSON object, with the line that it begins on.

    None where the document has no such list; a UserError where it is not JSON.
    """
    _check_depth(text, name)
    try:
        return _members(text, wanted)
    except json.JSONDecodeError as error:
        raise UserError(
            _("{name} is not JSON, or was cut short: line {line}, column {column}. "
              "Get the file again.").format(name=name, line=error.lineno, column=error.colno)
        ) from error  # fmt: skip
    except (ValueError, ArithmeticError) as error:
        raise UserError(_("{name}: {reason}").format(name=name, reason=error)) from error


def _members(text: str, wanted: str) -> list[tuple[int, Any]] | None:
    """Walk the outermost object; only the wanted list is opened member by member."""
    json_text, found = decoder(), None
    keys: set[str] = set()
    at = _expect(text, "{", 0)
    while text[at : at + 1] != "}" or keys:
        key, at = json_text.raw_decode(text, at)
        if not isinstance(key, str):
            raise json.JSONDecodeError("key", text, at)
        if key in keys:
            raise NotStrictError(_twice(key))
        keys.add(key)
        at = _expect(text, ":", at)
        if key == wanted and text[at : at + 1] == "[":
            found, at = _list(text, at, json_text)
        else:
            at = json_text.raw_decode(text, at)[1]
        at = _space(text, at)
        if text[at : at + 1] == "}":
            break
        at = _expect(text, ",", at)
    if _space(text, at + 1) != len(text):
        raise json.JSONDecodeError("end", text, at + 1)
    return found


def _list(text: str, at: int, json_text: json.JSONDecoder) -> tuple[list[tuple[int, Any]], int]:
    found: list[tuple[int, Any]] = []
    line, counted = text.count("\n", 0, at) + 1, at
    at = _space(text, at + 1)
    while text[at : at + 1] != "]" or found:
        line, counted = line + text.count("\n", counted, at), at
        value, at = json_text.raw_decode(text, at)
        found.append((line, value))
        at = _space(text, at)
        if text[at : at + 1] == "]":
            break
        at = _expect(text, ",", at)
    return found, at + 1


def _space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _expect(text: str, sign: str, at: int) -> int:
    at = _space(text, at)
    if text[at : at + 1] != sign:
        raise json.JSONDecodeError(sign, text, at)
    return _space(text, at + 1)


def _check_depth(text: str, name: str) -> None:
    for place, level in levels(text):
        if level > DEEPEST:
            line = text.count("\n", 0, place) + 1
            raise UserError(
                _("{name}: line {line} has more than {most} levels of brackets.").format(
                    name=name, line=line, most=DEEPEST
                )
            )


def _refuse_constant(constant: str) -> NoReturn:
    raise NotStrictError(_("{constant} is not a number in JSON.").format(constant=constant))


def _twice(key: str) -> str:
    return _("The key “{key}” stands twice in one object.").format(
        key=ascii(key)[1:-1][:60] if not key.isprintable() else key[:60]
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _value in pairs]
        raise NotStrictError(_twice(next(key for key in keys if keys.count(key) > 1)))
    return found
