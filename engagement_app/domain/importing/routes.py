"""For whom the follow-ups of nameless attendances are: they bind who may be named there."""

from collections import defaultdict

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.store.records import table_of


class Routes:
    """The follow-ups of an event that name a person, read when they are first asked for."""

    def __init__(self, session: Session, event_id: str) -> None:
        self._session, self._event_id = session, event_id
        self._people: dict[str, set[str]] | None = None

    def people_of(self, attendance_id: str) -> set[str]:
        """The people whom follow-ups of this attendance, or of what was said in it, name."""
        if self._people is None:
            self._people = self._read()
        return self._people.get(attendance_id, set())

    def _read(self) -> dict[str, set[str]]:
        routes, said = table_of(FollowUp).c, table_of(Contribution).c
        attendance = table_of(Attendance).c
        standing_on = sa.func.coalesce(routes.attendance_id, said.attendance_id)
        query = (
            sa.select(attendance.id, routes.person_id)
            .select_from(table_of(FollowUp))
            .outerjoin(table_of(Contribution), said.id == routes.contribution_id)
            .join(table_of(Attendance), attendance.id == standing_on)
            .where(attendance.event_id == self._event_id, routes.person_id.is_not(None))
        )
        found: dict[str, set[str]] = defaultdict(set)
        for attendance_id, person_id in self._session.execute(query):
            found[attendance_id].add(person_id)
        return found
