"""The page Reports: what is seen, found, printed and saved is the report itself."""

import errno
import io
import os
import subprocess
import sys
import threading
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from engagement_app.cli.main import run
from engagement_app.domain.recording import put
from engagement_app.errors import Cancelled, UserError
from engagement_app.exchange.gap_json import gap_json
from engagement_app.exchange.gap_workbook import gap_workbook
from engagement_app.gui.looks.dress import dress
from engagement_app.gui.pages.reports import printing, saving
from engagement_app.gui.pages.reports.finding import FindBar
from engagement_app.gui.pages.reports.offered import REPORTS
from engagement_app.gui.pages.reports.preview import Preview
from engagement_app.gui.progress import ProgressBox
from engagement_app.progress import Watched, silent
from engagement_app.reports.gap_report import render
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.store import outputs
from tests.gui.typed import type_into

pytestmark = pytest.mark.thorough

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
SECONDS = 10_000
DAY = date(2026, 11, 23)


def press(key, modifiers=NONE):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def type_in(text):
    type_into(QApplication.focusWidget(), text)


@pytest.fixture
def made(qtbot):
    """Wait until the pages that are asked for are seen."""

    def wait(page):
        qtbot.waitUntil(lambda: not page.maker.is_making, timeout=SECONDS)

    return wait


def printing_with(render):
    """The first report, its pages made by something else."""
    paper = REPORTS[0].paper
    files = {**paper.files, ".pdf": lambda: render}
    return REPORTS[0]._replace(paper=paper._replace(files=files))


@pytest.fixture(scope="module")
def rendered():
    """Renders as the program does, each report once for all these tests."""
    kept = {}

    def render_once(report, progress):
        key = gap_json(report), report.large
        if key not in kept:
            kept[key] = render(report, progress)
        return kept[key]

    return printing_with(render_once)


@pytest.fixture(autouse=True)
def quick(rendered, monkeypatch):
    monkeypatch.setattr("engagement_app.gui.pages.reports.options.REPORTS", (rendered,))


@pytest.fixture
def opened(window, sample_file, made):
    window.workspace.open(sample_file)
    window.go_to("reports")
    page = window.pages["reports"]
    made(page)
    return page


@pytest.fixture
def as_of(opened, made):
    """The report as of a fixed day, chosen with the keyboard."""
    opened.options.day.line.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    type_in("23/11/2026")
    press(Qt.Key.Key_Return)
    made(opened)
    return opened


@pytest.fixture
def told(window):
    """What the strip says from now on, and what it says went wrong."""
    sentences = []
    window.workspace.told.connect(lambda sentence, _undo: sentences.append(sentence))
    window.workspace.troubled.connect(sentences.append)
    return sentences


@pytest.fixture
def choose(monkeypatch):
    """The next file is saved here; the box of the system is not opened."""

    def here(path):
        monkeypatch.setattr(saving, "choose_place", lambda *_asked: path)

    return here


def report_of(page, event_id=None, as_of=DAY):
    workspace = page.workspace
    prepare = partial(prepare_gap_report, made_by=workspace.person)
    return workspace.read(prepare, workspace.project_id, as_of, event_id)


def to_file(path, dots=72):
    printer = printing.new_printer("Gap")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dots)
    return printer


def pages_of(path):
    return len(PdfReader(path).pages)


def test_the_preview_shows_the_pages_of_the_paper(as_of, tmp_path):
    paper, report = tmp_path / "paper.pdf", report_of(as_of)
    paper.write_bytes(render(report))
    assert as_of.preview.count == pages_of(paper) > 10
    assert as_of.paging.of.text() == f"of {as_of.preview.count}"
    assert "23 November 2026" in as_of.state.text()
    assert f"The small-number rule hides {report.hidden} figure" in as_of.state.text()


def test_the_first_focus_is_the_choice_of_a_report(opened):
    assert opened.options.report.hasFocus()


def test_the_keys_turn_the_pages(opened):
    opened.preview.setFocus()
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    assert opened.paging.number.text() == "3"
    press(Qt.Key.Key_PageUp)
    assert opened.paging.number.text() == "2"
    press(Qt.Key.Key_End)
    assert opened.preview.page == opened.preview.count - 1
    press(Qt.Key.Key_Home)
    assert opened.preview.page == 0
    assert opened.preview.accessibleDescription() == f"Page 1 of {opened.preview.count}"


