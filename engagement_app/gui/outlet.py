"""A file with names leaves the program: open, or locked with a passphrase.

Asked each time where the data file is protected: what is taken out of it is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.store.locked import locked_path, new_passphrase, read_passphrase, write_locked
from engagement_app.store.outputs import Write, write_output


@dataclass(frozen=True, slots=True)
class Outlet:
    """What writes the file that was asked for, and what is there afterwards."""

    written: Path
    write: Write = write_output


def ask_outlet(
    parent: QWidget,
    workspace: Workspace,
    target: Path,
    then: Callable[[Outlet], object],
    *,
    names_people: bool,
) -> None:
    """`then` has how the file is to be written; nothing follows where somebody thinks again."""
    if names_people and workspace.protection:
        OutletBox(parent, target, then).open()
    else:
        then(Outlet(target))


class OutletBox(QDialog):
    """The passphrase is drawn at random and can be read; Enter locks, Escape writes nothing."""

    def __init__(self, parent: QWidget, target: Path, then: Callable[[Outlet], object]) -> None:
        super().__init__(parent)
        self._target, self._then = target, then
        self.passphrase = QLineEdit(new_passphrase())
        self.lock = QPushButton(_("&Lock it"))
        self.leave_open = QPushButton(_("Save it &open"))
        self.cancel = QPushButton(_("Cancel"))
        self.problem = label(role="problem")
        self.setWindowTitle(_("Open or locked?"))
        self._lay_out()
        self.lock.clicked.connect(self._lock)
        self.leave_open.clicked.connect(lambda: self._end(Outlet(target)))
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self._forget)

    def _lock(self) -> None:
        try:
            passphrase = read_passphrase(self.passphrase.text())
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        write = partial(write_locked, passphrase=passphrase)
        self._end(Outlet(locked_path(self._target), write))

    def _end(self, outlet: Outlet) -> None:
        self.accept()
        self._then(outlet)

    def _forget(self) -> None:
        self.passphrase.clear()
        self.deleteLater()

    def _lay_out(self) -> None:
        said = _(
            "{file} names people, and is not protected as the data file is: whoever gets hold of it"
            " can read it. Lock it, and only who has this passphrase can."
        )
        advice = _(
            "It is opened with 7-Zip or WinZip. The passphrase is kept nowhere: write it down, and"
            " tell it by another way than the file, by telephone for instance."
        )
        heading = label(_("&Passphrase for it"), wrap=False)
        heading.setBuddy(self.passphrase)
        self.problem.hide()
        self.lock.setProperty("role", "main")
        self.lock.setDefault(True)
        buttons = FlowLayout()
        for each in (self.lock, self.leave_open, self.cancel):
            buttons.addWidget(each)
        layout = QVBoxLayout(self)
        told = label(said.format(file=self._target.name))
        for part in (told, heading, self.passphrase, label(advice, role="quiet"), self.problem):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.setMinimumWidth(460)
        self.passphrase.selectAll()
