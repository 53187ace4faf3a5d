"""What is half typed in the cells of a table: the one that is open, and those not saved."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QAbstractItemView

from engagement_app.gui.forms.draft_note import typed_and_not_saved
from engagement_app.gui.tables.cells import line_of
from engagement_app.gui.tables.kept import KeptModel
from engagement_app.gui.text import shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_LONGEST = 60
"""Letters that are shown of what was typed."""
_BETWEEN = "\t"
"""Between the key of a row and the name of a field, neither of which has one."""


class CellDrafts:
    """The draft of a table of the project being worked on."""

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        title: str,
        view: QAbstractItemView,
        cells: KeptModel[Any],
        told: Callable[[str], object],
    ) -> None:
        """`told` has the sentence that says that something was given back."""
        self._workspace = workspace
        self._project_id: str | None = None
        self._name, self._title, self._told = name, title, told
        self._view, self._cells = view, cells
        workspace.drafts.watch(self)

    def begin(self, project_id: str | None) -> None:
        """The table shows this project from now on."""
        self._project_id = project_id
        self._workspace.drafts.offer(self)

    def end(self) -> None:
        """What is in the table is not of the file that is open, or will not be for long."""
        self._project_id = None

    def draft_name(self) -> str:
        """The table and the project it shows."""
        return f"{self._name} {self._project_id}" if self._project_id else ""

    def draft_title(self) -> str:
        """What the page is called."""
        return self._title

    def typed(self) -> dict[str, str]:
        """The text of each cell, by row and field."""
        texts = self._cells.texts_kept()
        index = self._view.currentIndex()
        editor = self._view.indexWidget(index) if index.isValid() else None
        line = line_of(editor)
        if line is not None and line.isModified():
            texts = {**texts, self._cells.place_of(index): line.text()}
        return {_BETWEEN.join(place): text for place, text in texts.items() if text}

    def restore(self, typed: Mapping[str, Any], written_at: datetime) -> None:
        """Each cell shows what was typed in it; F2 goes on, Escape gives it up."""
        why = typed_and_not_saved(written_at)
        for place, text in typed.items():
            key, _tab, field = place.partition(_BETWEEN)
            if field:
                self._cells.give_back((key, field), str(text), why)
        how = _("{texts} stands in its cell: F2 goes on with it, Escape gives it up.")
        texts = "; ".join(
            _("“{text}”").format(text=shortened(str(t), _LONGEST)) for t in typed.values()
        )
        self._told(f"{why} {how.format(texts=texts)}")
