"""What is half typed in any form is kept in the file, and offered again to that form alone.

Every form is asked each second and a half, and as soon as a field is left: whatever brought the
text there (keys, a paste, the line that fills the form) is found so, and no form need tell of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from engagement_app.gui.problems import EXPECTED
from engagement_app.language import _

if TYPE_CHECKING:
    from concurrent.futures import Future

    from engagement_app.store.drafts import Kept

PAUSE_MS = 1500
"""With the time to write it down well within two seconds of the last key."""
Typed = Mapping[str, Any]
Write = Callable[[list[tuple[str, str]], Callable[["Future[None]"], object]], object]
"""`write(texts, ended)`: by name of its form each text to be kept, an empty one to be dropped."""


class Drafted(Protocol):
    """What a form tells of itself. All of it is plain: text, numbers, lists and mappings."""

    def draft_name(self) -> str:
        """The form and the record it is of, the same after a new start; empty while it is shut."""

    def draft_title(self) -> str:
        """Where people find it."""

    def typed(self) -> Typed:
        """What was typed and is not saved; empty for nothing."""

    def restore(self, typed: Typed, written_at: datetime) -> None:
        """Show it again. What an older form knew and this one does not is passed over."""


class Drafts(QObject):
    """Knows the forms of the window, and what the file keeps of each."""

    found = Signal(str)
    """A sentence about what an opened file keeps."""
    _ended = Signal(object, object)

    def __init__(self, parent: QObject, write: Write) -> None:
        super().__init__(parent)
        self._write_down = write
        self._is_open = False
        self._forms: list[Drafted] = []
        self._kept: dict[str, tuple[str, datetime]] = {}
        self._offered: set[str] = set()
        self._given_up: dict[str, str] = {}
        self._being_saved: set[str] = set()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self._ended.connect(self._was_written, Qt.ConnectionType.QueuedConnection)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._field_left)

    def watch(self, form: Drafted) -> None:
        """Keep what is typed in this form from now on."""
        self._forms.append(form)

    def offer(self, form: Drafted) -> None:
        """A form was begun: it gets back what was left in it."""
        name = form.draft_name()
        kept = self._kept.get(name)
        if kept is not None:
            form.restore(_typed_in(kept[0]), kept[1])
        if name:
            self._offered.add(name)

    def forget(self, name: str) -> None:
        """What was typed in a form was given up."""
        if name in self._kept:
            self._write({name: ""})

    def give_up(self) -> None:
        """Nothing of what is half typed now is wanted any more."""
        self._given_up = self._now()
        for name in self._given_up:
            self.forget(name)

    def around(
        self,
        name: str,
        then: Callable[[Any], object] | None,
        failed: Callable[[Exception], object],
    ) -> tuple[Callable[[Any], object], Callable[[Exception], object]]:
        """What follows a save in whose transaction the draft of this name goes."""
        self._being_saved.add(name)

        def saved(result: Any) -> None:
            self._being_saved.discard(name)
            self._kept.pop(name, None)
            if then is not None:
                then(result)

        def refused(error: Exception) -> None:
            self._being_saved.discard(name)
            failed(error)

        return saved, refused

    def flush(self) -> None:
        """Write down now what was typed since, and forget what was emptied."""
        if self._is_open:
            changed = {
                name: text
                for name, text in self._now().items()
                if text != self._text_kept(name) and text != self._given_up.get(name)
            }
            if changed:
                self._write(changed)

    def _now(self) -> dict[str, str]:
        """The text of every form that is open.

        None of one that was not offered its draft yet: what stands in it is of another file.
        """
        found = {}
        self._forms = [form for form in self._forms if _is_there(form)]
        for form in self._forms:
            name = form.draft_name()
            if name in self._offered and name not in self._being_saved:
                typed = form.typed()
                found[name] = json.dumps([form.draft_title(), dict(typed)]) if typed else ""
        return found

    def _text_kept(self, name: str) -> str:
        return self._kept[name][0] if name in self._kept else ""

    def _write(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            self._kept.pop(name, None)
            if text:
                self._kept[name] = text, datetime.now(UTC)
        self._write_down(list(texts.items()), lambda future: self._ended.emit(future, texts))

    def _was_written(self, future: Future[None], texts: dict[str, str]) -> None:
        """What could not be kept is tried again; saving tells why it cannot be."""
        error = future.exception()
        if error is None:
            return
        for name, text in texts.items():
            if self._text_kept(name) == text:
                self._kept.pop(name, None)
        if not isinstance(error, EXPECTED):
            raise error

    def end(self) -> None:
        """The file is closed."""
        self._is_open = False
        self._timer.stop()

    def begin(self, found: Iterable[Kept]) -> None:
        """Another file: what it keeps is offered as its forms are opened."""
        self._is_open = True
        self._kept = {each.form: (each.typed, each.written_at) for each in found}
        self._offered, self._given_up = set(), {}
        self._being_saved.clear()
        self._timer.start()
        titles = [title for text, _at in self._kept.values() if (title := _title_in(text))]
        if titles:
            told = _("Typed and not saved last time; it waits where it was typed: {places}.")
            places = "; ".join(dict.fromkeys(titles))
            sentence = told.format(places=places)
            QTimer.singleShot(0, self, partial(self.found.emit, sentence))

    def _field_left(self, before: object, _now: object) -> None:
        if before is not None:
            self.flush()


def _is_there(form: object) -> bool:
    return not isinstance(form, QObject) or isValid(form)


def _read(text: str) -> tuple[str, Typed]:
    """The title and what was typed; nothing of what another version wrote otherwise."""
    found = json.loads(text) if text.startswith("[") else None
    if isinstance(found, list) and len(found) == 2 and isinstance(found[1], dict):
        return str(found[0]), found[1]
    return "", {}


def _typed_in(text: str) -> Typed:
    return _read(text)[1]


def _title_in(text: str) -> str:
    return _read(text)[0]


def drafts_of(session: Any) -> list[Kept]:
    """All that the file keeps."""
    from engagement_app.store.drafts import list_drafts

    return list_drafts(session)


def drop(session: Any, draft: str) -> None:
    """What is saved is no draft any more."""
    if draft:
        from engagement_app.store.drafts import drop_draft

        drop_draft(session, draft)
