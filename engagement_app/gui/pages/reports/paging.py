"""Which page is seen and how large, with the buttons that change it."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.pages.reports.buttons import button
from engagement_app.gui.pages.reports.parts import Part, parts_of
from engagement_app.gui.pages.reports.preview import FIT_PAGE, FIT_WIDTH, Preview
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _


class Paging(QWidget):
    """Page x of n, the parts of the report, and the zoom."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self.number = QSpinBox()
        self.number.setAccessibleName(_("Page"))
        self.number.setKeyboardTracking(False)
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        give_tip(self.number, _("Type the number of a page and press Enter."))
        self.of = label(wrap=False)
        self.parts = QComboBox()
        self.parts.setAccessibleName(_("Part of the report"))
        self.parts.setMinimumContentsLength(16)
        self.parts.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.percent = label(wrap=False)
        self._make_buttons()
        self._lay_out()
        self.number.valueChanged.connect(lambda page: preview.go_to(page - 1))
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

    def _make_buttons(self) -> None:
        turn, zoom, fit = self._preview.turn, self._preview.zoom, self._preview.fit
        self.back = button("◀", _("PgUp"), lambda: turn(-1), _("Previous page"))
        self.on = button("▶", _("PgDn"), lambda: turn(1), _("Next page"))
        self.smaller = button("−", _("Ctrl+minus"), lambda: zoom(-1), _("Smaller"))
        self.larger = button("+", _("Ctrl+plus"), lambda: zoom(1), _("Larger"))
        self.width_button = button(_("Fit width"), _("Ctrl+0"), lambda: fit(FIT_WIDTH))
        self.page_button = button(_("Fit page"), _("Ctrl+9"), lambda: fit(FIT_PAGE))

    def _lay_out(self) -> None:
        groups = (
            (self.back, label(_("Page"), wrap=False), self.number, self.of, self.on),
            (self.parts,),
            (self.smaller, self.percent, self.larger, self.width_button, self.page_button),
        )
        layout = FlowLayout(self)
        for widgets in groups:
            layout.addWidget(side_by_side(*widgets))

    def _turned(self) -> None:
        count = self._preview.count
        with QSignalBlocker(self.number):
            self.number.setRange(min(1, count), count)
            self.number.setValue(self._preview.page + 1)
        self.of.setText(_("of {count}").format(count=count))
        page = self._preview.page
        begun = [at for at, part in enumerate(self._listed) if part.page <= page]
        self.parts.setCurrentIndex(begun[-1] if begun else -1)
        self.parts.setEnabled(bool(self._listed))

    def _zoomed(self) -> None:
        self.percent.setText(_("{percent} %").format(percent=self._preview.percent))

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
