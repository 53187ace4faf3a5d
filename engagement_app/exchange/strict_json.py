"""JSON as it is meant: no key twice, no NaN, bounded depth, numbers by their decimal text."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.strict import NotStrictError, decoder, told_twice

DEEPEST = 40
Take = Callable[[str, int, Any], object]
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{\]}]', re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r]*")


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
    found: list[tuple[int, Any]] = []
    rest = walk(text, name, (wanted,), lambda _list, line, value: found.append((line, value)))
    return found if isinstance(rest.get(wanted), int) else None


def walk(text: str, name: str, wanted: Collection[str], take: Take) -> dict[str, Any]:
    """Hand each member of the lists `wanted` of a JSON object to `take`, with the name of its list
    and the line that it begins on, one at a time: of a long list only one member is in memory.

    Gives the other members of the object, and of each of these lists how many members it has (an
    int, as no number of the document is). A UserError where it is not JSON.
    """
    _check_depth(text, name)
    try:
        return _walk(text, wanted, take)
    except json.JSONDecodeError as error:
        raise UserError(
            _("{name} is not JSON, or was cut short: line {line}, column {column}. "
              "Get the file again.").format(name=name, line=error.lineno, column=error.colno)
        ) from error  # fmt: skip
    except (ValueError, ArithmeticError) as error:
        raise UserError(_("{name}: {reason}").format(name=name, reason=error)) from error


def _walk(text: str, wanted: Collection[str], take: Take) -> dict[str, Any]:
    """Walk the outermost object; only the wanted lists are opened member by member."""
    json_text = decoder()
    rest: dict[str, Any] = {}
    at = _expect(text, "{", 0)
    while text[at : at + 1] != "}" or rest:
        key, at = json_text.raw_decode(text, at)
        if not isinstance(key, str):
            raise json.JSONDecodeError("key", text, at)
        if key in rest:
            raise NotStrictError(told_twice(key))
        at = _expect(text, ":", at)
        if key in wanted and text[at : at + 1] == "[":
            rest[key], at = _list(text, at, json_text, partial(take, key))
        else:
            rest[key], at = json_text.raw_decode(text, at)
        at = _space(text, at)
        if text[at : at + 1] == "}":
            break
        at = _expect(text, ",", at)
    if _space(text, at + 1) != len(text):
        raise json.JSONDecodeError("end", text, at + 1)
    return rest


def _list(
    text: str, at: int, json_text: json.JSONDecoder, take: Callable[[int, Any], object]
) -> tuple[int, int]:
    """Hand each member on; gives how many there are, and where the list ends."""
    line, counted, count = text.count("\n", 0, at) + 1, at, 0
    at = _space(text, at + 1)
    while text[at : at + 1] != "]" or count:
        line, counted = line + text.count("\n", counted, at), at
        value, at = json_text.raw_decode(text, at)
        take(line, value)
        count += 1
        at = _space(text, at)
        if text[at : at + 1] == "]":
            break
        at = _expect(text, ",", at)
    return count, at + 1


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
