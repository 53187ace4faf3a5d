"""Six lenses on a role, each with a state and one sentence that names what it looked at.

Not known never counts as met.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.domain.days import spoken_day
from engagement_app.language import _, plural
from engagement_app.resourcing.costs import Costing
from engagement_app.resourcing.ledger import Body, Role, Skill
from engagement_app.resourcing.promised import MOST_NAMED, Promised
from engagement_app.resourcing.report import Holder, Lens

_BODY_QUESTIONS = (
    "invited",
    "seat",
    "papers_in_time",
    "can_speak",
    "can_decide",
    "named_partner",
)


class Sight(NamedTuple):
    """What the lenses look at for one role. `paid_by` are names and pence that count."""

    role: Role
    costing: Costing
    holder: Holder
    paid_by: Sequence[tuple[str, int]]
    skills: Sequence[Skill]
    promised: Promised
    body: Body | None
    as_of: date


def lenses(sight: Sight) -> dict[str, Lens]:
    """Every lens by its name."""
    return {
        "funding": _funding(sight),
        "time": _time(sight.role),
        "responsibility": _responsibility(sight.holder),
        "skills": _skills(sight.skills),
        "trust": _trust(sight.promised, sight.as_of),
        "power": _power(sight.role, sight.body),
    }


def _funding(sight: Sight) -> Lens:
    cost = sight.costing
    if cost.full_cost == 0:
        return Lens("not_known", _("The role is not costed."))
    of = spoken_pounds(cost.full_cost)
    if cost.confirmed == 0:
        return Lens("not_met", _("No confirmed fund pays any of {cost}.").format(cost=of))
    paid_by = sight.paid_by
    first = [f"{name} {spoken_pounds(amount)}" for name, amount in paid_by[:MOST_NAMED]]
    names = _listed(first, more=len(paid_by) - len(first))
    sentence = _("Of {cost}, {paid} is confirmed: {names}.")
    evidence = sentence.format(cost=of, paid=spoken_pounds(cost.confirmed), names=names)
    return Lens("partly" if cost.gap else "met", evidence)


def _time(role: Role) -> Lens:
    if role.hours_needed == 0:
        return Lens("not_known", _("No hours needed are recorded."))
    enough = role.hours_assigned >= role.hours_needed
    sentence = (
        _("{needed} hours are needed, and {assigned} are assigned.")
        if enough
        else _("{assigned} of {needed} hours are assigned.")
    )
    evidence = sentence.format(
        assigned=spoken_number(role.hours_assigned), needed=spoken_number(role.hours_needed)
    )
    if enough:
        return Lens("met", evidence)
    return Lens("partly" if role.hours_assigned else "not_met", evidence)


def _responsibility(holder: Holder) -> Lens:
    if not holder.organisation_id and not holder.name:
        return Lens("not_met", _("Nobody is responsible: no organisation and no person is named."))
    if not holder.name:
        sentence = _("{organisation} holds it, but no person is named.")
        return Lens("partly", sentence.format(organisation=holder.organisation))
    if not holder.organisation_id:
        sentence = _("{person} holds it, but no organisation stands behind it.")
        return Lens("partly", sentence.format(person=holder.name))
    sentence = _("{person} of {organisation} holds it.")
    return Lens("met", sentence.format(person=holder.name, organisation=holder.organisation))


def _skills(skills: Sequence[Skill]) -> Lens:
    if not skills:
        return Lens("not_known", _("No skills needed are recorded."))
    words = {
        "yes": _("held"),
        "no": _("missing"),
        "training_booked": _("training booked"),
        "not_known": _("not known"),
    }
    held = [skill.held for skill in skills]
    evidence = _("It needs {list}.").format(
        list=_listed([f"{skill.name} ({words[skill.held]})" for skill in skills], most=6)
    )
    if set(held) == {"not_known"}:
        return Lens("not_known", evidence)
    if set(held) == {"yes"}:
        return Lens("met", evidence)
    some = "yes" in held or "training_booked" in held
    return Lens("partly" if some else "not_met", evidence)


def _trust(promised: Promised, as_of: date) -> Lens:
    kept, broken = promised.kept, promised.broken
    if not kept and not broken:
        sentence = _("None of its follow-ups has fallen due by {day}.")
        return Lens("not_known", sentence.format(day=spoken_day(as_of)))
    evidence = plural(
        "{count} follow-up has fallen due; ",
        "{count} follow-ups have fallen due; ",
        kept + broken,
    ) + _promises(promised)
    if not broken:
        return Lens("met", evidence)
    return Lens("partly" if kept else "not_met", evidence)


def _promises(promised: Promised) -> str:
    kept, first = promised.kept, promised.first_broken
    told = plural("{count} was kept in time", "{count} were kept in time", kept)
    if not first:
        return told + "."
    names = _listed([_dated(*each) for each in first], more=promised.broken - len(first))
    return _("{told}; not kept: {names}.").format(told=told, names=names)


def _dated(due_on: str, follow_up_id: str) -> str:
    day = spoken_day(date.fromisoformat(due_on))
    return _("{id} due {day}").format(id=follow_up_id[:8], day=day)


def _power(role: Role, body: Body | None) -> Lens:
    controls = {"agenda": role.agenda_control, "budget": role.budget_control}
    unknown = set(controls.values()) == {"not_known"}
    if role.belt == "route_in" and body is None and unknown:
        return Lens("not_applicable", _("The role goes to no body, and no control is recorded."))
    answers = {name: getattr(body, name) for name in _BODY_QUESTIONS} if body else {}
    answers |= controls
    given = set(answers.values())
    evidence = _power_sentence(answers, body)
    if given == {"not_known"}:
        return Lens("not_known", evidence)
    if given == {"yes"}:
        return Lens("met", evidence)
    return Lens("partly" if "yes" in given else "not_met", evidence)


@cache
def _power_words() -> dict[str, str]:
    return {
        "invited": _("an invitation"),
        "seat": _("a seat"),
        "papers_in_time": _("papers in time"),
        "can_speak": _("leave to speak"),
        "can_decide": _("a part in decisions"),
        "named_partner": _("a named partner’s place"),
        "agenda": _("control of the agenda"),
        "budget": _("control of the budget"),
    }


def _power_sentence(answers: Mapping[str, str], body: Body | None) -> str:
    words = _power_words()
    parts = [
        (_("has {list}"), "yes"),
        (_("lacks {list}"), "no"),
        (_("not known: {list}"), "not_known"),
    ]
    told = [
        sentence.format(list=", ".join(words[name] for name in answers if answers[name] == answer))
        for sentence, answer in parts
        if answer in answers.values()
    ]
    sentence = _("At {body}: {answers}.") if body else _("Goes to no body; {answers}.")
    return sentence.format(body=body.name if body else "", answers="; ".join(told))


def _listed(names: Sequence[str], most: int = MOST_NAMED, more: int = 0) -> str:
    """The first few names, and how many more there are beside all that are given."""
    shown, more = ", ".join(names[:most]), more + max(0, len(names) - most)
    if not more:
        return shown
    return _("{names} and {more}").format(
        names=shown, more=plural("{count} more", "{count} more", more)
    )
