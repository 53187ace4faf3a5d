"""Questions that take long: only the answer to the newest one counts."""

from collections.abc import Callable
from typing import Any, TypeVar

from engagement_app.gui.workspace import Workspace

T = TypeVar("T")


class Latest:
    """Asks beside the window's work; what was asked before and not answered yet is dropped."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._newest: object | None = None

    def ask(self, query: Callable[..., T], *args: Any, then: Callable[[T], object]) -> None:
        """`then` has what the query finds, unless something else is asked before."""
        question = self._newest = object()

        def work(session: Any) -> T | None:
            return query(session, *args) if question is self._newest else None

        def answer(found: T | None) -> None:
            if question is self._newest and found is not None:
                then(found)

        self._workspace.read_later(work, then=answer)

    def forget(self) -> None:
        """Nothing is asked any more."""
        self._newest = None
