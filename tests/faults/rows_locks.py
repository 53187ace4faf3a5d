"""What is promised of locks and of files that come in, and the test that tries it."""

_SLOTS = "tests/store/keys/test_slots.py::"
_CODE = "tests/store/keys/test_recovery_code.py::"
_LOCK = "tests/gui/test_locking.py::"
_CSV = "tests/exchange/test_csv_files.py::"
_XLSX = "tests/exchange/test_workbooks.py::"
_LIST = "tests/exchange/test_attendees.py::"
_JSON = "tests/exchange/open_format/test_json.py::"
_DATES = "tests/exchange/test_dates.py::"
_BAD = "tests/faults/test_bad_files.py::"
_HARMFUL = f"{_BAD}test_it_is_refused_in_time_and_room_and_nothing_is_changed"
_ZIPS = f"{_XLSX}test_a_zip_made_to_harm_is_refused_before_it_is_unpacked"

LOCKS = {
    "A name lies in no file of a protected world: open, closed, refused, killed, with backups": (
        "tests/faults/test_plaintext.py::"
        "test_a_name_is_found_nowhere_in_the_world_of_a_protected_file"
    ),
    "A name lies in no file of the window: open, locked, closed, with a draft and a paper": (
        f"{_LOCK}test_no_byte_of_a_name_lies_in_any_file_while_open_locked_and_closed"
    ),
    "Five wrong passphrases on a file with a hot journal cost nothing; the right one has all": (
        "tests/faults/test_plaintext.py::"
        "test_wrong_passphrases_on_a_file_with_a_hot_journal_cost_nothing"
    ),
    "After each wrong passphrase one waits longer, up to a minute": (
        "tests/gui/test_protection.py::test_after_a_wrong_passphrase_one_waits_longer_each_time"
    ),
    "By the command line too, and there the right one is refused until the wait is over": (
        "tests/cli/test_protecting.py::"
        "test_after_wrong_ones_the_right_one_is_3_until_the_wait_is_over"
    ),
    "Wrong keys and damaged slots: the right passphrase and the code open everything": (
        "tests/faults/test_slots.py::"
        "test_whoever_has_the_right_key_gets_everything_whatever_befell_the_slots"
    ),
    "Each of the three copies of the slots alone opens the file": (
        f"{_SLOTS}test_there_are_three_copies_and_each_alone_is_enough"
    ),
    "A stranger's newer slots shut nobody out: passphrase and code open it, and put all right": (
        "tests/store/keys/test_forged_slots.py::"
        "test_who_knows_the_passphrase_or_the_code_comes_in_and_all_is_put_right"
    ),
    "An old passphrase comes back by no mixture of old, new and forged slots": (
        "tests/store/keys/test_forged_slots.py::test_an_old_passphrase_comes_back_by_no_mixture"
    ),
    "A damaged copy of the slots is put right from another": (
        f"{_SLOTS}test_a_damaged_slot_file_is_put_right_from_another_copy"
    ),
    "Without any slots the file is refused and left, and none is made in its place": (
        f"{_SLOTS}test_a_file_without_any_slots_is_refused_and_left_as_it_is"
    ),
    "No keyring, a locked, raising, hanging or forgetful one: the recovery code opens the file": (
        "tests/store/keys/test_keyring.py::test_a_keyring_that_fails_leaves_the_recovery_code"
    ),
    "A keyring that hangs for a minute freezes the window for less than two seconds": (
        "tests/gui/test_slow_keyring.py::test_a_file_is_opened_by_its_code_while_the_keyring_hangs"
    ),
    "A change of passphrase, protection or key that is killed leaves the old or the new": (
        "tests/faults/test_key_changes.py::"
        "test_a_change_of_protection_that_is_killed_leaves_the_old_file_or_the_new"
    ),
    "A passphrase may be any text: quotes, emoji, 1,000 characters, leading blanks": (
        f"{_SLOTS}test_any_text_is_a_passphrase"
    ),
    "A letter of a passphrase may be typed in one piece or in two": (
        f"{_SLOTS}test_a_letter_may_be_typed_in_one_piece_or_in_two"
    ),
    "An empty passphrase is refused": f"{_SLOTS}test_an_empty_passphrase_is_refused",
    "A recovery code is read in small letters, with O for 0, with blanks": (
        f"{_CODE}test_a_code_is_read_however_it_is_typed"
    ),
    "One wrong character of a recovery code is told as that": (
        f"{_CODE}test_any_one_wrong_character_is_told_as_that"
    ),
    "A wrong character of a recovery code is told as soon as it is typed": (
        "tests/gui/test_protection.py::"
        "test_a_wrong_character_of_the_code_is_told_as_soon_as_it_is_typed"
    ),
    "What is typed waits behind the lock": f"{_LOCK}test_what_is_typed_waits_behind_the_lock",
    "A job that runs when it is locked is rolled back": f"{_LOCK}test_a_running_job_is_rolled_back",
    "Locked while typing, merging, importing, printing, choosing a file: nothing is in sight": (
        "tests/faults/test_locked_pictures.py::"
        "test_nothing_of_a_file_is_on_the_screen_once_it_is_locked_in_the_middle_of_anything"
    ),
    "A kiosk stays open while nobody comes; sleep and a locked screen end it": (
        "tests/gui/test_kiosk_locked.py::"
        "test_after_a_sleep_or_a_locked_screen_the_passphrase_is_asked_for"
    ),
    "Only a screen that is surely locked locks the file (Windows and macOS, by stand-ins)": (
        "tests/gui/test_locked_screen.py::test_only_a_screen_that_is_surely_locked_locks_the_file"
    ),
    "Under umask 000 whatever is written is for its owner alone": (
        "tests/faults/test_permissions.py::"
        "test_where_all_is_given_to_everybody_each_file_is_for_its_owner_alone"
    ),
    "A failure in the store leaves no name in the finest log": (
        "tests/store/test_no_names_in_logs.py::"
        "test_nothing_of_a_person_is_in_the_log_of_what_failed"
    ),
    "A mistake of the program is told and logged without what it was about": (
        f"{_LOCK}test_a_mistake_in_the_program_is_logged_without_what_it_was_about"
    ),
    "A backup of a protected file is protected, and no SQLite file": (
        "tests/store/test_protecting.py::"
        "test_the_backup_of_a_protected_file_is_protected_with_its_slots_beside"
    ),
}

