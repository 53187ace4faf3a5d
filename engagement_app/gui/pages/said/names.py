"""What can be named in an entry: themes, who came, communities; read when first asked for."""

from collections.abc import Iterable, Sequence
from functools import partial
from heapq import nsmallest
from typing import Any

from engagement_app.domain.choices import MOST, Chosen, list_choices
from engagement_app.domain.finding import list_titles
from engagement_app.domain.naming import fold
from engagement_app.domain.one_line import COMMUNITY, PERSON, THEME, VOICE, VOICES
from engagement_app.domain.recording import NewName
from engagement_app.domain.slips import is_slip
from engagement_app.domain.speakers import list_speakers
from engagement_app.errors import UserError
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.store.changes import last_place, tables_after

TABLES = {THEME: "theme", PERSON: "attendance", COMMUNITY: "community"}
"""By mark of the one line: the table whose records it names."""
_MADE_OF = {
    "theme": {"theme"},
    "attendance": {"attendance", "person", "organisation"},
    "community": {"community"},
}
"""By table: whose records its names are made of."""
_FOUND_BY_A_PART = ("attendance", "community")
MOST_OFFERED = 8
_REMEMBERED = 20
_MOST_TOLD = 4


def _rank(typed: str, name: str) -> int | None:
    """How well what is typed fits a name, both folded: 0 is best, None is not at all."""
    words = typed.split()
    if name.startswith(typed):
        return 0
    if f" {typed}" in name:
        return 1
    if all(word in name for word in words):
        return 2
    slips = (is_slip(typed, part) for part in (name, *name.split()[1:]))
    return 3 if any(slips) else None


class Names:
    """The names of the project and event being worked on, folded once for looking among them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, list[tuple[str, Chosen]]] = {}
        self._meant: dict[tuple[str, str], str | NewName] = {}
        self._used: list[str] = []
        self._of: tuple[str | None, str | None] = (None, None)
        self._place = 0

    def forget(self) -> None:
        """Something may have changed: what is made of it is read again when next asked.

        At an event of ten thousand people their names take half a second, after each entry.
        """
        workspace = self._workspace
        here = workspace.project_id, workspace.event_id
        place = workspace.read(last_place) if workspace.is_open else 0
        if here != self._of or not self._place <= place:
            self._known.clear()
        elif place > self._place:
            changed = workspace.read(tables_after, self._place)
            for table, made_of in _MADE_OF.items():
                if made_of & changed:
                    self._known.pop(table, None)
        self._of, self._place = here, place
        self._meant.clear()

    def forget_all(self) -> None:
        """Another file: nothing that is known is of it."""
        self._known.clear()
        self._meant.clear()
        self._place = 0

    def choices(self, table: str, text: str = "", ids: Sequence[str] = ()) -> list[Chosen]:
        """What can be chosen, as forms ask for it; names that hold every word of the text."""
        if ids:
            return self._of_ids(table, ids)
        words = fold(text).split()
        found = (each for name, each in self._all(table) if all(word in name for word in words))
        return [each for each, _at in zip(found, range(MOST), strict=False)]

    def title(self, table: str, value: str | NewName) -> str:
        """What a record, or a new one, is called."""
        if isinstance(value, NewName):
            return value.name
        return next((each.title for each in self._of_ids(table, (value,))), "")

    def meant(self, table: str, name: str) -> str | NewName:
        """The id of what a name means; a new name where it means nothing that is there."""
        wanted = fold(name)
        same = [each.id for known, each in self._all(table) if known == wanted]
        if not same and table in _FOUND_BY_A_PART:
            same = [each.id for each in self.choices(table, name)]
        return same[0] if len(same) == 1 else NewName(name)

    def known(self, table: str, name: str) -> str | NewName:
        """The same, remembered for lists in which names come again and again.

        Raises `UserError` for a name that is nobody's of those who came, or that several have.
        """
        if (table, name) not in self._meant:
            self._meant[table, name] = self.meant(table, name)
        found = self._meant[table, name]
        if table == "attendance" and isinstance(found, NewName):
            raise UserError(self.nobody(name), field="attendance_id")
        return found

    def nobody(self, name: str) -> str:
        """That a name is nobody's, and what to do."""
        what = _("Sign them in at the desk first, or leave the name out.")
        return f"{self.nobody_called(name)} {what}"

    def nobody_called(self, name: str) -> str:
        """Why a name is nobody's: it is not here, or several have it."""
        fitting = [each.title for each in self.choices("attendance", name)]
        if len(fitting) < 2:
            return _("Nobody called “{name}” is at this event.").format(name=name)
        listed = ", ".join(fitting[:_MOST_TOLD]) + ("…" if len(fitting) > _MOST_TOLD else "")
        sentence = _("“{name}” fits {count} people here: {list}. Type more of the name.")
        return sentence.format(name=name, count=len(fitting), list=listed)

    def use(self, values: Iterable[Any]) -> None:
        """These were named just now: they are offered first."""
        used = [each for each in values if isinstance(each, str)]
        self._used = [*used, *(each for each in self._used if each not in used)][:_REMEMBERED]

    def like(self, mark: str, text: str) -> list[str]:
        """Names to offer for what is typed after a mark.

        First those that begin with it, then those of which a word does, then any that hold it, at
        last those that one slip of the fingers is between. Of each, first those named before.
        """
        typed = fold(text)
        if mark == VOICE:
            return [word for word in VOICES if word.startswith(typed)]
        ranked = [
            (rank, self._turn(each), at, each.title)
            for at, (name, each) in enumerate(self._all(TABLES[mark]))
            if (rank := _rank(typed, name)) is not None
        ]
        return [title for _rank, _turn, _at, title in nsmallest(MOST_OFFERED, ranked)]

    def _turn(self, each: Chosen) -> int:
        return self._used.index(each.id) if each.id in self._used else _REMEMBERED

    def _of_ids(self, table: str, ids: Sequence[str]) -> list[Chosen]:
        found = [each for _name, each in self._all(table) if each.id in ids]
        if len(found) == len(ids) or not self._workspace.is_open:
            return found
        return self._workspace.read(list_choices, table, None, ids=ids)

    def _all(self, table: str) -> list[tuple[str, Chosen]]:
        if table not in self._known:
            self._known[table] = [(fold(each.title), each) for each in self._read(table)]
        return self._known[table]

    def _read(self, table: str) -> Sequence[Chosen]:
        workspace = self._workspace
        if not workspace.is_open:
            return []
        if table == "attendance":
            return workspace.read(list_speakers, workspace.event_id)
        titles = partial(workspace.read, list_titles, table)
        if table == "theme":
            return titles(workspace.project_id) if workspace.project_id else []
        return titles()