def test_a_page_is_gone_to_by_its_number(opened):
    opened.paging.number.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    type_in("7")
    press(Qt.Key.Key_Return)
    assert opened.preview.page == 6
    press(Qt.Key.Key_A, CONTROL)
    type_in("999")
    press(Qt.Key.Key_Return)
    assert opened.preview.page == opened.preview.count - 1
    assert opened.paging.number.text() == str(opened.preview.count)


def test_a_part_is_gone_to_by_its_heading(opened):
    at = opened.paging.parts.findText("Dead ends")
    opened.paging.parts.setCurrentIndex(at)
    opened.paging.parts.activated.emit(at)
    assert "Dead ends" in opened.preview.page_text(opened.preview.page)
    assert opened.preview.page > 5


def test_the_pages_are_larger_and_smaller_by_keys(opened):
    opened.preview.setFocus()
    fits = opened.preview.percent
    press(Qt.Key.Key_Plus, CONTROL)
    assert opened.preview.percent == pytest.approx(fits * 1.25, abs=1)
    press(Qt.Key.Key_Minus, CONTROL)
    press(Qt.Key.Key_Minus, CONTROL)
    assert opened.preview.percent == pytest.approx(fits / 1.25, abs=1)
    press(Qt.Key.Key_9, CONTROL)
    assert opened.preview.percent < fits / 2
    press(Qt.Key.Key_0, CONTROL)
    assert opened.preview.percent == fits
    assert opened.paging.percent.text() == f"{fits} %"


def test_the_reader_stays_at_their_page_when_the_room_changes(opened, qtbot):
    opened.preview.go_to(6)
    before = opened.preview.viewport().width()
    opened.setFocus()
    press(Qt.Key.Key_T, CONTROL)
    qtbot.waitUntil(lambda: opened.preview.viewport().width() < before * 0.9)
    assert opened.preview.page == 6


def test_a_role_is_found_and_each_place_gone_to(opened):
    [role] = [r for r in report_of(opened).roles if r.title.startswith("Youth worker")]
    opened.setFocus()
    press(Qt.Key.Key_F, CONTROL)
    assert opened.finding.box.hasFocus()
    type_in(role.title)
    press(Qt.Key.Key_Return)
    count = opened.finding.model.count()
    assert count > 1
    assert opened.finding.count.text() == f"1 of {count}"
    first = opened.preview.page
    assert "Youth worker" in opened.preview.page_text(first)
    press(Qt.Key.Key_Return)
    assert opened.finding.count.text() == f"2 of {count}"
    assert opened.preview.page > first
    press(Qt.Key.Key_Return, SHIFT)
    press(Qt.Key.Key_F3, SHIFT)
    assert opened.finding.count.text() == f"{count} of {count}"
    press(Qt.Key.Key_Escape)
    opened.finding.look()
    assert opened.finding.count.text() == ""


def test_the_place_that_was_found_is_seen(opened):
    opened.finding.box.setText("All roles")
    opened.finding.look()
    found = opened.finding.model.resultAtIndex(0)
    assert found.page() == opened.preview.page
    bar = opened.preview.verticalScrollBar()
    seen = bar.value()
    opened.preview.go_to(found.page())
    down = (seen - bar.value()) / opened.preview.percent * 100 / 96 * 72
    assert 0 < found.location().y() - down < 100


def test_the_top_of_a_page_is_gone_to_also_from_within_the_page(opened):
    opened.preview.go_to(3)
    bar = opened.preview.verticalScrollBar()
    top = bar.value()
    opened.preview.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space, SHIFT)
    assert abs(bar.value() - top) <= 1
    bar.setValue(top + 200)
    opened.preview.go_to(3)
    assert bar.value() == top


def test_with_text_at_200_percent_the_pages_have_room(opened, qapp):
    dress(qapp, "light", 200)
    try:
        opened.window().resize(1366, 768)
        QTest.qWait(50)
        assert opened.window().size() == QSize(1366, 768)
        assert opened.preview.height() > 200
        for widget in filter(QPushButton.isVisible, opened.findChildren(QPushButton)):
            assert opened.rect().contains(widget.mapTo(opened, widget.rect().bottomRight()))
    finally:
        dress(qapp, "light", 100)


def test_what_is_not_there_is_said_to_be_not_found(opened):
    opened.finding.box.setText("zeppelin")
    opened.finding.look()
    assert opened.finding.count.text() == "Not found"
    assert not opened.finding.on.isEnabled()


