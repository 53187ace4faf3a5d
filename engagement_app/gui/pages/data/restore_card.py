"""Restore a copy that was chosen: what it would do first, then it is done, and can be put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from engagement_app.domain import restoring, with_backup
from engagement_app.domain.contents import Contents
from engagement_app.domain.restoring import Restored, key_of_copy, readable_contents, rehearse
from engagement_app.errors import UserError
from engagement_app.gui.files import rewrite_file
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.pages.data.part import Part, button, flow
from engagement_app.gui.pages.data.question import Question
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.text import label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.progress import Progress
from engagement_app.store.audit import Audited
from engagement_app.store.copies import Copy
from engagement_app.store.datafile import DataFile
from engagement_app.store.header import look
from engagement_app.store.keys.data_key import DataKey

Foreseen = tuple[Contents | None, Contents]
Work = Callable[[Path, DataKey | None], Restored]


class RestoreCard(Part):
    """The question, what was done, and the way back."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.question = Question("", _("Restore this backup"), _("Leave the file as it is"))
        self.told = label(role="good")
        self.back = button(_("&Put back what was there"), self.put_back)
        self._copy: Copy | None = None
        self._folder: Path | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.question)
        layout.addWidget(self.told)
        layout.addLayout(flow(self.back))
        for each in (self.question, self.told, self.back):
            each.hide()
        self.question.agreed.connect(self.restore)
        self.question.kept.connect(self.question.hide)
        workspace.opened.connect(self._forget)

    def ask(self, copy: Copy) -> None:
        """Prove the copy, and show what the file holds now and would hold then."""
        self._copy = copy
        self.told.hide()

        def work(file: DataFile, progress: Progress) -> Foreseen:
            key = _key_of(copy.path, file.key)
            found = rehearse(file.path, copy.path, key, progress)
            restoring.refuse_other_project(file.path, file.key, copy.path, found)
            return readable_contents(file.path, file.key), found

        show_progress(
            self,
            _("Trying the backup"),
            self.workspace.task(work, self),
            then=self._foreseen,
            failed=lambda error: self._tell(sentence_of(error), "problem"),
        )

    def restore(self) -> None:
        """Put the copy in the place of the file."""
        copy = self._copy
        if copy is None:
            return
        path = copy.path
        self._rewrite(
            path.name,
            _("Restoring"),
            lambda file, key: with_backup.restore(file, path, (key, _key_of(path, key))),
            _("Restored from {file}.").format(file=path.name),
        )

    def put_back(self) -> None:
        """Put back what the last restore replaced."""
        folder = self._folder
        if folder is None:
            return
        self._rewrite(
            folder.name,
            _("Putting back what was there"),
            lambda file, key: restoring.put_back(file, folder, (key, key)),
            _("What was there is back."),
        )

    def _foreseen(self, found: Foreseen) -> None:
        now, then = found
        copy = self._copy
        assert copy is not None
        sentence = _(
            "The file now holds {now}. With the backup of {day} it would hold {then}. What was"
            " entered since is then no longer in it; the file as it is now is kept beside it, and"
            " can be put back."
        )
        day = f"{copy.made_at:%d/%m/%Y %H:%M}"
        self.question.say(sentence.format(now=now or _("what cannot be read"), day=day, then=then))
        self.question.ask()
        bring_in_sight(self.question)

    def _rewrite(self, source: str, title: str, work: Work, done: str) -> None:
        self.question.hide()
        ended: list[Restored] = []

        def rewrite(path: Path, key: DataKey | None) -> DataKey | None:
            ended.append(work(path, key))
            return key.copy() if key else None

        def then() -> None:
            self.workspace.note(Audited.RESTORE, file=source)
            self._folder = ended[0].folder
            sentence = _(
                "{done} Before: {before}. Now: {after}. What was there is kept in {folder}"
            )
            told = sentence.format(
                done=done,
                before=ended[0].before or _("what could not be read"),
                after=ended[0].after,
                folder=self._folder,
            )
            self._tell(_("✓ {sentence}").format(sentence=told), "good")
            self.back.show()

        rewrite_file(
            self,
            self.workspace,
            title,
            rewrite,
            trouble=lambda sentence: self._tell(sentence, "problem"),
            then=then,
        )

    def _tell(self, sentence: str, role: str) -> None:
        self.question.hide()
        self.told.setText(sentence)
        restyle(self.told, "role", role)
        self.told.show()
        bring_in_sight(self.told)

    def _forget(self) -> None:
        """Another file, or this one anew: what was told was of the one before."""
        for each in (self.question, self.told, self.back):
            each.hide()
        self._folder = None


def _key_of(copy: Path, own: DataKey | None) -> DataKey | None:
    """What opens the copy; raises `UserError` where that is another key than the file's."""
    key = key_of_copy(copy, own)
    if key is None and look(copy):
        sentence = _(
            "{file} is protected by another key than the file that is open. Open the backup itself"
            " with its passphrase, on “File and looks”."
        )
        raise UserError(sentence.format(file=copy.name))
    return key
