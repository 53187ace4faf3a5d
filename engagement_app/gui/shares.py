"""How two parts of a page share its room: what somebody sets by hand is found at the next start."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from engagement_app.gui.settings import remember, remembered

_PARTS = 1000


def remembered_share(name: str) -> float | None:
    """The share of the first of the two, from 0 to 1; None where nobody set it."""
    told = remembered(f"share_{name}")
    share = int(told) / _PARTS if told.isdecimal() else 0.0
    return share if 0 < share < 1 else None


def remember_share(name: str, split: QSplitter) -> float:
    """Keep the share that the first of the two has now, and give it."""
    sizes = split.sizes()
    share = sizes[0] / max(1, sum(sizes))
    remember(f"share_{name}", str(round(share * _PARTS)))
    return share


class Split(QSplitter):
    """Two parts that keep the share that somebody gave them, side by side or one over the other."""

    def __init__(self, name: str) -> None:
        """`name`: under which it is remembered."""
        super().__init__(Qt.Orientation.Horizontal)
        self._name = name
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(lambda _at, _handle: remember_share(self._key, self))

    @property
    def _key(self) -> str:
        over = self.orientation() == Qt.Orientation.Vertical
        return f"{self._name}_over" if over else self._name

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The shares stay what they are as the window grows."""
        super().resizeEvent(event)
        self.restore()

    def restore(self) -> None:
        """Divide it as somebody did last, while both parts are seen."""
        share, whole = remembered_share(self._key), sum(self.sizes())
        parts = filter(None, map(self.widget, range(self.count())))
        if share is not None and not any(part.isHidden() for part in parts):
            self.setSizes([round(whole * share), round(whole * (1 - share))])
