"""Who objects to what: one rule for every paper, list and screen.

Somebody objects to a purpose where the last answer of theirs, or of who is read as them, is no;
and to contact also where “do not contact” is ticked. What an objection means:

- `contact`: they may be named to the team, which has to know, but no phone, e-mail or other way to
  reach them leaves the program, and nobody is asked to get in touch with them.
- `quote`: nothing that they said is quoted, whatever was agreed for single words.
- `attendance`: their name is on nothing that is made before they come and lies where others read
  it, nor on the list of who came. They are found and signed in at the desk as everybody.
- `photo`: the desk is told so, as they come.

An objection is taken back by the person alone, at the desk: the kiosk does not know who types.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sqlmodel import Session

from engagement_app.domain.consenting import Answered, standing_answers
from engagement_app.domain.same_person import ends, read_as
from engagement_app.store.plain_rows import ask

_ANSWERS = (
    "SELECT person_id, purpose, given, basis, recorded_at, wording_version FROM consent"
    " WHERE deleted_at IS NULL AND given IN ('yes', 'no')"
)
_MAY_OBJECT = (
    "SELECT person_id FROM consent WHERE deleted_at IS NULL AND given = 'no'"
    " UNION ALL SELECT id FROM person WHERE do_not_contact = 1"
)
_TICKED = "SELECT id FROM person WHERE do_not_contact = 1"
_AT_ONCE = 500
_NONE: frozenset[str] = frozenset()


class Objections:
    """Who objects to what, under every id by which they are on record."""

    def __init__(self, found: Mapping[str, frozenset[str]]) -> None:
        self._found = found

    def of(self, person_id: str | None) -> frozenset[str]:
        """The purposes to which they object; nobody objects to nothing."""
        return self._found.get(person_id or "", _NONE)

    def to(self, purpose: str, person_id: str | None) -> bool:
        """Whether they object to this purpose."""
        return purpose in self.of(person_id)


def read_objections(session: Session, person_ids: Iterable[str] | None = None) -> Objections:
    """The objections of these people; of everybody in the file where none or very many are
    named, which is quicker."""
    wanted = None if person_ids is None else list(person_ids)
    if wanted is None or len(wanted) > _AT_ONCE:
        wanted = [str(each) for (each,) in ask(session, _MAY_OBJECT)]
    alike = read_as(session, set(ends(session, wanted).values()))
    answered = _answered(_some(session, f"{_ANSWERS} AND person_id IN ({{marks}})", alike))
    ticked = {row[0] for row in _some(session, f"{_TICKED} AND id IN ({{marks}})", alike)}
    together: dict[str, list[Answered]] = defaultdict(list)
    for each, end in alike.items():
        together[end] += answered.get(each, [])
    by_end = {end: _objects_to(said, end in ticked) for end, said in together.items()}
    return Objections({each: by_end[end] for each, end in alike.items() if by_end[end]})


def _objects_to(said: Iterable[Answered], is_ticked: bool) -> frozenset[str]:
    standing = standing_answers(said)
    no = {purpose for purpose, answer in standing.items() if answer.given == "no"}
    return frozenset(no | {"contact"} if is_ticked else no)


def _answered(rows: Iterable[tuple[str | None, ...]]) -> dict[str, list[Answered]]:
    found: dict[str, list[Answered]] = defaultdict(list)
    for person_id, purpose, given, basis, at, version in rows:
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
        said = Answered(str(purpose), str(given), str(basis), moment, version)
        found[str(person_id)].append(said)
    return found


def _some(session: Session, sql: str, ids: Iterable[str]) -> list[tuple[str, ...]]:
    wanted, found = list(ids), list[tuple[str, ...]]()
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found += ask(session, sql.format(marks=", ".join("?" * len(part))), part)
    return found
