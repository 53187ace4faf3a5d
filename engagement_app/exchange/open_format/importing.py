"""Take a document into the file: all of it, or none of it with every fault by its path."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from engagement_app.domain import absorbing
from engagement_app.domain.view import Place
from engagement_app.errors import UserError
from engagement_app.exchange.open_format.reading import Document, read
from engagement_app.language import _, plural

_MOST_TOLD = 200
_DELETED = _("{path} {id}: this record is deleted here, so it was left as it is.")
_ERASED = _("{path} {id}: this record was erased, so what the document says of it was dropped.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: records made and changed, and a sentence for each that was left."""

    project: str
    made: int
    changed: int
    left: tuple[str, ...]


def import_document(session: Session, content: bytes, *, dry_run: bool = False) -> Taken:
    """Import a document of the open format; raises `UserError` and writes nothing on any fault.

    A dry run judges everything and writes nothing at all.
    """
    document = read(content)
    plan = absorbing.plan(session, document.project_id, document.given)
    for place, fault in plan.faults:
        path = document.places[place]
        document.fault(f"{path}.{fault.field}" if fault.field else path, fault.sentence)
    if document.faults:
        raise _refusal(document.faults)
    if not dry_run:
        absorbing.carry_out(session, plan)
    return Taken(
        str(document.project_id),
        sum(map(len, plan.new.values())),
        sum(map(len, plan.changed.values())),
        (
            *_left(document, plan.left_deleted, _DELETED),
            *_left(document, plan.left_erased, _ERASED),
        ),
    )


def _left(document: Document, places: Iterable[Place], sentence: str) -> Iterator[str]:
    for place in sorted(places):
        yield sentence.format(path=document.places[place], id=place[1])


def _refusal(faults: dict[str, str]) -> UserError:
    lines = [f"{path}: {sentence}" for path, sentence in faults.items()]
    told = plural(
        "{count} fault was found; nothing was changed.",
        "{count} faults were found; nothing was changed.",
        len(lines),
    )
    return UserError(told, details=lines[:_MOST_TOLD])
