"""A damaged file gets back what is only in a bundle that another laptop made."""

from contextlib import closing

import pytest

from engagement_app.domain import acts, erasing, repairing
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.soundness import back_up, check
from engagement_app.errors import UserError
from engagement_app.store import protecting
from engagement_app.store.act import Keyboard
from engagement_app.store.backup import folder_of
from engagement_app.store.datafile import open_file
from engagement_app.store.drafts import list_drafts
from engagement_app.store.engine import connect
from engagement_app.store.erasure_ledger import ledger_path
from engagement_app.store.erasures import entered
from engagement_app.store.keys.ways import Protection
from engagement_app.store.place import config_folder
from engagement_app.store.plain_rows import ask
from tests.store.bundles.laptops import WORDS
from tests.store.keys.cheap import CHEAP

pytestmark = pytest.mark.thorough
HERE = Keyboard("Tester", "desk-laptop")


def repaired(path, *bundles, key=None, passphrases=()):
    return repairing.repair(
        path, key, "Tester", lambda _path: None, further=bundles, passphrases=passphrases
    )


def people(path, key=None):
    with open_file(path, HERE, key=key) as file, file.reading() as session:
        found = ask(session, "SELECT given_name FROM person")
    return sorted(str(name) for (name,) in found if name)


def sound(path, key=None):
    with open_file(path, HERE, key=key) as file:
        return tuple(check(file)) == ()


def spoil(laptop, given_name):
    """Somebody is damaged beyond use in a file that is closed."""
    laptop.file.close()
    with closing(connect(laptop.path)) as connection:
        connection.execute(
            "UPDATE change SET digest = 'x' WHERE fields LIKE ?", (f"%{given_name}%",)
        )
        connection.execute("DELETE FROM person WHERE given_name = ?", (given_name,))


@pytest.fixture
def met(first, second):
    """Two laptops that met: since then Tom is known to both, and in no backup."""
    back_up(first.file, folder_of(first.path))
    first.add("Tom")
    second.take(first.bundle())
    return first, second


def test_what_only_the_bundle_of_another_laptop_has_comes_back(met):
    first, second = met
    bundle = second.bundle()
    spoil(first, "Tom")
    without = repaired(first.path)
    assert people(without.path) == ["Ann"]
    made = repaired(first.path, bundle)
    assert people(made.path) == ["Ann", "Tom"]
    assert f"1 more change taken from {bundle}." in made.told
    assert sound(made.path)


