"""What a form looks like while something is wrong in it."""

import itertools

import pytest
from PySide6.QtWidgets import QScrollArea

from engagement_app.errors import UserError
from engagement_app.gui.forms.form import Form
from engagement_app.gui.forms.panel import at_the_top
from engagement_app.gui.looks.dress import wear


@pytest.mark.parametrize("width", [280, 500])
def test_what_is_wrong_has_its_room_and_no_row_lies_over_another(qtbot, width):
    form = Form("hearing", lambda *_table, **_how: [])
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(at_the_top(form))
    wear(area)
    area.resize(width, 560)
    area.show()
    form.editors["heard_on"].line.setText("soon")
    with pytest.raises(UserError) as wrong:
        form.values()
    form.show_problem(str(wrong.value), wrong.value.field)
    qtbot.waitUntil(form._problem.isVisible)
    qtbot.wait(20)
    shown = [editor.geometry() for editor in form.editors.values()] + [form._problem.geometry()]
    shown.sort(key=lambda each: each.top())
    assert all(above.bottom() < below.top() for above, below in itertools.pairwise(shown))
    assert form._problem.height() >= form._problem.heightForWidth(form._problem.width())
