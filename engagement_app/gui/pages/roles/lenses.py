"""The six lenses on a role: a letter and a sign in the grid, a line of words beside it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_app.gui.text import label
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.resourcing.report import LENSES, RoleGap

LETTERS = {
    "funding": _("F"),
    "time": _("T"),
    "responsibility": _("R"),
    "skills": _("S"),
    "trust": _("Tr"),
    "power": _("P"),
}
SIGNS = {"met": "●", "partly": "◐", "not_met": "○", "not_known": "?", "not_applicable": "–"}
"""What stands for a state where there is no room for its word; the shape tells, not a colour."""


def mark(role: RoleGap, code: str) -> str:
    """`F ◐`: the lens and what it sees, in a cell."""
    return f"{LETTERS[code]} {SIGNS[role.lenses[code].state]}"


def evidence(role: RoleGap, code: str) -> str:
    """`Funding, partly: …`: what a lens sees, and why."""
    lens = role.lenses[code]
    return _("{lens}, {state}: {evidence}").format(
        lens=words.lens(code), state=words.state(lens.state).lower(), evidence=lens.evidence
    )


def key() -> str:
    """What the signs mean."""
    return "   ".join(f"{sign} {words.state(state).lower()}" for state, sign in SIGNS.items())


class LensLines(QWidget):
    """The lenses of one role, a line each."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(_("Six lenses"), role="heading"))
        self.lines = {code: label() for code in LENSES}
        for line in self.lines.values():
            layout.addWidget(line)
        layout.addStretch(1)

    def show_role(self, role: RoleGap) -> None:
        """The state and evidence of each lens."""
        for code, line in self.lines.items():
            line.setText(f"{SIGNS[role.lenses[code].state]}  {evidence(role, code)}")
