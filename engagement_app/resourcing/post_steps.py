"""How the hourly cost of a post comes about, step by step, in words with their sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.domain.days import spoken_day
from engagement_app.domain.facts import live_facts
from engagement_app.domain.rates import CostFact as CostFactRecord
from engagement_app.domain.wording import word_of
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resourcing.posts import (
    CostFact,
    Post,
    fact_in_force,
    hourly_cost,
    needed_kinds,
)

_ALLOWANCE = "employment_allowance"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of a post: salary in pence a year, hours a week, leave in days a year."""

    salary: int
    weekly_hours: Decimal
    leave_days: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the arithmetic, and where its numbers come from; empty where typed in."""

    words: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostCost:
    """The hourly cost in pence, and how it comes about."""

    hourly_cost: int
    steps: tuple[Step, ...]


def read_cost_facts(session: Session) -> list[CostFact]:
    """The live cost facts of the file."""
    return [
        CostFact(row.id, row.kind, row.value, row.valid_from, row.valid_to, row.source)
        for row in live_facts(session, CostFactRecord)
    ]


def explain(terms: Terms, facts: Sequence[CostFact], *, allowance_covers: bool) -> PostCost:
    """The hourly cost with its steps; raises `UserError` that names every fact missing."""
    wanted = (*needed_kinds(allowance_covers), _ALLOWANCE)
    known = {kind: fact_in_force(facts, kind, terms.day) for kind in wanted}
    used = {kind: fact for kind, fact in known.items() if fact is not None}
    _refuse_missing([kind for kind in wanted if kind not in used], terms.day)
    post = hourly_cost(
        terms.salary,
        terms.weekly_hours,
        terms.leave_days,
        used.values(),
        terms.day,
        allowance_covers=allowance_covers,
    )
    insurance = _covered if allowance_covers else _insurance
    steps = (
        Step(_("Salary: {salary} a year.").format(salary=spoken_pounds(terms.salary))),
        insurance(terms, post, used),
        _pension(terms, post, used),
        _together(terms, post),
        _hours(terms, post),
        _divided(terms, post),
    )
    return PostCost(post.hourly_cost, steps)


def _refuse_missing(kinds: Sequence[str], day: date) -> None:
    missing = [kind for kind in kinds if kind != _ALLOWANCE]
    if missing:
        names = ", ".join(f"“{word_of(kind)}”" for kind in missing)
        sentence = _(
            "In force on {day} there is no cost fact {names}. Enter it among the cost facts, with"
            " its source."
        )
        raise UserError(sentence.format(day=spoken_day(day), names=names))


Used = dict[str, CostFact]


def _insurance(terms: Terms, post: Post, used: Used) -> Step:
    threshold = int(used["ni_threshold"].value * 100)
    words = _(
        "Employer National Insurance: {percent}% of what is above {threshold} a year. Of this"
        " salary {above} is above it: {insurance}."
    ).format(
        percent=spoken_number(used["ni_percent"].value),
        threshold=spoken_pounds(threshold),
        above=spoken_pounds(max(0, terms.salary - threshold)),
        insurance=spoken_pounds(post.national_insurance),
    )
    return Step(words, _sources(used, "ni_percent", "ni_threshold"))


def _covered(_terms: Terms, _post: Post, used: Used) -> Step:
    if _ALLOWANCE not in used:
        return Step(
            _(
                "Employer National Insurance: nothing, where the Employment Allowance covers it."
                " How much the allowance is on that day is not known here."
            )
        )
    words = _(
        "Employer National Insurance: nothing, where the Employment Allowance covers it. The"
        " allowance is {allowance} a year for the whole employer, not for each post."
    ).format(allowance=spoken_pounds(int(used[_ALLOWANCE].value * 100)))
    return Step(words, _sources(used, _ALLOWANCE))


def _pension(terms: Terms, post: Post, used: Used) -> Step:
    lower, upper = (int(used[kind].value * 100) for kind in ("pension_lower", "pension_upper"))
    words = _(
        "Employer pension: {percent}% of what lies between {lower} and {upper} a year. Of this"
        " salary that is {band}: {pension}."
    ).format(
        percent=spoken_number(used["pension_percent"].value),
        lower=spoken_pounds(lower),
        upper=spoken_pounds(upper),
        band=spoken_pounds(max(0, min(terms.salary, upper) - lower)),
        pension=spoken_pounds(post.pension),
    )
    return Step(words, _sources(used, "pension_percent", "pension_lower", "pension_upper"))


def _together(terms: Terms, post: Post) -> Step:
    parts = (terms.salary, post.national_insurance, post.pension)
    words = _("Together: {salary} + {insurance} + {pension} = {sum} a year.").format(
        salary=spoken_pounds(parts[0]),
        insurance=spoken_pounds(parts[1]),
        pension=spoken_pounds(parts[2]),
        sum=spoken_pounds(sum(parts)),
    )
    return Step(words)


def _hours(terms: Terms, post: Post) -> Step:
    words = _(
        "Hours worked in a year: 52 weeks of {week} hours, less {leave} days of leave of {day}"
        " hours each: {hours} hours."
    ).format(
        week=_exact(terms.weekly_hours),
        leave=_exact(terms.leave_days),
        day=_exact(terms.weekly_hours / 5),
        hours=_exact(post.productive_hours),
    )
    return Step(words)


def _divided(terms: Terms, post: Post) -> Step:
    words = _("{sum} divided by {hours} hours, to the nearest penny: {cost} an hour.").format(
        sum=spoken_pounds(terms.salary + post.national_insurance + post.pension),
        hours=_exact(post.productive_hours),
        cost=spoken_pounds(post.hourly_cost),
    )
    return Step(words)


def _exact(number: Decimal) -> str:
    """All its decimals, without zeros at its end."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sources(used: Used, *kinds: str) -> tuple[str, ...]:
    """Each source once, with what it is of."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        source = used[kind].source or _("Its source is not known.")
        found.setdefault(source, []).append(word_of(kind))
    return tuple(f"{', '.join(names)}: {source}" for source, names in found.items())
