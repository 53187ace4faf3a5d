"""Older copies in which erased people still are: until when, and a way to remove them now."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout

from engagement_app.domain.older_copies import find_older, remove_now, told_older
from engagement_app.gui.backups import note_far, second_place_if_there
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.pages.data.question import Question
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.text import give_tip, label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.progress import Progress
from engagement_app.store.backup import folder_of
from engagement_app.store.beyond_use import Older
from engagement_app.store.datafile import DataFile

_NONE = _(
    "No backup that is found holds anybody who was erased since, and no restore put a file aside."
)
_ELSEWHERE = _(
    "Copies and bundles carried elsewhere, exports and papers are for you to look after: the"
    " program does not know where they are."
)
_ASKED = _(
    "A new backup is made and proved to open, then the older ones are removed. What was entered is"
    " in the new one; how the file stood before can no longer be restored. It is not taken back."
)


class OlderCard(QFrame):
    """Nothing is removed before it was asked and a new copy was proved."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.what = label()
        self.remove = button(_("Make a backup and remo&ve them now…"), self._ask)
        self.question = Question(_ASKED, _("Remove them for good"), _("Keep them until then"))
        self._found = Latest(workspace)
        give_tip(self.remove, _("Asks first"))
        self.told = label(role="good")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(label(_("Erased people in older copies"), role="heading"))
        layout.addWidget(self.told)
        layout.addWidget(self.what)
        layout.addWidget(label(_ELSEWHERE, role="quiet"))
        layout.addLayout(flow(self.remove))
        layout.addWidget(self.question)
        self._begin_again()
        self.question.agreed.connect(self._remove)
        self.question.kept.connect(self._leave)
        workspace.opened.connect(self._begin_again)

    def reload(self) -> None:
        """Look for them, beside the window's work."""
        if path := self.workspace.path:
            self._found.ask(find_older, path, _folders(path), then=self._show)

    def _show(self, older: list[Older]) -> None:
        self.what.setText(told_older(older) or _NONE)
        self.remove.setVisible(bool(older))
        if not older:
            self.question.hide()

    def _ask(self) -> None:
        self.told.hide()
        self.question.ask()

    def _tell(self, sentence: str, role: str) -> None:
        self.told.setText(sentence)
        restyle(self.told, "role", role)
        self.told.show()

    def _begin_again(self) -> None:
        """Another file: what was asked or told was of the one before."""
        self.question.hide()
        self.told.hide()

    def _leave(self) -> None:
        self.question.hide()
        self.remove.setFocus()

    def _remove(self) -> None:
        path = self.workspace.path
        if path is None:
            return
        self.question.hide()
        folders = _folders(path)

        def work(file: DataFile, progress: Progress) -> list[Path]:
            return remove_now(file, folders, progress)

        def then(gone: list[Path]) -> None:
            if len(folders) > 1:
                note_far(path)
            self._removed(gone)

        show_progress(
            self,
            _("Making a new backup, then removing older ones"),
            self.workspace.task(work, self),
            then=then,
            failed=lambda error: self._tell(sentence_of(error), "problem"),
        )

    def _removed(self, gone: list[Path]) -> None:
        said = plural(
            "✓ {count} older copy was removed. A new backup was made first.",
            "✓ {count} older copies were removed. A new backup was made first.",
            len(gone),
        )
        self._tell(said, "good")
        self.workspace.backed_up.emit()
        self.reload()


def _folders(path: Path) -> list[Path]:
    """That beside the file, and the second place if it is there."""
    near, far = folder_of(path), second_place_if_there()
    return [near, *([far] if far and far != near else [])]
