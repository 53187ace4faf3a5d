"""What the marked role costs and who pays, line by line, as the gap report has it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.gui.text import label
from engagement_app.language import _, plural
from engagement_app.resourcing.report import RoleGap
from engagement_app.resourcing.role_sheet import SheetRole

Sum = tuple[str, str, bool]
"""What is done, what it makes, and whether it is a result."""
_MOST = 12
_GAP = 24


class Arithmetic(QWidget):
    """Lines of words and amounts."""

    def __init__(self) -> None:
        super().__init__()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, _GAP, 0)
        layout.setColumnStretch(0, 1)
        layout.addWidget(label(_("What it costs, and who pays"), role="heading"), 0, 0, 1, 2)
        self.lines = [(label(), label(wrap=False)) for _at in range(_MOST)]
        for at, (words, amount) in enumerate(self.lines, start=1):
            layout.addWidget(words, at, 0)
            layout.addWidget(amount, at, 1)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.beside = label(role="quiet")
        layout.addWidget(self.beside, _MOST + 1, 0, 1, 2)
        layout.setRowStretch(_MOST + 2, 1)

    def show_role(self, role: SheetRole) -> None:
        """The sums of one role."""
        sums = list(_sums(role))
        for at, (words, amount) in enumerate(self.lines):
            said, made, result = sums[at] if at < len(sums) else ("", "", False)
            for shown, text in ((words, said), (amount, made)):
                shown.setText(text)
                shown.setVisible(at < len(sums))
                _embolden(shown, result)
        self.beside.setText(" ".join(_beside(role.gap)))


def _embolden(shown: QLabel, result: bool) -> None:
    font = shown.font()
    font.setBold(result)
    shown.setFont(font)


def _sums(role: SheetRole) -> Iterator[Sum]:
    gap = role.gap
    hours, rate = spoken_number(gap.hours_needed), spoken_pounds(gap.hourly_cost)
    yield (
        _("{hours} hours × {rate}, staffing").format(hours=hours, rate=rate),
        spoken_pounds(gap.staffing),
        False,
    )
    yield _("+ other costs"), spoken_pounds(gap.other_costs), False
    yield _("+ {overhead}").format(overhead=_overhead(role)), spoken_pounds(gap.overhead), False
    yield _("= full cost"), spoken_pounds(gap.full_cost), True
    yield _("– confirmed"), spoken_pounds(gap.confirmed), False
    yield _("= gap, the cash ask"), spoken_pounds(gap.gap), True
    if gap.surplus:
        yield _("Confirmed beyond the full cost"), spoken_pounds(gap.surplus), False
    if gap.pledged:
        yield _("Applied for, not counted"), spoken_pounds(gap.pledged), False
    if gap.hours_given:
        given = spoken_number(gap.hours_given)
        yield (
            _("Of the gap, worked off unpaid ({hours} hours given)").format(hours=given),
            spoken_pounds(gap.carried),
            False,
        )
        yield _("Of the gap, carried by nobody"), spoken_pounds(gap.needed), False


def _overhead(role: SheetRole) -> str:
    percent = spoken_number(role.gap.overhead_percent)
    if role.own_percent is not None:
        return _("overhead, {percent}% (its own)").format(percent=percent)
    return _("overhead, {percent}% (the project's)").format(percent=percent)


def _beside(role: RoleGap) -> Iterator[str]:
    if role.status == "not_costed":
        yield _("Not costed: no evidence of anything being funded.")
    if role.people_waiting:
        yield plural(
            "{count} person waits on this role.", "{count} people wait on this role.",
            role.people_waiting,
        )  # fmt: skip
    else:
        yield _("Nobody waits on this role.")
    if role.follow_ups_waiting:
        yield plural(
            "{count} follow-up is open.", "{count} follow-ups are open.", role.follow_ups_waiting
        )
