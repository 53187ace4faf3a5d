"""What a paper says of the counts that it hides, and of the quotes that it leaves out."""

from engagement_app.language import _, plural
from engagement_app.resourcing.small_numbers import Rule

HIDDEN = _("hidden")


def shown(count: int | None) -> str:
    """A count as it is printed."""
    return HIDDEN if count is None else f"{count:,}"


def explained(rule: Rule) -> str:
    """Why figures are hidden or rounded, in the words of a reader."""
    if rule.rounds:
        return _(
            "So that nobody can be picked out, counts of people from 1 to {most} are hidden and all"
            " other counts are rounded to the nearest 5. A total is rounded from the true total, so"
            " the parts need not add up to it."
        ).format(most=rule.under - 1)
    return _(
        "So that nobody can be picked out, counts of people from 1 to {most} are hidden. Where a"
        " hidden count could be worked out from the others, another one is hidden too."
    ).format(most=rule.under - 1)


def held_back(count: int, rule: Rule) -> str:
    """Which quotes are not printed though they may be; empty where there are none."""
    if not count:
        return ""
    return plural(
        "{count} quote that may be quoted is not printed: fewer than NUMBER people spoke at its"
        " event, in that voice and for that community, so it would point to somebody.",
        "{count} quotes that may be quoted are not printed: fewer than NUMBER people spoke at their"
        " event, in that voice and for that community, so they would point to somebody.",
        count,
    ).replace("NUMBER", str(rule.under))
