"""What is done at the desk: each act is saved by itself, and told once it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from engagement_app.domain import desk
from engagement_app.domain.arrivals import Arrival
from engagement_app.domain.desk import SignIn
from engagement_app.domain.head_count import count_nameless
from engagement_app.gui.pages.desk.words import told_already
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_ANSWERS = {
    ("wants_to_stay_involved", "yes"): _(
        "{name} wants to stay involved. Promise something on the page Follow-ups."
    ),
    ("wants_to_stay_involved", "no"): _("{name} does not want to stay involved."),
    ("first_time", "yes"): _("{name} is here for the first time."),
    ("first_time", "no"): _("{name} is not here for the first time."),
}


class Acts(QObject):
    """Writes for the desk; `done` has whom it was about and the text that was typed for it."""

    done = Signal(object, str)
    refused = Signal(str)
    """A sentence; nothing was saved."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._adding: set[str] = set()
        self.as_seen: Callable[[Any], Any] = lambda result: result
        """What an act gave, as it may be told where others read the screen."""

    def sign_in(self, key: str, typed: str) -> None:
        """Sign somebody in, once."""
        self._write(
            "desk.check_in",
            desk.sign_in,
            key,
            _now(),
            told=partial(_told_sign_in, _("Signed in: {name}")),
            then=partial(self._signed_in, typed),
        )

    def walk_in(self, typed: str) -> None:
        """Add whom the text names; the same text once, however often the keys are pressed."""
        if typed in self._adding:
            return
        self._adding.add(typed)
        self._write(
            "desk.walk_in",
            desk.walk_in,
            typed,
            _now(),
            told=partial(_told_sign_in, _("Added and signed in: {name}")),
            then=partial(self._signed_in, typed),
            typed=typed,
        )

    def leave(self, key: str) -> None:
        """Somebody leaves, or is back."""
        self._write("desk.amend", desk.leave, key, _now(), told=_told_leaving)

    def excuse(self, key: str) -> None:
        """Somebody is excused, or expected again."""
        self._write("desk.amend", desk.excuse, key, told=_told_excuse)

    def take_back(self, key: str) -> None:
        """Somebody is not here after all, however long ago they were signed in."""
        self._write("desk.take_back", desk.take_back, key, told=_told_not_here)

    def answer(self, arrival: Arrival, field: str, value: str) -> None:
        """What somebody said to a question of the desk."""
        told = _ANSWERS[field, value].format(name=self.as_seen(arrival).name)
        if arrival.attendance_id and getattr(arrival, field) == value:
            self._workspace.told.emit(told, False)
            return
        self._write("desk.amend", desk.answer, arrival.key, {field: value}, told=told)

    def come_instead(self, key: str, other_key: str, typed: str) -> None:
        """Somebody came in the place of another."""
        self._write(
            "desk.amend",
            desk.come_instead,
            key,
            other_key,
            _now(),
            told=_told_instead,
            then=lambda pair: self.done.emit(pair[0], typed),
        )

    def count(self, community_id: str | None, community: str, by: int) -> None:
        """One more or one less of those who give no name."""
        sentence = _("Nameless: {count} counted on this laptop")
        if community_id:
            sentence = _("Nameless, {community}: {count} counted on this laptop")
        self._write(
            "desk.nameless",
            count_nameless,
            community_id,
            by,
            told=lambda count: sentence.format(community=community, count=f"{count:,}"),
            then=lambda _count: None,
        )

    def _write(
        self,
        act: str,
        command: Callable[..., Any],
        *args: Any,
        told: Any,
        then: Callable[[Any], object] | None = None,
        typed: str = "",
    ) -> None:
        self._workspace.write(
            act,
            command,
            self._workspace.needed_event(),
            *args,
            told=told if isinstance(told, str) else lambda result: told(self.as_seen(result)),
            then=then or (lambda arrival: self.done.emit(arrival, "")),
            failed=partial(self._refuse, typed),
        )

    def _signed_in(self, typed: str, result: SignIn) -> None:
        self._adding.discard(typed)
        self.done.emit(result.arrival, typed)
        if result.already:
            self._workspace.told.emit(told_already(self.as_seen(result).arrival), False)

    def _refuse(self, typed: str, error: Exception) -> None:
        self._adding.discard(typed)
        self.refused.emit(sentence_of(error))


def _now() -> datetime:
    return datetime.now(UTC)


def _told_sign_in(sentence: str, result: SignIn) -> str:
    """The strip's sentence; none where nothing was done, as there is nothing to undo."""
    return "" if result.already else sentence.format(name=result.arrival.name)


def _told_leaving(arrival: Arrival) -> str:
    sentence = _("Left: {name}") if arrival.status == "left" else _("Back: {name}")
    return sentence.format(name=arrival.name)


def _told_not_here(arrival: Arrival) -> str:
    return _("Not here after all: {name}").format(name=arrival.name)


def _told_excuse(arrival: Arrival) -> str:
    sentence = _("Excused: {name}") if arrival.status == "excused" else _("Expected again: {name}")
    return sentence.format(name=arrival.name)


def _told_instead(pair: tuple[Arrival, Arrival]) -> str:
    came, excused = pair
    return _("{name} came instead of {other}, who is excused.").format(
        name=came.name, other=excused.name
    )
