"""A panel beside a list in which one record is added or changed; nothing is boxed in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engagement_app.domain.acts import get
from engagement_app.domain.out_with import told_before_deleting
from engagement_app.domain.recording import put, remove
from engagement_app.domain.tables import entity_of
from engagement_app.domain.wording import name_of_table
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.draft_note import DraftNote
from engagement_app.gui.forms.form import Form
from engagement_app.gui.forms.layouts import FROM_SURROUNDINGS
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_SURROUNDED = {"project_id", "event_id", "role_id", "fund_id", "message_id"}
"""Where a record stands, for those that belong to a project."""


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_ONE_LINE = (QLineEdit, QComboBox)


class RecordPanel(QFrame):
    """Adds or amends one record of a table. The text stays where it could not be saved."""

    saved = Signal(str)
    """The id of the record that was added or changed."""
    closed = Signal()
    act = ""
    """What saving is called where it is more than adding or changing a record."""

    def __init__(
        self,
        workspace: Workspace,
        table: str,
        fields: tuple[str, ...] = (),
        *,
        bin: bool = True,
        warns: bool = False,
        command: Callable[..., str] = put,
    ) -> None:
        """`warns`: tell what else is out with a record before it is deleted.

        `command` puts the record in the file, called as `recording.put` is.
        """
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.table = table
        self.record_id: str | None = None
        self._begun_in: str | None = None
        self._turn = object()
        self._is_open = False
        self._preset: dict[str, Any] = {}
        self._row: Mapping[str, Any] = {}
        self._bin = bin
        self._command = command
        self.warns = warns
        self.heading = label(role="heading")
        self.form = Form(table, choices_of(workspace), fields)
        self.save = QPushButton(_("Save"))
        self.cancel = QPushButton(_("Cancel"))
        self.delete = QPushButton(_("Delete"))
        self.warning = DeleteWarning()
        self.note = DraftNote()
        self.news = label(role="quiet")
        self.body = QWidget()
        self._lay_out()
        workspace.moved.connect(self._leave_behind)
        workspace.closed.connect(self._leave_behind)
        workspace.drafts.watch(self)

    def add(self, **preset: Any) -> None:
        """Begin a new record; `preset` are fields set by the surroundings, or shown filled in."""
        self.workspace.drafts.flush()
        self.record_id = None
        self._preset = preset
        self._begin(_("New: {kind}").format(kind=name_of_table(self.table)), preset)

    def amend(self, record_id: str) -> None:
        """Show a record to be changed; raises `UserError` where it is gone."""
        self.workspace.drafts.flush()
        row = self.workspace.read(get, entity_of(self.table), record_id)
        self.record_id = record_id
        self._preset = {}
        self._begin(_("Change: {kind}").format(kind=name_of_table(self.table)), row)

    def put_below(self, more: QWidget) -> None:
        """Something beneath the form, which is scrolled with it."""
        layout = self._held.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, more)

    def see(self, part: QWidget) -> None:
        """Scroll to a part of what is in the panel, from its top on."""
        self._scroll.verticalScrollBar().setValue(part.mapTo(self._held, QPoint(0, 0)).y())

    def unsaved(self) -> bool:
        """Whether the panel is open, on any page, and something in it is not saved."""
        return not self.isHidden() and self.form.is_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the panel; Enter in an editor of one line saves."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in _ENTER and isinstance(self.focusWidget(), _OF_ONE_LINE):
            self.accept()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Save what was entered, once; the panel closes once it is saved."""
        if not self.save.isEnabled():
            return
        self.form.settle()
        try:
            values = self.form.values()
        except UserError as error:
            self._refuse(error)
            return
        unseen = {
            name: value for name, value in self._preset.items() if name not in self.form.editors
        }
        adding = self.record_id is None
        self.save.setEnabled(False)
        self.workspace.write(
            self.act or ("record.add" if adding else "record.amend"),
            self._command,
            self.table,
            self.record_id,
            self.workspace.project_id,
            {**unseen, **values},
            told=self.told,
            then=partial(self._saved, self._turn),
            failed=partial(self._not_saved, self._turn),
            draft=self.draft_name(),
        )

    def draft_name(self) -> str:
        """The page, the table and the record, or where a new one is to stand."""
        if not self._is_open:
            return ""
        begun = [_page_of(self), self.table, self.record_id or f"new in {self._begun_in}"]
        preset = [f"{name}={value}" for name, value in sorted(self._preset.items()) if value]
        return " ".join(begun + preset)

    def draft_title(self) -> str:
        """What the panel is headed with."""
        return self.heading.text()

    def typed(self) -> dict[str, Any]:
        """What was typed in the form."""
        return self.form.typed()

    def restore(self, typed: Mapping[str, Any], written_at: datetime) -> None:
        """Show it, and since when it waits."""
        self.form.restore(typed)
        self.note.tell(written_at)

    def _throw_away(self) -> None:
        """The form as it was before it was typed in."""
        self.form.fill(self._row)
        self._tell_news()
        self.workspace.drafts.forget(self.draft_name())
        self.note.hide()
        self._focus_first()

    def told(self, _record_id: str) -> str:
        """What is said of a record that was saved."""
        return _("Saved: {kind}").format(kind=name_of_table(self.table))

    def _tell_news(self) -> None:
        """What saving makes along: a name that is half typed is seen to be a new one."""
        told = [
            _("New {kind}: {name}.").format(kind=name_of_table(table).lower(), name=name)
            for table, name in self.form.made_along()
        ]
        self.news.setText(" ".join(told))
        self.news.setVisible(bool(told))

    def _leave_behind(self) -> None:
        """What was begun in another project or file is not taken along into this one."""
        of_a_project = not _SURROUNDED.isdisjoint(FROM_SURROUNDINGS.get(self.table, ()))
        elsewhere = of_a_project and self.workspace.project_id != self._begun_in
        if not self.isHidden() and (elsewhere or not self.workspace.is_open):
            self._shut()

    def _close(self, *_given_up: object) -> None:
        """Saved or given up: whoever shows the panel need not hide it for nothing to be lost."""
        if name := self.draft_name():
            self.workspace.drafts.forget(name)
        self._shut()

    def _shut(self) -> None:
        """Nothing is typed here any more; what was half typed elsewhere waits there."""
        self._is_open = False
        self.form.rest()
        self.closed.emit()

    def _begin(self, heading: str, row: Mapping[str, Any]) -> None:
        self._turn = object()
        self._begun_in = self.workspace.project_id
        self.heading.setText(heading)
        self._keep()
        self._row, self._is_open = row, True
        self.form.fill(row)
        self.note.hide()
        self.workspace.drafts.offer(self)
        self._tell_news()
        self.save.setEnabled(True)
        self.delete.setVisible(self._bin and self.record_id is not None)
        self.show()
        self._focus_first()

    def _focus_first(self) -> None:
        is_new = self.record_id is None
        reason = Qt.FocusReason.TabFocusReason if is_new else Qt.FocusReason.OtherFocusReason
        next(iter(self.form.editors.values())).setFocus(reason)

    def _saved(self, turn: object, record_id: str) -> None:
        """Another record may have been begun here since: it stays as it is."""
        if turn is self._turn:
            self.save.setEnabled(True)
            self.saved.emit(record_id)
            self._close()

    def _not_saved(self, turn: object, error: Exception) -> None:
        """Told in the form, or in the strip where the form was left meanwhile."""
        if turn is self._turn and not self.isHidden():
            self._refuse(error)
        else:
            self.workspace.troubled.emit(sentence_of(error))

    def _refuse(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.form.show_problem(sentence_of(error), getattr(error, "field", ""))

    def ask_to_delete(self) -> None:
        """Show what else is out with the record, or delete it where nothing is."""
        if self.record_id is not None:
            told = ""
            if self.warns:
                told = self.workspace.read(told_before_deleting, self.table, self.record_id)
            if told:
                self.body.hide()
                self.warning.ask(told)
            else:
                self._delete()

    def _keep(self) -> None:
        """Show the form again in the place of the warning."""
        self.warning.hide()
        self.body.show()

    def _delete(self) -> None:
        self._keep()
        if self.record_id is not None:
            self.workspace.write(
                "record.delete",
                remove,
                self.table,
                self.record_id,
                told=_("Deleted: {kind}").format(kind=name_of_table(self.table)),
                then=partial(self._deleted, self._turn),
                failed=partial(self._not_saved, self._turn),
            )

    def _deleted(self, turn: object, _result: object) -> None:
        if turn is self._turn:
            self._close()

    def _lay_out(self) -> None:
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        held = self._held = at_the_top(self.form)
        scroll.setWidget(held)
        held.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        for button in (self.save, self.cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        body = QVBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(scroll, 1)
        body.addWidget(self.news)
        body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.note)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.warning, 1)
        self.form.edited.connect(self._tell_news)
        self.save.setProperty("role", "main")
        self.save.setToolTip(_("Ctrl+Enter"))
        self.save.clicked.connect(self.accept)
        self.cancel.clicked.connect(self._close)
        self.note.thrown_away.connect(self._throw_away)
        self.delete.clicked.connect(self.ask_to_delete)
        self.warning.agreed.connect(self._delete)
        self.warning.kept.connect(self._keep)
        self.warning.kept.connect(self.delete.setFocus)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.accept)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _page_of(widget: QWidget) -> str:
    """The page on which it stands."""
    parent: QWidget | None = widget
    while parent is not None and parent.objectName() != "page":
        parent = parent.parentWidget()
    return type(parent).__name__


class DeleteWarning(QFrame):
    """What else goes out of the screens with a record, and the choice to delete it or not."""

    agreed = Signal()
    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.text = label()
        self.agree = QPushButton(_("Delete all the same"))
        self.keep = QPushButton(_("Keep it"))
        buttons = FlowLayout()
        for button in (self.agree, self.keep):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.agree.clicked.connect(self.agreed)
        self.keep.clicked.connect(self.kept)
        self.hide()

    def ask(self, told: str) -> None:
        """Show the sentence; the focus is on what changes nothing."""
        self.text.setText(told)
        self.keep.setAccessibleDescription(told)
        self.show()
        self.keep.setFocus()


def at_the_top(form: QWidget) -> QWidget:
    """The form in a widget that takes the room left over, so that its rows stay together."""
    held = QWidget()
    layout = QVBoxLayout(held)
    layout.setContentsMargins(0, 0, 6, 0)
    layout.addWidget(form)
    layout.addStretch(1)
    return held
