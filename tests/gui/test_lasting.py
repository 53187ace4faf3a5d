"""What the window's library takes away without asking is there in plenty."""

import sys

from PySide6.QtWidgets import QPushButton

PLENTY = 1 << 30


def test_nothing_and_yes_and_no_outlast_any_number_of_calls(qtbot):
    button = QPushButton("Save")
    qtbot.addWidget(button)
    told = []
    button.toggled.connect(told.append)
    for _call in range(2_000):
        button.setEnabled(True)
        button.toggled.emit(True)
    assert len(told) == 2_000
    for each in (None, True, False, NotImplemented):
        assert sys.getrefcount(each) > PLENTY, each