def test_the_words_of_the_page_are_there_for_screen_readers(opened):
    assert not opened.text.isVisible()
    opened.preview.setFocus()
    press(Qt.Key.Key_T, CONTROL)
    assert opened.text.isVisible()
    assert "has no money behind it" in " ".join(opened.text.toPlainText().split())
    press(Qt.Key.Key_PageDown)
    assert "First to fund" in opened.text.toPlainText()
    assert opened.text.accessibleName() == f"Text of page 2 of {opened.preview.count}"


def test_saving_gives_the_very_bytes_of_the_command_line(
    as_of, window, sample, tmp_path, choose, told, qtbot, monkeypatch
):
    monkeypatch.setenv("ENGAGEMENT_PERSON", window.workspace.person)
    wanted, saved = tmp_path / "wanted.pdf", tmp_path / "saved.pdf"
    words = ["report", "gap", "--as-of", "2026-11-23", "--out", str(wanted), "--file", str(sample)]
    assert run(words) == 0
    choose(saved)
    press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert told == [f"Saved saved.pdf in {tmp_path}"]
    assert saved.read_bytes() == wanted.read_bytes()
    assert window.strip.isVisible()


@pytest.mark.parametrize(("name", "made_of"), [("gap.json", gap_json), ("gap.xlsx", gap_workbook)])
def test_the_figures_are_those_of_the_pages(as_of, name, made_of, tmp_path, choose, told, qtbot):
    path = tmp_path / name
    choose(path)
    as_of.figures.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert path.read_bytes() == made_of(report_of(as_of))


def test_another_kind_of_file_gets_its_own_ending(opened, with_modal, tmp_path):
    chosen = []

    def choose_json(box):
        box.setDirectory(str(tmp_path))
        box.selectNameFilter("Figures (*.json)")
        box.filterSelected.emit("Figures (*.json)")
        box.accept()

    kinds = [("Workbook", ".xlsx"), ("Figures", ".json")]
    with_modal(lambda: chosen.append(saving.choose_place(opened, "Town gap", kinds)), choose_json)
    assert [path.name for path in chosen] == ["Town gap.json"]


def test_an_event_can_be_chosen_and_changes_the_report(opened, made):
    whole = opened.maker.last
    opened.options.about.setFocus()
    press(Qt.Key.Key_Down)
    event_id = opened.options.about.currentData()
    assert event_id is not None
    made(opened)
    last = opened.maker.last
    assert last.report == report_of(opened, event_id, whole.wanted.as_of)
    assert last.report.event is not None
    assert last.pdf != whole.pdf
    assert opened.preview.count < 19
    assert last.report.event.split()[0] in last.name


def test_a_day_that_is_none_is_told_and_the_pages_stay(opened):
    pages = opened.preview.count
    opened.options.day.line.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    type_in("31/02/2026")
    press(Qt.Key.Key_Return)
    assert opened.state.text().startswith("As of: ")
    assert opened.state.property("role") == "problem"
    assert opened.preview.count == pages
    assert opened.options.day.line.text() == "31/02/2026"


def test_the_old_pages_stay_while_new_ones_are_made(opened, made):
    opened.preview.go_to(2)
    opened.options.about.setCurrentIndex(1)
    opened.make()
    assert "being made" in opened.state.text()
    assert "as it was before" in opened.state.text()
    assert opened.preview.count > 10
    made(opened)
    assert "being made" not in opened.state.text()


def test_what_was_asked_for_first_never_replaces_what_was_asked_for_last(
    opened, made, monkeypatch, qtbot
):
    """The first report is held back until long after the second was asked for."""
    go = threading.Event()
    seen = []

    def slow(report, progress):
        seen.append(report.event)
        if report.event is None:
            go.wait(10)
            return render(report, silent)
        return render(report, progress)

    slower = printing_with(slow)
    monkeypatch.setattr("engagement_app.gui.pages.reports.options.REPORTS", (slower,))
    first = opened.maker.made
    shown = []
    first.connect(lambda made: shown.append(made.report.event))
    opened.make()
    qtbot.waitUntil(lambda: opened.maker._task is not None)
    opened.options.about.setCurrentIndex(1)
    opened.make()
    go.set()
    made(opened)
    assert seen == [None, opened.maker.last.report.event]
    assert shown == [opened.maker.last.report.event]


