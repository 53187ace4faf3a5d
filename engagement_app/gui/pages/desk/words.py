"""How the desk says in a few words where somebody stands."""

from datetime import datetime

from engagement_app.domain.arrivals import Arrival
from engagement_app.domain.attendance import UNEXPECTED
from engagement_app.domain.desk import walk_in_of
from engagement_app.domain.wording import word_of
from engagement_app.language import _, plural


def clock(moment: datetime | None) -> str:
    """`18:05` in local time; empty where it is not known."""
    return f"{moment.astimezone():%H:%M}" if moment else ""


def standing(arrival: Arrival) -> str:
    """Where somebody stands: expected, here since when, not on the list."""
    if arrival.attendance_id is None:
        return _("Not on the list")
    if arrival.status == "left":
        return _("Left {time}").format(time=clock(arrival.left_at)).strip()
    if arrival.status == "here":
        word = _("Here, walk-in") if arrival.source in UNEXPECTED else _("Here")
        since = _("{word}, since {time}").format(word=word, time=clock(arrival.arrived_at))
        return since if arrival.arrived_at else word
    return word_of(str(arrival.status))


def name_shown(arrival: Arrival) -> str:
    """The name, and what the person is known as."""
    if not arrival.known_as:
        return arrival.name
    return _("{name} (known as {known_as})").format(name=arrival.name, known_as=arrival.known_as)


def told_already(arrival: Arrival) -> str:
    """What is said where somebody is signed in a second time."""
    if arrival.status == "left":
        return _("{name} was signed in before and has left. Alt+L brings them back.").format(
            name=arrival.name
        )
    if not arrival.arrived_at:
        return _("{name} was signed in already.").format(name=arrival.name)
    return _("{name} was signed in already, at {time}.").format(
        name=arrival.name, time=clock(arrival.arrived_at)
    )


def told_here(arrival: Arrival) -> str:
    """Of somebody who has come: since when they are here, or when they left."""
    if arrival.status == "left":
        return _("{name} has left. Alt+L brings them back.").format(name=arrival.name)
    if not arrival.arrived_at:
        return _("{name} is here.").format(name=arrival.name)
    return _("{name} is here since {time}.").format(
        name=arrival.name, time=clock(arrival.arrived_at)
    )


def walk_in_shown(typed: str) -> str:
    """What a walk-in would be recorded as; empty where no name was typed."""
    read = walk_in_of(typed)
    parts = (
        (_("given name"), read.given_name),
        (_("family name"), read.family_name),
        (_("e-mail"), read.email),
        (_("phone"), read.phone),
    )
    if not (read.given_name or read.family_name):
        return ""
    return ", ".join(f"{title} {value}" for title, value in parts if value)


def told_before(arrival: Arrival) -> str:
    """At how many other events somebody was."""
    if not arrival.came_before:
        return _("At no other event on record")
    return plural("At {count} other event", "At {count} other events", arrival.came_before)
