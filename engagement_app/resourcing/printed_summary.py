"""The summary as it may be printed or exported for others: small numbers hidden, quotes checked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from engagement_app.resourcing.crossed import crossed
from engagement_app.resourcing.small_numbers import DEFAULT, Rule, Shown, one, shown
from engagement_app.resourcing.summary import Quote, SaidCounts, Summary


@dataclass(frozen=True, slots=True)
class CommunityLine:
    """People and head counts of a community; None is hidden, a name of None is no community."""

    name: str | None
    people: int | None
    tallied: int | None


@dataclass(frozen=True, slots=True)
class PrintedSummary:
    """A summary under a rule.

    `attendance` is by the names of `Turnout`. The counts of what was said, of promises and of
    cost are those of `summary`: they are no counts of people, but for those by theme. `crossed` has
    for each theme the counts of the voices; it is empty where too much of it would be hidden.
    `flagged` are quotes that point to too few people; they are printed only where somebody let
    them pass.
    """

    summary: Summary
    rule: Rule
    attendance: dict[str, int | None]
    communities: tuple[CommunityLine, ...]
    themes: tuple[tuple[str, int | None], ...]
    crossed: tuple[tuple[int | None, ...], ...]
    quotes: tuple[Quote, ...]
    flagged: tuple[Quote, ...]
    made_by: str = ""
    large: bool = False

    @property
    def held_back(self) -> int:
        """How many quotes that may be quoted are not printed."""
        return len(self.summary.quotes) - len(self.quotes)

    @property
    def hidden(self) -> int:
        """How many figures the rule hides."""
        tables = [line.people for line in self.communities]
        tables += [line.tallied for line in self.communities]
        tables += [count for _name, count in self.themes]
        tables += [count for row in self.crossed for count in row]
        return [*self.attendance.values(), *tables].count(None)


def printed_summary(
    summary: Summary,
    rule: Rule = DEFAULT,
    let_pass: Collection[str] = (),
    made_by: str = "",
    *,
    large: bool = False,
) -> PrintedSummary:
    """The summary under the rule; `let_pass` are ids of flagged quotes that somebody looked at.

    `made_by` and `large` print are for the paper alone.
    """
    lines, said = summary.communities, summary.contributions
    themes, crossing = _themes(said, rule)
    people = _column([line.people for line in lines], rule)
    tallied = shown([line.tallied for line in lines], rule, summary.attendance.tallied)
    flagged = [quote for quote in summary.quotes if quote.alike < rule.under]
    held_back = {quote.contribution_id for quote in flagged} - set(let_pass)
    return PrintedSummary(
        summary,
        rule,
        _attendance(summary, rule) | ({"tallied": tallied.total} if lines else {}),
        tuple(
            CommunityLine(line.name, *counts)
            for line, *counts in zip(lines, people, tallied.counts, strict=True)
        ),
        tuple((theme.name, count) for theme, count in zip(said.themes, themes, strict=True)),
        crossing,
        tuple(quote for quote in summary.quotes if quote.contribution_id not in held_back),
        tuple(flagged),
        made_by,
        large,
    )


def _themes(
    said: SaidCounts, rule: Rule
) -> tuple[tuple[int | None, ...], tuple[tuple[int | None, ...], ...]]:
    """What is printed of each theme, and of each crossed with the voices."""
    alone = _column([theme.count for theme in said.themes], rule)
    hidden = [at for at, count in enumerate(alone) if count is None]
    both = crossed(said.crossed, rule, hidden, sums=said.on_one_each) if said.crossed else None
    return (both.totals, both.rows) if both else (alone, ())


def _column(counts: Sequence[int], rule: Rule) -> tuple[int | None, ...]:
    return shown(counts, rule).counts


def _attendance(summary: Summary, rule: Rule) -> dict[str, int | None]:
    """People in all, and parts of them that cannot be told by taking them from all."""
    turnout = summary.attendance
    first, without_a_name = (
        _part(count, turnout.people, rule) for count in (turnout.first_time, turnout.nameless)
    )
    alone = ("tallied", "expected", "did_not_come", "excused")
    return {
        "people": one(turnout.people, rule),
        "first_time": first.counts[0],
        "nameless": without_a_name.counts[0],
        **{name: one(getattr(turnout, name), rule) for name in alone},
    }


def _part(count: int, whole: int, rule: Rule) -> Shown:
    return shown((count, whole - count), rule)
