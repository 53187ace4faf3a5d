"""A list pasted: its lines as entries to be, one voice for those that name none, one act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engagement_app.domain import notebook
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.flipchart import Together
from engagement_app.domain.input import kinds_of
from engagement_app.domain.notebook import OF_OTHERS, Noted
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.buttons import ButtonsEditor
from engagement_app.gui.forms.draft_note import DraftNote
from engagement_app.gui.forms.form import Form
from engagement_app.gui.forms.panel import at_the_top
from engagement_app.gui.pages.said.keys import SAVE_KEYS, VOICE_KEYS
from engagement_app.gui.pages.said.names import Names
from engagement_app.gui.pages.said.pasted_lines import PastedLines
from engagement_app.gui.pages.said.pasted_text import PastedText
from engagement_app.gui.pages.said.sifting import Sifting
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_SHARED = ("theme_ids", *OF_OTHERS, "recorded_by")
_DRAFT = "list of what was said"
_REST = 200
"""Milliseconds without a key after which a long list is read again."""
_SHORT = 20_000
"""A list of so many letters is read at each key."""


class Pasting(QObject):
    """Three parts of the page while a list is looked at: `card`, `sheet` and `lines`."""

    closed = Signal()

    def __init__(self, workspace: Workspace, names: Names, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sifting = Sifting(names, self)
        self.card, self.sheet = QFrame(), QWidget()
        self.voice = ButtonsEditor(kinds_of(ContributionInput)["voice"])  # type: ignore[arg-type]
        self.text = PastedText()
        self.form = Form("contribution", names.choices, _SHARED)
        self.lines = PastedLines(names)
        self.save = QPushButton()
        self.back = QPushButton(_("Back"))
        self.throw_away = QPushButton(_("Throw away"))
        self.problem = label(role="problem")
        self.note = DraftNote()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._lay_out()
        self._connect()
        workspace.drafts.watch(self)
        self.clear()

    @property
    def is_empty(self) -> bool:
        """Whether no list waits here."""
        return self.text.document().isEmpty() or not self.text.toPlainText().strip()

    def begin(self, text: str = "") -> None:
        """Look at a list: these lines, or after those that wait here already."""
        if text.strip():
            self.text.add(text)
        self._sift()
        self.text.setFocus()

    def clear(self) -> None:
        """No list: another data file."""
        self._empty()
        self._workspace.drafts.offer(self)

    def meet(self) -> None:
        """Another event: no voice is chosen, and who is meant is looked up anew."""
        self.voice.set_value(None)
        self._voice_chosen()

    def reload(self) -> None:
        """Names may be new, or gone."""
        self.form.relist()
        self._sifting.forget()
        self._sift()

    def draft_name(self) -> str:
        """There is one list, whatever the event."""
        return _DRAFT

    def draft_title(self) -> str:
        """Where it waits."""
        return _("What was said, a list")

    def typed(self) -> dict[str, Any]:
        """The text, what all lines share, and the voice."""
        if self.is_empty:
            return {}
        shared = self.form.typed()
        return {"text": self.text.toPlainText(), "form": shared, "voice": self.voice.value()}

    def restore(self, typed: Mapping[str, Any], written_at: datetime) -> None:
        """The list as it was."""
        text, form, voice = (typed.get(name) for name in ("text", "form", "voice"))
        self.text.setPlainText(text if isinstance(text, str) else "")
        self.form.restore(form if isinstance(form, dict) else {})
        self.voice.set_value(voice if voice in self.voice.buttons else None)
        self._voice_chosen()
        self.note.tell(written_at)

    def accept(self) -> None:
        """Write all lines down in one act; the list stays until they are, and where it cannot."""
        if not self.save.isEnabled():
            return
        self._tell("")
        try:
            noted = self._noted()
        except UserError as error:
            self._tell(sentence_of(error))
            return
        self._wait(True)
        self._workspace.write(
            "contribution.list",
            notebook.record_all,
            self._workspace.project_id,
            noted,
            told=plural("Written down: {count} entry", "Written down: {count} entries", len(noted)),
            then=lambda _ids: self._saved(),
            failed=self._refuse,
            draft=_DRAFT,
        )

    def _noted(self) -> list[Noted]:
        """What is to be written down; raises `UserError` where a line cannot be."""
        event_id = self._workspace.needed_event()
        if self._rest.isActive() or not self._sifting.is_read:
            self._sift()
            raise UserError(_("The lines are still being read. Try again in a moment."))
        if refused := self.lines.refused:
            self.lines.table.setFocus()
            self.lines.table.mark(self.lines.model.rows.index(refused[0]))
            why = _("Line {line}: {why}")
            raise UserError(why.format(line=refused[0].at + 1, why=refused[0].problem))
        if not (rows := self._sifting.rows):
            raise UserError(_("Paste or type a list first, one entry a line."))
        if self.lines.waiting:
            raise UserError(
                _("Whose voice is it? Press Alt+O, Alt+B or Alt+S, or type !o, !b or !s in a line.")
            )
        here = {"event_id": event_id, "recorded_by": self.form.values()["recorded_by"]}
        return [
            Noted({**row.noted.values, **here}, row.noted.follow_up) for row in rows if row.noted
        ]

    def _saved(self) -> None:
        self._wait(False)
        self._empty()
        self.closed.emit()

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        self._tell(sentence_of(error))

    def _wait(self, saving: bool) -> None:
        """What is being saved is not typed into."""
        self.text.setReadOnly(saving)
        for part in (self.save, self.throw_away, self.form, self.lines):
            part.setEnabled(not saving)

    def _empty(self) -> None:
        self.note.hide()
        self.form.fill({"recorded_by": self._workspace.person})
        self.text.clear()
        self.meet()

    def _throw_away(self) -> None:
        self._workspace.drafts.forget(_DRAFT)
        self._empty()
        self.closed.emit()

    def _sift(self) -> None:
        self._rest.stop()
        self._tell("")
        self._sifting.begin(self.text.toPlainText(), self._together())

    def _together(self) -> Together:
        editors, voice = self.form.editors, self.voice.value()
        themes = tuple(editors["theme_ids"].value())
        others = {} if voice in (None, "own") else {n: editors[n].value() for n in OF_OTHERS}
        return Together(voice, themes, others)

    def _voice_chosen(self) -> None:
        for_others = self.voice.value() not in (None, "own")
        for name in OF_OTHERS:
            self.form.set_shown(name, for_others)
        self._sift()

    def _changed(self) -> None:
        """A list that is long is read once nobody types."""
        if self.text.document().characterCount() <= _SHORT:
            self._sift()
        else:
            self._rest.start()

    def _read(self) -> None:
        self.lines.show_rows(self._sifting.rows)
        count = len(self._sifting.rows)
        self.save.setText(
            plural("Write down {count} entry", "Write down {count} entries", count)
            if count
            else _("Write down")
        )

    def _leave_out(self, places: set[int]) -> None:
        self.text.leave_out(places)

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _connect(self) -> None:
        self._sifting.read.connect(self._read)
        self._rest.timeout.connect(self._sift)
        self.text.textChanged.connect(self._changed)
        self.form.edited.connect(self._sift)
        self.voice.edited.connect(self._voice_chosen)
        self.lines.left_out.connect(self._leave_out)
        self.lines.table.wanted.connect(lambda row: self.text.go_to_line(row.at))
        self.save.clicked.connect(self.accept)
        self.back.clicked.connect(self.closed)
        for part in (self.throw_away, self.note.throw_away):
            part.clicked.connect(self._throw_away)
        parts = (self.card, self.sheet, self.lines)
        self.voice.give_keys(VOICE_KEYS, *parts)
        acts = {**dict.fromkeys(SAVE_KEYS, self.accept), "Escape": self.closed.emit}
        for owner in parts:
            for key, act in acts.items():
                shortcut = QShortcut(QKeySequence(key), owner, act)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        self.voice.setAccessibleName(_("Voice of all lines that name none"))
        self.save.setProperty("role", "main")
        give_tip(self.save, _("Ctrl+Enter"))
        give_tip(self.back, _("Escape. The list waits here."))
        self.card.setProperty("role", "card")
        heading = label(_("Voice of all lines *"), role="heading", wrap=False)
        heading.setMinimumHeight(self.voice.minimumSizeHint().height())
        buttons = FlowLayout()
        for button in (self.save, self.back, self.throw_away):
            buttons.addWidget(button)
        above = QHBoxLayout()
        above.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.voice, 1)
        card = QVBoxLayout(self.card)
        card.addWidget(self.note)
        card.addLayout(above)
        card.addLayout(buttons)
        card.addWidget(self.problem)
        shared = QScrollArea()
        shared.setWidgetResizable(True)
        shared.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shared.setWidget(at_the_top(self.form))
        sheet = QVBoxLayout(self.sheet)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.addWidget(self.text, 3)
        sheet.addWidget(shared, 2)


def pasted_text() -> str:
    """The lines of text that were copied last; empty where none were."""
    return QGuiApplication.clipboard().text()
