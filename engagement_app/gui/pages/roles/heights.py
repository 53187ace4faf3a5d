"""How the grid and what stands beneath it share the height of the page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.shares import remember_share, remembered_share

_MOST, _BESIDE_FORM = 0.5, 0.32
"""The most that the grid takes of the height by itself, and while a form is open."""
_NAMES = {False: "roles", True: "roles_form"}
"""Under which names it is remembered what was set by hand without a form, and with one."""
_FORMS = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class Heights(QSplitter):
    """The grid has the height of its rows, up to half; a form takes what it needs while open.

    What somebody sets by hand stays, for when a form is open and for when none is, also at the
    next start.
    """

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._needed: Callable[[], int] = lambda: 0
        self._lower = QWidget()
        shares = {each: remembered_share(name) for each, name in _NAMES.items()}
        self._by_hand = {each: share for each, share in shares.items() if share is not None}
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._moved)

    def hold(self, upper: QWidget, lower: QWidget, needed: Callable[[], int]) -> None:
        """Put one over the other; `needed` is the height that the upper one has a use for."""
        self._needed, self._lower = needed, lower
        for at, widget in enumerate((upper, lower)):
            self.addWidget(widget)
            self.setStretchFactor(at, 1)

    def watch(self, widget: QWidget) -> None:
        """Make room as the forms in this widget open, and take it back as they close."""
        for form in widget.findChildren(RecordPanel):
            form.installEventFilter(self)

    @property
    def is_form_open(self) -> bool:
        """Whether a form is seen in the lower one."""
        forms = self._lower.findChildren(RecordPanel)
        return any(form.isVisibleTo(self._lower) for form in forms)

    def fit(self, *_changed: object) -> None:
        """Share the height anew."""
        total = sum(self.sizes())
        if total:
            upper = int(total * self._share(total))
            self.setSizes([upper, total - upper])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The shares stay what they are as the window grows."""
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, form: QObject, event: QEvent) -> bool:
        """A form opens or closes."""
        if event.type() in _FORMS:
            self.fit()
        return super().eventFilter(form, event)

    def _share(self, total: int) -> float:
        is_open = self.is_form_open
        if is_open in self._by_hand:
            return self._by_hand[is_open]
        return min(_BESIDE_FORM if is_open else _MOST, self._needed() / total)

    def _moved(self, _at: int, _handle: int) -> None:
        is_open = self.is_form_open
        self._by_hand[is_open] = remember_share(_NAMES[is_open], self)
