"""JSON of which nothing is guessed: no key twice in one object, and no NaN."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

from engagement_app.language import _


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


def _refuse_constant(constant: str) -> NoReturn:
    raise NotStrictError(_("{constant} is not a number in JSON.").format(constant=constant))


def told_twice(key: str) -> str:
    """The sentence for a key that stands twice."""
    return _("The key “{key}” stands twice in one object.").format(
        key=ascii(key)[1:-1][:60] if not key.isprintable() else key[:60]
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _value in pairs]
        raise NotStrictError(told_twice(next(key for key in keys if keys.count(key) > 1)))
    return found
