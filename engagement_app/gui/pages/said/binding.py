"""The line and the form of an entry are two views of one thing: what is typed in one is in both."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from engagement_app.domain.one_line import PERSON, OneLine, parse, write
from engagement_app.domain.recording import NewName
from engagement_app.errors import UserError
from engagement_app.gui.forms.form import Form
from engagement_app.gui.forms.links import LinkEditor
from engagement_app.gui.pages.said.line_box import LineBox
from engagement_app.gui.pages.said.names import Names
from engagement_app.language import _

_VOICE = "voice"


class Binding(QObject):
    """Fills the form from the line and the line from the form.

    `kept` is the community that the last entry on behalf of others was for. It stands in the form
    alone, until the line or the form names another; what is second hand never takes it over, since
    nobody said of whom it was heard.
    """

    changed = Signal()
    voiced = Signal(object)
    """The voice that the line names now, or None where it names none any more."""

    def __init__(self, line: LineBox, form: Form, names: Names) -> None:
        super().__init__(form)
        self._line = line
        self._form = form
        self._names = names
        self._filling = False
        self._shown: dict[str, Any] = {}
        self.kept: str | NewName | None = None
        self._voice: str | None = None
        line.textEdited.connect(self.read_line)
        form.edited.connect(self.write_line)
        form.editors["community_id"].edited.connect(self._community_named)

    @property
    def line(self) -> OneLine:
        """The parts of the line as it stands."""
        return parse(self._line.text())

    def begin(self, values: dict[str, Any]) -> None:
        """A new entry: both empty, but for these values of the form and the kept community."""
        self._line.setText("")
        self.fill(lambda: self._form.fill({**values, "community_id": self._standing()}))

    def fill(self, work: Callable[[], object]) -> None:
        """Set fields of the form, which is nobody's typing."""
        self._filling, self._shown = True, {}
        work()
        self._filling = False
        self.changed.emit()

    def read_line(self) -> None:
        """Show in the form what the line says."""
        self._filling = True
        line = self.line
        self._show("words", line.words)
        self._show("follow_up", line.follow_up)
        named = [self._names.meant("theme", name) for name in line.themes]
        self._show("theme_ids", list(dict.fromkeys(named)))
        self._show("attendance_id", self._first("attendance", line.people))
        self._show("community_id", self._first("community", line.communities) or self._standing())
        self._filling = False
        if line.voice != self._shown.get(_VOICE, ""):
            self._shown[_VOICE] = line.voice
            self.voiced.emit(line.voice or None)
        self.changed.emit()

    def write_line(self) -> None:
        """Show in the line what the form says."""
        if self._filling:
            return
        self._shown = {}
        self._line.setText(write(self._of_the_form()))
        self._line.setCursorPosition(0)
        self.changed.emit()

    def speak(self, voice: str | None) -> None:
        """This is the voice now, which the line does not contradict.

        In one's own there is no community to name.
        """
        self._voice = voice
        if voice and self.line.voice not in ("", voice):
            self._line.setText(write(replace(self.line, voice="")))
            self._shown.pop(_VOICE, None)
        editor = self._form.editors["community_id"]
        if not self.line.communities and editor.value() in (None, self.kept):
            self._filling = True
            self._show("community_id", self._standing())
            self._filling = False
        elif _named(editor) and bool(self.line.communities) != self._for_others:
            self.write_line()
            self._line.end(False)

    @property
    def _for_others(self) -> bool:
        return self._voice != "own"

    def _standing(self) -> str | NewName | None:
        """For whom it is where nobody is named."""
        return None if self._voice == "second_hand" else self.kept

    def unfamiliar(self) -> list[str]:
        """Sentences about the names of the entry: what is new, and what is from the last one."""
        themes = self._form.editors["theme_ids"].value()
        new = [each.name for each in themes if isinstance(each, NewName)]
        told = [_("New theme: {name}.").format(name=name) for name in new]
        if self._for_others and self._is_kept():
            name = self._names.title("community", self.kept or "")
            told.append(_("If for others, for whom as before: {name}.").format(name=name))
        told += self._of_people_and_communities()
        return told

    def _of_people_and_communities(self) -> list[str]:
        told = []
        community = self._form.editors["community_id"].value()
        if isinstance(community, NewName) and self._for_others:
            told.append(_("New community: {name}.").format(name=community.name))
        try:
            self._form.editors["attendance_id"].value()
        except UserError:
            if self._line.naming == PERSON:
                return told
            told.append(self._names.nobody_called(self.person))
        return told

    @property
    def person(self) -> str:
        """The name of who said it, as it stands in the form; empty for nobody."""
        return _named(self._form.editors["attendance_id"])

    def _community_named(self) -> None:
        if not self._filling:
            self.kept = None

    def _is_kept(self) -> bool:
        """Whether it is for the community of the last entry, as nobody named another."""
        community = self._form.editors["community_id"].value()
        return self.kept is not None and community == self.kept and not self.line.communities

    def _first(self, table: str, names: tuple[str, ...]) -> str | NewName | None:
        return self._names.meant(table, names[0]) if names else None

    def _show(self, field: str, value: Any) -> None:
        if field not in self._shown or self._shown[field] != value:
            self._shown[field] = value
            self._form.editors[field].set_value(value)

    def _of_the_form(self) -> OneLine:
        editors = self._form.editors
        person, community = (_named(editors[name]) for name in ("attendance_id", "community_id"))
        themes = editors["theme_ids"].value()
        if self._is_kept():
            community = ""
        return OneLine(
            editors["words"].value() or "",
            tuple(self._names.title("theme", each) for each in themes),
            (person,) if person else (),
            (community,) if community and self._for_others else (),
            editors["follow_up"].value() or "",
            self.line.voice,
        )


def _named(editor: LinkEditor) -> str:
    """What stands in the editor of a link; empty where it says nobody."""
    text = editor.currentText().strip()
    return "" if text == editor.itemText(0) else text
