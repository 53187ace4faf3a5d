"""The Monitoring and Who-did-what places of the Data page, by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from engagement_app.domain.equality import count_slips, get_asking
from engagement_app.exchange.exporting import ENDINGS
from engagement_app.gui.looks.dress import dress

pytestmark = pytest.mark.thorough


@pytest.fixture
def page(window, sample_file, settle):
    window.workspace.open(sample_file)
    window.go_to("data")
    return window.pages["data"]


@pytest.fixture
def asking(page, settle):
    """The place, of a project that asks."""
    part = page.monitoring
    page.show_part(part)
    part.asked.setChecked(True)
    part.save_asking()
    settle(page.workspace)
    return part


def slips_in(page):
    part = page.monitoring
    return page.workspace.read(count_slips, part.which.currentData())


def key(part, count):
    for _ in range(count):
        part.slip.boxes[0][1].setCurrentIndex(2)
        part.next.click()


def test_monitoring_is_off_until_it_is_switched_on(page):
    page.show_part(page.monitoring)
    assert page.monitoring.keying.isHidden()
    assert not page.monitoring.unsaved()


def test_the_place_is_seen_from_its_top_in_large_text_too(page, qapp, settle):
    dress(qapp, "light", 200)
    try:
        page.window().resize(1366, 740)
        page.tabs.setCurrentWidget(page.monitoring)
        settle(page.workspace)
        (area,) = page.monitoring.findChildren(QScrollArea)
        assert area.verticalScrollBar().maximum() > 0
        assert area.verticalScrollBar().value() == 0
    finally:
        dress(qapp, "light", 100)


def test_what_is_told_of_the_slips_is_in_sight_wherever_one_was(page, asking):
    (area,) = asking.findChildren(QScrollArea)
    assert not area.isAncestorOf(asking.told)
    assert not area.isAncestorOf(asking.problem)


def test_eight_slips_go_in_together_and_leave_the_form_empty(page, asking, settle):
    key(asking, 8)
    assert asking.count.text() == "8 slips are keyed in."
    assert page.unsaved()
    asking.put.click()
    settle(page.workspace)
    assert (slips_in(page), asking.slips, page.unsaved()) == (8, [], False)
    assert asking.told.text() == "✓ 8 slips are in the file. Shred the paper now."


def test_seven_slips_wait_and_stay_where_they_are(page, asking, settle):
    key(asking, 7)
    asking.put.click()
    settle(page.workspace)
    assert (slips_in(page), len(asking.slips)) == (0, 7)
    assert asking.problem.text().startswith("Fewer than 8 slips")
    asking.all.setChecked(True)
    asking.put.click()
    settle(page.workspace)
    assert (slips_in(page), asking.slips) == (7, [])


def test_what_is_keyed_and_not_put_in_is_in_no_draft(page, asking):
    key(asking, 3)
    asking.slip.boxes[0][1].setCurrentIndex(3)
    page.workspace.drafts.flush()
    page.workspace.finish()
    assert b"25 to 34" not in page.workspace.path.read_bytes().split(b"monitoring_form")[0]
    from engagement_app.store.drafts import list_drafts

    assert page.workspace.read(list_drafts) == []


def test_a_later_step_shows_only_after_its_answer(asking):
    boxes = {(each.key, each.after): box for each, box, _line in asking.slip.boxes}
    step = boxes["ethnic_background", ("ethnic_group", "White")]
    assert step.isHidden() or not step.isVisible()
    boxes["ethnic_group", None].setCurrentIndex(1)
    assert step.isVisible()


def test_a_question_is_left_out_and_worded_anew(page, asking, settle):
    asking.questions.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    asking.questions.list.setCurrentRow(0)
    asking.questions.choices.setPlainText("Under 18\n\n18 or over\n18 or over")
    asking.save.click()
    settle(page.workspace)
    first, second = page.workspace.read(get_asking, page.workspace.project_id).questions[:2]
    assert (first.choices, second.asked) == (("Under 18", "18 or over"), False)


def test_who_did_what_is_listed_and_found(page, asking, qtbot):
    page.show_part(page.audit)
    qtbot.waitUntil(lambda: len(page.audit.model.rows) == 3)
    page.audit.box.setText("settings")
    qtbot.waitUntil(lambda: len(page.audit.model.rows) == 1)
    page.audit.look_into(page.audit.model.rows[0])
    assert "equality monitoring" in page.audit.more.text()


def test_the_whole_list_can_be_saved(page, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "who.csv"
    monkeypatch.setattr("engagement_app.gui.pages.data.audit_part.ask_target", lambda *_: target)
    page.show_part(page.audit)
    page.audit.save.click()
    qtbot.waitUntil(target.exists)
    assert ENDINGS["audit"] == (".csv", ".xlsx")
    assert target.read_text(encoding="utf-8-sig").startswith("When,Who,Laptop,Act")
