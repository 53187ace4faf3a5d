"""Copies that another key opens than that of the file, or none: where they are, and their end.

Those beside the file and those in the second place; which place cannot be reached is said.
"""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_app.domain.other_keys import find_under_other_keys, place_of, remove_after_backup
from engagement_app.gui.backups import (
    keys_before,
    none_is_left,
    note_far,
    places_under_keys_before,
    second_place,
)
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.pages.data.question import Question
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.store.backup import folder_of


class OtherKeys(QWidget):
    """`told` has what became of it and how that is to look; `left` is that no answer is awaited any
    more."""

    told = Signal(str, str)
    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._copies: list[Path] = []
        self._found = Latest(workspace)
        self.question = Question("", _("Delete these backups"), _("Keep them"))
        self.missing = label(role="warn")
        self.again = button(_("Look again"), self.reload)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.question)
        layout.addWidget(self.missing)
        layout.addLayout(flow(self.again))
        for part in (self.question, self.missing, self.again):
            part.hide()
        self.question.agreed.connect(self._delete)
        self.question.kept.connect(self.question.hide)
        self.question.kept.connect(self.left)

    def reload(self) -> None:
        """Look for them, beside the window's work."""
        path, vault = self._workspace.path, self._workspace.vault
        if path is None or not vault:
            self._found.forget()
            self._show([], [])
            return
        places = places_under_keys_before(path)
        there = [place for place, is_there in places.items() if is_there]
        missing = [place for place, is_there in places.items() if not is_there]

        def then(copies: list[Path]) -> None:
            self._settle(path, copies, there)
            self._show(copies, missing)

        before = keys_before(path)
        self._found.ask(find_under_other_keys, path, vault, before, there, then=then)

    def _settle(self, path: Path, copies: Iterable[Path], there: Iterable[Path]) -> None:
        full = {copy.parent for copy in copies}
        for place in there:
            if place not in full:
                none_is_left(path, place)

    def _show(self, copies: list[Path], missing: list[Path]) -> None:
        self._copies = copies
        if copies and self._workspace.path:
            self.question.say(_told(self._workspace.path, copies))
        self.question.setVisible(bool(copies))
        self.missing.setText("\n".join(map(_cannot_be_reached, missing)))
        self.missing.setVisible(bool(missing))
        self.again.setVisible(bool(missing))

    def _delete(self) -> None:
        path, copies = self._workspace.path, self._copies
        if path is None:
            return
        show_progress(
            self,
            _("Making a new backup, then deleting older ones"),
            self._workspace.task(
                lambda file, progress: remove_after_backup(file, copies, progress), self
            ),
            then=partial(self._deleted, path, copies),
            failed=lambda error: self.told.emit(sentence_of(error), "problem"),
        )

    def _deleted(self, path: Path, copies: list[Path], left: list[Path]) -> None:
        if any(copy.parent == second_place() for copy in copies):
            note_far(path)
        self.question.hide()
        self.left.emit()
        self._workspace.backed_up.emit()
        self.reload()
        if left:
            sentence = _("These could not be deleted; see whether the disk can be written: {files}")
            self.told.emit(sentence.format(files=", ".join(map(str, left))), "problem")
        else:
            done = _("✓ The older backups are deleted. A new one was made first.")
            self.told.emit(done, "good")


def _told(path: Path, copies: list[Path]) -> str:
    counts = Counter(place_of(path, copy) for copy in copies)
    near = counts.pop(folder_of(path), 0)
    where = [plural("{count} beside the file", "{count} beside the file", near)] if near else []
    where += [_in_place(place, count) for place, count in sorted(counts.items())]
    first = plural(
        "{count} backup of this file, or put aside by a restore, is not protected by its key",
        "{count} backups of this file, or put aside by a restore, are not protected by its key",
        len(copies),
    )
    sentence = _(
        "{first}: {where}. What opened the file before still opens them. Deleting makes a new"
        " backup there first; it is not taken back."
    )
    told = sentence.format(first=first, where=", ".join(where))
    if counts:
        told += " " + _("Copies that other laptops made there of this same file go too.")
    return told


def _in_place(place: Path, count: int) -> str:
    return plural("{count} in", "{count} in", count) + f" {place}"


def _cannot_be_reached(place: Path) -> str:
    sentence = _(
        "{place} is not there now, so copies of this file on it cannot be deleted: what opened the"
        " file before still opens them. Put the stick in, or connect the share, then look again."
    )
    return sentence.format(place=place)
