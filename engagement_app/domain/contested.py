"""A field for which two laptops gave two values, neither of which knew of the other."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain.input import kinds_of
from engagement_app.domain.names import name_of_record
from engagement_app.domain.spoken_fields import spoken, spoken_moment
from engagement_app.domain.tables import EVERY
from engagement_app.domain.view import View
from engagement_app.domain.wording import label_of, name_of_table
from engagement_app.language import _
from engagement_app.store import changes
from engagement_app.store.clock import milliseconds
from engagement_app.store.columns import from_plain
from engagement_app.store.records import table_of

_LONGEST = 60
"""Letters of a value that stand in a sentence."""


def told_contested(session: Session, table: str, record_id: str, name: str) -> str:
    """Which values there are, whose, and which of them is shown until somebody writes it again."""
    view = View(session)
    row = view(table, record_id)
    shown, *others = _values(session, table, record_id, name, view)
    sentence = _(
        "{table} “{named}”: {field} was written differently on two laptops. {shown} is shown now,"
        " and not {others}. Write what is right."
    )
    return sentence.format(
        table=name_of_table(table),
        named=name_of_record(table, row, view) if row else record_id,
        field=label_of(name, kinds_of(EVERY[table])[name], table),
        shown=shown,
        others=_(", nor ").join(others),
    )


def _values(session: Session, table: str, record_id: str, name: str, view: View) -> Iterator[str]:
    """What nobody has seen past, with who wrote it when; that which is shown first."""
    told = list(changes.whole_changes(session, [record_id]))
    heads = changes.heads_of((row["id"], row["hlc"], row["fields"]) for row in told)[name]
    newest_first = sorted(told, key=lambda row: (row["hlc"], row["id"]), reverse=True)
    for row in newest_first:
        if row["id"] in heads:
            yield _value(table, name, row, view)


def _value(table: str, name: str, row: Mapping[str, Any], view: View) -> str:
    plain = json.loads(row["fields"])[name]["value"]
    value = from_plain(table_of(EVERY[table]).c[name].type, plain)
    words = spoken(kinds_of(EVERY[table])[name], value, view) or _("nothing")
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1] + "…"
    at = spoken_moment(datetime.fromtimestamp(milliseconds(row["hlc"]) / 1000, UTC))
    return _("“{words}” ({person}, {at})").format(words=words, person=row["person"], at=at)
