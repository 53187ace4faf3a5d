"""Who came last, shown only while somebody wants it: the queue can read the screen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from engagement_app.domain.arrivals import Arrival
from engagement_app.gui.pages.desk.words import clock
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _


class LastArrivals(QFrame):
    """A switch, off at each start, and a few names."""

    switched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.switch = QCheckBox(_("Show last arrivals"))
        give_tip(
            self.switch,
            _("Names of who came last; off at each start, so that the queue does not read them."),
        )
        self.names = label()
        self.names.hide()
        self.switch.toggled.connect(self.names.setVisible)
        self.switch.toggled.connect(self.switched)
        layout = QVBoxLayout(self)
        layout.addWidget(self.switch)
        layout.addWidget(self.names)

    @property
    def is_on(self) -> bool:
        """Whether names are wanted."""
        return self.switch.isChecked()

    def show_names(self, arrivals: Sequence[Arrival]) -> None:
        """Show who came last."""
        lines = (f"{clock(each.arrived_at)}  {each.name}" for each in arrivals)
        self.names.setText("\n".join(lines) or _("Nobody has come yet."))
