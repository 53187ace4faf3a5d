"""What is in a bundle is told to nobody without its key, and of one that was altered nothing is
believed."""

import errno
import itertools
import os
import random

import pytest

from engagement_app.domain import bundles
from engagement_app.errors import UserError
from engagement_app.store import protecting
from engagement_app.store.bundles import container, sealing
from engagement_app.store.bundles.bundle import is_bundle
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.keys.ways import Protection
from engagement_app.store.keys.wrapping import Cipher
from engagement_app.store.place import config_folder
from engagement_app.store.workspace import list_workspace_keys
from tests.store.bundles.forging import a_key, as_line, change, forged, told
from tests.store.bundles.laptops import WORDS
from tests.store.keys.cheap import CHEAP

pytestmark = pytest.mark.thorough
NAME = b"Ferreira-Lundqvist"


@pytest.fixture
def shut_out(second):
    """`shut_out(bundle, *passphrases)`: it is refused with a sentence, and nothing is changed."""
    before = second.count("change"), second.state()

    def refused(bundle, *passphrases):
        with pytest.raises(UserError) as error:
            bundles.apply(second.file, bundle, passphrases)
        assert (second.count("change"), second.state()) == before
        return str(error.value)

    return refused


@pytest.fixture
def workspace(second):
    """The key that the laptops share."""
    with second.file.reading() as session:
        return list_workspace_keys(session)[0]


def test_no_word_of_it_can_be_read_in_the_file(first):
    first.add("Ada", family_name=NAME.decode())
    content = first.bundle(passphrase=WORDS).read_bytes()
    assert NAME in first.path.read_bytes()
    for never in (NAME, b"Tawe green", b"laptop-A", WORDS.encode(), b"SQLite format 3"):
        assert never not in content


def test_a_bundle_is_for_its_owner_alone(first):
    before = os.umask(0)
    try:
        made = first.bundle()
    finally:
        os.umask(before)
    assert made.stat().st_mode & 0o777 == 0o600


def test_the_wrong_passphrase_is_told_in_plain_words(first, laptop):
    other = laptop("C")
    made = first.bundle(passphrase=WORDS)
    for given, sentence in (
        ((), "This bundle needs its passphrase."),
        (("tide mill",), "That passphrase does not open this bundle."),
    ):
        with pytest.raises(UserError, match=sentence):
            other.take(made, *given)
    assert other.count("change") == 0
    other.take(made, WORDS)


def test_one_sealed_with_a_key_that_is_not_known_says_what_to_ask_for(first, laptop):
    with pytest.raises(UserError, match="Ask for one that was made with a passphrase"):
        laptop("C").take(first.bundle())


def test_every_bit_that_is_turned_is_found(first, shut_out, tmp_path):
    whole = first.bundle().read_bytes()
    altered = tmp_path / "altered.bundle"
    chosen = random.Random(20261129)
    places = {*range(60), *(chosen.randrange(len(whole)) for _each in range(150))}
    for place in sorted(places):
        content = bytearray(whole)
        content[place] ^= 1 << chosen.randrange(8)
        altered.write_bytes(content)
        assert "cannot be taken in" in shut_out(altered)


def test_one_that_was_cut_off_anywhere_is_found(first, shut_out, tmp_path):
    whole = first.bundle().read_bytes()
    cut = tmp_path / "cut.bundle"
    for length in {*range(0, len(whole), 97), len(whole) - 1}:
        cut.write_bytes(whole[:length])
        assert "cannot be taken in" in shut_out(cut)
    cut.write_bytes(whole + b"\0")
    assert "does not end as it was written" in shut_out(cut)


def test_frames_in_another_order_or_left_out_are_found(first, shut_out, tmp_path, monkeypatch):
    monkeypatch.setattr(container, "_SOME", 200)
    whole = first.bundle().read_bytes()
    head, frames = taken_apart(whole)
    assert len(frames) > 3
    for number, (one, other) in enumerate(itertools.pairwise(range(len(frames)))):
        swapped = [*frames]
        swapped[one], swapped[other] = swapped[other], swapped[one]
        for kind, these in (("swapped", swapped), ("less", frames[:one] + frames[other:])):
            forged_path = tmp_path / f"{kind}{number}.bundle"
            forged_path.write_bytes(head + b"".join(these))
            shut_out(forged_path)


