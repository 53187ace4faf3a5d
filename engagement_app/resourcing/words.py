"""The words of the report's codes, as papers and workbooks print them."""

from decimal import Decimal

from engagement_app.domain.amounts import spoken_number
from engagement_app.language import _


def belt_end(code: str) -> str:
    """The end of the transmission belt a role works on."""
    return {
        "route_in": _("Route in"),
        "voice_for": _("Voice for"),
        "both": _("Both ends"),
    }[code]


def belt_end_explained(code: str) -> str:
    """The same, for somebody who meets the words for the first time."""
    return {
        "route_in": _("Route in: people have their say"),
        "voice_for": _("Voice for: somebody speaks for them"),
        "both": _("Both ends: route in and voice for"),
    }[code]


def status(code: str) -> str:
    """How a role is paid for."""
    return {
        "funded": _("Funded"),
        "part_funded": _("Part funded"),
        "unfunded": _("Unfunded"),
        "not_costed": _("Not costed"),
    }[code]


def fund_status(code: str) -> str:
    """Whether the money of a fund is there."""
    return {
        "confirmed": _("Confirmed"),
        "applied": _("Applied for"),
        "refused": _("Refused"),
        "closed": _("Closed"),
    }[code]


def lens(code: str) -> str:
    """What is looked at on each role."""
    return {
        "funding": _("Funding"),
        "time": _("Time"),
        "responsibility": _("Responsibility"),
        "skills": _("Skills"),
        "trust": _("Trust"),
        "power": _("Power"),
    }[code]


def state(code: str) -> str:
    """What a lens saw."""
    return {
        "met": _("Met"),
        "partly": _("Partly"),
        "not_met": _("Not met"),
        "not_known": _("Not known"),
        "not_applicable": _("Does not apply"),
    }[code]


def reason(code: str) -> str:
    """Why a follow-up is a dead end."""
    return {
        "no_route": _("No route exists"),
        "no_owner": _("Nobody owns it"),
        "no_date": _("It has no date"),
        "nothing_recorded": _("Nothing was written down"),
    }[code]


def voice(code: str) -> str:
    """In whose voice something was said."""
    return {
        "own": _("In their own voice"),
        "on_behalf": _("On behalf of others"),
        "second_hand": _("Second hand"),
    }[code]


def response(code: str) -> str:
    """What a body answered."""
    return {
        "accepted": _("Accepted"),
        "partly": _("Partly accepted"),
        "refused": _("Refused"),
        "no_answer": _("No answer yet"),
    }[code]


def share(percent: Decimal | None) -> str:
    """`71.3%`, or that it is not known."""
    return _("not known") if percent is None else f"{spoken_number(percent)}%"
