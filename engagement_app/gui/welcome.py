"""Before a file is open: four ways to begin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engagement_app.gui.beginning import Beginning, Joining
from engagement_app.gui.join_project import JoinProject
from engagement_app.gui.lost_file import LostFile
from engagement_app.gui.new_project import NewProject
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

if TYPE_CHECKING:
    from engagement_app.store.keys.data_key import DataKey

_WIDE = 100
"""The most that a line has, in letters."""


class Welcome(QScrollArea):
    """The first thing that a new person sees."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.inner = QWidget()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.workspace = workspace
        self.new = QPushButton(_("&New project"))
        self.open = QPushButton(_("&Open a file"))
        self.sample = QPushButton(_("&Try the sample"))
        self.problem = label(role="problem")
        self.join = QPushButton(_("&Join a project"))
        self.form = NewProject()
        self.joining = JoinProject()
        self.lost = LostFile(workspace)
        self._lay_out()
        self._fit()
        self.new.clicked.connect(self._begin_new)
        self.open.clicked.connect(self._open)
        self.sample.clicked.connect(self._try)
        self.join.clicked.connect(self._begin_joining)
        for form, made in ((self.form, self._make), (self.joining, self._join)):
            form.cancelled.connect(self.start)
            form.wanted.connect(made)
        workspace.opened.connect(self.joining.passphrase.clear)

    def changeEvent(self, event: QEvent) -> None:
        """Lines are no longer than can be read well, at any size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.inner.setMaximumWidth(_WIDE * self.fontMetrics().averageCharWidth())

    def start(self) -> None:
        """Show the four ways to begin."""
        self.form.hide()
        self.joining.hide()
        self.buttons.show()
        if self.lost.isHidden():
            self.new.setFocus()
        else:
            self.lost.start()

    def ask_about(self, path: Path, error: Exception, key: DataKey | None = None) -> None:
        """A file cannot be opened: say what it is, and what can be done."""
        self.lost.ask(path, error, key)
        self.start()

    def trouble(self, sentence: str) -> None:
        """Say why a file could not be opened or made."""
        self.problem.setText(sentence)
        self.problem.show()

    def _begin_new(self) -> None:
        self.problem.hide()
        self.buttons.hide()
        self.form.begin()

    def _begin_joining(self) -> None:
        self.problem.hide()
        self.buttons.hide()
        self.joining.begin()

    def _open(self) -> None:
        from engagement_app.gui.files import choose_file, open_path

        self.problem.hide()
        path = choose_file(self)
        if path is not None:
            open_path(self.workspace, path, self.trouble, damaged=self.ask_about)

    def _try(self) -> None:
        from engagement_app.gui.files import try_sample

        self.problem.hide()
        try_sample(self, self.workspace, self.trouble)

    def _make(self, wanted: Beginning) -> None:
        from engagement_app.gui.files import make_project

        self.problem.hide()
        make_project(self, self.workspace, wanted, self.trouble)

    def _join(self, wanted: Joining) -> None:
        from engagement_app.gui.files import join_project

        self.problem.hide()
        join_project(self, self.workspace, wanted, self.trouble)

    def _lay_out(self) -> None:
        self.buttons = QWidget()
        column = QVBoxLayout(self.buttons)
        column.setContentsMargins(0, 0, 0, 0)
        for button, said in (
            (self.new, _("Begin your own: its name, and where to keep the file.")),
            (self.open, _("Go on with a file that somebody made before.")),
            (self.join, _("Another laptop has it: begin with the bundle that it made.")),
            (self.sample, _("Look round a made-up project, and practise as much as you like.")),
        ):
            button.setAccessibleDescription(said)
            button.setMinimumWidth(220)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addWidget(label(said, role="quiet"), 1)
            column.addLayout(row)
        inner = self.inner
        inner.setObjectName("page")
        layout = QVBoxLayout(inner)
        layout.addStretch(1)
        layout.addWidget(label(_("Who came, what was said, and who pays for asking"), role="title"))
        layout.addWidget(
            label(
                _(
                    "Everything stays in one file on this laptop; nothing is sent anywhere."
                    " Choose how to begin."
                )
            )
        )
        layout.addSpacing(12)
        for part in (self.lost, self.buttons, self.form, self.joining, self.problem):
            layout.addWidget(part)
        layout.addStretch(2)
        outer = QWidget()
        outer.setObjectName("page")
        middle = QHBoxLayout(outer)
        middle.addWidget(inner)
        self.setWidget(outer)
        self.problem.hide()