def test_what_is_no_longer_asked_for_is_not_rendered(opened, made, monkeypatch):
    rendered = []

    def note(report, progress):
        rendered.append(report.event)
        return render(report, progress)

    noting = printing_with(note)
    monkeypatch.setattr("engagement_app.gui.pages.reports.options.REPORTS", (noting,))
    for at in (2, 3, 1):
        opened.options.about.setCurrentIndex(at)
        opened.make()
    made(opened)
    assert rendered == [opened.maker.last.report.event]


def test_a_change_in_the_file_renews_the_pages_where_one_was_reading(opened, made, settle):
    opened.preview.go_to(4)
    bar = opened.preview.verticalScrollBar()
    bar.setValue(bar.value() + 100)
    place = bar.value()
    role = opened.maker.last.report.roles[0]
    before = opened.maker.last.pdf
    project, values = opened.workspace.project_id, {"title": "Somebody who calls people back"}
    opened.workspace.write("role.amend", put, "engagement_role", role.id, project, values)
    settle(opened.workspace)
    made(opened)
    assert opened.maker.last.pdf != before
    assert opened.maker.last.report.roles[0].title == "Somebody who calls people back"
    assert opened.preview.page == 4
    assert bar.value() == place


def test_a_change_that_the_report_does_not_show_makes_no_new_pages(opened, made):
    before = opened.maker.last
    opened.workspace.changed.emit()
    assert opened.maker.is_making
    made(opened)
    assert opened.maker.last is before


def test_a_save_asked_for_meanwhile_is_done_when_the_pages_are_there(
    opened, made, tmp_path, choose, told, qtbot
):
    path = tmp_path / "event.pdf"
    choose(path)
    opened.options.about.setCurrentIndex(1)
    opened.make()
    opened.save.click()
    assert not path.exists()
    made(opened)
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert path.read_bytes() == opened.maker.last.pdf


def test_a_full_disk_is_told_and_nothing_is_left(
    opened, tmp_path, choose, told, qtbot, monkeypatch
):
    def full(_path, _content):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(outputs, "write_whole", full)
    choose(tmp_path / "gap.pdf")
    opened.save.click()
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert told == ["The disk is full, so gap.pdf was not written. Make room, then try again."]
    assert list(tmp_path.glob("gap*")) == []
    assert opened.save.isEnabled()


def test_a_place_that_takes_no_file_is_told(opened, tmp_path, choose, told, qtbot):
    choose(tmp_path / "nowhere" / "gap.pdf")
    opened.save.click()
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert "Name another place" in told[0]


def test_the_data_file_is_never_written_over(opened, choose, told, qtbot):
    data = opened.workspace.path
    before = data.read_bytes()
    choose(data)
    opened.save.click()
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert "is the data file itself" in told[0]
    assert data.read_bytes() == before


def test_the_box_of_the_system_gives_the_place_with_its_ending(opened, tmp_path, with_modal):
    saving.remember_place(tmp_path / "old.pdf")
    chosen = []

    def accept(box):
        assert isinstance(box, QFileDialog)
        assert box.selectedFiles() == [str(tmp_path / f"{opened.maker.last.name}.pdf")]
        box.findChild(QLineEdit).setText("gap")
        box.accept()

    name = opened.maker.last.name
    with_modal(lambda: chosen.append(saving.choose_place(opened, name, [("PDF", ".pdf")])), accept)
    assert chosen == [tmp_path / "gap.pdf"]


def test_a_file_that_nobody_chose_is_not_written_over(tmp_path):
    (tmp_path / "gap 1.2.pdf").touch()
    with pytest.raises(UserError, match="there already"):
        saving.with_ending(tmp_path / "gap 1.2", ".pdf")
    assert saving.with_ending(tmp_path / "new", ".pdf") == tmp_path / "new.pdf"
    assert saving.with_ending(tmp_path / "NEW.PDF", ".pdf") == tmp_path / "NEW.PDF"


def test_a_name_that_is_suggested_can_be_a_file_everywhere(opened):
    report = opened.maker.last.report
    odd = REPORTS[0]._replace(about=lambda _report: 'Tŷ "A/B": C\\D?')
    assert odd.suggested_name(report, DAY) == "Resourcing gap Tŷ A B C D 2026-11-23"


def test_as_many_pages_are_printed_as_are_seen(opened, tmp_path):
    path = tmp_path / "printed.pdf"
    path.write_bytes(b"older")
    steps = []
    pages = list(range(opened.preview.count))
    count = printing.print_pages(
        opened.maker.last.pdf, to_file(path), pages, lambda done, total: steps.append((done, total))
    )
    assert count == pages_of(path) == opened.preview.count
    assert steps[0] == (0, count)
    assert steps[-1] == (count, count)


