"""Who stands behind what was said: one reckoning for messages, for the belt and for the picker."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engagement_app.resourcing.ledger import Attendance, Contribution

Spoken = Mapping[str, Attendance]
"""By id the attendances in which something was said, their people read as whom they are."""
CommunitiesOf = Mapping[str, tuple[str, ...]]
"""The communities of a person, by id; those who have none may be left out."""


class Behind(NamedTuple):
    """Who stands behind some contributions: distinct people, distinct communities that they name,
    and how many of them are first hand."""

    people: int
    communities: int
    first_hand: int


def who(attendance: Attendance) -> str:
    """The person, or the nameless attendance that is one each."""
    return attendance.person_id or attendance.id


def behind(said: Iterable[Contribution], spoken: Spoken) -> Behind:
    """Whom these contributions come from."""
    said = list(said)
    return Behind(
        len({who(spoken[each.attendance_id]) for each in said if each.attendance_id}),
        len(communities_named(said)),
        sum(each.voice == "own" for each in said),
    )


def communities_named(said: Iterable[Contribution]) -> set[str]:
    """The communities for which these were said."""
    return {each.community_id for each in said if each.community_id}


def heard(said: Iterable[Contribution], spoken: Spoken, communities_of: CommunitiesOf) -> set[str]:
    """The communities of own-voice contributions, and of the people who made them."""
    found: set[str] = set()
    for each in said:
        if each.voice == "own":
            found |= {each.community_id} if each.community_id else set()
            person = spoken[each.attendance_id].person_id if each.attendance_id else None
            found.update(communities_of.get(person or "", ()))
    return found
