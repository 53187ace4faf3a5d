"""The live follow-ups of a project as SQL gives them: whom each is for, why nobody can keep it.

Finding each attendance among those at hand is quicker than the joins of the engine. Deletion is
judged as the domain says, but for the people: who is a duplicate or deleted is told by whoever
asks.
"""

from engagement_app.resourcing.ledger import FollowUp

_DEAD_END = (
    "CASE WHEN f.status != 'open' THEN NULL"
    " WHEN f.kind = 'no_route_exists' THEN 'no_route'"
    " WHEN coalesce(f.owner_organisation_id, f.owner_name, '') = '' THEN 'no_owner'"
    " WHEN f.due_on IS NULL THEN 'no_date' END"
)
COLUMNS = (
    "f.id, f.attendance_id, e.id, coalesce(f.person_id, a.person_id, a.id),"
    " CASE WHEN f.attendance_id IS NULL THEN a.id END,"
    " CASE WHEN f.attendance_id IS NULL AND f.contribution_id IS NULL THEN f.person_id END,"
    f" {_DEAD_END}, f.role_id, f.due_on, f.status, f.done_on"
)
"""The fields of a `FollowUp` in their order."""
WIDTH = len(FollowUp._fields)
ITS_OWN = (
    f"f.id, f.attendance_id, f.person_id, {_DEAD_END}, f.role_id, f.due_on, f.status, f.done_on"
)
"""Of one whose attendance is at hand, what it says itself."""
PEOPLE = "f.person_id, a.person_id"
"""Who is named by the follow-up, and by the attendance it stands on."""
JOINED = (
    "follow_up f LEFT JOIN contribution c ON c.id = f.contribution_id"
    " LEFT JOIN attendance a ON a.id = coalesce(f.attendance_id, c.attendance_id)"
    " LEFT JOIN event e ON e.id = coalesce(a.event_id, c.event_id)"
)
ITSELF_LIVE = "f.project_id = ? AND f.deleted_at IS NULL"
"""Not deleted itself, whatever it stands on; its one value is the project's id."""
LIVE = "f.project_id = ? AND f.deleted_at IS NULL AND a.deleted_at IS NULL AND e.deleted_at IS NULL"
"""Its one value is the project's id."""
