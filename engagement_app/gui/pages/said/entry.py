"""One entry: a line, a voice and a form; saved whole, and the next begins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from engagement_app.domain import notebook
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.input import kinds_of
from engagement_app.domain.recording import NewName
from engagement_app.domain.wording import label_of
from engagement_app.errors import UserError
from engagement_app.gui.forms.buttons import ButtonsEditor
from engagement_app.gui.forms.draft_note import DraftNote
from engagement_app.gui.forms.editors import TextEditor
from engagement_app.gui.forms.form import Form
from engagement_app.gui.forms.panel import at_the_top
from engagement_app.gui.pages.said.binding import Binding
from engagement_app.gui.pages.said.keys import SAVE_KEYS, VOICE_KEYS
from engagement_app.gui.pages.said.line_box import LineBox
from engagement_app.gui.pages.said.names import Names
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_FIELDS = (
    *("words", "theme_ids", "attendance_id", "community_id", "mandate", "limits"),
    *("kind", "form", "may_quote"),
)
_STAYS = ("kind", "form", "recorded_by")
"""Fields that the next entry has from the last one, beside for whom it was.

Not the voice, who said it, the themes and whether it may be quoted: at a table the next words are
somebody else's and about something else, and what nobody named must not count in a report.
"""
_LONGEST = 60
_DRAFT = "what was said"


class Entry(QObject):
    """Holds the two parts of the page in which an entry is made: `card` and `sheet`."""

    saved = Signal(str)
    """The id of what was written down."""

    def __init__(self, workspace: Workspace, names: Names, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._names = names
        self._event_id: str | None = None
        self.line = LineBox(names.like)
        self.voice = ButtonsEditor(kinds_of(ContributionInput)["voice"])  # type: ignore[arg-type]
        self.form = Form("contribution", names.choices, _FIELDS)
        self.save = QPushButton(_("Save"))
        self.paste = QPushButton(_("Paste a list"))
        self.meaning = label(role="quiet")
        self.problem = label(role="problem")
        self.note = DraftNote()
        self.card, self.sheet = QFrame(), QScrollArea()
        self._lay_out()
        self.binding = Binding(self.line, self.form, names)
        self._connect()
        workspace.drafts.watch(self)
        self.clear()

    def clear(self) -> None:
        """Nothing of an entry, and nothing kept of the last: another data file."""
        self._empty()
        self._workspace.drafts.offer(self)

    def _empty(self) -> None:
        self.note.hide()
        self.line.clear()
        self.form.fill({"recorded_by": self._workspace.person})
        self.meet()

    def draft_name(self) -> str:
        """There is one entry, whatever the event."""
        return _DRAFT

    def draft_title(self) -> str:
        """What the page is called."""
        return _("What was said")

    def typed(self) -> dict[str, Any]:
        """The line, what the form has beside it, and the voice; a voice alone is nothing typed."""
        line, form = self.line.text(), self.form.typed()
        if not line.strip() and not form:
            return {}
        return {"line": line, "form": form, "voice": self.voice.value()}

    def restore(self, typed: Mapping[str, Any], written_at: datetime) -> None:
        """Both views as they were."""
        line, form, voice = (typed.get(name) for name in ("line", "form", "voice"))
        self.line.setText(line if isinstance(line, str) else "")
        self.binding.fill(self.binding.read_line)
        if isinstance(form, dict):
            self.binding.fill(lambda: self.form.restore(form))
        if voice in self.voice.buttons:
            self.voice.set_value(voice)
            self._voice_chosen()
        self.note.tell(written_at)

    def _throw_away(self) -> None:
        self._workspace.drafts.forget(_DRAFT)
        self._empty()
        self.line.setFocus()

    def reload(self) -> None:
        """List anew what can be named; what is typed stays, but for whom another event knows."""
        if self._event_id != self._workspace.event_id:
            self.meet()
        self.form.relist()
        self._explain()

    def meet(self) -> None:
        """Another event: no voice is chosen and no theme kept; what was typed is looked up anew."""
        self._event_id = self._workspace.event_id
        self.binding.kept = None
        self._unchoose_voice()
        self.binding.fill(self.binding.read_line)

    def accept(self) -> None:
        """Save the entry, once; it stays as it is until it is saved, and where it cannot be."""
        if not self.save.isEnabled():
            return
        in_line = self.line.hasFocus()
        self._tell("")
        try:
            values = self._values()
        except UserError as error:
            self._refuse(error, in_line)
            return
        follow_up = values.pop("follow_up")
        self._wait(True)
        self._workspace.write(
            "contribution.record",
            notebook.record,
            self._workspace.project_id,
            values,
            follow_up,
            told=_told(values["words"], follow_up),
            then=lambda each: self._saved(each, in_line),
            failed=lambda error: self._refuse(error, in_line),
            draft=_DRAFT,
        )

    def _values(self) -> dict[str, Any]:
        """What is to be saved, and the `follow_up`; raises `UserError` that names the field."""
        event_id, voice = self._workspace.needed_event(), self.voice.value()
        try:
            values = self.form.values()
        except UserError as error:
            if error.field != "attendance_id":
                raise
            raise UserError(
                self._names.nobody(self.binding.person), field="attendance_id"
            ) from None
        if not values["words"]:
            raise UserError(_("Write down what was said first."), field="words")
        if voice is None:
            raise UserError(
                _("Whose voice is it? Type !o, !b or !s, or press Alt+O, Alt+B or Alt+S."),
                field="voice",
            )
        notebook.refuse_what_one_entry_cannot_be(self.binding.line, voice)
        values |= notebook.OF_OTHERS if voice == "own" else {}
        return {**values, "event_id": event_id, "voice": voice}

    def _saved(self, contribution_id: str, in_line: bool) -> None:
        self._wait(False)
        self.note.hide()
        editors = self.form.editors
        if self.voice.value() == "on_behalf":
            self.binding.kept = self._as_known(editors["community_id"].value())
        self._names.use((editors["attendance_id"].value(), *editors["theme_ids"].value()))
        self.binding.begin({name: editors[name].value() for name in _STAYS})
        self._unchoose_voice()
        (self.line if in_line else editors["words"]).setFocus()
        self.saved.emit(contribution_id)

    def _as_known(self, community: str | NewName | None) -> str | NewName | None:
        if isinstance(community, NewName):
            return self._names.meant("community", community.name)
        return community

    def _refuse(self, error: Exception, in_line: bool) -> None:
        self._wait(False)
        field = getattr(error, "field", "")
        if in_line or field not in self.form.editors:
            self._tell(sentence_of(error))
        else:
            self.form.show_problem(sentence_of(error), field)
            self.sheet.ensureWidgetVisible(self.form.editors[field])
        if field == "voice" and not in_line:
            self.voice.setFocus()

    def _wait(self, saving: bool) -> None:
        """What is being saved is not typed into."""
        self.line.setReadOnly(saving)
        self.form.editors["words"].setReadOnly(saving)
        self.save.setEnabled(not saving)

    def _unchoose_voice(self) -> None:
        """Whose voice it is, is asked of each entry anew: it is never what the last one was."""
        self._voice_named(None)

    def _voice_chosen(self) -> None:
        for_others = self.voice.value() not in (None, "own")
        for name in notebook.OF_OTHERS:
            self.form.set_shown(name, for_others)
        self.binding.speak(self.voice.value())
        self._tell("")

    def _voice_named(self, voice: str | None) -> None:
        """The line says whose voice it is, or does so no longer."""
        self.voice.set_value(voice)
        self._voice_chosen()

    def _allow_quote(self) -> None:
        """They said that it may be quoted; the same key again takes that back."""
        quote = self.form.editors["may_quote"]
        quote.set_value("not_asked" if quote.value() == "yes" else "yes")

    def _explain(self) -> None:
        usual = _(
            "# theme, @ person, for: community, ! voice, > follow-up."
            " Alt+Q: may be quoted. Enter saves."
        )
        told = self.binding.unfamiliar()
        if self.form.editors["may_quote"].value() == "yes":
            told.append(_("May be quoted."))
        self.meaning.setText(" ".join(told) or usual)

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.form.forget_problem()

    def _connect(self) -> None:
        self.binding.changed.connect(self._explain)
        self.binding.voiced.connect(self._voice_named)
        self.line.textEdited.connect(lambda _text: self._tell(""))
        self.form.edited.connect(lambda: self._tell(""))
        self.form.editors["may_quote"].edited.connect(lambda _at: self._explain())
        self._workspace.told.connect(lambda _sentence, _can_undo: self._tell(""))
        self.voice.edited.connect(self._voice_chosen)
        self.line.returnPressed.connect(self.accept)
        self.save.clicked.connect(self.accept)
        self.note.thrown_away.connect(self._throw_away)
        self.voice.give_keys(VOICE_KEYS, self.card, self.sheet)
        for part in (self.card, self.sheet):
            keys = {**dict.fromkeys(SAVE_KEYS, self.accept), "Alt+Q": self._allow_quote}
            for key, act in keys.items():
                shortcut = QShortcut(QKeySequence(key), part, act)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        self.form.add_row("follow_up", _("Follow-up promised"), TextEditor())
        self.form.add_row("recorded_by", label_of("recorded_by"), TextEditor())
        self.voice.setAccessibleName(_("Voice"))
        self.save.setProperty("role", "main")
        give_tip(self.save, _("Ctrl+Enter"))
        give_tip(self.paste, _("Several lines that were copied, each an entry (Ctrl+Shift+V)"))
        give_tip(self.line, _("Enter saves. Down and Tab take a name that is offered."))
        self.card.setProperty("role", "card")
        heading = label(_("Voice *"), role="heading", wrap=False)
        heading.setMinimumHeight(self.voice.minimumSizeHint().height())
        below = QHBoxLayout()
        below.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.voice, 1)
        below.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.paste, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self.card)
        layout.addWidget(self.note)
        layout.addWidget(self.line)
        layout.addLayout(below)
        layout.addWidget(self.problem)
        layout.addWidget(self.meaning)
        self.sheet.setWidgetResizable(True)
        self.sheet.setWidget(at_the_top(self.form))
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _told(words: str, follow_up: str | None) -> str:
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    if follow_up:
        return _("Written down, with a follow-up that nobody owns yet: {words}").format(words=short)
    return _("Written down: {words}").format(words=short)
