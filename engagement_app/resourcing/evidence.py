"""What stands behind the words that somebody picks for a message, reckoned while they pick."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from engagement_app.domain.speaking import Spoken, list_spoken
from engagement_app.resourcing.behind import Behind, behind, communities_named, heard
from engagement_app.resourcing.ledger import Attendance, Contribution, Ledger
from engagement_app.resourcing.reading import read_said
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import ask, let_go

_COMMUNITIES = "SELECT id, name FROM community"
_NOBODY = Behind(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands behind some contributions.

    `there` are the communities for which they were said, and those of who said them in their own
    voice; `unstated` how many speak for others without any mandate that was stated.
    """

    contributions: int = 0
    behind: Behind = _NOBODY
    there: frozenset[str] = frozenset()
    unstated: int = 0


@dataclass(frozen=True, slots=True)
class Communities:
    """The names of communities by id, and which of them were heard at events of the project."""

    names: Mapping[str, str]
    heard: frozenset[str]

    def called(self, ids: Iterable[str]) -> list[str]:
        """Their names, in order."""
        return sorted(self.names[each] for each in ids if each in self.names)

    def missing(self, standing: Standing) -> list[str]:
        """The names of those that were heard and are not behind it."""
        return self.called(self.heard - standing.there)


@dataclass
class Evidence:
    """Contributions by id, with what is known of who made them; more may be added."""

    said: dict[str, Contribution] = field(default_factory=dict)
    spoken: dict[str, Attendance] = field(default_factory=dict)
    communities_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    without_mandate: set[str] = field(default_factory=set)

    def add(self, found: Iterable[Spoken]) -> None:
        """Know these too."""
        for each in found:
            self.said[each.id] = Contribution(
                each.id, each.attendance_id, each.voice, each.community_id, each.event_id
            )
            if each.attendance_id:
                self.spoken[each.attendance_id] = _attendance(each, each.attendance_id)
            if each.person_id:
                self.communities_of[each.person_id] = each.communities
            if lacks_mandate(each.voice, each.mandate):
                self.without_mandate.add(each.id)

    def standing(self, ids: Iterable[str]) -> Standing:
        """What stands behind those of these that are known."""
        picked = [self.said[each] for each in ids if each in self.said]
        there = communities_named(picked) | heard(picked, self.spoken, self.communities_of)
        return Standing(
            len(picked),
            behind(picked, self.spoken),
            frozenset(there),
            sum(each.id in self.without_mandate for each in picked),
        )


def lacks_mandate(voice: str, mandate: str) -> bool:
    """Whether somebody speaks for others and nobody stated on what basis."""
    return voice != "own" and mandate == "none_stated"


def read_evidence(session: Session, contribution_ids: Iterable[str]) -> Evidence:
    """What is known of these contributions; what is deleted is left out."""
    evidence = Evidence()
    evidence.add(list_spoken(session, contribution_ids))
    return evidence


def read_communities(session: Session, project_id: str) -> Communities:
    """All communities, and those heard at events of the project."""
    with no_collection():
        names, ledger = dict(ask(session, _COMMUNITIES)), read_said(session, project_id)
        let_go(session)
        return communities_of(ledger, names)


def communities_of(ledger: Ledger, names: Mapping[str, str]) -> Communities:
    """All of these names, and which communities were heard as the belt counts them."""
    spoken = {each.id: each for each in ledger.attendances}
    return Communities(names, frozenset(heard(ledger.contributions, spoken, ledger.communities_of)))


def _attendance(spoken: Spoken, attendance_id: str) -> Attendance:
    """What who stands behind it asks of an attendance; its status does not matter there."""
    return Attendance(
        attendance_id, spoken.event_id, spoken.person_id, "here", "not_known", "not_asked"
    )
