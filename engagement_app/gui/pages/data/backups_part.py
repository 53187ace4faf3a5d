"""Backups and check: copies that are proved to open, and whether the file is sound."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSizePolicy

from engagement_app.domain.soundness import check, drill
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.backup_schedule import drilled, far_failed, note_copies, note_drill
from engagement_app.gui.backups import (
    choose_second_place,
    days_without_second,
    noted,
    on_one_disk,
    second_place,
    second_place_if_there,
    without_second,
)
from engagement_app.gui.copying import Copied, keep_copies
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.pages.data.restore_card import RestoreCard
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.repair_card import RepairCard
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.store.audit import Audited
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


def _live(copy: Copy, table: str) -> str:
    count = copy.live(table)
    return "" if count is None else f"{count:,}"


def _size(copy: Copy) -> str:
    return _("{size} MB").format(size=f"{copy.size / 1_000_000:,.1f}")


def _near(path: Path, folder: Path) -> str:
    """What is to be said of copies on the file's own disk; nothing of others."""
    if not on_one_disk(path, folder):
        return ""
    return _(
        "That is on the same disk as the file itself. A copy on a stick or a share is still there"
        " if this laptop is lost."
    )


COPIES: list[Column[Copy]] = [
    Column(_("Made"), lambda copy: f"{copy.made_at:%d/%m/%Y %H:%M}", 16),
    Column(_("People"), lambda copy: _live(copy, "person"), 9, right=True),
    Column(_("Contributions"), lambda copy: _live(copy, "contribution"), 13, right=True),
    Column(_("Proved"), _proof, 34),
    Column(_("Size"), _size, 9, right=True),
    Column(_("File"), lambda copy: str(copy.path), 40, tip=lambda copy: str(copy.path)),
]

_GROWS = QSizePolicy.Policy.Expanding


