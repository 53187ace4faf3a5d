"""Two people on record who are one: what they will be read as, merging them, taking them apart.

One of them points at the other from then on (`same_as_id`) and is read as that one everywhere.
No link is changed, so what stands on either stays where it is, and both can be taken apart again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.choices import Chosen
from engagement_app.domain.fields import Links
from engagement_app.domain.input import kinds_of
from engagement_app.domain.naming import name_of
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.same_person import ends, read_as
from engagement_app.domain.stories import Attended, Story, read_story, who_is
from engagement_app.domain.view import View, load
from engagement_app.domain.wording import word_of
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.plain_rows import ask

Side = Literal["kept", "other", "both"]
Taking = Mapping[str, Side]
"""By field whose value stays; what is not named stays as it is suggested."""
BOTH = ("community_ids", "access_needs", "notes")
"""Fields that can hold what both say."""
_FIELDS = [name for name in kinds_of(PersonInput) if name != "same_as_id"]
_BETWEEN = (
    "SELECT f.id, coalesce(f.description, '') FROM follow_up f"
    " LEFT JOIN contribution c ON c.id = f.contribution_id"
    " JOIN attendance a ON a.id = coalesce(f.attendance_id, c.attendance_id)"
    " WHERE f.deleted_at IS NULL AND f.person_id IN ({here}) <> (a.person_id IN ({here}))"
    " AND f.person_id IN ({all}) AND a.person_id IN ({all}) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both people as it is shown, empty for nothing, and whose value is suggested."""

    field: str
    kept: str
    other: str
    suggested: Side

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.kept != self.other


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people side by side: what both are called, and each field that either has."""

    kept: Chosen
    other: Chosen
    fields: tuple[Compared, ...]


def compare(session: Session, kept_id: str, other_id: str) -> Comparison:
    """Both people field by field; raises `UserError` where they cannot be merged."""
    kept, other = _both(session, kept_id, other_id)
    view = View(session)
    fields = (
        Compared(
            name, _shown(view, name, kept), _shown(view, name, other), _suggested(name, kept, other)
        )
        for name in _FIELDS
    )
    told = tuple(each for each in fields if each.kept or each.other)
    return Comparison(Chosen(kept_id, name_of(kept)), Chosen(other_id, name_of(other)), told)


def preview(session: Session, kept_id: str, other_id: str, taking: Taking) -> Story:
    """The story of the one person that both would be read as."""
    kept, other = _both(session, kept_id, other_id)
    merged = {**kept, **_values(kept, other, taking)}
    own, more = read_story(session, kept_id), read_story(session, other_id)
    return replace(
        own,
        who=who_is(session, View(session), merged),
        attended=tuple(sorted((*own.attended, *more.attended), key=_began, reverse=True)),
        said=own.said + more.said,
        promised=own.promised + more.promised,
        consents=own.consents + more.consents,
    )


def _began(attended: Attended) -> float:
    return attended.starts_at.timestamp() if attended.starts_at else 0.0


def merge(session: Session, kept_id: str, other_id: str, taking: Taking) -> str:
    """Read the other as the one who is kept, who takes the values chosen; gives the name.

    Raises `UserError`, where both are one already too.
    """
    kept, other = _both(session, kept_id, other_id)
    values = _values(kept, other, taking)
    acts.amend(session, Person, other_id, same_as_id=kept_id)
    acts.amend(session, Person, kept_id, **values)
    return name_of({**kept, **values})


def also_known_as(session: Session, person_id: str) -> list[Chosen]:
    """Who was merged into a person, directly or by way of others, by name."""
    others = [each for each in read_as(session, [person_id]) if each != person_id]
    rows = load(session, "person", others).values()
    return sorted(
        (Chosen(row["id"], name_of(row)) for row in rows if not row["deleted_at"]),
        key=lambda chosen: (chosen.title, chosen.id),
    )


def take_apart(session: Session, person_id: str) -> str:
    """Somebody who was merged is a person of their own again; gives their name.

    What was merged into them goes with them; what the other took from them stays. Raises
    `UserError` where a follow-up stands on both.
    """
    row = acts.get(session, Person, person_id)
    _refuse_if_shared(session, person_id)
    acts.amend(session, Person, person_id, same_as_id=None)
    return name_of(row)


def _refuse_if_shared(session: Session, person_id: str) -> None:
    """A follow-up for one of them at the attendance of the other would fit nobody any more."""
    here = list(read_as(session, [person_id]))
    everybody = list(read_as(session, [ends(session, [person_id])[person_id]]))
    sql = _BETWEEN.format(here=_marks(here), all=_marks(everybody))
    for _id, description in ask(session, sql, (*here, *here, *everybody, *everybody)):
        sentence = _(
            "The follow-up “{description}” is for one of them and stands on what the other came"
            " to. Choose another person or attendance for it first."
        )
        raise UserError(sentence.format(description=description))


def _marks(ids: Iterable[str]) -> str:
    return ", ".join("?" for _id in ids)


def _both(
    session: Session, kept_id: str, other_id: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The rows of both; raises `UserError` where one is gone, or both are one."""
    if kept_id == other_id:
        raise UserError(_("This is one and the same record. Choose another person."))
    rows = acts.get(session, Person, kept_id), acts.get(session, Person, other_id)
    for row in rows:
        if row["same_as_id"] is not None:
            sentence = _("{name} was merged into another person already. Choose that person.")
            raise UserError(sentence.format(name=name_of(row)))
    return rows


def _values(kept: Mapping[str, Any], other: Mapping[str, Any], taking: Taking) -> dict[str, Any]:
    """What the one who is kept would hold."""
    values = {}
    for name in _FIELDS:
        side = taking.get(name) or _suggested(name, kept, other)
        values[name] = _together(name, kept, other) if side == "both" else None
        if side != "both":
            values[name] = (kept if side == "kept" else other)[name]
    return values


def _together(name: str, kept: Mapping[str, Any], other: Mapping[str, Any]) -> Any:
    if isinstance(kinds_of(PersonInput)[name], Links):
        return list(dict.fromkeys((*kept[name], *other[name])))
    texts = dict.fromkeys(each for each in (kept[name], other[name]) if each)
    return ("\n" if name == "notes" else "; ").join(texts) or None


def _suggested(name: str, kept: Mapping[str, Any], other: Mapping[str, Any]) -> Side:
    """Nothing that either said is lost where it need not be; an objection to contact stands."""
    if name in BOTH and kept[name] and other[name] and kept[name] != other[name]:
        return "both"
    nothing: tuple[Any, ...] = (None, "", [], False, "none")
    return "other" if kept[name] in nothing and other[name] not in nothing else "kept"


def _shown(view: View, name: str, row: Mapping[str, Any]) -> str:
    value = row[name]
    if name == "organisation_id":
        organisation = view("organisation", value)
        return str(organisation["name"]) if organisation else ""
    if name == "community_ids":
        found = (view("community", each) for each in value)
        return ", ".join(sorted(str(each["name"]) for each in found if each))
    if name == "do_not_contact":
        return _("Yes") if value else ""
    if name == "preferred_contact":
        return "" if value == "none" else word_of(value)
    return str(value or "")
