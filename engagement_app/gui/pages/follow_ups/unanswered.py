"""Who wants to stay involved and was promised nothing: counted beside the window's work."""

from collections.abc import Callable, Sequence

from engagement_app.gui.workspace import Workspace
from engagement_app.resourcing.promises import unanswered


class Unanswered:
    """Reads the whole project, one reading at a time; `told` is called when it is known anew."""

    def __init__(self, workspace: Workspace, told: Callable[[], None]) -> None:
        self._workspace = workspace
        self._told = told
        self._reading: object | None = None
        self._again = self._lost = False
        self.known: Sequence[str] | None = None
        workspace.troubled.connect(self._could_not)

    def forget(self) -> None:
        """Another file, or another project: nothing is known of it, nothing is being read."""
        self.known = self._reading = None
        self._again = self._lost = False

    def reload(self) -> None:
        """Read, or read again once what is being read has come."""
        project_id = self._workspace.project_id
        if project_id is None:
            return
        if self._reading is not None and not self._lost:
            self._again = True
            return
        self._lost = False
        reading = self._reading = object()
        self._workspace.read_later(
            unanswered, project_id, then=lambda found: self._read(reading, found)
        )

    def _read(self, reading: object, found: Sequence[str]) -> None:
        if reading is not self._reading:
            return
        self._reading = None
        news = found != self.known
        self.known = found
        if news:
            self._told()
        if self._again:
            self._again = False
            self.reload()

    def _could_not(self, _sentence: str) -> None:
        """What is being read may never come: the next reload reads anew."""
        self._lost = True
