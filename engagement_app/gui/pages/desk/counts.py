"""How many are expected, here, walk-ins and nameless: always seen."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from engagement_app.domain.standings import Numbers
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import label
from engagement_app.language import _

_TITLES = (
    ("expected", _("expected")),
    ("here", _("here")),
    ("walk_ins", _("walk-ins")),
    ("nameless", _("nameless")),
    ("left", _("left")),
)


class Counts(QWidget):
    """A figure and a word for each count."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = {name: label("0", role="title", wrap=False) for name, _title in _TITLES}
        layout = FlowLayout(self)
        for name, title in _TITLES:
            layout.addWidget(_pair(self.figures[name], title))

    def show_numbers(self, numbers: Numbers) -> None:
        """Show the counts as they are now."""
        for name, figure in self.figures.items():
            figure.setText(f"{getattr(numbers, name):,}")


def _pair(figure: QWidget, title: str) -> QWidget:
    pair = QWidget()
    layout = QHBoxLayout(pair)
    layout.setContentsMargins(0, 0, 18, 0)
    layout.setSpacing(6)
    layout.addWidget(figure)
    layout.addWidget(label(title, wrap=False))
    return pair
