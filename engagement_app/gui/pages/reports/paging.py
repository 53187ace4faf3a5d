"""Which page is seen and how large, with the buttons that change it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.pages.reports.buttons import button
from engagement_app.gui.pages.reports.parts import Part, parts_of
from engagement_app.gui.pages.reports.preview import FIT_PAGE, FIT_WIDTH, Preview
from engagement_app.gui.text import call, give_tip, label
from engagement_app.language import _


class _NumberBox(QLineEdit):
    """A line as wide as the number of a page."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed takes the place of the number."""
        super().focusInEvent(event)
        self.selectAll()

    def sizeHint(self) -> QSize:
        """Room for four digits, whatever the size of the text."""
        hint = super().sizeHint()
        narrow = hint.width() - 13 * self.fontMetrics().horizontalAdvance("x")
        return QSize(narrow, hint.height())


class Paging(QWidget):
    """Page x of n, the parts of the report, what else stands beside them, and the zoom."""

    def __init__(self, preview: Preview, *beside: QWidget) -> None:
        super().__init__()
        self._preview = preview
        self.number = _NumberBox()
        self.number.setAccessibleName(_("Page"))
        give_tip(self.number, _("Type the number of a page and press Enter."))
        self.of = label(wrap=False)
        self.parts = QComboBox()
        call(self.parts, _("Part of the report"))
        self.parts.setMinimumContentsLength(18)
        self.parts.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.percent = label(wrap=False)
        self._make_buttons()
        self._lay_out(beside)
        self.number.editingFinished.connect(self._go_to_number)
        self.parts.activated.connect(self._go_to_part)
        preview.turned.connect(self._turned)
        preview.zoomed.connect(self._zoomed)
        self.renew()

    def renew(self) -> None:
        """Another document is shown: list its parts."""
        self._listed: list[Part] = parts_of(self._preview.pages)
        self.parts.clear()
        self.parts.addItems([part.title for part in self._listed])
        self._turned()
        self._zoomed()

    def add(self, widget: QWidget) -> None:
        """Put this beside the buttons."""
        self._flow.addWidget(widget)

    def be_brief(self, *, whole: bool) -> None:
        """Leave out the zoom, which has its keys, unless the `whole` is asked for."""
        self._zoom.setVisible(whole)

    def _make_buttons(self) -> None:
        turn, zoom, fit = self._preview.turn, self._preview.zoom, self._preview.fit
        self.back = button("◀", _("PgUp"), lambda: turn(-1), _("Previous page"))
        self.on = button("▶", _("PgDn"), lambda: turn(1), _("Next page"))
        self.smaller = button("−", _("Ctrl+minus"), lambda: zoom(-1), _("Smaller"))
        self.larger = button("+", _("Ctrl+plus"), lambda: zoom(1), _("Larger"))
        self.width_button = button(_("Fit width"), _("Ctrl+0"), lambda: fit(FIT_WIDTH))
        self.page_button = button(_("Fit page"), _("Ctrl+9"), lambda: fit(FIT_PAGE))

    def _lay_out(self, beside: Sequence[QWidget]) -> None:
        groups = (
            (self.back, label(_("Page"), wrap=False), self.number, self.of, self.on),
            (self.parts,),
            *((each,) for each in beside),
            (self.smaller, self.percent, self.larger, self.width_button, self.page_button),
        )
        self._flow = FlowLayout(self)
        for widgets in groups:
            self._zoom = side_by_side(*widgets)
            self._flow.addWidget(self._zoom)

    def _turned(self) -> None:
        count = self._preview.count
        self.number.setText(str(self._preview.page + 1) if count else "")
        self.number.setEnabled(count > 0)
        self.of.setText(_("of {count}").format(count=count))
        page = self._preview.page
        begun = [at for at, part in enumerate(self._listed) if part.page <= page]
        self.parts.setCurrentIndex(begun[-1] if begun else -1)
        self.parts.setEnabled(bool(self._listed))

    def _zoomed(self) -> None:
        self.percent.setText(_("{percent} %").format(percent=self._preview.percent))

    def _go_to_number(self) -> None:
        typed = self.number.text()
        if typed.isdecimal() and int(typed) != self._preview.page + 1:
            self._preview.go_to(int(typed) - 1)
        self._turned()

    def _go_to_part(self, at: int) -> None:
        self._preview.go_to(self._listed[at].page)


def side_by_side(*widgets: QWidget) -> QWidget:
    """Widgets that stay together when the line is broken."""
    group = QWidget()
    layout = QHBoxLayout(group)
    layout.setContentsMargins(0, 0, 12, 0)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    return group