FILES_IN = {
    "A zip that points outside, links, overlaps, swells or has a password is refused": _ZIPS,
    "False sizes in a zip are found out": f"{_XLSX}test_a_size_that_was_lied_about_is_found_out",
    "A million entries, 200 MB in 194 KB, JSON 100,000 deep: in five seconds and 300 MB": _HARMFUL,
    "The same as a package of the Open Referral format": _HARMFUL,
    "A program that trusts its files would break those bounds": (
        f"{_BAD}test_a_program_that_trusts_its_files_would_break_these_bounds"
    ),
    "JSON that is none is refused by line and column": (
        f"{_JSON}test_what_is_not_json_is_refused_by_line_and_column"
    ),
    "NaN, and a key twice at any depth, are refused": (
        f"{_JSON}test_no_number_and_no_key_twice_at_any_depth"
    ),
    "Eight levels of a document are read, nine are refused": (
        f"{_JSON}test_eight_levels_are_read_and_nine_are_refused"
    ),
    "UTF-8, UTF-16 with a mark: right letters": (
        f"{_CSV}test_utf_8_and_marked_utf_16_are_read_right"
    ),
    "cp1252 is asked for and then taken": (
        f"{_CSV}test_another_encoding_is_asked_for_and_then_taken"
    ),
    "A file in two encodings is asked about": f"{_CSV}test_a_mixed_file_is_asked_about",
    "Letters that cannot be read are asked about in the window": (
        "tests/gui/test_data_import.py::test_letters_that_cannot_be_read_are_asked_in_the_page"
    ),
    "Each delimiter, each line end, new lines in quotes": (
        f"{_CSV}test_each_delimiter_and_line_end_is_understood"
    ),
    "A first line sep=; is obeyed": (f"{_CSV}test_a_first_line_that_tells_the_delimiter_is_obeyed"),
    "A list of one column may hold commas": f"{_CSV}test_a_list_of_one_column_may_hold_commas",
    "Two columns of one name must agree": f"{_LIST}test_two_columns_of_one_name_must_agree",
    "A column without a header is named by its place": (
        f"{_CSV}test_a_column_without_a_header_is_named_by_its_place_and_taken_for_nothing"
    ),
    "300 columns are no trouble": f"{_CSV}test_three_hundred_columns_are_no_trouble",
    "A mark before a quoted header is no part of it": (
        f"{_CSV}test_a_mark_before_a_quoted_header_is_no_part_of_it"
    ),
    "Ragged rows: a short one has empty cells, a long one is refused by its line": (
        f"{_CSV}test_a_refused_row_is_told_by_the_line_it_begins_on"
    ),
    "A list with odd headers is mapped by a person": (
        "tests/gui/test_data_import.py::test_a_list_with_odd_headers_is_corrected_by_the_keys_alone"
    ),
    "A huge cell is refused by its line": f"{_CSV}test_a_huge_cell_is_refused_by_its_line",
    "A quotation mark left open is named by its line": (
        f"{_CSV}test_a_quotation_mark_left_open_is_named_by_its_line"
    ),
    "Empty, a header alone, NUL, a PDF named .csv: what it is, and nothing stored": (
        f"{_CSV}test_a_file_that_is_no_list_says_what_it_is"
    ),
    "A large list stopped or killed on the way is all there or not at all": (
        "tests/faults/test_large_lists.py::"
        "test_a_list_that_is_stopped_or_killed_on_the_way_is_all_there_or_not_at_all"
    ),
    "An import that is stopped in the window leaves nothing": (
        "tests/gui/test_data_import.py::test_an_import_that_is_stopped_leaves_nothing"
    ),
    "The same file twice changes nothing, in any layout": (
        "tests/domain/importing/test_attendees.py::"
        "test_the_same_file_twice_changes_nothing_in_any_layout"
    ),
    "A person is used again only on name and e-mail or name and phone": (
        "tests/domain/importing/test_attendees.py::"
        "test_a_person_is_used_again_only_on_name_and_email_or_name_and_phone"
    ),
    "4.477E+11, #REF! and a lost zero are refused or told": (
        f"{_LIST}test_damage_of_a_spreadsheet_is_refused_or_told"
    ),
    "A phone that lost its zero replaces no number": (
        "tests/domain/importing/test_one_name.py::"
        "test_a_phone_that_lost_its_zero_replaces_no_number"
    ),
    "31/02/2026 is refused": f"{_DATES}test_a_date_that_is_none_is_refused",
    "03/04/26 is asked about": f"{_DATES}test_an_order_that_nothing_settles_is_asked_for",
    "Dates that may be read in two ways are asked about in the window": (
        "tests/gui/test_data_import.py::"
        "test_dates_that_may_be_read_in_two_ways_are_asked_in_the_page"
    ),
    "A workbook cut short or altered is refused": f"{_XLSX}test_a_workbook_cut_short_is_refused",
    "Names in many scripts are copied from the paper as they were typed": (
        "tests/reports/test_scripts.py::test_every_name_is_copied_from_the_paper_as_it_was_typed"
    ),
    "No letter of them is missing; what has no glyph is listed": (
        "tests/reports/test_scripts.py::test_what_has_no_glyph_is_replaced_and_listed_once"
    ),
}

PROMISES = {**LOCKS, **FILES_IN}
"""Each promise, and the node of its test."""
