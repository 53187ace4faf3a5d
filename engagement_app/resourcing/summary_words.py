"""How papers and workbooks call the figures of a summary, and what it is of."""

from engagement_app.domain.days import spoken_day
from engagement_app.language import _
from engagement_app.resourcing.summary import Summary

ATTENDANCE = {
    "people": _("People who came, each counted once"),
    "first_time": _("Of them, people who came for the first time"),
    "nameless": _("Of them, people who gave no name"),
    "tallied": _("Further people in head counts, without names"),
    "expected": _("Expected, and not signed in"),
    "did_not_come": _("Expected, and did not come"),
    "excused": _("Excused"),
}


def about(summary: Summary) -> list[str]:
    """The project, what of it the summary is of, and its day."""
    return [summary.project, of_what(summary), _("As of {day}").format(day=_as_of(summary))]


def of_what(summary: Summary) -> str:
    """One event, the events of some days, or the whole project."""
    scope = summary.scope
    first = spoken_day(scope.from_on) if scope.from_on else None
    last = spoken_day(scope.to_on) if scope.to_on else None
    if scope.event is not None:
        return scope.event
    if first and last:
        return _("Events from {first} to {last}").format(first=first, last=last)
    if first:
        return _("Events from {first} on").format(first=first)
    return _("Events until {last}").format(last=last) if last else _("The whole project")


def _as_of(summary: Summary) -> str:
    return spoken_day(summary.as_of)
