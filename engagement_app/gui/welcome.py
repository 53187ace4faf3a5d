"""Before a file is open: three ways to begin, and the few words that a new project needs."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_WIDE = 640


class Welcome(QScrollArea):
    """The first thing that a new person sees."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.workspace = workspace
        self.new = QPushButton(_("&New project"))
        self.open = QPushButton(_("&Open a file"))
        self.sample = QPushButton(_("&Try the sample"))
        self.problem = label(role="problem")
        self.form = NewProject()
        self._lay_out()
        self.new.clicked.connect(self._begin_new)
        self.open.clicked.connect(self._open)
        self.sample.clicked.connect(self._try)
        self.form.cancelled.connect(self.start)
        self.form.wanted.connect(self._make)

    def start(self) -> None:
        """Show the three ways to begin."""
        self.form.hide()
        self.buttons.show()
        self.new.setFocus()

    def trouble(self, sentence: str) -> None:
        """Say why a file could not be opened or made."""
        self.problem.setText(sentence)
        self.problem.show()

    def _begin_new(self) -> None:
        self.problem.hide()
        self.buttons.hide()
        self.form.begin()

    def _open(self) -> None:
        from engagement_app.gui.files import choose_file, open_path

        self.problem.hide()
        path = choose_file(self)
        if path is not None:
            open_path(self.workspace, path, self.trouble)

    def _try(self) -> None:
        from engagement_app.gui.files import try_sample

        self.problem.hide()
        try_sample(self, self.workspace, self.trouble)

    def _make(self, project: str, event: str, path: str) -> None:
        from engagement_app.gui.files import make_project

        self.problem.hide()
        make_project(self, self.workspace, project, event, Path(path), self.trouble)

    def _lay_out(self) -> None:
        self.buttons = QWidget()
        column = QVBoxLayout(self.buttons)
        column.setContentsMargins(0, 0, 0, 0)
        for button, said in (
            (self.new, _("Begin your own: its name, and where to keep the file.")),
            (self.open, _("Go on with a file that somebody made before.")),
            (self.sample, _("Look round a made-up project, and practise as much as you like.")),
        ):
            button.setAccessibleDescription(said)
            button.setMinimumWidth(220)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addWidget(label(said, role="quiet"), 1)
            column.addLayout(row)
        inner = QWidget()
        inner.setObjectName("page")
        inner.setMaximumWidth(_WIDE)
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
        for part in (self.buttons, self.form, self.problem):
            layout.addWidget(part)
        layout.addStretch(2)
        outer = QWidget()
        outer.setObjectName("page")
        middle = QHBoxLayout(outer)
        middle.addWidget(inner)
        self.setWidget(outer)
        self.problem.hide()


class NewProject(QFrame):
    """The name of the project, its first event, and where the file is to lie."""

    wanted = Signal(str, str, str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.project = QLineEdit()
        self.event_title = QLineEdit()
        self.path = QLineEdit()
        self.browse = QPushButton(_("Another place…"))
        self.make = QPushButton(_("Make the project"))
        self.cancel = QPushButton(_("Cancel"))
        self.problem = label(role="problem")
        self._lay_out()
        self.project.textChanged.connect(self._suggest)
        self.browse.clicked.connect(self._browse)
        self.make.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.cancelled)
        for line in (self.project, self.event_title, self.path):
            line.returnPressed.connect(self.accept)

    def begin(self) -> None:
        """Show an empty form."""
        for line in (self.project, self.event_title):
            line.clear()
        self.problem.hide()
        self._suggest("")
        self.show()
        self.project.setFocus()

    def accept(self) -> None:
        """Ask for the project to be made, if it has a name."""
        if not self.project.text().strip():
            self.problem.setText(_("Write the name of the project first."))
            self.problem.show()
            self.project.setFocus()
        elif Path(self.path.text()).exists():
            self.problem.setText(_("There is a file of this name already. Choose another place."))
            self.problem.show()
            self.path.setFocus()
        else:
            self.wanted.emit(self.project.text(), self.event_title.text(), self.path.text())

    def _suggest(self, name: str) -> None:
        """A file called after the project, where files of this program lie."""
        from engagement_app.store import place

        plain = "".join(c if c.isalnum() or c in " -" else " " for c in name)
        title = " ".join(plain.split())[:60] or "engagement"
        self.path.setText(str(place.default_file().with_name(f"{title}{place.EXTENSION}")))

    def _browse(self) -> None:
        from engagement_app.gui.files import choose_new_file

        path = choose_new_file(self, Path(self.path.text()))
        if path is not None:
            self.path.setText(str(path))

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(label(_("New project"), role="heading"))
        for title, line in (
            (_("&Project *"), self.project),
            (_("First &event"), self.event_title),
            (_("&File"), self.path),
        ):
            heading = label(title, wrap=False)
            heading.setBuddy(line)
            form.addRow(heading, line)
        form.addRow("", self.browse)
        form.addRow(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        form.addRow(buttons)
        self.project.setPlaceholderText(_("such as Town voices"))
        self.event_title.setPlaceholderText(_("such as Spring forum; may be added later"))
        self.make.setProperty("role", "main")
