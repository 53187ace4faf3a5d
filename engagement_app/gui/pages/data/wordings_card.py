"""What people are asked before they agree: the words for each purpose, and those used before."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from engagement_app.domain.wording import word_of
from engagement_app.domain.wordings import ALL, Wording, read_wordings, set_wording
from engagement_app.gui.forms.editors import LongTextEditor, shown_day
from engagement_app.gui.forms.pickers import picker
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import call, give_tip, label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_SAID = _(
    "These words are asked at the kiosk and read out with a person's answers. Other words are"
    " another version from now on: what somebody agreed to stays as it was asked."
)


class WordingsCard(QFrame):
    """A purpose is chosen, its words are changed and saved; earlier versions stand beneath."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.purpose = picker(_("What they are asked about"), 14)
        for each in ALL:
            self.purpose.addItem(word_of(each), each)
        self.words = LongTextEditor(2)
        self.save = button(_("&Ask it so from now on"), self._save)
        self.said = label(role="good")
        self.known = label(role="quiet")
        self._known: dict[str, list[Wording]] = {}
        self._lay_out()
        self.purpose.activated.connect(lambda _at: self._show())
        self.words.textChanged.connect(self._look)

    def reload(self) -> None:
        """Read the wordings; what is being typed stays."""
        is_typed = self.save.isEnabled()
        self._known = self.workspace.read(read_wordings)
        if is_typed:
            self._tell_known()
        else:
            self._show()

    def unsaved(self) -> bool:
        """Whether other words are typed and not saved."""
        return bool(self._known) and self.save.isEnabled()

    def forget(self) -> None:
        """Another file: its own wordings are read when it is seen."""
        self._known = {}
        self.words.clear()
        self.save.setEnabled(False)

    def _show(self) -> None:
        self.words.set_value(self._of()[-1].words)
        self._tell("")
        self._tell_known()
        self._look()

    def _tell_known(self) -> None:
        self.known.setText("\n".join(map(_told, self._of()[::-1])))

    def _of(self) -> list[Wording]:
        return self._known[self.purpose.currentData()]

    def _look(self) -> None:
        typed = " ".join((self.words.value() or "").split())
        self.save.setEnabled(bool(self._known) and typed != self._of()[-1].words)

    def _save(self) -> None:
        self.save.setEnabled(False)
        self.workspace.write(
            "consent.wording",
            set_wording,
            self.purpose.currentData(),
            self.words.value() or "",
            then=self._saved,
            failed=self._failed,
        )

    def _saved(self, version: str) -> None:
        self.reload()
        self._tell(_("✓ Asked so from now on: version {version}.").format(version=version))

    def _failed(self, error: Exception) -> None:
        self._look()
        self._tell(sentence_of(error), "problem")

    def _tell(self, sentence: str, role: str = "good") -> None:
        self.said.setText(sentence)
        restyle(self.said, "role", role)
        self.said.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        call(self.words, _("The words that people are asked"))
        give_tip(self.save, _("A new version; what was agreed before stays as it was"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(label(_("What people are asked to agree to"), role="heading"))
        layout.addWidget(label(_SAID))
        layout.addLayout(flow(label(_("About"), wrap=False), self.purpose, self.save))
        layout.addWidget(self.words)
        layout.addWidget(self.said)
        layout.addWidget(self.known)
        self.said.hide()
        self.save.setEnabled(False)


def _told(wording: Wording) -> str:
    """`Version 2-3f9a1c, since 23/11/2026: “May we …?”`."""
    since = _("as the program came")
    if wording.since is not None:
        since = _("since {day}").format(day=shown_day(wording.since.astimezone().date()))
    return _("Version {version}, {since}: “{words}”").format(
        version=wording.version, since=since, words=wording.words
    )
