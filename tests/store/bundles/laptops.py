"""Laptops that work on one project, each on a file of its own, and carry bundles between them."""

import shutil
from pathlib import Path

from engagement_app.domain import acts, bundles
from engagement_app.domain.contested import find_waiting
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.soundness import check
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.audit import Audited
from engagement_app.store.bundles.bundle import eight_letters, read_bundle
from engagement_app.store.bundles.sealing import Ways
from engagement_app.store.datafile import open_file
from engagement_app.store.plain_rows import ask

WORDS = "tide mill lantern"


class Laptop:
    """One of them, called by a letter; its file is open until it is closed."""

    def __init__(self, name: str, folder: Path, blank: Path, key=None) -> None:
        self.name, self.folder = name, folder
        self.path = Path(shutil.copy(blank, folder / f"{name}.engagement"))
        self.reopen(key)

    def reopen(self, key=None):
        """Its file again, after it was closed for something else."""
        self.file = open_file(
            self.path, Keyboard(f"At {self.name}", f"laptop-{self.name}"), key=key
        )

    def do(self, command, *words, act="test", **values):
        """A command of the domain, as an act of its own."""
        with self.file.writing(act) as session:
            return command(session, *words, **values)

    def add(self, given_name, **more):
        return self.do(acts.add, PersonInput.parse(given_name=given_name, **more))

    def set(self, person, entity=Person, **values):
        self.do(records.change, entity, {person: values})

    def value(self, person, field="phone", table="person"):
        with self.file.reading() as session:
            found = ask(session, f"SELECT {field} FROM {table} WHERE id = ?", (person,))
        return found[0][0] if found else None

    def count(self, table="person"):
        with self.file.reading() as session:
            [[found]] = ask(session, f"SELECT count(*) FROM {table}")
        return found

    def bundle(self, name="", passphrase=None):
        target = self.folder / f"{name or self.name}.bundle"
        bundles.make(self.file, target, passphrase)
        return target

    def read(self, bundle, *passphrases):
        """The rows of a bundle, by what this laptop has to open it with."""
        by = Ways(passphrases=passphrases)
        return read_bundle(bundle, by, bundles.EXPECTED).rows

    def take(self, bundle, *passphrases):
        return self.told(bundle, *passphrases).taken

    def told(self, bundle, *passphrases):
        """The same, with what is told of it."""
        return bundles.apply(self.file, bundle, passphrases)

    def take_rows(self, rows):
        """The same of rows that were read already, without the backup before."""
        return self.do(bundles.take_rows, rows)

    def contested(self):
        """What two laptops wrote differently, as this one would list it."""
        self.file.note(Audited.MERGE)  # its histories take in rows without noting it
        with self.file.reading() as session:
            return list(find_waiting(session).first)

    def letters(self):
        with self.file.reading() as session:
            return eight_letters(session)

    def faults(self):
        return tuple(check(self.file))

    def state(self):
        return shared(self.file)


def shared(file):
    """Every row of every table that laptops share."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    apart = {"draft", "audit_entry", "alembic_version", "change"}
    with file.reading() as session:
        tables = sorted({str(name) for (name,) in ask(session, names)} - apart)
        return {name: sorted(map(repr, ask(session, f"SELECT * FROM {name}"))) for name in tables}
