"""One service of a directory, as a nested object of the standard: what of it is taken.

Names: Open Referral UK 3.0 and HSDS 3.0, github.com/OpenReferralUK/uk-profile.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from engagement_app.domain.fields import Text, Wrong, is_id
from engagement_app.domain.lists import ServiceLine
from engagement_app.exchange.texts import LONGEST_NOTE, LONGEST_TEXT, too_long
from engagement_app.language import _

Found = Mapping[str, Any]
_TEXT, _LONG = Text(), Text(long=True)
_MOST_PLACES = 3
_DATES = ("assured_date", "last_modified")
_SCHEDULE_DATES = ("valid_from", "valid_to", "dtstart")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 60
_KINDS = {"dict": _("an object"), "list": _("a list"), "str": _("a text")}


class UnfitError(Exception):
    """A service that cannot be taken: the path of what is wrong, a colon, a sentence."""


def service_line(line: int, place: str, found: Any) -> ServiceLine:
    """What the program keeps of a service; raises `UnfitError`."""
    _expect(found, dict, place)
    reference = _reference(place, found)
    values = {"name": _text(place, found, "name"), "status": _text(place, found, "status")}
    if values["name"] is None:
        raise UnfitError(_("{path}: a service needs a name.").format(path=f"{place}.name"))
    return ServiceLine(line, place, reference, values | dict(_told(place, found)))


def odd_dates(place: str, found: Any) -> Iterator[str]:
    """What to say of dates that are not as the standard writes them; none of them is kept."""
    if not isinstance(found, dict):
        return
    schedules = found.get("schedules")
    parts: list[tuple[str, Found, tuple[str, ...]]] = [(place, found, _DATES)]
    for at, schedule in enumerate(schedules if isinstance(schedules, list) else ()):
        if isinstance(schedule, dict):
            parts.append((f"{place}.schedules[{at}]", schedule, _SCHEDULE_DATES))
    for path, part, names in parts:
        for name in names:
            if (text := part.get(name)) and not _is_date(text):
                sentence = _("{path}: “{text}” is no date as the standard has it (2026-05-31).")
                yield sentence.format(path=f"{path}.{name}", text=str(text)[:_SHOWN])


def _told(place: str, found: Found) -> Iterator[tuple[str, str | None]]:
    """The fields beside its name that this service tells; what it is silent on is left alone."""
    organisation = _part(place, found, "organization")
    if "description" in found:
        yield "description", _text(place, found, "description", _LONG)
    if "organization" in found:
        yield "organisation_name", _text(f"{place}.organization", organisation, "name")
    for field, own, theirs in (("url", "url", "website"), ("email", "email", "email")):
        if own in found or theirs in organisation:
            of_theirs = _text(f"{place}.organization", organisation, theirs)
            yield field, _text(place, found, own) or of_theirs
    if {"phones", "contacts"} & found.keys() or "phones" in organisation:
        yield "phone", next(_phones(place, found, organisation), None)
    if "service_at_locations" in found:
        yield "place", _places(place, found)


def _phones(place: str, found: Found, organisation: Found) -> Iterator[str]:
    """Its own numbers first, then those of whom to ask, then those of the organisation."""
    owners = [(place, found)]
    owners += list(_members(place, found, "contacts"))
    owners += [(f"{place}.organization", organisation)]
    for path, owner in owners:
        for at, phone in _members(path, owner, "phones"):
            number = (_text(at, phone, "number") or "").strip('"').strip()
            if number:
                yield number


def _places(place: str, found: Found) -> str | None:
    told: list[str] = []
    for path, at in _members(place, found, "service_at_locations"):
        location = _part(path, at, "location")
        names = [_text(f"{path}.location", location, "name")]
        for where, address in _members(f"{path}.location", location, "addresses"):
            parts = ("address_1", "city", "postal_code")
            names += [_text(where, address, part) for part in parts]
            break
        told.append(", ".join(dict.fromkeys(name for name in names if name)))
    told = list(dict.fromkeys(filter(None, told)))
    if len(told) > _MOST_PLACES:
        more = _("and {count} more").format(count=len(told) - _MOST_PLACES)
        told = [*told[:_MOST_PLACES], more]
    return "; ".join(told) or None


def _reference(place: str, found: Found) -> str:
    path, text = f"{place}.id", found.get("id")
    if text is None or text == "":
        sentence = _("{path}: a service needs an id, by which it is known again.")
        raise UnfitError(sentence.format(path=path))
    reference = text.strip().lower() if isinstance(text, str) else ""
    if not is_id(reference):
        shown = str(text)[:_SHOWN]
        sentence = _("{path}: “{text}” is no UUID such as 0b6f6a1e-5d0c-4c6e-9d3e-2f1f0c1c7a11.")
        raise UnfitError(sentence.format(path=path, text=shown))
    return reference


def _text(place: str, found: Found, name: str, kind: Text = _TEXT) -> str | None:
    """A text made regular; None for nothing."""
    value, path = found.get(name), f"{place}.{name}"
    if value is None:
        return None
    _expect(value, str, path)
    longest = LONGEST_NOTE if kind.long else LONGEST_TEXT
    if len(value) > longest:
        raise UnfitError(f"{path}: {too_long(longest)}")
    try:
        text: str | None = kind.check(value)
    except Wrong as error:
        raise UnfitError(f"{path}: {error}") from None
    return text if kind.long or text is None else " ".join(text.split())


def _part(place: str, found: Found, name: str) -> Found:
    value = found.get(name)
    if value is None:
        return {}
    _expect(value, dict, f"{place}.{name}")
    part: Found = value
    return part


def _members(place: str, found: Found, name: str) -> Iterator[tuple[str, Found]]:
    value = found.get(name)
    if value is None:
        return
    _expect(value, list, f"{place}.{name}")
    for at, member in enumerate(value):
        path = f"{place}.{name}[{at}]"
        _expect(member, dict, path)
        yield path, member


def _expect(value: Any, kind: type, path: str) -> None:
    if type(value) is not kind:
        wanted = _KINDS[kind.__name__]
        raise UnfitError(_("{path}: this must be {wanted}.").format(path=path, wanted=wanted))


def _is_date(text: Any) -> bool:
    if not isinstance(text, str) or not _DATE.match(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
