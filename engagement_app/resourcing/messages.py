"""The messages of a project as rows to show: who stands behind each, and what came back."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session

from engagement_app.domain.hearings import HearingRow, list_hearings
from engagement_app.resourcing.evidence import Evidence, Standing, read_evidence
from engagement_app.resourcing.reading import read_messages


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message, what stands behind it, and where it was heard, in order."""

    id: str
    title: str
    contribution_ids: tuple[str, ...]
    standing: Standing
    hearings: tuple[HearingRow, ...]

    @property
    def key(self) -> str:
        """What tells the row from all others."""
        return self.id


def list_messages(session: Session, project_id: str) -> list[MessageRow]:
    """The live messages of a project, by title."""
    return list_with_evidence(session, project_id)[0]


def list_with_evidence(session: Session, project_id: str) -> tuple[list[MessageRow], Evidence]:
    """The same, and what is known of all that stands behind them."""
    messages = sorted(read_messages(session, project_id), key=lambda each: (each.title, each.id))
    evidence = read_evidence(session, {one for each in messages for one in each.contribution_ids})
    heard: dict[str, list[HearingRow]] = defaultdict(list)
    for hearing in list_hearings(session, project_id):
        heard[hearing.message_id].append(hearing)
    rows = [
        MessageRow(*each, evidence.standing(each.contribution_ids), tuple(heard[each.id]))
        for each in messages
    ]
    return rows, evidence
