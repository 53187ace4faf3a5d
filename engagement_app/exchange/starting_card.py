"""The rates and cost facts that a new project starts with; each can be edited afterwards."""

import json

from sqlmodel import Session

from engagement_app.domain import absorbing
from engagement_app.domain.input import kinds_of
from engagement_app.domain.tables import TABLES
from engagement_app.resource import resource


def add_starting_card(session: Session, *, bring_back: bool = False) -> None:
    """Put the card's rows in the file under their fixed ids; those that are there stay as they are.

    Rows of the card that were deleted here stay so, unless `bring_back` is asked for.
    """
    card = json.loads(resource("starting_card.json").read_text(encoding="utf-8"))
    given = {
        table: {
            row["id"]: {
                name: kind.read(row[name])
                for name, kind in kinds_of(TABLES[table]).items()
                if row.get(name) is not None
            }
            for row in rows
        }
        for table, rows in card.items()
    }
    plan = absorbing.plan(session, None, given)
    plan.changed.clear()
    if bring_back:
        for table, record_id in plan.left_deleted:
            plan.changed.setdefault(table, {})[record_id] = {"deleted_at": None}
    absorbing.carry_out(session, plan)
