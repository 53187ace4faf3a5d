"""Rates and cost facts as people read them, for the page on how the figures were made."""

from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.domain.input import kinds_of
from engagement_app.domain.rates import CostFact, Rate
from engagement_app.language import _
from engagement_app.store.records import table_of


def facts(session: Session) -> list[tuple[str, str, date | None, date | None, str | None]]:
    """Every rate and cost fact of the file as people read it: name, value, validity, source."""
    rates = [(row.name, spoken_rate(row), *_rest(row)) for row in live_facts(session, Rate)]
    others = [
        (row.name, spoken_fact(row.kind, row.value), *_rest(row))
        for row in live_facts(session, CostFact)
    ]
    return rates + others


def live_facts(session: Session, entity: type[Rate] | type[CostFact]) -> list[Any]:
    """The live rates or cost facts, whole rows: by kind, then by the day they begin."""
    columns = table_of(entity)
    query = sa.select(columns).where(columns.c.deleted_at.is_(None))
    order = (columns.c.valid_from, columns.c.name, columns.c.id)
    kind = kinds_of(entity)["kind"]
    places = {word: place for place, word in enumerate(getattr(kind, "values", ()))}
    return sorted(session.execute(query.order_by(*order)), key=lambda row: places[row.kind])


def _rest(row: Any) -> tuple[date | None, date | None, str | None]:
    return row.valid_from, row.valid_to, row.source


def spoken_rate(row: Any) -> str:
    """`£12.71 an hour`, of a row with amount (pence) and unit."""
    units = {"hour": _("an hour"), "half_day": _("a half day"), "day": _("a day")}
    return f"{spoken_pounds(row.amount)} {units[row.unit]}"


def spoken_fact(kind: str, value: Decimal) -> str:
    """`15%` or `£5,000.00 a year`."""
    if kind.endswith("_percent"):
        return f"{spoken_number(value)}%"
    return spoken_pounds(int(value * 100)) + " " + _("a year")