class BackupsPart(Part):
    """Make copies now, see those there are, restore one, and have the file looked through."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.folder = label()
        self.late = label(role="warn")
        self.make = button(_("Back &up now"), self.back_up, main=True)
        self.choose = button(_("&Second place…"), self.choose_folder)
        self.open = button(_("Open the folder"), self._open_folder)
        self.restore = button(_("Restore…"), self.ask_restore)
        self.made = label(role="good")
        self.model: RowsModel[Copy] = RowsModel(COPIES)
        self.copies = Table(self.model, _("Backups"))
        self.copies.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.none = label(_("There are no backups of this file yet."), role="quiet")
        self.restoring = RestoreCard(workspace)
        self.drilled = label()
        self.drill_it = button(_("&Try a restore now"), self.drill)
        self.check_it = button(_("Chec&k the file"), self.check)
        self.found = label()
        self.repairing = RepairCard(workspace)
        self._lay_out()
        workspace.opened.connect(self._forget)

    def _lay_out(self) -> None:
        copies = card(
            _("Backups"),
            self.folder,
            self.late,
            flow(self.make, self.choose, self.open, self.restore),
            self.made,
            self.restoring,
            self.copies,
            self.none,
        )
        tried = card(_("Can it be restored?"), self.drilled, flow(self.drill_it))
        said = label(
            _(
                "Looks at every page and record of the file, and whether each record is what was"
                " written. Nothing is changed."
            )
        )
        sound = card(_("Check"), said, flow(self.check_it), self.found, self.repairing)
        fill(self, scrolled(copies, tried, sound, stretched=copies))
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
        near, far = folder_of(path), second_place()
        self.folder.setText(_places(path, near, far))
        late = days_without_second(path, datetime.now(UTC))
        self.late.setText("" if late is None else without_second(late))
        self.late.setVisible(late is not None)
        self.model.set_rows(list_copies(path, {near, far or near}))
        self.copies.setVisible(bool(self.model.rows))
        self.restore.setEnabled(bool(self.model.rows))
        self.none.setVisible(not self.model.rows)
        self.copies.setMinimumHeight(5 * self.copies.verticalHeader().defaultSectionSize())
        _moment, _space, told = noted("drill", path).partition(" ")
        self.drilled.setText(
            told or _("Once a month the newest backup is restored into a temporary file, to see.")
        )

    def start(self) -> None:
        """Begin with a backup."""
        self.make.setFocus()

    def choose_folder(self) -> None:
        """Ask for the folder on a stick or a share where copies go too."""
        path = self.workspace.path
        if path is None:
            return
        chosen = QFileDialog.getExistingDirectory(
            self, _("A folder on a stick or a share"), str(second_place() or Path.home())
        )
        if chosen:
            try:
                choose_second_place(Path(chosen))
                self.workspace.note(Audited.SETTINGS, what="second_place")
            except StorageError as error:
                self._tell(sentence_of(error), "problem")
            self.reload()

    def back_up(self) -> None:
        """Make the copies and prove them."""
        path = self.workspace.path
        if path is None:
            return
        far = second_place()
        self.made.hide()
        show_progress(
            self,
            _("Backing up, and proving that the copy opens"),
            self.workspace.task(
                lambda file, progress: keep_copies(
                    file, second_place_if_there(), progress, always=True
                ),
                self,
            ),
            then=lambda made: self._was_made(path, made, far),
            failed=lambda error: self._tell(sentence_of(error), "problem"),
        )

    def ask_restore(self) -> None:
        """Show what restoring the chosen copy, else the newest, would do."""
        copy = self.copies.current() or (self.model.rows[0] if self.model.rows else None)
        if copy is not None:
            self.made.hide()
            self.restoring.ask(copy)

    def drill(self) -> None:
        """Restore the newest copy into a temporary file."""
        path = self.workspace.path
        if path is None:
            return
        show_progress(
            self,
            _("Trying the newest backup"),
            self.workspace.task(
                lambda file, progress: drill(file, folder_of(file.path), progress), self
            ),
            then=lambda found: self._was_tried(
                path, drilled(found) if found else _("There are no backups of this file yet.")
            ),
            failed=lambda error: self._was_tried(path, sentence_of(error)),
        )

    def check(self) -> None:
        """Have the file looked through, and held to its backups."""
        path = self.workspace.path
        if path is None:
            return
        self.found.hide()
        self.repairing.end()
        show_progress(
            self,
            _("Looking through the file"),
            self.workspace.task(partial(check, folder=second_place()), self),
            then=self._looked_through,
            failed=self._not_looked_through,
        )

    def _was_tried(self, path: Path, told: str) -> None:
        note_drill(path, told)
        self.drilled.setText(told)
        bring_in_sight(self.drilled)
        self.workspace.backed_up.emit()

    def _was_made(self, path: Path, made: Copied, far: Path | None) -> None:
        note_copies(path, made)
        if far is not None and made.far is None:
            missing = _("{folder} is not there. Put the stick in, then back up again.")
            self._tell(far_failed(made.trouble or missing.format(folder=far)), "problem")
        else:
            named = ", ".join(copy.name for copy in (made.near,) if copy)
            told = _("✓ Backed up and proved: {file}").format(file=named)
            also = _("✓ And in the second place: {folder}").format(folder=far) if far else ""
            self._tell("\n".join(filter(None, (told, also))), "good")
        self.reload()
        self.workspace.backed_up.emit()

    def _tell(self, sentence: str, role: str) -> None:
        self.made.setText(sentence)
        restyle(self.made, "role", role)
        self.made.show()
        bring_in_sight(self.made)

    def _looked_through(self, findings: tuple[str, ...]) -> None:
        if not findings:
            self._found_out(_("✓ The file is sound."), "good")
            return
        first = _("✗ The file is damaged. Enter nothing more before it is repaired.")
        self._found_out("\n".join([first, *findings[:_MOST_TOLD]]), "problem")
        self._ask_repair()

    def _not_looked_through(self, error: Exception) -> None:
        self._found_out(sentence_of(error), "problem")
        if isinstance(error, StorageError) and error.cause is Cause.DAMAGED:
            self._ask_repair()

    def _ask_repair(self) -> None:
        if self.workspace.path is not None:
            self.repairing.ask(self.workspace.path)

    def _forget(self) -> None:
        """Another file, or this one anew: what was found was found in the one before."""
        self.found.hide()
        self.repairing.end()

    def _found_out(self, sentence: str, role: str) -> None:
        self.found.setText(sentence)
        restyle(self.found, "role", role)
        self.found.show()
        bring_in_sight(self.found)

    def _open_folder(self) -> None:
        path = self.workspace.path
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder_of(path))))


_MOST_TOLD = 50


def _places(path: Path, near: Path, far: Path | None) -> str:
    """Where copies go, and what is to be said of that."""
    told = _("Copies go to: {folder}").format(folder=near)
    if far is None:
        also = _("Choose a second place, on a stick or a share: it is still there if this is lost.")
    elif second_place_if_there() is None:
        also = _("The second place is not there: {folder}. Put the stick in.").format(folder=far)
    else:
        also = _("And to: {folder}").format(folder=far)
    kept = _("Older ones make room, and go once people are kept no longer; the newest stays.")
    return "\n".join(filter(None, (told, also, _near(path, far) if far else "", kept)))
