"""Who said the words that a message is made of; what is deleted is out, by whom it was said too."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlmodel import Session

from engagement_app.domain.naming import name_of
from engagement_app.domain.objections import Objections, read_objections
from engagement_app.domain.same_person import last_of
from engagement_app.store.plain_rows import ask

_SAID = (
    "SELECT c.id, c.event_id, c.voice, c.mandate, c.community_id, c.attendance_id, a.person_id"
    " FROM json_each(?) j JOIN contribution c ON c.id = j.value JOIN event e ON e.id = c.event_id"
    " LEFT JOIN attendance a ON a.id = c.attendance_id"
    " WHERE c.deleted_at IS NULL AND e.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY j.key"
)


class Spoken(NamedTuple):
    """A contribution and who made it.

    `person_id` is whom its person is read as, with their name, their communities and whether they
    may be contacted; None where nobody is named, or somebody without a person.
    """

    id: str
    event_id: str
    voice: str
    mandate: str
    community_id: str | None
    attendance_id: str | None
    person_id: str | None = None
    name: str | None = None
    communities: tuple[str, ...] = ()
    do_not_contact: bool = False


def list_spoken(session: Session, contribution_ids: Iterable[str]) -> list[Spoken]:
    """Those of these contributions that are there, in their order."""
    rows = ask(session, _SAID, (json.dumps(list(contribution_ids)),))
    people = last_of(session, {row[6] for row in rows if row[6]})
    objections = read_objections(session, people)
    made = (_spoken(row, people.get(row[6]), objections) for row in rows)
    return [each for each in made if each is not None]


def _spoken(
    row: tuple[Any, ...], person: dict[str, Any] | None, objections: Objections
) -> Spoken | None:
    """None where it is out with the person who said it."""
    said = Spoken._make((*row[:6], None, None, (), False))
    if person is None:
        return said
    if person["deleted_at"] is not None:
        return None
    return said._replace(
        person_id=person["id"],
        name=name_of(person),
        communities=tuple(person["community_ids"]),
        do_not_contact=objections.to("contact", person["id"]),
    )
