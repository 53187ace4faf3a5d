"""What somebody divides by hand is divided so at the next start."""

import shutil

import pytest
from PySide6.QtWidgets import QSplitter

from engagement_app.gui.pages.roles.heights import Heights
from engagement_app.gui.window import Window
from engagement_app.store.datafile import open_file


def form_of(page):
    place = page.records.show_kind("theme")
    place.add()
    return place.split


SPLITS = {
    "said": lambda page: page.beside,
    "follow_ups": lambda page: page.findChild(QSplitter),
    "roles": lambda page: page.findChild(Heights),
    "data": form_of,
}


def share(split):
    sizes = split.sizes()
    return sizes[0] / sum(sizes)


@pytest.mark.parametrize("key", SPLITS)
def test_what_was_divided_by_hand_is_found_again(
    key, window, sample, tmp_path, keyboard, qtbot, settle
):
    path = shutil.copy(sample, tmp_path / "sample.engagement")

    def shown(window):
        window.workspace.open(open_file(path, keyboard))
        window.go_to(key)
        settle(window.workspace)
        return SPLITS[key](window.pages[key])

    split = shown(window)
    before = share(split)
    wanted = 0.62 if before < 0.55 else 0.45
    split.moveSplitter(round(sum(split.sizes()) * wanted), 1)
    set_to = share(split)
    assert abs(set_to - before) > 0.04
    window.workspace.close()
    again = Window()
    qtbot.addWidget(again)
    again.resize(1366, 768)
    again.show()
    assert abs(share(shown(again)) - set_to) < 0.02
    again.workspace.close()
