"""The sample project: a fictional town, to practise on and to see every page and paper filled."""

from sqlmodel import Session

from engagement_app.exchange.open_format.importing import import_document
from engagement_app.exchange.starting_card import add_starting_card
from engagement_app.resource import resource


def add_sample(session: Session) -> str:
    """Put the sample in the file with the starting card; gives the project's id."""
    add_starting_card(session)
    return import_document(session, resource("sample", "project.json").read_bytes()).project
