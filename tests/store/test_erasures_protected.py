"""What is left of an erased person in a protected file for whoever has its key: no byte either.

Each page is unsealed here as SQLCipher 4 lays it out, also those that no table uses any more.
"""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from engagement_app.domain import acts
from engagement_app.domain.erasing import erase_for_good
from engagement_app.domain.people import Person, PersonInput
from engagement_app.store import engine, erasures
from engagement_app.store.datafile import open_file
from engagement_app.store.keys.unlocking import unlocked
from tests.store.keys.cheap import PASSPHRASE, protected

PAGE, SALT, SEALED, IV = 4096, 16, 80, 16
MARK = "wears a green hat "


def unsealed(path, passphrase=PASSPHRASE):
    """What the pages of the file hold, one after the other."""
    content, key = path.read_bytes(), unlocked(path, passphrase).secret
    plain = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        hidden = page[SALT if start == 0 else 0 : -SEALED]
        how = CBC(page[-SEALED:][:IV])
        plain.append(Cipher(AES(key), how).decryptor().update(hidden))
    return b"".join(plain)


@pytest.fixture
def path(tmp_path, keyboard):
    return protected(tmp_path / "notes.engagement", keyboard)


def somebody(file):
    """Somebody of whom a lot is told, in pages of their own."""
    with file.writing("test") as session:
        entry = PersonInput.parse(given_name="Zebedeus", notes=MARK * 500)
        return acts.add(session, entry)


def test_no_byte_of_an_erased_person_is_left_for_whoever_has_the_key(path, keyboard):
    with open_file(path, keyboard, PASSPHRASE) as file:
        person = somebody(file)
    assert MARK.encode() in unsealed(path)
    assert MARK.encode() not in path.read_bytes()
    with open_file(path, keyboard, PASSPHRASE) as file:
        erase_for_good(file, person)
    assert MARK.encode() not in unsealed(path)
    assert b"Zebedeus" not in unsealed(path)


def test_without_overwriting_they_would_be_found(path, keyboard, monkeypatch):
    """The control, which neither overwrites nor writes the file anew."""
    monkeypatch.setitem(engine._SETTINGS, "secure_delete", ("OFF", 0))
    with open_file(path, keyboard, PASSPHRASE) as file:
        person = somebody(file)
        with file.writing("person.erase") as session:
            erasures.empty(session, Person, {person: Person.emptied}, "request")
        erasures.write_ledger(file)
    assert MARK.encode() in unsealed(path)
