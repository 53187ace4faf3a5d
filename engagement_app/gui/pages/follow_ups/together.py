"""Several follow-ups changed at once: only what is changed here is changed in each of them."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from engagement_app.domain.promises import PromiseRow, put_together
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_FIELDS = ("owner_name", "owner_organisation_id", "due_on", "status", "outcome")


class TogetherPanel(RecordPanel):
    """Owner, date, status and outcome of all that were selected; one act, one undo."""

    act = "follow_up.together"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "follow_up", _FIELDS, bin=False, command=put_together)
        self.emptying = dict(_emptying())
        layout: Any = self.layout()
        layout.insertWidget(1, label(_ABOUT, role="quiet"))
        self._put_below_the_form()

    def begin(self, rows: Sequence[PromiseRow]) -> None:
        """Show what these have in common; what they do not is empty."""
        self._ids = [row.id for row in rows if row.id]
        common = {name: _common(rows, name) for name in _FIELDS}
        for box, fields in self.emptying.items():
            box.setChecked(False)
            box.setVisible(any(_differs(rows, name) for name in fields))
        self.add(**common, ids=self._ids, before=common)
        if _differs(rows, "owner_organisation_id") and not self.form.is_changed():
            self._show_nobody_yet()
        self.heading.setText(
            plural("Change {count} follow-up", "Change {count} follow-ups", len(self._ids))
        )

    def _show_nobody_yet(self) -> None:
        """An organisation that differs is not told to be nobody."""
        owned_by: Any = self.form.editors["owner_organisation_id"]
        owned_by.lineEdit().setPlaceholderText(_("They differ"))
        owned_by.setEditText("")
        self.form.rest()

    def _put_below_the_form(self) -> None:
        """They scroll with it, and come after it by Tab."""
        before: QWidget = self.form.editors[_FIELDS[-1]]
        held: Any = self.form.parentWidget()
        for at, box in enumerate(self.emptying, start=1):
            held.layout().insertWidget(at, box)
            QWidget.setTabOrder(before, box)
            before = box

    def unsaved(self) -> bool:
        """Also what is to be taken away."""
        return super().unsaved() or (not self.isHidden() and bool(self._emptied()))

    def accept(self) -> None:
        """Save what was entered, and take away what was ticked."""
        self._preset["emptied"] = self._emptied()
        super().accept()

    def _emptied(self) -> list[str]:
        boxes = self.emptying.items()
        return [name for box, fields in boxes if box.isChecked() for name in fields]

    def draft_name(self) -> str:
        """What is half typed waits for the same follow-ups."""
        if not super().draft_name():
            return ""
        these = sha256(" ".join(sorted(self._ids)).encode()).hexdigest()
        return f"FollowUpsPage together {these[:16]}"

    def told(self, count: str) -> str:
        """What is said of follow-ups that were changed at once."""
        return plural("{count} follow-up changed", "{count} follow-ups changed", int(count))


_ABOUT = _("Only what you change here is changed; the rest of each stays as it is.")


def _common(rows: Sequence[PromiseRow], name: str) -> Any:
    """What all of them have in this field, else nothing."""
    values = {getattr(row, name) for row in rows}
    return values.pop() if len(values) == 1 else None


def _differs(rows: Sequence[PromiseRow], name: str) -> bool:
    return len({getattr(row, name) for row in rows}) > 1


def _emptying() -> Iterator[tuple[QCheckBox, tuple[str, ...]]]:
    """What they do not have in common is left where its box is empty; these take it away."""
    yield QCheckBox(_("Take their owners away")), ("owner_name", "owner_organisation_id")
    yield QCheckBox(_("Take their days away")), ("due_on",)
