"""Which test or script covers which fault, in plain words; a test keeps every place true.

A place is `file` or `file::name of a test` under `tests/`. What is named for both kinds of file and
runs on a plain one alone tries what lies above the engine, where the two are one.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """A fault, what is expected, where it is tried on each kind of file, and the control: what
    must go wrong there, so that the trial is seen to find it."""

    fault: str
    expected: str
    plain: tuple[str, ...]
    protected: tuple[str, ...]
    control: str


def _both(fault: str, expected: str, *places: str, control: str = "") -> Row:
    """The control is in the first place unless another is named."""
    return Row(fault, expected, places, places, control or places[0])


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
        control="faults/starts.py",
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
        "faults/test_suite.py::"
        "test_all_who_sign_in_during_reports_are_saved_and_where_one_is_held_open_they_wait",
    ),
    _both(
        "Only the main file is copied while the program is idle",
        "the copy is complete",
        "faults/test_world.py"
        "::test_a_copy_of_the_main_file_alone_is_complete_while_the_program_is_idle",
        control="faults/test_world.py::test_a_copy_beside_a_log_of_its_own_is_not_complete",
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
        control="store/test_migrations.py::test_a_newer_file_that_is_not_refused_would_be_changed",
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
        control="store/test_restoring.py::test_a_journal_that_stays_beside_it_would_spoil_it",
    ),
    _both(
        "A restore is killed at each step and each call of the system",
        "the old file or the restored one, and the old one is kept",
        "faults/restores.py",
        "faults/test_restores.py::test_killed_at_some_of_its_steps_it_leaves_old_or_restored",
    ),
    _both(
        "The same of a file that was cut off in the middle of an act, or is damaged",
        "the same; of a damaged one each byte is kept",
        "faults/restores.py",
        "faults/test_restores.py::test_a_file_that_was_cut_off_or_damaged_is_old_or_restored_too",
        control="faults/test_restores.py::test_the_control_spoils_such_files_too",
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
        control="faults/test_key_changes.py::test_slots_that_are_written_in_place_would_be_noticed",
    ),
    Row(
        "A name is looked for in every byte that the program leaves anywhere",
        "found nowhere; in the world of a plain file it is",
        ("faults/test_plaintext.py::test_it_would_be_found_in_that_of_an_unprotected_one",),
        (
            "faults/test_plaintext.py::test_a_name_is_found_nowhere_in_the_world_of_a_protected_file",
        ),
        control="faults/test_plaintext.py::test_it_would_be_found_in_that_of_an_unprotected_one",
    ),
    _both(
        "A page of an index, the root of the change log, an id in it is lost",
        "of an index nothing is lost; else what tables, changes and backup have; the rest is told",
        "faults/test_flips.py::test_a_page_of_an_index_costs_nothing",
        "faults/test_flips.py"
        "::test_the_root_of_the_change_log_lost_leaves_what_the_tables_and_the_backup_have",
        "faults/test_flips.py::test_an_id_that_is_no_text_any_more_is_found_and_repaired",
        control="faults/flips.py",
    ),
    _both(
        "A row is deleted behind the back of the program",
        "it is found out, where the engine finds nothing, and comes back",
        "faults/test_flips.py::test_a_row_deleted_behind_the_back_of_the_program_comes_back",
    ),
    _both(
        "Dates of backups with gaps, the clock set back or years ahead",
        "the newest proved one is kept, and the limits hold",
        "store/test_thinning.py::test_the_newest_and_all_of_two_days_stay_and_the_rest_is_bounded",
        "store/test_thinning.py"
        "::test_whatever_the_gaps_and_clocks_the_newest_of_each_time_is_there",
        control="store/test_thinning.py"
        "::test_a_thinning_that_went_by_age_alone_would_lose_the_newest",
    ),
    _both(
        "The stick is out, another, read-only, full, fills or is pulled while copying",
        "no tick, a sentence, and the backup beside the file is sound",
        "faults/sticks.py",
        "faults/test_sticks.py::test_no_stick_that_fails_gets_a_tick_and_the_near_copy_is_made",
    ),
    _both(
        "A backup is made while another program commits again and again",
        "it ends, and is whole",
        "faults/busy_backups.py",
        "faults/test_busy_backups.py"
        "::test_a_backup_ends_and_is_whole_while_another_program_commits",
        control="faults/test_busy_backups.py"
        "::test_a_copy_of_a_few_pages_at_a_time_would_begin_anew_at_each_commit",
    ),
    Row(
        "Somebody is erased, and their bytes are looked for",
        "found in no file, nor by whoever has the key of a protected one",
        (
            "domain/test_erasing.py"
            "::test_no_byte_is_left_in_the_file_beside_it_or_in_any_folder_of_this_account",
            "store/test_erasures.py::test_no_byte_of_an_erased_person_is_left_and_the_file_is_sound",
        ),
        (
            "store/test_erasures_protected.py"
            "::test_no_byte_of_an_erased_person_is_left_for_whoever_has_the_key",
        ),
        "store/test_erasures_protected.py::test_without_overwriting_they_would_be_found",
    ),
    _both(
        "A backup or a document from before an erasure is taken in",
        "who was erased does not return",
        "store/test_later_erasures.py"
        "::test_a_backup_from_before_is_restored_without_who_was_erased",
        "domain/test_erasing.py::test_a_document_from_before_brings_nothing_back_and_says_so",
        control="store/test_later_erasures.py::test_without_the_later_backup_nobody_there_can_know",
    ),
    _both(
        "A name stands in any table, in drafts, acts and in what others said",
        "it is in what the person is shown, or in what is to be redacted first",
        "domain/test_everything_held.py"
        "::test_every_marker_is_in_the_document_or_among_what_is_to_be_redacted",
        "domain/test_everything_held.py::test_every_table_is_known_and_each_column_of_those_apart",
        control="domain/test_everything_held.py"
        "::test_a_name_that_nobody_looked_for_would_be_missed",
    ),
    _both(
        "Periods end at the end of a month, on 29 February, are changed; a laptop is months behind",
        "who is told is who goes, nobody unasked, and nobody comes back",
        "domain/test_retention_always.py"
        "::test_the_dry_run_is_what_is_done_and_a_changed_period_counts_at_once",
        "domain/test_retention_always.py"
        "::test_a_laptop_that_is_months_behind_erases_no_more_and_brings_nobody_back",
        control="store/test_erasures.py"
        "::test_without_the_ledger_an_old_copy_brings_the_person_back",
    ),
    _both(
        "An entry of the audit is changed, the last three are taken out, two change places",
        "each is told with its place; a lawful erasure leaves the chain whole",
        "store/test_audit.py::test_an_altered_entry_is_told_with_its_position",
        "store/test_audit.py::test_the_last_three_taken_out_since_a_backup_are_told_too",
        "store/test_audit.py::test_two_entries_that_changed_places_are_told",
        "store/test_audit.py::test_a_lawful_erasure_neither_hides_nor_adds_to_what_was_altered",
        control="store/test_audit.py::test_without_a_backup_the_cut_tail_is_not_seen",
    ),
    _both(
        "A bundle is being taken in, and the program is killed at each write, at any moment, or"
        " stopped whenever it tells how far it is",
        "the file is as before or as after, nobody is missing, and trying again completes",
        "faults/carried.py",
        "faults/test_carried.py::"
        "test_killed_at_a_write_while_it_takes_a_bundle_in_it_leaves_before_or_after",
        "faults/test_carried.py"
        "::test_a_bundle_that_is_stopped_leaves_nothing_and_completes_when_tried_again",
        control="faults/test_carried.py::test_what_is_kept_in_parts_would_be_half_done",
    ),
    _both(
        "Bits of a bundle are turned, it is cut off, lines of it are made to harm",
        "refused in a sentence, and the file is as it was to the byte",
        "faults/altered_bundles.py",
        "faults/test_carried.py::test_an_altered_bundle_is_refused_and_changes_nothing",
        "store/bundles/test_sealed.py::test_what_this_program_does_not_write_is_refused_whole",
    ),
    _both(
        "A name and the keys are looked for in bundles, also in what is packed in them",
        "found in none; in one that is packed and not sealed they are",
        "faults/test_plaintext.py::test_a_name_is_found_in_no_bundle",
        control="faults/test_plaintext.py"
        "::test_it_would_be_found_in_one_that_is_packed_and_not_sealed",
    ),
    _both(
        "Two to five laptops with clocks years apart write, erase and meet in any order",
        "in the end all know the same, and no change of anybody is missing",
        "faults/histories.py",
        "faults/test_carried.py::test_laptops_come_to_the_same_and_the_last_writer_would_lose",
        "store/bundles/test_histories.py::test_all_come_to_the_same_and_nothing_is_missing",
    ),
    _both(
        "A bundle of 100,000 changes is taken in, and stopped on the way",
        "over in ten seconds, stopped in one; the window goes on meanwhile",
        "faults/large_bundles.py",
        "faults/test_carried.py"
        "::test_a_large_bundle_is_all_there_or_not_at_all_and_the_window_goes_on",
    ),
    _both(
        "A page of the file is spoilt, and repaired with its backup and another laptop's bundle",
        "all that the three have is there again, or told as missing where the file alone had it",
        "faults/mended_by_bundles.py",
        "faults/test_carried.py"
        "::test_a_spoilt_page_is_mended_by_the_backup_and_the_bundle_of_another_laptop",
        "store/bundles/test_repairing.py"
        "::test_what_only_the_bundle_of_another_laptop_has_comes_back",
    ),
    _both(
        "Somebody is erased on one laptop while another writes more of them; old bundles come in",
        "no byte of them is on either, in the bundles made then or in the backups made then",
        "faults/erased_carried.py",
        "faults/test_carried.py::test_who_is_erased_on_one_laptop_is_found_on_neither",
        "store/bundles/test_erased_elsewhere.py"
        "::test_what_they_said_there_goes_there_too_once_the_erasure_comes",
    ),
    _both(
        "A mistake in any service and command, with a name in its hands, at the finest log",
        "the name is in no log and in no box",
        "gui/test_no_names_in_crashes.py::test_of_a_mistake_in_writing_the_name_is_told_nowhere",
        "gui/test_no_names_in_crashes.py::test_of_a_mistake_in_a_command_the_name_is_told_nowhere",
        control="gui/test_no_names_in_crashes.py"
        "::test_it_would_be_seen_if_the_text_of_a_mistake_were_logged",
    ),
)
