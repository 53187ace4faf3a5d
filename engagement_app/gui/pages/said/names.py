"""What can be named in an entry: themes, who came, communities; read when first asked for."""

from collections.abc import Sequence
from functools import partial

from engagement_app.domain.choices import MOST, Chosen, list_choices
from engagement_app.domain.finding import list_titles
from engagement_app.domain.naming import fold
from engagement_app.domain.one_line import COMMUNITY, PERSON, THEME
from engagement_app.domain.recording import NewName
from engagement_app.domain.speakers import list_speakers
from engagement_app.gui.workspace import Workspace

TABLES = {THEME: "theme", PERSON: "attendance", COMMUNITY: "community"}
"""By mark of the one line: the table whose records it names."""
_FOUND_BY_A_PART = ("attendance", "community")


class Names:
    """The names of the project and event being worked on, folded once for looking among them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, list[tuple[str, Chosen]]] = {}

    def forget(self) -> None:
        """Something may have changed: read again when next asked."""
        self._known.clear()

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
        same = [each.id for known, each in self._all(table) if known == fold(name)]
        if not same and table in _FOUND_BY_A_PART:
            same = [each.id for each in self.choices(table, name)]
        return same[0] if len(same) == 1 else NewName(name)

    def like(self, mark: str, text: str) -> list[str]:
        """Names to offer for what is typed after a mark, those that begin with it first."""
        found = [each.title for each in self.choices(TABLES[mark], text)]
        return sorted(found, key=lambda title: not fold(title).startswith(fold(text)))

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
