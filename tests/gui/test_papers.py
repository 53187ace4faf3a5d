"""The papers beside the gap report on the page Reports, and the slip from a person's story."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engagement_app.resourcing.small_numbers import RULES
from tests.gui.typed import type_into

pytestmark = pytest.mark.thorough

SECONDS = 10_000


@pytest.fixture
def page(window, sample_file):
    window.workspace.open(sample_file)
    window.go_to("reports")
    return window.pages["reports"]


def made(page, qtbot):
    qtbot.waitUntil(lambda: not page.maker.is_making, timeout=SECONDS)


@pytest.fixture
def turn(window, page, qtbot):
    """Go to a report, and wait for its pages."""

    def to(part):
        window.go_to(f"reports/{part}")
        made(page, qtbot)
        return page.maker.last

    return to


def choose(page, qtbot, name, words):
    """Choose in one of the lists beside the day."""
    boxes = {box.accessibleName(): box for _choice, box in page.options.choices.made}
    box = boxes[name]
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())
    made(page, qtbot)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("summary", "The small-number rule hides 18 figures. 133 quotes are left out"),
        ("you_said", "29 quotes are left out: they point to too few people."),
        ("call_list", "For the team alone: it names people, and hides nobody."),
        ("badges", "35 badges with names."),
    ],
)
def test_each_paper_is_seen_and_the_page_says_what_it_hides(page, turn, part, said):
    report = turn(part)
    assert report.wanted.offered.key == part
    assert page.preview.count >= 4
    assert said in page.state.text()
    assert dict(report.wanted.choices)["made_by"] == page.workspace.person


def test_another_paper_is_seen_from_its_top_and_the_same_where_it_was(page, turn, qtbot):
    turn("summary")
    page.preview.go_to(3)
    page.make()
    made(page, qtbot)
    assert page.preview.page == 3
    turn("call_list")
    assert page.preview.page == 0
    assert page.preview.verticalScrollBar().value() == 0


def test_a_quote_that_points_to_few_is_printed_once_somebody_ticked_it(page, turn, qtbot):
    before = turn("summary")
    assert page.quotes.isVisible()
    assert page.quotes.text() == "Quotes to look at (133)"
    page.quotes.click()
    assert page.flagged.list.hasFocus()
    assert page.flagged.list.rowCount() == 133
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "132 quotes are left out" in page.state.text(), timeout=SECONDS)
    first = before.report.flagged[0]
    assert first not in before.report.quotes
    assert first in page.maker.last.report.quotes
    assert page.flagged.list.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "133 quotes are left out" in page.state.text(), timeout=SECONDS)
    assert page.maker.last.pdf == before.pdf


def test_what_was_let_pass_is_forgotten_with_the_file(page, turn, window):
    turn("summary")
    page.flagged.list.item(0, 0).setCheckState(Qt.CheckState.Checked)
    page.flagged.changed.emit()
    assert len(page.options.let_pass) == 1
    window.workspace.close()
    assert page.options.let_pass == page.flagged.passed == frozenset()
    assert page.quotes.isHidden()


def test_a_click_on_the_words_ticks_the_box_before_them(page, turn):
    turn("you_said")
    page.quotes.click()
    page.flagged.list.cellClicked.emit(2, 1)
    assert page.flagged.list.item(2, 0).checkState() == Qt.CheckState.Checked
    assert len(page.flagged.passed) == 1


def test_rule_community_and_print_can_be_chosen_and_stay_when_the_page_is_read_anew(
    page, turn, qtbot
):
    small = turn("you_said").pdf
    choose(page, qtbot, "Community", "Unpaid carers")
    choose(page, qtbot, "Small numbers", "Hide under 5")
    choose(page, qtbot, "Print", "Large print")
    page.reload()
    made(page, qtbot)
    report = page.maker.last.report
    assert (report.community, report.rule, report.large) == ("Unpaid carers", RULES[1], True)
    assert page.maker.last.pdf != small


def test_the_call_list_of_one_owner_has_what_they_own_alone(page, turn, qtbot):
    everybody = turn("call_list").report.promised
    choose(page, qtbot, "Owner", "Tariq Mahmood, Shed 19")
    report = page.maker.last.report
    owners = {row.owner_name for call in report.calls for row in call.promises}
    assert owners == {"Tariq Mahmood"}
    assert 0 < report.promised < everybody


def test_the_summary_is_of_the_days_that_are_typed(page, turn, qtbot):
    whole = turn("summary").report.summary.attendance.people
    days = {choice.title: made.focusProxy() for choice, made in page.options.choices.made[:2]}
    days["Events from"].line.setFocus()
    type_into(days["Events from"].line, "1/9/2026")
    QTest.keyClick(days["Events from"].line, Qt.Key.Key_Return)
    made(page, qtbot)
    found = page.maker.last.report.summary
    assert found.scope.from_on == date(2026, 9, 1)
    assert 0 < found.attendance.people < whole
    type_into(days["to"].line, "no day")
    QTest.keyClick(days["to"].line, Qt.Key.Key_Return)
    assert "no day" in page.state.text()


def test_a_paper_of_one_event_lends_it_and_gives_it_back(page, turn):
    assert turn("summary").wanted.event_id is None
    assert turn("badges").wanted.event_id == page.workspace.event_id
    assert turn("call_list").wanted.event_id is None


def test_the_slip_of_whoever_is_marked_is_made_from_their_story(page, window, qtbot):
    assert page.options.report.findText("Feedback slip for one person") < 0
    window.go_to("follow_ups")
    follow_ups = window.pages["follow_ups"]
    qtbot.waitUntil(follow_ups.slip.isEnabled, timeout=SECONDS)
    name = follow_ups.story.text.splitlines()[0]
    follow_ups.slip.setFocus()
    QTest.keyClick(follow_ups.slip, Qt.Key.Key_Space)
    assert window.page_key == "reports"
    made(page, qtbot)
    assert page.maker.last.report.name == name
    assert "For this person alone" in page.state.text()
    window.workspace.close()
    assert page.options.report.findText("Feedback slip for one person") < 0


def test_without_anybody_marked_there_is_no_slip(window, data_file, project):
    window.workspace.open(data_file)
    window.go_to("follow_ups")
    assert not window.pages["follow_ups"].slip.isEnabled()
