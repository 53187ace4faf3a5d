"""Which test or script covers which fault, in plain words; a test keeps every place true.

A place is `file` or `file::name of a test` under `tests/`. What is named for both kinds of file and
runs on a plain one alone tries what lies above the engine, where the two are one.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """A fault, what is expected, and where it is tried on each kind of file."""

    fault: str
    expected: str
    plain: tuple[str, ...]
    protected: tuple[str, ...]


def _both(fault: str, expected: str, *places: str) -> Row:
    return Row(fault, expected, places, places)


ROWS = (
    _both(
        "The program is killed at any moment while people are signed in or a list is imported",
        "nothing acknowledged is lost, and the file opens without a question",
        "faults/kills.py",
        "faults/test_kills.py::test_a_killed_program_loses_nothing_it_acknowledged",
    ),
    _both(
        "It is killed at each of its writes, one by one",
        "the same; with the journal in memory the same kills spoil the file",
        "faults/at_each_write.py",
        "faults/test_suite.py::test_killed_at_a_few_of_its_writes_it_loses_nothing",
    ),
    _both(
        "The last write of a sign-in, its sync, then the acknowledgement",
        "a sync lies between, every time; without syncing none does",
        "faults/power_cuts.py",
        "faults/test_suite.py::test_all_is_synced_before_it_is_acknowledged",
    ),
    _both(
        "The power is cut at each step of saving",
        "nothing acknowledged is lost on any image; without syncing it is",
        "faults/power_cuts.py",
        "faults/test_suite.py::test_a_sample_of_every_campaign_is_good_and_every_control_does_harm",
    ),
    _both(
        "A sync or a write fails (EIO), or there is no room for a few writes (ENOSPC)",
        "the act is refused with its cause and not acknowledged; the next ones are saved",
        "faults/failing_calls.py",
        "store/test_failures.py::test_what_could_not_be_written_is_not_acknowledged",
        "gui/test_trouble.py"
        "::test_in_trouble_nothing_typed_is_lost_and_afterwards_the_same_save_works",
    ),
    _both(
        "A disk of 3 MB, and one of 120 MB with room kept on it, fills up during sign-ins",
        "the message names the disk, reading works, the room kept is used, and the same program"
        " saves again once there is room",
        "faults/disks.py",
        "faults/test_world.py"
        "::test_the_room_kept_for_a_full_disk_is_used_once_and_the_act_is_saved",
        "store/test_reserve.py::test_the_reserve_takes_all_its_room_once_and_gives_it_back",
        "gui/test_banner.py::test_a_full_disk_is_told_once_its_room_is_used_and_leads_to_paper",
    ),
    _both(
        "The file may not grow (ulimit -f)",
        "told as a failing disk; nothing is lost; it saves again afterwards",
        "faults/disks.py",
        "faults/test_world.py"
        "::test_a_file_that_may_not_grow_loses_nothing_and_saves_again_afterwards",
    ),
    _both(
        "The folder or the file may only be read, or the disk is mounted so",
        "it opens, a banner says so, each save says so, and no byte is changed",
        "faults/disks.py",
        "faults/test_world.py::test_what_may_only_be_read_opens_is_told_and_stays_as_it_is",
        "gui/test_nasty.py::test_a_file_that_may_not_be_changed_is_read_and_says_so_at_each_save",
    ),
    _both(
        "The program is started twice, and ten times at once",
        "one window has the file, and the others bring it to the front by the call beside it",
        "faults/starts.py",
        "faults/test_world.py::test_two_starts_leave_one_window_and_it_comes_to_the_front",
    ),
    _both(
        "The lock file is empty, nonsense, of another machine, of a number that another program"
        " got; its folder takes none",
        "it starts, or asks one plain question; nobody is kept out for good",
        "gui/test_holding.py::test_a_lock_that_nobody_holds_any_more_is_no_lock",
        "gui/test_holding.py::test_a_file_that_another_laptop_seems_to_have_is_asked_about",
        "gui/test_holding.py::test_what_another_laptop_wrote_is_not_taken_without_a_word",
        "gui/test_holding.py::test_a_folder_that_takes_no_lock_keeps_nobody_out",
        "gui/test_holding.py"
        "::test_a_file_in_another_window_that_does_not_answer_is_told_and_not_opened",
        "gui/test_holding.py::test_a_locked_window_keeps_its_file",
    ),
    _both(
        "Another program holds the file for 3 seconds, then for 30",
        "saved once it lets go; the window answers meanwhile, and says what it waits for",
        "faults/busy.py",
        "faults/test_world.py"
        "::test_an_entry_waits_for_another_program_and_without_patience_it_does_not",
        "faults/test_world.py::test_whoever_closes_the_window_does_not_wait_for_another_program",
    ),
    _both(
        "A report over 20,000 people is worked out while 50 people sign in",
        "all are saved, each in less than half a second",
        "faults/while_reading.py",
        "faults/test_suite.py::test_sign_ins_do_not_wait_for_a_report",
    ),
    _both(
        "Only the main file is copied while the program is idle",
        "the copy is complete",
        "faults/test_world.py"
        "::test_a_copy_of_the_main_file_alone_is_complete_while_the_program_is_idle",
    ),
    _both(
        "The program is killed while a long comment is half typed",
        "the text is back up to two seconds before, in the form it was typed in",
        "gui/test_drafts.py::test_a_killed_window_left_what_was_typed_two_seconds_ago",
        "gui/test_drafts.py::test_a_panel_offers_what_was_typed_to_the_same_record_alone",
    ),
    _both(
        "It is killed at each step, and at each write, of every released schema's migrations",
        "the old schema or the new one, whole, with the same rows",
        "faults/released.py",
        "faults/at_each_write.py",
        "store/test_migrations.py"
        "::test_a_migration_killed_in_the_middle_leaves_the_old_schema_whole",
        "store/test_released_schemas.py::test_a_released_file_opens_sound_with_all_its_rows",
    ),
    Row(
        "The file is of a newer version",
        "refused, told as that, and byte for byte as it was",
        ("store/test_migrations.py::test_a_newer_file_is_refused_byte_for_byte",),
        (
            "store/test_protecting.py::test_a_protected_file_of_a_newer_version_is_refused_untouched",
        ),
    ),
    _both(
        "The clock goes back two hours, over the night it changes, to 29 February, to 2035",
        "the order of acts is kept by the count; it is told of; nobody is kept from the door; no"
        " backup is thinned out wrongly",
        "faults/clocks.py",
        "faults/test_world.py::test_the_order_of_acts_is_kept_when_the_clock_is_set_back",
        "store/test_transactions.py::test_a_clock_set_back_does_not_set_the_order_back",
        "store/test_thinning.py::test_nothing_goes_where_the_clock_went_back",
        "gui/test_nasty.py::test_a_clock_that_was_set_back_keeps_nobody_from_the_door",
        "gui/test_banner.py::test_a_clock_behind_the_newest_entry_is_told",
    ),
    _both(
        "A backup is restored with old journals beside its place",
        "exactly the rows of the backup; the old files are moved aside",
        "store/test_restoring.py::test_old_journals_beside_the_file_do_not_reach_what_is_restored",
    ),
    _both(
        "A restore is killed at each step and each call of the system",
        "the old file or the restored one, and the old one is kept",
        "faults/restores.py",
        "faults/test_restores.py::test_killed_at_some_of_its_steps_it_leaves_old_or_restored",
    ),
    _both(
        "Single bits of the file are turned",
        "each that changes a record is found out; a repair loses nothing unsaid",
        "faults/flips.py",
        "faults/test_flips.py::test_a_flip_in_a_protected_file_is_found_and_repaired",
    ),
    Row(
        "A change of protection is killed at each step and each call of the system",
        "the old file or the new one opens, and the recovery code always does",
        ("faults/key_changes.py",),
        (
            "faults/key_changes.py",
            "faults/test_key_changes.py"
            "::test_a_change_of_protection_that_is_killed_leaves_the_old_file_or_the_new",
        ),
    ),
    Row(
        "A name is looked for in every byte that the program leaves anywhere",
        "found nowhere; in the world of a plain file it is",
        ("faults/test_plaintext.py::test_it_would_be_found_in_that_of_an_unprotected_one",),
        (
            "faults/test_plaintext.py::test_a_name_is_found_nowhere_in_the_world_of_a_protected_file",
        ),
    ),
)
