"""What each place of the Data page has in common."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace


class Part(QWidget):
    """A place of the page; `reload` reads what it shows, `start` puts the focus."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def reload(self) -> None:
        """Read what is shown."""

    def start(self) -> None:
        """Put the focus where the work begins."""


def button(title: str, pressed: Callable[[], object], *, main: bool = False) -> QPushButton:
    """A button; the main one of a place is filled."""
    made = QPushButton(title)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: pressed())
    if main:
        made.setProperty("role", "main")
    return made


def card(heading: str, *rows: QWidget | FlowLayout) -> QFrame:
    """A frame with a heading over what belongs together."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 10, 14, 12)
    layout.addWidget(label(heading, role="heading"))
    for row in rows:
        if isinstance(row, QWidget):
            layout.addWidget(row)
        else:
            layout.addLayout(row)
    return frame


def flow(*widgets: QWidget) -> FlowLayout:
    """Widgets side by side, in the next line where there is no room."""
    made = FlowLayout()
    for widget in widgets:
        made.addWidget(widget)
    return made


def scrolled(*cards: QWidget, stretched: QWidget | None = None) -> QScrollArea:
    """Cards one under the other, to be scrolled where the window is small."""
    inner = QWidget()
    inner.setObjectName("page")
    layout = QVBoxLayout(inner)
    for each in cards:
        layout.addWidget(each, 1 if each is stretched else 0)
    if stretched is None:
        layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def fill(part: QWidget, inner: QWidget, *told: QWidget) -> None:
    """Let `inner` take all the room of a place, but for what is `told` above it: that stays in
    sight wherever one has scrolled to."""
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    for each in told:
        each.setContentsMargins(10, 8, 10, 0)
        layout.addWidget(each)
    layout.addWidget(inner)
