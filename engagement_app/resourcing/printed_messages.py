"""The messages of a project as they may be printed: what stands behind each, on what mandate.

Words are printed only where they may be quoted and do not point to few people, as in the summary;
of the rest only is told how many there are and on what basis they speak. Nobody is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from engagement_app.domain.hearings import HearingRow
from engagement_app.domain.view import load
from engagement_app.resourcing.evidence import (
    Communities,
    Evidence,
    communities_of,
)
from engagement_app.resourcing.messages import MessageRow, list_with_evidence
from engagement_app.resourcing.printed_summary import printed_summary
from engagement_app.resourcing.small_numbers import DEFAULT, Rule, one
from engagement_app.resourcing.summary import Quote
from engagement_app.resourcing.summing_up import read_to_sum_up, sum_up
from engagement_app.store.collection import no_collection


@dataclass(frozen=True, slots=True)
class PrintedMessage:
    """A message; `people` None is hidden by the small-number rule.

    `held_back` counts what is not quoted, `for_others` and `unstated` those of it that speak for
    others, and those of them with no mandate stated.
    """

    title: str
    words: str | None
    contributions: int
    first_hand: int
    people: int | None
    unstated_in_all: int
    communities: tuple[str, ...]
    missing: tuple[str, ...]
    quotes: tuple[Quote, ...]
    held_back: int
    for_others: int
    unstated: int
    hearings: tuple[HearingRow, ...]


@dataclass(frozen=True, slots=True)
class PrintedMessages:
    """All messages of a project, by title."""

    project: str
    as_of: date
    messages: tuple[PrintedMessage, ...]
    rule: Rule = DEFAULT
    made_by: str = ""
    large: bool = False

    @property
    def held_back(self) -> int:
        """How many contributions are not quoted."""
        return sum(each.held_back for each in self.messages)


def prepare_messages(
    session: Session,
    project_id: str,
    as_of: date,
    _event_id: str | None = None,
    rule: Rule = DEFAULT,
    *,
    made_by: str = "",
    large: bool = False,
) -> PrintedMessages:
    """The messages as the file now has them; what the summary is of, which lets others save, is
    read last."""
    with no_collection():
        rows, evidence = list_with_evidence(session, project_id)
        texts = load(session, "message", [row.id for row in rows])
        read = read_to_sum_up(session, project_id)
        known = communities_of(read.ledger, read.names.communities)
        printed = printed_summary(sum_up(read, as_of), rule)
    quotes = {quote.contribution_id: quote for quote in printed.quotes}
    made = [_message(row, texts[row.id], evidence, quotes, known, rule) for row in rows]
    return PrintedMessages(printed.summary.project, as_of, tuple(made), rule, made_by, large)


def _message(
    row: MessageRow,
    fields: dict[str, Any],
    evidence: Evidence,
    quotes: dict[str, Quote],
    known: Communities,
    rule: Rule,
) -> PrintedMessage:
    there = [each for each in row.contribution_ids if each in evidence.said]
    rest = [each for each in there if each not in quotes]
    return PrintedMessage(
        row.title,
        fields["words"],
        row.standing.contributions,
        row.standing.behind.first_hand,
        one(row.standing.behind.people, rule),
        row.standing.unstated,
        tuple(known.called(row.standing.there)),
        tuple(known.missing(row.standing)),
        tuple(quotes[each] for each in there if each in quotes),
        len(rest),
        _for_others(rest, evidence),
        sum(each in evidence.without_mandate for each in rest),
        row.hearings,
    )


def _for_others(ids: Iterable[str], evidence: Evidence) -> int:
    return sum(evidence.said[each].voice != "own" for each in ids)
