"""Writing down what is said, while it is said."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.recording import put

OF_OTHERS: dict[str, Any] = {"community_id": None, "mandate": "none_stated", "limits": None}
"""What only somebody who speaks for others has, and what it is in one's own voice."""


def record(
    session: Session, project_id: str, values: Mapping[str, Any], follow_up: str | None = None
) -> str:
    """Write down what was said now, with new themes and the follow-up promised; gives its id."""
    said = {"recorded_at": datetime.now(UTC), **values}
    contribution_id = put(session, "contribution", None, project_id, said)
    if follow_up:
        entry = FollowUpInput.parse(
            project_id=project_id,
            attendance_id=values.get("attendance_id"),
            contribution_id=contribution_id,
            description=follow_up,
        )
        acts.add(session, entry)
    return contribution_id


def amend(session: Session, contribution_id: str, **values: Any) -> bool:
    """Change what was written down; gives whether anything differed.

    Whose voice turns out to be their own speaks for nobody else: for whom, mandate and limits go.
    """
    row = acts.get(session, Contribution, contribution_id)
    if values.get("voice") == "own" and row["voice"] != "own":
        values = {**OF_OTHERS, **values}
    return acts.amend_row(session, Contribution, row, **values)
