"""What happens at the door."""

from datetime import datetime

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance

_CAME = ("here", "left")


def check_in(session: Session, attendance_id: str, arrived_at: datetime) -> bool:
    """Sign somebody in who is expected; gives False where they were signed in before.

    Whoever left and came back stays as they were: the first arrival is the arrival.
    """
    row = acts.get(session, Attendance, attendance_id)
    if row["status"] in _CAME:
        return False
    return acts.amend_row(session, Attendance, row, status="here", arrived_at=arrived_at)
