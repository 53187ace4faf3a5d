"""Palettes, text sizes and the style sheet."""

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.looks.dress import SIZES, dress
from engagement_app.gui.looks.palettes import LOOKS, PAIRS, contrast, palette
from engagement_app.resource import resource


@pytest.mark.parametrize("look", LOOKS)
def test_every_pair_of_colours_has_the_contrast_that_wcag_asks_for(look):
    low = {
        (front, back): round(contrast(getattr(LOOKS[look], front), getattr(LOOKS[look], back)), 2)
        for front, back, least in PAIRS
        if contrast(getattr(LOOKS[look], front), getattr(LOOKS[look], back)) < least
    }
    assert low == {}


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
def test_what_fusion_writes_on_what_it_writes_can_be_read(look):
    made = palette(LOOKS[look])
    role = QPalette.ColorRole
    for front, back in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
    ):
        assert contrast(made.color(front).name(), made.color(back).name()) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_the_hint_in_an_empty_field_can_be_read(qapp, qtbot, look):
    line = QLineEdit()
    qtbot.addWidget(line)
    dress(qapp, look, 100)
    line.ensurePolished()
    hint = line.palette().color(QPalette.ColorRole.PlaceholderText)
    dress(qapp, "light", 100)
    assert (hint.name(), hint.alpha()) == (LOOKS[look].quiet, 255)


def test_what_stands_in_one_line_is_level_and_goes_on_in_the_next(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    for width, height in ((60, 40), (60, 20), (60, 30)):
        part = QWidget()
        part.setFixedSize(width, height)
        flow.addWidget(part)
    assert flow.heightForWidth(150) == 40 + 6 + 30
    holder.resize(150, 76)
    flow.setGeometry(holder.rect())
    places = [(part.x(), part.y()) for part in holder.findChildren(QWidget)]
    assert places == [(0, 0), (66, 10), (0, 46)]


def test_what_is_taken_out_of_a_line_leaves_no_gap(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    first, second = QWidget(), QWidget()
    for part in (first, second):
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    holder.resize(150, 60)
    with qtbot.waitExposed(holder):
        holder.show()
    assert second.y() == 26
    flow.takeAt(0)
    first.deleteLater()
    qtbot.waitUntil(lambda: second.y() == 0, timeout=2000)


def test_the_style_sheet_names_only_colours_that_every_palette_has():
    text = resource("style", "window.qss").read_text(encoding="utf-8")
    named = set(re.findall(r"@(\w+)", text))
    pictures = {path.stem.removesuffix("-light") for path in resource("style").glob("*-light.svg")}
    colours = {each for each in named - pictures if not each.startswith("size")}
    assert colours <= set(LOOKS["light"]._fields)
    assert "QAbstractItemView {" not in text


@pytest.mark.parametrize("percent", SIZES)
def test_text_grows_to_the_size_chosen(qapp, percent):
    dress(qapp, "light", percent)
    assert qapp.font().pointSizeF() == pytest.approx(10.5 * percent / 100, abs=0.05)
    dress(qapp, "light", 100)


def test_an_unknown_look_is_the_light_one(qapp):
    dress(qapp, "pink", 100)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LOOKS["light"].page
