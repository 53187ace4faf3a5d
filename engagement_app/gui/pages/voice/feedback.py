"""Feedback owed to those behind a message: owner and day are typed once, and it is one act."""

from typing import Any

from engagement_app.domain.feedback import Owed, put_feedback, read_owed
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.text import label, shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_FIELDS = ("owner_name", "owner_organisation_id", "due_on")
_FEW = 8


class FeedbackPanel(RecordPanel):
    """Says first who would be promised feedback and who would not, and why."""

    act = "message.feedback"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "follow_up", _FIELDS, bin=False, command=put_feedback)
        self.who = label()
        layout: Any = self.layout()
        layout.insertWidget(1, self.who)
        self.save.setText(_("Promise feedback"))

    def ask(self, message_id: str) -> None:
        """Begin it for a message; raises `UserError` where that is gone."""
        owed = self.workspace.read(read_owed, message_id)
        self.add(message_id=message_id)
        self.heading.setText(_("Feedback owed: {title}").format(title=shortened(owed.title, 60)))
        self.who.setText("\n".join(lines_of(owed)))
        self.save.setEnabled(bool(owed.to_tell))

    def told(self, count: str) -> str:
        """How many were promised feedback."""
        return plural(
            "Feedback is owed to {count} person", "Feedback is owed to {count} people", int(count)
        )


def lines_of(owed: Owed) -> list[str]:
    """Who would be told, and who would not."""
    people = plural("{count} person", "{count} people", len(owed.to_tell))
    lines = [_("Would be promised feedback: {people}.").format(people=people)]
    if not owed.to_tell:
        lines = [_("Nobody is left to be promised feedback on this message.")]
    if owed.promised:
        lines.append(
            plural(
                "{count} was promised it before and is not again.",
                "{count} were promised it before and are not again.",
                owed.promised,
            )
        )
    if owed.not_to_contact:
        names = ", ".join(owed.not_to_contact[:_FEW])
        more = " …" if len(owed.not_to_contact) > _FEW else ""
        lines.append(_("Not to be contacted, and left out: {names}").format(names=names + more))
    if owed.nameless:
        lines.append(
            plural(
                "{count} gave no name that leads to anybody.",
                "{count} gave no names that lead to anybody.",
                owed.nameless,
            )
        )
    if owed.to_tell:
        lines.append(_("Without an owner or a day each of them is a dead end."))
    return lines
