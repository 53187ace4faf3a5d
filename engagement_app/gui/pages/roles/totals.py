"""The gap in one line that is always seen, and what it is made of."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.gui.beside import BesideText
from engagement_app.gui.text import label
from engagement_app.language import _, plural
from engagement_app.reports.words import share
from engagement_app.resourcing.fund_list import unpromised_of
from engagement_app.resourcing.gap import RoleFigures


class TotalsLine(QWidget):
    """`Gap £17,621.70 of £24,262.58, 72.6% unfunded`.

    `counts`, the roles by status and what else there is of money, stands where the page puts it.
    """

    def __init__(self, beside: QWidget) -> None:
        """`beside` stands beside the line where there is room."""
        super().__init__()
        self.gap = label(role="title")
        self.counts = label(role="quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(BesideText(self.gap, beside))

    def show_figures(self, figures: RoleFigures) -> None:
        """What the roles come to."""
        self.gap.setText(_gap(figures))
        self.counts.setText(" ".join([_counted(figures), *_beside(figures)]))


def _gap(figures: RoleFigures) -> str:
    totals = figures.totals
    if totals.unfunded_share is None:
        return _("No role is costed yet")
    return _("Gap {gap} of {cost}, {share} unfunded").format(
        gap=spoken_pounds(totals.gap),
        cost=spoken_pounds(totals.full_cost),
        share=share(totals.unfunded_share),
    )


def _counted(figures: RoleFigures) -> str:
    counts = figures.counts
    return _(
        "{roles}: {funded} funded, {part_funded} part funded, {unfunded} unfunded,"
        " {not_costed} not costed."
    ).format(
        roles=plural("{count} role", "{count} roles", counts["roles"]),
        **{name: f"{count:,}" for name, count in counts.items() if name != "roles"},
    )


def _beside(figures: RoleFigures) -> list[str]:
    totals = figures.totals
    said = [_("Confirmed {amount}.").format(amount=spoken_pounds(totals.confirmed))]
    if unpromised := unpromised_of(figures.funds):
        amount = spoken_pounds(unpromised)
        said.append(_("{amount} confirmed is promised to no role.").format(amount=amount))
    if totals.pledged:
        amount = spoken_pounds(totals.pledged)
        said.append(_("Applied for, not counted: {amount}.").format(amount=amount))
    if totals.surplus:
        amount = spoken_pounds(totals.surplus)
        said.append(_("Surplus, not set against any gap: {amount}.").format(amount=amount))
    if totals.carried:
        amount = spoken_pounds(totals.carried)
        said.append(_("Of the gap, worked off unpaid: {amount}.").format(amount=amount))
    return said
