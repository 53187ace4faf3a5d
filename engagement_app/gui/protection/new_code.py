"""A new recovery code for the file that is open, in place of the one before."""

from __future__ import annotations

from contextlib import closing

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.protection.asking import ask_aside
from engagement_app.gui.protection.code_shown import CodeShown
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.store.keys.unlocking import change_code


class NewCode(QFrame):
    """It counts once it is kept and set; until then the one before does."""

    done = Signal(str)
    cancelled = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._workspace = workspace
        self.code = CodeShown()
        self.problem = label(role="problem")
        self.set = QPushButton(_("&Use this code from now on"))
        self.cancel = QPushButton(_("Cancel"))
        self.set.setProperty("role", "main")
        buttons = FlowLayout()
        buttons.addWidget(self.set)
        buttons.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        for part in (label(_("New recovery code"), role="heading"), self.code, self.problem):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.set.clicked.connect(self.accept)
        self.cancel.clicked.connect(self._cancel)
        self.code.gone_on.connect(self.accept)

    def begin(self, file: str) -> None:
        """Show a new code for the file of this name."""
        self.problem.hide()
        self.code.begin(file)
        self.show()
        self.code.back.setFocus()

    def accept(self) -> None:
        """Let it count, if it was kept."""
        path, key = self._workspace.path, self._workspace.key()
        if path is None or key is None:
            return
        if not self.code.is_kept:
            self._trouble(_("Type the recovery code back first, or keep it as a file or on paper."))
            return
        code = self.code.code

        def change() -> None:
            with closing(key):
                change_code(path, key, code)

        ask_aside(
            self,
            change,
            self._was_set,
            lambda error: self._trouble(sentence_of(error)),
        )

    def _was_set(self, _nothing: object) -> None:
        self._leave()
        self.done.emit(_("The new recovery code counts; the one before opens nothing any more."))

    def _trouble(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _cancel(self) -> None:
        self._leave()
        self.cancelled.emit()

    def _leave(self) -> None:
        self.code.end()
        self.hide()
