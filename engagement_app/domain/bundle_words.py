"""What came with a bundle, in plain sentences: first what is there now, then what to look at."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from engagement_app.domain.contested import Waiting, describe
from engagement_app.domain.names import name_of_record
from engagement_app.domain.naming import name_of
from engagement_app.domain.tables import EVERY
from engagement_app.domain.view import View, load
from engagement_app.domain.wording import name_of_table
from engagement_app.language import _, plural
from engagement_app.store.bundles.bundle import Made, eight_letters
from engagement_app.store.bundles.union import Taken


@dataclass(frozen=True, slots=True)
class Told:
    """What came in, in sentences, and what of it a person should look at: where two laptops
    contradict each other, and all else; and what the file then knows, as eight letters."""

    taken: Taken
    came: tuple[str, ...]
    contested: Waiting
    doubts: tuple[str, ...]
    letters: str


def tell(session: Session, taken: Taken) -> Told:
    """Asked where the session sees what came."""
    doubts = (
        *_brought_back(session, taken),
        *_linked(session, taken),
        *_unlike(taken),
        *_ahead(taken),
        *taken.shorter,
    )
    letters = _told_letters(eight_letters(session))
    waiting = describe(session, taken.contested)
    return Told(taken, tuple(_came(taken)), waiting, doubts, letters)


def told_made(made: Made) -> str:
    """What is in a bundle."""
    told = plural("{count} change is in it.", "{count} changes are in it.", made.changes)
    return f"{told} {_told_letters(made.letters)}"


def _told_letters(letters: str) -> str:
    """To be read aloud across a room."""
    return _("Laptops that show {letters} know the same.").format(letters=letters)


def _came(taken: Taken) -> list[str]:
    if taken.is_nothing():
        return [_("Everything in this bundle was known here. Nothing was changed.")]
    one, many = _("{count} change was not known here."), _("{count} changes were not known here.")
    told = [plural(one, many, taken.changes)]
    told += [_("New: {what}.").format(what=_counted(taken.new))] if +taken.new else []
    told += [_("Changed: {what}.").format(what=_counted(taken.changed))] if +taken.changed else []
    for count, one, many in (
        (
            taken.answers,
            _("{count} slip of equality monitoring."),
            _("{count} slips of equality monitoring."),
        ),
        (
            taken.erased,
            _("{count} record was erased elsewhere, and is now erased here."),
            _("{count} records were erased elsewhere, and are now erased here."),
        ),
        (
            taken.emptied,
            _("{count} change told of somebody who is erased: it came in empty."),
            _("{count} changes told of people who are erased: they came in empty."),
        ),
    ):
        told += [plural(one, many, count)] if count else []
    return told


def _counted(counts: Counter[str]) -> str:
    return ", ".join(
        f"{name_of_table(table)} {counts[table]:,}" for table in EVERY if counts[table]
    )


def told_contested(waiting: Waiting) -> Iterator[str]:
    """Where two laptops contradict each other, with what each says."""
    yield from map(str, waiting.first)
    if more := len(waiting.places) - len(waiting.first):
        one = _("And {count} field more was written differently on two laptops.")
        many = _("And {count} fields more were written differently on two laptops.")
        yield plural(one, many, more)


def _brought_back(session: Session, taken: Taken) -> Iterator[str]:
    sentence = _(
        "{table} “{name}” was deleted on one laptop, and changed on another that did not know. It"
        " is there again; delete it if that was right."
    )
    view = View(session)
    for table, record_id in taken.brought_back:
        yield sentence.format(table=name_of_table(table), name=_named(view, table, record_id))


def _named(view: View, table: str, record_id: str) -> str:
    row = view(table, record_id)
    return name_of_record(table, row, view) if row else record_id


def _linked(session: Session, taken: Taken) -> Iterator[str]:
    sentence = _(
        "{name} is on record as the same person as somebody who was erased, and was not erased."
        " Erase them too (Data, Rights), or take the two apart. Lists may show them as “(erased)”:"
        " they are found by their own name."
    )
    for row in load(session, "person", taken.linked).values():
        yield sentence.format(name=name_of(row))


def _unlike(taken: Taken) -> Iterator[str]:
    sentence = _(
        "A change of {table} {id}, made on laptop {device}, is here with another content. Ours"
        " stays. One of the two was altered: keep this bundle, and find out which."
    )
    for table, record_id, device in taken.unlike:
        yield sentence.format(table=name_of_table(table), id=record_id, device=device)


def _ahead(taken: Taken) -> Iterator[str]:
    sentence = _("The clock of laptop {device} was wrong: it said {when}. Set it right there.")
    for device, when in taken.ahead:
        yield sentence.format(device=device, when=f"{when:%d/%m/%Y %H:%M}")
