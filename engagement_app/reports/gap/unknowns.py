"""What the records do not say, counted: an absence is a finding too."""

from collections.abc import Iterator

from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.reports.gap import sentences
from engagement_app.resourcing.report import LENSES, GapReport


def told(report: GapReport) -> Iterator[str]:
    """A sentence on each kind of thing that is not known; one sentence where all is."""
    said = [*_costs(report), *_lenses(report), *_rates(report)]
    yield from said or [_("Nothing that these figures need is missing from the records.")]


def _costs(report: GapReport) -> Iterator[str]:
    if report.counts["not_costed"]:
        yield sentences.not_costed(report.counts["not_costed"])


def _lenses(report: GapReport) -> Iterator[str]:
    counts = {
        code: sum(role.lenses[code].state == "not_known" for role in report.roles)
        for code in LENSES
    }
    told = [
        plural("LENS for {count} role", "LENS for {count} roles", count).replace(
            "LENS", words.lens(code).lower()
        )
        for code, count in counts.items()
        if count
    ]
    if told:
        yield _("What a lens would show is not known: {list}.").format(list=", ".join(told))


def _rates(report: GapReport) -> Iterator[str]:
    rates = {
        _("statutory floor"): "at_statutory_floor",
        _("Real Living Wage"): "at_real_living_wage",
        _("roles’ hourly cost"): "at_role_cost",
    }
    for name, field in rates.items():
        count = sum(getattr(carrier, field) is None for carrier in report.carried_by)
        if count:
            yield plural(
                "What unpaid hours cost at the RATE is not known for {count} organisation.",
                "What unpaid hours cost at the RATE is not known for {count} organisations.",
                count,
            ).replace("RATE", name)