def test_what_is_printed_is_the_page_as_large_as_the_paper(opened, tmp_path):
    path = tmp_path / "printed.pdf"
    printing.print_pages(opened.maker.last.pdf, to_file(path, 100), [0])
    [page] = PdfReader(path).pages
    assert page.mediabox.width == pytest.approx(595, abs=1)
    [picture] = page.images
    dark = picture.image.convert("L").point(lambda shade: 255 if shade < 128 else 0).getbbox()
    left, top, right, bottom = dark
    assert 50 < left < 150
    assert top < 200
    assert right > 650
    assert bottom > 900


def test_pages_can_be_chosen_for_printing(tmp_path):
    printer = to_file(tmp_path / "printed.pdf")
    assert printing.chosen_pages(printer, 3, 5) == [0, 1, 2, 3, 4]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert printing.chosen_pages(printer, 3, 5) == [3]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    assert printing.chosen_pages(printer, 3, 5) == [1, 2, 3]
    printer.setFromTo(7, 9)
    assert printing.chosen_pages(printer, 3, 5) == []
    with pytest.raises(UserError, match="None of the pages"):
        printing.print_pages(b"", printer, [])


def test_printing_that_is_stopped_says_so_and_leaves_no_file(opened, tmp_path, told, qtbot):
    path = tmp_path / "printed.pdf"
    printer = to_file(path)
    draw = printing._draw
    hold = threading.Event()

    def slow(*what):
        hold.wait(10)
        draw(*what)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "_draw", slow)
        opened.hands.print_on(opened.maker.last, printer, [0, 1, 2])
        [box] = opened.findChildren(ProgressBox)
        box.reject()
        hold.set()
        qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert told[0].startswith("Printing was stopped.")
    assert len(told) == 1
    assert not path.exists()


def test_a_job_that_is_cancelled_leaves_the_file_that_was_there(opened, tmp_path):
    path = tmp_path / "printed.pdf"
    path.write_bytes(b"older")

    def stop(done, _total):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        printing.print_pages(opened.maker.last.pdf, to_file(path), [0, 1], stop)
    assert path.read_bytes() == b"older"


def test_a_printer_that_does_not_answer_is_told(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(printing.QPainter, "begin", lambda *_device: False)
    with pytest.raises(UserError, match="does not answer"):
        printing.print_pages(opened.maker.last.pdf, to_file(tmp_path / "a.pdf"), [0])
    assert list(tmp_path.glob("a.pdf*")) == []


def test_the_print_box_prints_to_a_file_where_there_is_no_printer(
    opened, tmp_path, told, with_modal, qtbot
):
    path = tmp_path / "printed.pdf"

    def accept(box):
        assert isinstance(box, QPrintDialog)
        assert (box.minPage(), box.maxPage()) == (1, opened.preview.count)
        box.printer().setResolution(72)
        [line] = [each for each in box.findChildren(QLineEdit) if each.objectName() == "filename"]
        line.setText(str(path))
        buttons = box.findChild(QDialogButtonBox)
        buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    with_modal(opened.print.click, accept)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert told == [f"Printed {opened.preview.count} pages: {path}"]
    assert pages_of(path) == opened.preview.count


def test_a_copy_is_opened_elsewhere_and_goes_with_the_file(opened, told, monkeypatch):
    asked = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url) or True)
    opened.outside.click()
    [url] = asked
    path = Path(url.toLocalFile())
    assert path.read_bytes() == opened.maker.last.pdf
    assert told == ["Opened a copy in another program. It goes when this file is closed."]
    assert os.stat(path.parent).st_mode & 0o077 == 0
    opened.workspace.close()
    assert not path.parent.exists()


def test_a_laptop_that_shows_no_pdf_is_told(opened, told, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    opened.outside.click()
    assert "No program on this laptop shows PDF files." in told[0]


def test_an_empty_file_says_what_to_do_first(window, data_file, made):
    window.workspace.open(data_file)
    window.go_to("reports")
    page = window.pages["reports"]
    made(page)
    assert page.state.text() == "There is no project yet. Make one on the Data page."
    assert page.preview.count == 0
    assert not page.save.isEnabled()
    assert not page.print.isEnabled()
    page.preview.setFocus()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Space):
        press(key)
    press(Qt.Key.Key_Plus, CONTROL)
    page.finding.box.setText("gap")
    page.finding.look()
    assert page.finding.count.text() == "Not found"


