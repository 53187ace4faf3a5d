"""What a record is called where it is named in a sentence or a list."""

from collections.abc import Callable, Mapping
from typing import Any

from engagement_app.domain.amounts import spoken_number
from engagement_app.domain.naming import name_of
from engagement_app.domain.rules import Find, person_at_the_end
from engagement_app.domain.wording import name_of_table, word_of
from engagement_app.language import _

Row = Mapping[str, Any]
_LONGEST = 60


def name_of_record(table: str, row: Row, find: Find) -> str:
    """A name of at most 60 characters; the kind of record where it has none of its own."""
    named = _OTHERS.get(table, _own)(row, find) or name_of_table(table)
    plain = " ".join(named.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _own(row: Row, _find: Find) -> str:
    for field in ("title", "name", "words", "description"):
        if row.get(field):
            return str(row[field])
    return ""


def _person(row: Row, find: Find) -> str:
    return name_of(find("person", person_at_the_end(find, row["same_as_id"])) or row)


def _whom(find: Find, person_id: str | None) -> str:
    """What a person is read as; empty for nobody."""
    person = find("person", person_id)
    return _person(person, find) if person else ""


def _attendance(row: Row, find: Find) -> str:
    return _whom(find, row["person_id"]) or row["label"] or _("somebody nameless")


def _follow_up(row: Row, find: Find) -> str:
    attendance = find("attendance", row["attendance_id"])
    attended = attendance["person_id"] if attendance else None
    return str(row["description"] or _whom(find, row["person_id"] or attended))


def _fund(row: Row, find: Find) -> str:
    organisation = find("organisation", row["funder_organisation_id"])
    return str(row["title"] or row["funder_name"] or (organisation and organisation["name"]) or "")


def _of(field: str, table: str) -> Callable[[Row, Find], str]:
    """Called by what it belongs to."""

    def name(row: Row, find: Find) -> str:
        above = find(table, row[field])
        return name_of_record(table, above, find) if above else ""

    return name


def _time(row: Row, find: Find) -> str:
    role = _of("role_id", "engagement_role")(row, find)
    return _("{hours} hours for {role}").format(hours=spoken_number(row["hours"]), role=role)


def _choice(field: str) -> Callable[[Row, Find], str]:
    """Called by a choice of its own: of a request never by who asks, on a screen that many see."""
    return lambda row, _find: word_of(row[field])


_OTHERS: dict[str, Callable[[Row, Find], str]] = {
    "person": _person,
    "attendance": _attendance,
    "follow_up": _follow_up,
    "fund": _fund,
    "time_entry": _time,
    "allocation": _of("role_id", "engagement_role"),
    "consent": _of("person_id", "person"),
    "partnership": _of("organisation_id", "organisation"),
    "hearing": _of("message_id", "message"),
    "tally": _of("community_id", "community"),
    "rights_request": _choice("kind"),
    "retention_period": _choice("kind"),
    "consent_wording": _choice("purpose"),
    "monitoring_form": _of("id", "project"),
}
