"""A table of what people said: words need more room than a line."""

from typing import Any

from engagement_app.gui.tables.model import RowsModel
from engagement_app.gui.tables.view import Table

_LINES = 2.6
"""Height of a row in lines of text: two lines of what was said are read at a glance."""


class TwoLines(Table):
    """Rows in which words go on in a second line, whatever the size of the text."""

    def __init__(self, model: RowsModel[Any], name: str) -> None:
        super().__init__(model, name)
        self.setWordWrap(True)

    def _fit(self) -> int:
        letter = super()._fit()
        high = int(self.fontMetrics().lineSpacing() * _LINES)
        self.verticalHeader().setDefaultSectionSize(high)
        return letter
