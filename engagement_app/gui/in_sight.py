"""What comes up further down a page is scrolled to: an answer nobody sees is none."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def bring_in_sight(widget: QWidget) -> None:
    """Once it has its place."""
    QTimer.singleShot(0, widget, partial(_scroll_to, widget))


def _scroll_to(widget: QWidget) -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if not isinstance(above, QScrollArea) or not widget.isVisible():
        return
    if widget.height() < above.viewport().height():
        above.ensureWidgetVisible(widget)
    elif inner := above.widget():  # What is too tall is read from its top on.
        above.verticalScrollBar().setValue(widget.mapTo(inner, QPoint(0, 0)).y())
