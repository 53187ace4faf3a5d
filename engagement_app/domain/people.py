"""People and what they agreed to."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Flag, Links, Moment, Text, choice, field, link, tri
from engagement_app.domain.input import Input
from engagement_app.domain.rules import UNREAD, Fault, Find, Row, Rule
from engagement_app.language import _
from engagement_app.store.emptied import Emptied, erased, left_as, nothing


class PersonInput(Input):
    """A person with at least one name; `same_as_id` is whom a duplicate is read as."""

    given_name: str | None = field(Text())
    family_name: str | None = field(Text())
    known_as: str | None = field(Text())
    same_as_id: str | None = field(link("person"))
    email: str | None = field(Text())
    phone: str | None = field(Text())
    postcode: str | None = field(Text())
    organisation_id: str | None = field(link("organisation"))
    community_ids: list[str] = field(Links(table="community"))
    preferred_contact: str = field(choice("email phone text post none", "none"))
    access_needs: str | None = field(Text())
    do_not_contact: bool = field(Flag())
    notes: str | None = field(Text(long=True))


def _has_a_name(row: Row, _find: Find) -> Iterator[Fault]:
    names = row["given_name"], row["family_name"], row["known_as"]
    if not any(names) and UNREAD not in names:
        yield Fault(
            "given_name", _("A person needs a given name, a family name or a known-as name.")
        )


def _no_ring(row: Row, find: Find) -> Iterator[Fault]:
    chain = [row["id"]]
    following = row["same_as_id"]
    while following and following not in chain:
        chain.append(following)
        person = find("person", following)
        following = person["same_as_id"] if person else None
    if following:
        others = tuple(("person", each) for each in chain[1:])
        yield Fault("same_as_id", _("These people point at each other in a ring."), others)


class Person(PersonInput, Entity, table=True):
    """A person on record; belongs to no project."""

    rules: ClassVar[tuple[Rule, ...]] = (_has_a_name, _no_ring)
    # Communities and whom a duplicate is read as stay: figures count by them.
    emptied: ClassVar[Emptied] = {
        **dict.fromkeys(("given_name", "family_name", "email", "phone", "postcode"), nothing),
        **dict.fromkeys(("organisation_id", "access_needs", "notes"), nothing),
        "known_as": erased,
        "preferred_contact": left_as("none"),
        "do_not_contact": left_as(True),
    }


PURPOSES = "attendance contact quote photo"
"""What somebody may agree to, or object to."""


class ConsentInput(Input):
    """One consent, given or refused, with the wording it was asked in."""

    person_id: str = field(link("person", required=True))
    purpose: str = field(choice(PURPOSES, required=True))
    basis: str = field(choice("consent legitimate_interests other", required=True))
    given: str = field(tri())
    wording_version: str | None = field(Text())
    recorded_at: datetime | None = field(Moment())


class Consent(ConsentInput, Entity, table=True):
    """A consent on record; it goes with its person."""

    emptied: ClassVar[Emptied] = {
        **dict.fromkeys(("wording_version", "recorded_at"), nothing),
        "given": left_as("not_known"),
    }
