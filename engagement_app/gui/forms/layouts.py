"""What a form of each table leaves to its surroundings; all other fields it shows, in order.

A field that a record gains appears in its form by itself.
"""

from engagement_app.domain.input import kinds_of
from engagement_app.domain.recording import input_of
from engagement_app.language import _

FROM_SURROUNDINGS = {
    "project": (),
    "partnership": ("project_id",),
    "event": ("project_id",),
    "attendance": ("event_id", "source", "source_key", "line_number"),
    "tally": ("event_id",),
    "theme": ("project_id",),
    "contribution": ("event_id", "recorded_at", "recorded_by"),
    "follow_up": ("project_id",),
    "engagement_role": ("project_id",),
    "role_cost": ("role_id",),
    "role_skill": ("role_id",),
    "time_entry": ("role_id",),
    "fund": ("project_id",),
    "allocation": ("fund_id",),
    "body": ("project_id",),
    "message": ("project_id",),
    "hearing": ("message_id",),
    "person": ("same_as_id",),
    "consent": ("person_id",),
    "rights_request": (),
}
"""By table: fields that are set by where the form stands, not by who fills it in."""

AS_BUTTONS = ("voice",)
"""Choices of which every word is seen, never hidden in a menu."""

_NOBODY = (
    "holder_organisation_id",
    "owner_organisation_id",
    "person_id",
    "attendance_id",
    "same_as_id",
    "came_instead_of_id",
)


_UNSAID = {"attendance_id": _("Not said"), "community_id": _("Not stated")}


def nothing(field: str, table: str = "") -> str:
    """What no link is called: nobody is an answer, but not to who said something, or for whom."""
    if table == "contribution" and field in _UNSAID:
        return _UNSAID[field]
    return _("Nobody") if field in _NOBODY else _("None")


def fields_of(table: str) -> tuple[str, ...]:
    """The fields of a table's form, in the order of its record."""
    hidden = FROM_SURROUNDINGS.get(table, ())
    return tuple(name for name in kinds_of(input_of(table)) if name not in hidden)