def taken_apart(whole):
    """The head of a bundle and its frames, as they lie there."""
    start = len(container.MAGIC) + container._HEAD.size
    _version, length = container._HEAD.unpack(whole[len(container.MAGIC) : start])
    at, frames = start + length, []
    head = whole[:at]
    while at < len(whole):
        _kind, size = container._FRAME.unpack(whole[at : at + container._FRAME.size])
        end = at + container._FRAME.size + size
        frames.append(whole[at:end])
        at = end
    return head, frames


ROW = change()[1]
RING = '{"given_name": {"value": "x", "saw": ["ID"]}}'
HARMFUL = {
    "no JSON": b"{",
    "not text": b"\xff\xfe",
    "a key twice": b'{"table": "change", "table": "change", "row": {}}',
    "no number": b'{"table": "change", "row": {"hlc": NaN}}',
    "very deep": b'{"table": "change", "row": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deeper than ours": b'{"table": "change", "row": ' + b"[" * 9 + b"]" * 9 + b"}",
    "a huge number": b'{"table": "change", "row": {"hlc": 1' + b"0" * 5000 + b"}}",
    "no table": as_line("sqlite_master", {"sql": "DROP TABLE person"}),
    "a table that is no one's business": as_line("draft", {"form": "x"}),
    "another column": as_line("change", ROW | {"more": 1}),
    "a column less": as_line("change", {k: v for k, v in ROW.items() if k != "act"}),
    "no digest": as_line("change", ROW | {"digest": "0" * 64}),
    "no kind": change(kind="alembic_version"),
    "no field": change(fields=told(password="x")),
    "its own id": change(fields=told(id="x")),
    "a number for a name": change(fields=told(given_name=5)),
    "a list for a name": change(fields=told(given_name=["x"])),
    "a control character": change(fields=told(given_name="A\0B")),
    "no choice": change(kind="attendance", fields=told(status="gone fishing")),
    "no questions": change(kind="monitoring_form", fields=told(questions=5)),
    "questions without words": change(
        kind="monitoring_form", fields=told(questions=[{"key": "a"}])
    ),
    "no day": change(kind="event", fields=told(starts_at="yesterday")),
    "a time without its offset": change(fields=told(deleted_at="2026-11-29T10:00:00")),
    "nothing where there must be something": change(kind="event", fields=told(title=None)),
    "no id": change(record_id="../../etc/passwd"),
    "half a letter": as_line("change", ROW | {"act": "\ud800"}),
    "a time before all": change(hlc=-1),
    "a time after all": change(hlc=1 << 70),
    "a schema to come": change(schema_number=99),
    "losses without their ids": change(kind="lost", fields="{}"),
    "losses that are none": change(kind="lost", fields=told(id=5)),
    "losses within losses": change(kind="lost", fields=told(id=[["x"]])),
    "what is not brought": change(fields='{"given_name": {"value": "x", "saw": ["gone"]}}'),
    "the same, written as we do": change(
        fields=r"""{"given_name":{"value":"\"saw\":[]","saw":["gone"]}}"""
    ),
    "a link to nothing": change(kind="consent", fields=told(person_id=ROW["act_id"])),
    "a record of which the half is missing": change(kind="event", fields=told(title="x")),
    "no key": as_line("workspace_key", {"id": ROW["id"], "since": "2026-11-29", "secret": "00"}),
    "an erasure of a path": as_line(
        "erasure",
        {
            "record_id": "../x",
            "kind": "person",
            "erased_at": "2026-11-29 10:00:00.000000",
            "erased_by": "x",
            "reason": "x",
        },
    ),
    "an erasure at no time": as_line(
        "erasure",
        {
            "record_id": ROW["id"],
            "kind": "person",
            "erased_at": "never",
            "erased_by": "x",
            "reason": "x",
        },
    ),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_what_this_program_does_not_write_is_refused_whole(
    what, shut_out, workspace, first, tmp_path
):
    harmless = change(kind="project", record_id=first.project, fields=told(name="x"))
    shut_out(forged(tmp_path / "forged.bundle", workspace, [harmless, HARMFUL[what]]))


def test_the_harmless_line_of_those_is_taken(second, workspace, tmp_path):
    """The control of all of them."""
    named = change(kind="project", record_id=second.project, fields=told(name="x"))
    lines = [named, change(id="44444444-4444-4444-8444-444444444444")]
    made = forged(tmp_path / "forged.bundle", workspace, lines)
    assert second.take(made).changes == 2
    assert second.faults() == ()


def test_a_ring_of_changes_does_no_more_than_the_change_it_is(second, workspace, tmp_path):
    named = change(kind="project", record_id=second.project, fields=told(name="x"))
    other = "44444444-4444-4444-8444-444444444444"
    ring = change(id=other, fields=RING.replace("ID", other))
    second.take(forged(tmp_path / "forged.bundle", workspace, [named, ring]))
    assert second.value(ROW["record_id"], "given_name") == "x"
    assert second.faults() == ()


def test_one_of_a_newer_version_says_so(first, shut_out, workspace, tmp_path):
    newer = forged(tmp_path / "newer.bundle", workspace, [], schema=99)
    assert "a newer version of this program made it" in shut_out(newer)
    content = bytearray(first.bundle().read_bytes())
    content[len(container.MAGIC)] = 2
    newer.write_bytes(content)
    assert "a newer version of this program made it" in shut_out(newer)


def test_one_that_unpacks_to_more_than_may_be_is_refused(shut_out, workspace, tmp_path):
    bomb = forged(tmp_path / "bomb.bundle", workspace, [b" " * 15_000_000] * 12)
    assert bomb.stat().st_size < 1_000_000
    assert "cannot be taken in" in shut_out(bomb)


def test_what_nobody_could_take_in_is_not_made(first, monkeypatch):
    monkeypatch.setattr(container, "MOST_BYTES", 500)
    with pytest.raises(UserError, match="cannot be carried in a bundle"):
        first.bundle()
    assert not (first.folder / "A.bundle").exists()


@pytest.mark.parametrize("last", [b"{", b"\xff", b"[" * 100_000], ids=["cut", "no text", "deep"])
def test_one_whose_end_is_nothing_is_refused(last, shut_out, workspace, tmp_path):
    made, key = sealing.laid_out("2026-11-29T10:00:00Z", workspace, None, None)
    head = container.written_head(made.plain())
    ended = container._frame(Cipher(key.secret), head, 0, container.LAST, last)
    (path := tmp_path / "ended.bundle").write_bytes(head + ended)
    assert "does not end as it was written" in shut_out(path)


def test_a_stick_that_is_pulled_while_it_is_read_is_told_and_changes_nothing(
    first, shut_out, monkeypatch
):
    reading, bundle = container._read_frame, first.bundle()

    def pulled(stream, cipher, head, number):
        if number == 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return reading(stream, cipher, head, number)

    monkeypatch.setattr(container, "_read_frame", pulled)
    assert "A.bundle cannot be read: Input/output error." in shut_out(bundle)


def test_no_data_file_is_taken_for_a_bundle(first, shut_out):
    assert not is_bundle(first.path)
    assert "it is no bundle of this program" in shut_out(first.path)
    assert "cannot be read" in shut_out(first.folder / "nowhere.bundle")


@pytest.fixture
def protected(first):
    """The first laptop's file protected; its path and its key."""
    first.file.close()
    key = protecting.protect(first.path, Protection("old words", cost=CHEAP))
    first.reopen(key)
    return first


def test_what_opens_a_protected_file_opens_its_bundles(protected, laptop):
    other = laptop("C")
    other.take(protected.bundle(), "old words")
    assert other.letters() == protected.letters()


def test_where_no_passphrase_would_do_none_is_asked_for(first, laptop):
    first.file.close()
    first.reopen(protecting.protect(first.path, Protection()))
    with pytest.raises(UserError, match="Ask for one that was made with a passphrase"):
        laptop("C").take(first.bundle())


def test_the_ways_to_a_protected_file_are_also_in_its_bundles(protected):
    protected.bundle("kept")
    protected.file.close()
    beside(protected.path).unlink()
    for each in (config_folder() / "keys").glob("*"):
        each.unlink()
    protected.reopen(unlocked(protected.path, "old words"))
    assert beside(protected.path).exists()


def test_of_a_key_that_the_file_does_not_know_no_line_is_read(shut_out, tmp_path):
    assert "sealed with a key" in shut_out(forged(tmp_path / "x.bundle", a_key(), [change()]))
