"""Writing down what is said, while it is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.one_line import OneLine
from engagement_app.domain.recording import linked, names_of
from engagement_app.errors import UserError
from engagement_app.language import _

OF_OTHERS: dict[str, Any] = {"community_id": None, "mandate": "none_stated", "limits": None}
"""What only somebody who speaks for others has, and what it is in one's own voice."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry to be: its fields, and the follow-up promised; None where there is none."""

    values: Mapping[str, Any]
    follow_up: str | None = None


def record(
    session: Session, project_id: str, values: Mapping[str, Any], follow_up: str | None = None
) -> str:
    """Write down what was said now, with new themes and the follow-up promised; gives its id."""
    [contribution_id] = record_all(session, project_id, [Noted(values, follow_up)])
    return contribution_id


def record_all(session: Session, project_id: str, noted: Sequence[Noted]) -> list[str]:
    """The same for many, written down in their order; gives their ids. A new name is made once."""
    known, now = names_of(session, project_id), datetime.now(UTC)
    said, promised = [], []
    for at, each in enumerate(noted):
        values = {"recorded_at": now + timedelta(microseconds=at), **each.values}
        row = acts.new_row(ContributionInput.parse(**linked("contribution", values, known)))
        said.append(row)
        if each.follow_up:
            promised.append(acts.new_row(_promise(project_id, row, each.follow_up)))
    acts.add_rows(session, {Contribution: said, FollowUp: promised})
    return [row["id"] for row in said]


def _promise(project_id: str, said: Mapping[str, Any], follow_up: str) -> FollowUpInput:
    return FollowUpInput.parse(
        project_id=project_id,
        attendance_id=said["attendance_id"],
        contribution_id=said["id"],
        description=follow_up,
    )


def refuse_what_one_entry_cannot_be(line: OneLine, voice: str | None) -> None:
    """Raises `UserError` where a line names more than an entry in this voice can hold."""
    if len(line.people) > 1:
        raise UserError(_("One entry is said by one person. Write one entry for each."))
    if len(line.communities) > 1:
        raise UserError(_("One entry is for one community. Write one entry for each."))
    if voice == "own" and line.communities:
        sentence = _(
            "Their own voice counts for their own communities."
            " Take out “for:”, or choose another voice."
        )
        raise UserError(sentence)


def amend(session: Session, contribution_id: str, **values: Any) -> bool:
    """Change what was written down; gives whether anything differed.

    Whose voice turns out to be their own speaks for nobody else: for whom, mandate and limits go.
    """
    row = acts.get(session, Contribution, contribution_id)
    if values.get("voice") == "own" and row["voice"] != "own":
        values = {**OF_OTHERS, **values}
    return acts.amend_row(session, Contribution, row, **values)
