"""Backups and check: copies that are proved to open, and whether the file is sound."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSizePolicy

from engagement_app.domain.soundness import back_up, check
from engagement_app.gui.backups import backup_folder, on_one_disk, remember_folder
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.store.backup import folder_of
from engagement_app.store.copies import Copy, list_copies


def _proof(copy: Copy) -> str:
    if copy.rows is None:
        return _("✗ Not proved: the list of what it holds is missing")
    return plural(
        "✓ Opened again and counted: {count} row",
        "✓ Opened again and counted: {count} rows",
        copy.rows,
    )


def _size(copy: Copy) -> str:
    return _("{size} MB").format(size=f"{copy.size / 1_000_000:,.1f}")


def _near(path: Path, folder: Path) -> str:
    """What is to be said of copies on the file's own disk; nothing of others."""
    if not on_one_disk(path, folder):
        return ""
    return _(
        "This is on the same disk as the file itself. A copy on a stick or another laptop is still"
        " there if this laptop is lost."
    )


COPIES: list[Column[Copy]] = [
    Column(_("Made"), lambda copy: f"{copy.made_at:%d/%m/%Y %H:%M}", 16),
    Column(_("Proved"), _proof, 34),
    Column(_("Size"), _size, 9, right=True),
    Column(_("File"), lambda copy: str(copy.path), 40, tip=lambda copy: str(copy.path)),
]

_GROWS = QSizePolicy.Policy.Expanding


class BackupsPart(Part):
    """Make a copy now, see those there are, and have the file looked through."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.folder = label()
        self.make = button(_("Back &up now"), self.back_up, main=True)
        self.choose = button(_("Another folder…"), self.choose_folder)
        self.open = button(_("Open the folder"), self._open_folder)
        self.made = label(role="good")
        self.model: RowsModel[Copy] = RowsModel(COPIES)
        self.copies = Table(self.model, _("Backups"))
        self.none = label(_("There are no backups of this file in the folder yet."), role="quiet")
        self.check_it = button(_("Chec&k the file"), self.check)
        self.found = label()
        copies = card(
            _("Backups"),
            self.folder,
            flow(self.make, self.choose, self.open),
            self.made,
            self.copies,
            self.none,
        )
        said = label(
            _(
                "Looks at every page and record of the file, and whether each record is what was"
                " written. Nothing is changed."
            )
        )
        sound = card(_("Check"), said, flow(self.check_it), self.found)
        fill(self, scrolled(copies, sound, stretched=copies))
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        for rest in (self.copies, self.none):  # One of the two is seen, and takes what is left.
            rest.setSizePolicy(_GROWS, _GROWS)
        self.made.hide()
        self.found.hide()

    def reload(self) -> None:
        """Say where copies go, and list those that are there."""
        path = self.workspace.path
        if path is None:
            return
        folder = backup_folder(path)
        told = _("Copies go to: {folder}").format(folder=folder)
        self.folder.setText(f"{told}\n{_near(path, folder)}".strip())
        self.model.set_rows(list_copies(path, {folder, folder_of(path)}))
        self.copies.setVisible(bool(self.model.rows))
        self.none.setVisible(not self.model.rows)
        self.copies.setMinimumHeight(5 * self.copies.verticalHeader().defaultSectionSize())

    def start(self) -> None:
        """Begin with a backup."""
        self.make.setFocus()

    def choose_folder(self) -> None:
        """Ask where copies are to go from now on."""
        path = self.workspace.path
        if path is None:
            return
        chosen = QFileDialog.getExistingDirectory(
            self, _("Where backups are to go"), str(backup_folder(path))
        )
        if chosen:
            remember_folder(Path(chosen))
            self.reload()

    def back_up(self) -> None:
        """Make a copy and prove it."""
        path = self.workspace.path
        if path is None:
            return
        folder = backup_folder(path)
        self.made.hide()
        show_progress(
            self,
            _("Backing up, and proving that the copy opens"),
            self.workspace.task(lambda file, progress: back_up(file, folder, progress), self),
            then=self._was_made,
            failed=lambda error: self._tell(sentence_of(error), "problem"),
        )

    def check(self) -> None:
        """Have the file looked through, and held to its backups."""
        path = self.workspace.path
        if path is None:
            return
        self.found.hide()
        show_progress(
            self,
            _("Looking through the file"),
            self.workspace.task(partial(check, folder=backup_folder(path)), self),
            then=self._looked_through,
            failed=lambda error: self._found_out(sentence_of(error), "problem"),
        )

    def _was_made(self, copy: Path) -> None:
        told = _("✓ Backed up and proved: {file}").format(file=copy.name)
        path = self.workspace.path
        self._tell(f"{told}\n{_near(path, copy.parent) if path else ''}".strip(), "good")

    def _tell(self, sentence: str, role: str) -> None:
        self.made.setText(sentence)
        restyle(self.made, "role", role)
        self.made.show()

    def _looked_through(self, findings: tuple[str, ...]) -> None:
        if not findings:
            self._found_out(_("✓ The file is sound."), "good")
            return
        first = _(
            "✗ The file is damaged. Leave it as it is, and work on in a copy of the newest backup."
        )
        self._found_out("\n".join([first, *findings[:_MOST_TOLD]]), "problem")

    def _found_out(self, sentence: str, role: str) -> None:
        self.found.setText(sentence)
        restyle(self.found, "role", role)
        self.found.show()

    def _open_folder(self) -> None:
        path = self.workspace.path
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(backup_folder(path))))


_MOST_TOLD = 50
