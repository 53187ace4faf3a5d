"""The starting card: what is changed or deleted here is not put back behind anybody's back."""

import sqlalchemy as sa

from engagement_app.domain import acts
from engagement_app.domain.facts import facts, live_facts
from engagement_app.domain.rates import CostFact, Rate
from engagement_app.exchange.starting_card import add_starting_card
from engagement_app.store.records import table_of


def add_card(file, **more):
    with file.writing("test") as session:
        add_starting_card(session, **more)


def test_a_rate_that_was_changed_stays_as_it_was_changed(data_file):
    add_card(data_file)
    with data_file.writing("test") as session:
        rate = live_facts(session, Rate)[0]
        acts.amend(session, Rate, rate.id, amount=1499)
    add_card(data_file)
    add_card(data_file, bring_back=True)
    with data_file.reading() as session:
        assert acts.get(session, Rate, rate.id)["amount"] == 1499


def test_what_was_deleted_stays_so_unless_it_is_asked_for(data_file):
    add_card(data_file)
    with data_file.reading() as session:
        before = facts(session)
    with data_file.writing("test") as session:
        for entity in (Rate, CostFact):
            for row in live_facts(session, entity):
                acts.delete(session, entity, row.id)
    add_card(data_file)
    with data_file.reading() as session:
        assert facts(session) == []
    add_card(data_file, bring_back=True)
    with data_file.reading() as session:
        assert facts(session) == before
        assert session.scalar(sa.select(sa.func.count()).select_from(table_of(Rate))) == 6