def test_the_key_of_the_workspace_is_in_a_backup_where_the_file_has_lost_it(met):
    """Nobody asked for one: it is made as the key is, and as another one is taken in."""
    first, second = met
    first.add("Una")
    second.take(first.bundle())
    bundle = second.bundle()
    first.file.close()
    content = bytearray(first.path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    first.path.write_bytes(content)
    assert people(repaired(first.path, bundle).path) == ["Ann", "Tom", "Una"]


def test_one_bundle_may_hold_the_key_of_another_whatever_their_order(met, laptop):
    first, second = met
    with_passphrase = first.bundle("first", WORDS)
    first.add("Una")
    second.take(first.bundle())
    later = second.bundle()
    spoilt = laptop("Lost")
    spoilt.file.close()
    spoilt.path.write_bytes(first.path.read_bytes()[:100] + b"\xff" * 8092)
    made = repaired(spoilt.path, later, with_passphrase, passphrases=(WORDS,))
    assert people(made.path) == ["Ann", "Tom", "Una"]


def test_where_nothing_else_is_left_its_passphrase_opens_it(met, laptop):
    _first, second = met
    bundle = second.bundle(passphrase=WORDS)
    lost = laptop("Lost")
    lost.file.close()
    lost.path.write_bytes(b"\xff" * 8192)
    lost.path.write_bytes(lost.path.read_bytes())
    spoilt = lost.path
    spoilt.write_bytes(second.path.read_bytes()[:100] + b"\xff" * 8092)
    with pytest.raises(UserError, match="needs its passphrase"):
        repaired(spoilt, bundle)
    assert people(repaired(spoilt, bundle, passphrases=(WORDS,)).path) == ["Ann", "Tom"]


def test_who_was_erased_since_the_bundle_was_made_stays_erased(met):
    first, second = met
    bundle = second.bundle()
    erasing.erase_for_good(first.file, first.ann)
    spoil(first, "Tom")
    made = repaired(first.path, bundle)
    assert people(made.path) == ["Tom"]
    assert b"Ann" not in made.path.read_bytes()


def test_what_was_half_typed_is_kept_though_somebody_was_erased_long_ago(met):
    first, second = met
    erasing.erase_for_good(first.file, first.ann)
    first.file.keep_drafts([("said", '["The bus is la"]')])
    bundle = second.bundle()
    spoil(first, "Tom")
    made = repaired(first.path, bundle)
    with open_file(made.path, HERE) as file, file.reading() as session:
        assert [each.form for each in list_drafts(session)] == ["said"]


def test_what_the_other_wrote_of_them_since_goes_too(met):
    first, second = met
    came = AttendanceInput.parse(
        event_id=first.event, person_id=first.ann, source_key="Ann of Mill Lane"
    )
    came = second.do(acts.add, came)
    said = {"attendance_id": came, "voice": "own", "words": "In Mill Lane no bus stops"}
    second.do(acts.add, ContributionInput.parse(event_id=first.event, **said))
    bundle = second.bundle()
    erasing.erase_for_good(first.file, first.ann)
    spoil(first, "Tom")
    made = repaired(first.path, bundle)
    assert people(made.path) == ["Tom"]
    assert b"Mill Lane" not in made.path.read_bytes()
    assert sound(made.path)


def test_words_that_the_file_kept_when_somebody_was_erased_are_kept_through_a_repair(met):
    """By a program that did not enter in the ledger which they were, too."""
    first, second = met
    came = first.do(acts.add, AttendanceInput.parse(event_id=first.event, person_id=first.ann))
    said = {"attendance_id": came, "voice": "own", "words": "No bus stops"}
    said = first.do(acts.add, ContributionInput.parse(event_id=first.event, **said))
    second.take(first.bundle())
    bundle = second.bundle()
    erasing.erase_for_good(first.file, first.ann, keep_words=True)
    first.file.close()
    with closing(connect(first.path)) as connection:
        connection.execute("DELETE FROM erasure WHERE kind LIKE '%.kept'")
    for ledger in (ledger_path(first.path), *config_folder().glob("erased/*")):
        told = ledger.read_text().splitlines(keepends=True)
        ledger.write_text("".join(line for line in told if ".kept" not in line))
    first.reopen()
    spoil(first, "Tom")
    made = repaired(first.path, bundle)
    with open_file(made.path, HERE) as file, file.reading() as session:
        assert ask(session, "SELECT words FROM contribution WHERE id = ?", (said,)) == [
            ("No bus stops",)
        ]


def test_a_line_of_the_ledger_that_damage_altered_counts_for_nothing_and_a_missing_end_is_no_harm(
    met,
):
    first, second = met
    came = first.do(acts.add, AttendanceInput.parse(event_id=first.event, person_id=first.ann))
    said = {"attendance_id": came, "voice": "own", "words": "No bus stops"}
    said = first.do(acts.add, ContributionInput.parse(event_id=first.event, **said))
    bundle = second.bundle()
    erasing.erase_for_good(first.file, first.ann, keep_words=True)
    spoil(first, "Tom")
    with closing(connect(first.path)) as connection:
        connection.execute("UPDATE erasure SET kind = 'contribution.kdpt' WHERE kind LIKE '%.kept'")
    ledger = ledger_path(first.path)
    ledger.write_text(ledger.read_text().rstrip("\n"))
    made = repaired(first.path, bundle)
    with open_file(made.path, HERE) as file, file.reading() as session:
        assert entered(session)[said] == "contribution.kept"
    assert "kdpt" not in "".join(each.read_text() for each in config_folder().glob("erased/*"))


def test_a_protected_file_takes_its_own_bundle_by_its_own_key(met, laptop):
    first, _second = met
    first.file.close()
    key = protecting.protect(first.path, Protection("old words", cost=CHEAP))
    first.reopen(key.copy())
    first.add("Una")
    bundle = first.bundle()
    first.file.close()
    content = bytearray(first.path.read_bytes())
    content[4096 + 7] ^= 1
    first.path.write_bytes(content)
    made = repaired(first.path, bundle, key=key.copy())
    assert people(made.path, key.copy()) == ["Ann", "Tom", "Una"]
    assert sound(made.path, key.copy())
    first.path.write_bytes(made.path.read_bytes())
    first.reopen(key)


def test_a_bundle_of_another_project_is_refused(met, laptop):
    first, _second = met
    other = laptop("C")
    from engagement_app.domain import acts
    from engagement_app.domain.projects import ProjectInput

    other.do(acts.add, ProjectInput.parse(name="Another"))
    bundle = other.bundle(passphrase=WORDS)
    spoil(first, "Tom")
    with pytest.raises(UserError, match="of another project"):
        repaired(first.path, bundle, passphrases=(WORDS,))
