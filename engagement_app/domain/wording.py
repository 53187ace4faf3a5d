"""The words of fields and choices, as people read them on screens.

A field is called what its name says (`access_needs` is “Access needs”), a choice what it is
stored as (`walk_in` is “Walk in”); only what would not be plain stands in the tables here.
"""

from engagement_app.domain.fields import Kind, Link, Links
from engagement_app.language import _

_FIELDS = {
    "amount": _("Amount (£)"),
    "belt": _("End of the belt"),
    "came_instead_of_id": _("Came instead of"),
    "email": _("E-mail"),
    "event_id": _("Event"),
    "form": _("Written down as"),
    "hours_assigned": _("Hours given to somebody"),
    "hourly_cost": _("Hourly cost (£)"),
    "line_number": _("Line on the sheet"),
    "named_partner": _("Named as a partner"),
    "overhead_percent": _("Overhead %"),
    "agenda_control": _("Has a say in the agenda"),
    "budget_control": _("Has a say in the budget"),
    "invited": _("Are we invited?"),
    "seat": _("Do we have a seat?"),
    "papers_in_time": _("Do papers come in time?"),
    "can_speak": _("May we speak?"),
    "can_decide": _("Do we decide with them?"),
    "may_quote": _("May be quoted"),
    "mandate": _("Mandate"),
    "owner_name": _("Owner"),
    "owner_organisation_id": _("Owner's organisation"),
    "holder_name": _("Held by"),
    "holder_organisation_id": _("Held by organisation"),
    "same_as_id": _("The same person as"),
    "role_id": _("Role"),
    "theme_ids": _("Themes"),
    "community_ids": _("Communities"),
    "contribution_ids": _("What was said"),
    "first_time": _("First time"),
    "do_not_contact": _("Do not contact"),
    "wants_to_stay_involved": _("Wants to stay involved"),
    "pauses": _("Clock stopped"),
    "who": _("Who asks"),
    "words": _("Words"),
    "worked_on": _("Day worked"),
    "worker_name": _("Who gave the time"),
    "on_behalf_of_community_id": _("On behalf of (community)"),
    "on_behalf_of_organisation_id": _("On behalf of (organisation)"),
}
_IN_TABLE = {
    ("rights_request", "about"): _("What about"),
    ("rights_request", "received_on"): _("Received on"),
    ("rights_request", "acknowledged_on"): _("Acknowledged on"),
    ("rights_request", "answered_on"): _("Answered on"),
    ("contribution", "attendance_id"): _("Who said it"),
    ("contribution", "community_id"): _("For whom"),
    ("contribution", "limits"): _("Limits of the mandate"),
    ("follow_up", "done_on"): _("Done on"),
    ("follow_up", "contribution_id"): _("What was said"),
}
"""Fields that are called otherwise in one table than in others."""
_CHOICES = {
    "nhs": _("NHS"),
    "asked_by_group": _("Asked by the group"),
    "both": _("Both ends"),
    "route_in": _("Route in: people have their say"),
    "voice_for": _("Voice for: somebody speaks for them"),
    "own": _("Their own voice"),
    "on_behalf": _("On behalf of others"),
    "second_hand": _("Second hand"),
    "fund": _("Paid from a fund"),
    "unpaid_staff": _("Staff, unpaid for this"),
    "half_day": _("Half a day"),
    "none_stated": _("None stated"),
    "no_route_exists": _("No route exists"),
    "voluntary": _("Voluntary sector"),
    "ni_percent": _("Employer NI, percent"),
    "ni_threshold": _("Employer NI, threshold a year"),
    "employment_allowance": _("Employment Allowance a year"),
    "pension_percent": _("Employer pension, percent"),
    "pension_lower": _("Employer pension, from a year"),
    "pension_upper": _("Employer pension, up to a year"),
    "closed": _("Closed"),
    "access": _("To see what we hold"),
    "erasure": _("To be erased"),
    "correction": _("To put something right"),
    "objection": _("Objection"),
    "complaint": _("Complaint"),
}
_TABLES = {
    "allocation": _("Promise"),
    "engagement_role": _("Role"),
    "role_cost": _("Other cost"),
    "role_skill": _("Skill"),
    "time_entry": _("Hours given"),
    "follow_up": _("Follow-up"),
    "cost_fact": _("Cost fact"),
    "contribution": _("What was said"),
    "tally": _("Head count"),
    "rights_request": _("Request or complaint"),
}


def label_of(field: str, kind: Kind | None = None, table: str = "") -> str:
    """What a field is called, in the person's language; in a table where it has its own name."""
    if (table, field) in _IN_TABLE:
        return _IN_TABLE[table, field]
    if field in _FIELDS:
        return _FIELDS[field]
    plain = field
    if isinstance(kind, Link):
        plain = field.removesuffix("_id")
    if isinstance(kind, Links):
        plain = field.removesuffix("_ids") + "s"
    for ending, instead in (("_on", ""), ("_at", ""), ("valid_from", "from"), ("valid_to", "to")):
        plain = plain.removesuffix(ending) + instead if plain.endswith(ending) else plain
    return _spoken(plain)


def word_of(choice: str) -> str:
    """What a choice is called, in the person's language."""
    return _CHOICES.get(choice) or _spoken(choice)


def name_of_table(table: str) -> str:
    """What one record of a table is called."""
    return _TABLES.get(table) or _spoken(table)


def _spoken(name: str) -> str:
    """A name of ours as words: `access_needs` is “Access needs”."""
    words = name.replace("_", " ").capitalize()
    return _(words)
