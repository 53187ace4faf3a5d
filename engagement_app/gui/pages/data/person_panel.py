"""The panel of a person: the form, what they agree to, and who was merged into them."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from engagement_app.domain.choices import Chosen
from engagement_app.domain.merging import also_known_as, take_apart
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.pages.data.consents import Consents
from engagement_app.gui.pages.data.part import button
from engagement_app.gui.text import give_tip, label, shortened
from engagement_app.language import _

_LONGEST = 40


class PersonPanel(RecordPanel):
    """A person; whoever was merged into them can be taken apart again here."""

    twice_wanted = Signal(str)
    """This person is to be compared with somebody else."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.known = QWidget()
        self._flow = FlowLayout(self.known)
        self.twice = button(_("Same as somebody else…"), self._ask_for_another)
        give_tip(self.twice, _("This person is on record twice: compare both and merge them"))
        self.agreeing = button(_("What they agree &to"), self._go_to_consents)
        give_tip(self.agreeing, _("Contact, photographs, quotes, being listed: beneath the form"))
        self.consents = Consents(self.workspace)
        layout = self.body.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(1, self.known)
        self.put_below(self.consents)

    def add(self, **preset: Any) -> None:
        """Begin a new person, into whom nobody was merged and who was not asked anything yet."""
        super().add(**preset)
        self.known.hide()
        self.consents.show_person(None)

    def amend(self, record_id: str) -> None:
        """Show a person; raises `UserError` where they are gone."""
        super().amend(record_id)
        self._show_known()
        self.consents.show_person(record_id)

    def _show_known(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in (self.twice, self.agreeing):
                widget.hide()
                widget.deleteLater()
        found = self.workspace.read(also_known_as, self.record_id or "")
        for each in found:
            name = shortened(each.title, _LONGEST)
            said = label(_("Also known as {name}").format(name=name), wrap=False)
            self._flow.addWidget(said)
            self._flow.addWidget(self._apart(each))
        self._flow.addWidget(self.agreeing)
        self._flow.addWidget(self.twice)
        self.known.show()

    def _apart(self, each: Chosen) -> QPushButton:
        made = button(_("Take apart"), partial(self._take_apart, each.id))
        made.setAccessibleName(_("Take apart: {name}").format(name=each.title))
        give_tip(made, _("{name} is a person of their own again").format(name=each.title))
        return made

    def _take_apart(self, person_id: str) -> None:
        self.workspace.write(
            "person.take_apart",
            take_apart,
            person_id,
            told=_told,
            then=lambda _name: self._show_known(),
            failed=self._refuse,
        )

    def _go_to_consents(self) -> None:
        self.see(self.consents)
        self.consents.start()

    def _ask_for_another(self) -> None:
        if self.record_id is not None:
            self.twice_wanted.emit(self.record_id)


def _told(name: str) -> str:
    return _("Taken apart: {name}. What the other took from them stays; look at both.").format(
        name=name
    )
