"""Who wants to stay involved and was promised nothing: counted beside the window's work."""

from collections.abc import Callable, Sequence

from engagement_app.gui.problems import sentence_of
from engagement_app.gui.workspace import Workspace
from engagement_app.resourcing.promises import unanswered


class Unanswered:
    """Reads the whole project, one reading at a time; `told` is called when it is known anew."""

    def __init__(self, workspace: Workspace, told: Callable[[], None]) -> None:
        self._workspace = workspace
        self._told = told
        self._reading: object | None = None
        self._again = False
        self.known: Sequence[str] | None = None

    def forget(self) -> None:
        """Another file, or another project: nothing is known of it, nothing is being read."""
        self.known = self._reading = None
        self._again = False

    def reload(self) -> None:
        """Read, or read again once what is being read has come."""
        project_id = self._workspace.project_id
        if project_id is None:
            return
        if self._reading is not None:
            self._again = True
            return
        reading = self._reading = object()
        self._workspace.read_later(
            unanswered,
            project_id,
            then=lambda found: self._read(reading, found),
            failed=lambda error: self._could_not(reading, error),
        )

    def _read(self, reading: object, found: Sequence[str]) -> None:
        if reading is not self._reading:
            return
        self._reading = None
        news = found != self.known
        self.known = found
        if self._again:
            self._again = False
            self.reload()
        if news:
            self._told()

    def _could_not(self, reading: object, error: Exception) -> None:
        """The next reload reads anew."""
        if reading is self._reading:
            self._reading = None
            self._again = False
        self._workspace.troubled.emit(sentence_of(error))
