"""An entry takes hardly more keys than its words have letters."""

import pytest

from engagement_app.domain.what_was_said import Wanted, list_said
from tests.bench.keystrokes import ENTRIES, MORE, CountingKeys, fill, write_down

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
WITH_ALL = 18
"""Keys beside the words where theme, who, for whom and voice are all named."""


def test_ten_entries_take_their_words_and_twelve_keys_each(window, data_file, settle, qtbot):
    with data_file.writing("fill") as session:
        fill(session)
    workspace = window.workspace
    workspace.open(data_file)
    window.go_to("said")

    def saved():
        settle(workspace)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    counted = write_down(CountingKeys(window), saved)
    assert sum(each.more for each in counted) < MORE * len(counted)
    assert max(each.more for each in counted) <= WITH_ALL
    rows = workspace.read(list_said, Wanted(workspace.project_id))[::-1]
    assert [row.words for row in rows] == [words for words, _keys in ENTRIES]
    marked = [(row.voice, row.who, row.community, row.themes) for row in rows]
    assert marked[:3] == [
        ("own", "Siân Hughes", None, ("Buses and transport",)),
        ("on_behalf", "Ruth Bell", "Top Moor", ("Buses and transport",)),
        ("second_hand", None, None, ("Waiting for the doctor",)),
    ]
    assert marked[5] == ("on_behalf", "Tomasz Nowak", "Young people", ())
    assert marked[7] == ("on_behalf", None, "Carers", ("Waiting for the doctor",))
