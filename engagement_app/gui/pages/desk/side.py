"""What stands beside the list: who is at the desk, the nameless, the last arrivals."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from engagement_app.gui.pages.desk.at_hand import AtHand
from engagement_app.gui.pages.desk.last_arrivals import LastArrivals
from engagement_app.gui.pages.desk.nameless import Nameless


class Side(QScrollArea):
    """Three cards under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self.at_hand = AtHand()
        self.nameless = Nameless()
        self.last = LastArrivals()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """As wide as the cards must be, so that nothing is cut off at any text size."""
        least = self._inside.minimumSizeHint().width()
        return QSize(least + self.verticalScrollBar().sizeHint().width(), 0)

    def _lay_out(self) -> None:
        self._inside.setObjectName("page")
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.at_hand, self.nameless, self.last):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(self._inside)
