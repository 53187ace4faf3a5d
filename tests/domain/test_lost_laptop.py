"""What was on a lost laptop: each kind is counted as it is, and who was erased is not in it."""

from datetime import UTC, datetime, timedelta

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.erasing import erase_for_good
from engagement_app.domain.lost_laptop import prepare_lost_laptop, told_of_file
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.soundness import back_up
from engagement_app.papers import write_lost_laptop
from engagement_app.store.act import Keyboard
from engagement_app.store.audit import AUDIT, Audited
from engagement_app.store.backup import folder_of
from engagement_app.store.datafile import open_file
from engagement_app.store.drafts import keep_drafts

TODAY = datetime.now().astimezone().date()


@pytest.fixture
def found(data_file):
    def read(as_of=TODAY, **chosen):
        told = told_of_file(data_file.path, "passphrase", device=data_file.device)
        with data_file.reading() as session:
            return prepare_lost_laptop(session, "", as_of, file=told, **chosen)

    return read


def counts(found):
    return {each.words.partition(",")[0]: each.count for each in found.counts}


@pytest.fixture
def filled(write, project, event):
    """Two people of whom one stands twice, one in the bin, one erased later; what they said."""
    ann = write(
        acts.add, PersonInput.parse(given_name="Ann", email="ann@x.org", access_needs="ramp")
    )
    write(acts.add, PersonInput.parse(known_as="Annie", same_as_id=ann, email="a@x.org"))
    gone = write(acts.add, PersonInput.parse(given_name="Gone", phone="07700 900111"))
    binned = write(acts.add, PersonInput.parse(given_name="Binned"))
    write(acts.delete, Person, binned)
    came = write(acts.add, AttendanceInput.parse(event_id=event, person_id=ann))
    said = {"event_id": event, "voice": "own", "words": "No bus"}
    write(acts.add, ContributionInput.parse(**said, attendance_id=came))
    write(acts.add, ContributionInput.parse(**said))
    write(keep_drafts, [("said", "typed")])
    return ann, gone


def test_every_kind_is_counted_and_nobody_twice(filled, found):
    told = counts(found())
    assert told["People"] == 2
    assert told["with an e-mail address"] == 1
    assert told["with a telephone number"] == 1
    assert told["with access needs"] == 1
    assert told["with a community"] == 0
    assert told["People in the bin"] == 1
    assert told["Things that people said"] == 2
    assert told["with the person who said it"] == 1
    assert told["Forms that were typed and not saved"] == 1


def test_every_count_has_its_rows_in_the_sample_too(sample_counts):
    assert sample_counts["People"] == 160
    assert sample_counts["with a community"] == 146


@pytest.fixture
def sample_counts(data_file):
    from engagement_app.exchange.sample import add_sample

    with data_file.writing("sample.new") as session:
        add_sample(session)
    with data_file.reading() as session:
        told = told_of_file(data_file.path, "")
        return counts(prepare_lost_laptop(session, "", TODAY, file=told))


def test_who_was_erased_is_counted_apart_and_since_the_newest_backup(filled, found, data_file):
    back_up(data_file, folder_of(data_file.path))
    erase_for_good(data_file, filled[1])
    told = found()
    assert (counts(told)["People"], told.erased, told.erased_since) == (1, 1, 1)
    assert told.file.newest is not None
    assert told.file.newest_in == str(folder_of(data_file.path))


def test_names_are_read_only_where_they_are_asked_for(filled, found):
    assert found().people is None
    reach = [(each.name, each.email, each.phone) for each in found(with_names=True).people]
    assert reach == [("Ann", "ann@x.org", ""), ("Gone", "", "07700 900111")]


def test_each_laptop_is_told_with_who_was_at_it_and_when_it_was_opened(filled, found, data_file):
    data_file.note(Audited.OPEN)
    data_file.note(Audited.FAILED_UNLOCK, times=3)
    with open_file(data_file.path, Keyboard("Ravi", "hall-laptop")) as other:
        other.note(Audited.EXPORT, what="roles")
    told = found()
    by_device = {each.device: each for each in told.laptops}
    assert by_device.keys() == {"desk-laptop", "hall-laptop"}
    assert by_device["desk-laptop"].person == "Mari Ellis"
    assert by_device["desk-laptop"].opened_at is not None
    assert (by_device["hall-laptop"].person, by_device["hall-laptop"].opened_at) == ("Ravi", None)
    assert told.refused == 3


def test_what_was_done_after_the_day_is_not_told(filled, found):
    told = found(as_of=TODAY - timedelta(days=1))
    assert (told.laptops, told.refused) == ((), 0)


def test_the_sheet_is_written_and_noted_with_whether_names_are_on_it(filled, data_file, tmp_path):
    told = told_of_file(data_file.path, "", tmp_path, datetime(2026, 11, 20, tzinfo=UTC))
    for names in (False, True):
        target = tmp_path / f"sheet-{names}.pdf"
        write_lost_laptop(data_file, told, target, with_names=names, made_by="Mari")
        assert target.read_bytes().startswith(b"%PDF")
    with data_file.reading() as session:
        rows = session.execute(AUDIT.select().order_by(AUDIT.c.number)).all()
    assert [row.detail for row in rows] == [
        '{"ending": ".pdf", "what": "lost-laptop"}',
        '{"ending": ".pdf", "what": "lost-laptop", "with_names": true}',
    ]
