"""Collect what is no longer used on the window's own thread: widgets may die nowhere else.

Python collects rings of objects on whichever thread happens to allocate next. A panel that is
gone is such a ring, and Qt ends the program when a reader's thread destroys a widget.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from engagement_app.store.collection import is_held

_EVERY = 500
"""Milliseconds between two looks."""


class Collector(QObject):
    """From now on the only one who collects, while its thread's events run."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.freeze()  # what was imported is there for good
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(_EVERY)

    def collect(self) -> None:
        """Collect the oldest generation that Python itself would have collected by now.

        Not while a reader makes very many rows: looking through them stopped the window for 60 ms.
        """
        if is_held():
            return
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
