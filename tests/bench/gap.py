"""The gap report from file to finished JSON, against bare SQL that reads the same rows.

    python tests/bench/gap.py [roles] [follow-ups] [allocations]

Prints the least and the median of runs taken in turns, in milliseconds of processor time, and the
ratios: to the figures, and to the finished JSON (aim 3). The bare reading fetches the columns and
rows that the figures rest on, of people too: only those who are duplicates, deleted or of a
community have something to say on them.
"""

import statistics
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlcipher3 import dbapi2

from engagement_app.domain.acts import add, whole_row
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.events import EventInput
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.funds import Allocation, Fund
from engagement_app.domain.people import Person
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.roles import EngagementRole, TimeEntry
from engagement_app.exchange.gap_json import gap_json
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file
from engagement_app.store.engine import settle
from engagement_app.store.record import new_id

DAY = date(2026, 11, 23)
QUERIES = (
    "SELECT id, event_id, title, belt, holder_organisation_id, holder_name, hours_needed,"
    " hours_assigned, hourly_cost, overhead_percent, agenda_control, budget_control, body_id"
    " FROM engagement_role WHERE deleted_at IS NULL",
    "SELECT id, attendance_id, person_id, contribution_id, kind, owner_organisation_id,"
    " owner_name, role_id, due_on, status, done_on FROM follow_up WHERE deleted_at IS NULL",
    "SELECT id, event_id, person_id, status, first_time, wants_to_stay_involved, deleted_at"
    " FROM attendance",
    "SELECT id, title, funder_name, amount, status FROM fund WHERE deleted_at IS NULL",
    "SELECT id, fund_id, role_id, amount FROM allocation WHERE deleted_at IS NULL",
    "SELECT role_id, worked_on, hours, organisation_id, paid_from FROM time_entry"
    " WHERE deleted_at IS NULL",
    "SELECT id, same_as_id, deleted_at, community_ids FROM person WHERE same_as_id IS NOT NULL"
    " OR deleted_at IS NOT NULL OR community_ids != '[]'",
    "SELECT id, title, deleted_at FROM event",
    "SELECT id, attendance_id, voice, community_id, event_id, deleted_at FROM contribution",
    "SELECT role_id, amount, title FROM role_cost WHERE deleted_at IS NULL",
    "SELECT role_id, name, held FROM role_skill WHERE deleted_at IS NULL",
)


def rows(entity, count, make):
    return [whole_row(entity, new_id(), make(number)) for number in range(count)]


def fill(session, roles, follow_ups, allocations):
    """A project with so many roles and follow-ups, each for an attendance of its own."""
    project = add(session, ProjectInput.parse(name="Bench"))
    event = add(session, EventInput.parse(project_id=project, title="Evening"))
    people = rows(Person, follow_ups, lambda n: {"given_name": f"Person {n}"})
    came = rows(
        Attendance,
        follow_ups,
        lambda n: {
            "event_id": event,
            "person_id": people[n]["id"],
            "status": "here",
            "wants_to_stay_involved": "yes",
        },
    )
    jobs = rows(
        EngagementRole,
        roles,
        lambda n: {
            "project_id": project,
            "title": f"Role {n}",
            "belt": ("route_in", "voice_for", "both")[n % 3],
            "hours_needed": Decimal("7.25"),
            "hourly_cost": 1886,
        },
    )
    kept = rows(
        FollowUp,
        follow_ups,
        lambda n: {
            "project_id": project,
            "attendance_id": came[n]["id"],
            "role_id": jobs[n % roles]["id"],
            "owner_name": "Ann" if n % 3 else None,
            "due_on": date(2026, 6, 1) if n % 5 else None,
            "status": "done" if n % 4 == 0 else "open",
            "done_on": date(2026, 5, 30) if n % 4 == 0 else None,
        },
    )
    fund = whole_row(
        Fund,
        new_id(),
        {"project_id": project, "title": "Fund", "amount": 15_000_000, "status": "confirmed"},
    )
    shares = rows(
        Allocation,
        allocations,
        lambda n: {"fund_id": fund["id"], "role_id": jobs[n % roles]["id"], "amount": 3_100},
    )
    hours = rows(
        TimeEntry,
        roles,
        lambda n: {"role_id": jobs[n]["id"], "worked_on": DAY, "hours": Decimal("1.50")},
    )
    for entity, made in (
        (Person, people),
        (Attendance, came),
        (EngagementRole, jobs),
        (FollowUp, kept),
        (Fund, [fund]),
        (Allocation, shares),
        (TimeEntry, hours),
    ):
        records.create(session, entity, made)
    return project


def figures(file, project):
    with file.reading() as session:
        return prepare_gap_report(session, project, DAY)


def ours(file, project):
    return gap_json(figures(file, project))


def bare(connection):
    return [connection.execute(query).fetchall() for query in QUERIES]


def timed(work, *arguments):
    began = time.process_time()
    work(*arguments)
    return (time.process_time() - began) * 1000


def main(roles=1_000, follow_ups=100_000, allocations=5_000, runs=9):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.engagement"
        with create_file(path, Keyboard("bench", new_id())) as file:
            with file.writing("bench") as session:
                project = fill(session, roles, follow_ups, allocations)
            connection = dbapi2.connect(str(path), isolation_level=None)
            settle(connection)
            works = (bare, connection), (figures, file, project), (ours, file, project)
            ours(file, project), bare(connection)
            found = [[timed(*work) for work in works] for _ in range(runs)]
            connection.close()
    print(f"{roles:,} roles, {allocations:,} allocations, {follow_ups:,} follow-ups:")
    for name, some in (("least", min), ("median", statistics.median)):
        theirs, made, mine = (some(each) for each in zip(*found, strict=True))
        print(
            f"{name:6}  bare reading {theirs:.0f} ms, figures {made:.0f} ms ({made / theirs:.2f}x),"
            f" JSON {mine:.0f} ms ({mine / theirs:.2f}x)"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