def test_closing_the_file_takes_the_pages_with_it(opened):
    opened.make()
    opened.workspace.close()
    assert opened.preview.count == 0
    assert opened.maker.last is None
    assert not opened.maker.is_making


def test_a_window_that_goes_while_pages_are_seen_takes_nothing_with_it(qtbot, opened):
    top = QWidget()
    preview = Preview()
    preview.setParent(top)
    finding = FindBar(preview)
    finding.setParent(top)
    preview.show_pdf(opened.maker.last.pdf)
    finding.box.setText("gap")
    finding.look()
    with qtbot.waitSignal(preview.destroyed):
        top.deleteLater()


def test_the_library_of_pages_is_loaded_by_this_page_alone():
    program = (
        "import sys, engagement_app.gui.application, engagement_app.gui.pages.today;"
        "print(*[name for name in sys.modules if name.startswith(('PySide6.QtPdf', 'reportlab',"
        " 'PySide6.QtPrint'))])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == ""


def test_large_print_is_chosen_above_the_pages_and_goes_into_the_file(opened, made):
    pages = opened.preview.count
    [(_choice, picker)] = opened.options.choices.made
    picker.setFocus()
    press(Qt.Key.Key_Down)
    picker.activated.emit(picker.currentIndex())
    made(opened)
    assert opened.maker.last.report.large
    assert opened.preview.count > pages


@pytest.fixture
def halting(monkeypatch):
    """A report that shows its first pages and then waits for leave to go on, page by page."""
    go, told = threading.Event(), []

    def slow(report, progress):
        def seen(pdf):
            told.append(len(PdfReader(io.BytesIO(pdf)).pages))
            progress.seen(pdf)
            go.wait(5)

        return render(report, Watched(progress, seen))

    slower = printing_with(slow)
    monkeypatch.setattr("engagement_app.gui.pages.reports.options.REPORTS", (slower,))
    return go, told


def test_pages_appear_while_the_others_are_made(window, sample_file, halting, made, qtbot):
    go, told = halting
    window.workspace.open(sample_file)
    window.go_to("reports")
    page = window.pages["reports"]
    qtbot.waitUntil(lambda: page.preview.count == 1, timeout=SECONDS)
    assert page.maker.is_making
    assert "Resourcing-gap report" in page.preview.page_text(0)
    assert not page.save.isEnabled()
    go.set()
    made(page)
    assert told == sorted(set(told))
    assert page.preview.count > told[-1]
    assert page.save.isEnabled()
    assert not page.halt.isVisible()


def test_escape_stops_the_making_at_once_and_nothing_half_made_stays(
    window, sample_file, halting, qtbot
):
    go, told = halting
    window.workspace.open(sample_file)
    window.go_to("reports")
    page = window.pages["reports"]
    qtbot.waitUntil(lambda: page.preview.count == 1, timeout=SECONDS)
    assert page.halt.isVisible()
    page.options.report.setFocus()
    press(Qt.Key.Key_Escape)
    assert not page.maker.is_making
    assert page.preview.count == 0
    assert "Stopped" in page.state.text()
    go.set()
    page.maker.stop()
    assert len(told) == 1
    assert page.maker.last is None


def test_what_was_stopped_is_made_when_it_is_chosen_again(opened, made, qtbot):
    opened.options.about.setCurrentIndex(1)
    opened.make()
    opened.maker.give_up()
    assert "Stopped" in opened.state.text()
    opened.make()
    made(opened)
    assert opened.maker.last.report.event is not None


def test_tab_comes_to_what_can_be_chosen_about_a_report_where_it_stands(
    window, sample_file, monkeypatch, qtbot
):
    summary = next(each for each in REPORTS if each.key == "summary")
    monkeypatch.setattr("engagement_app.gui.pages.reports.options.REPORTS", (summary,))
    window.workspace.open(sample_file)
    window.go_to("reports")
    page = window.pages["reports"]
    page.options.report.setFocus()
    stops = []
    while not isinstance(stops[-1] if stops else None, QPushButton):
        press(Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    seen = [(stop.mapTo(page, stop.rect().center())) for stop in stops]
    rows = [(point.y() // 20, point.x()) for point in seen]
    assert rows == sorted(rows)
    assert len(stops) == 10
