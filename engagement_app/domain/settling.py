"""Settle what two laptops wrote differently by keeping one of the values; and take that back."""

import json

from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.contested import described, heads_at, value_at
from engagement_app.domain.tables import entity_of
from engagement_app.domain.view import View
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import changes, records
from engagement_app.store.bundles.contests import Place
from engagement_app.store.erasures import erased_ids

ACT = "bundle.settle"


def settle(session: Session, place: Place, change_id: str) -> str:
    """Keep the value that this change gave, on every laptop that hears of it; gives a sentence.

    Raises `UserError` where it was settled meanwhile, the record is gone, or the value does not fit
    any more.
    """
    table, record_id, name = place
    heads = {row["id"]: row for row in heads_at(session, place)}
    if change_id not in heads or len(heads) < 2 or record_id in erased_ids(session):
        raise UserError(_("This was settled already. Nothing was changed."))
    entity, value = entity_of(table), value_at(heads[change_id], place)
    row = acts.get(session, entity, record_id)
    if value != row[name]:
        acts.refuse_unfit(session, entity, {**row, name: value}, {name: value})
    records.change(session, entity, {record_id: {name: value}})
    return _("Kept: {place}").format(place=described(session, place, View(session)).told)


def contest_again(session: Session, act_id: str) -> None:
    """Take back what `settle` did in an act: the values of before stand beside each other again,
    and that which was shown is shown."""
    for table, record_id, _hlc, fields in changes.changes_of(session, act_id):
        told = list(changes.whole_changes(session, [record_id]))
        kept = [row["id"] for row in told if row["act_id"] == act_id]
        for name, entry in json.loads(fields).items():
            before = [row for row in told if row["id"] in entry["saw"]]
            values = [value_at(row, (table, record_id, name)) for row in before]
            records.contest(session, entity_of(table), record_id, name, values, kept)
