"""Erase somebody? What would go, a choice about their words, and a name to be typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QRadioButton, QVBoxLayout

from engagement_app.domain.erasing import REASON, Foreseen
from engagement_app.domain.holdings_text import told_counts, told_requests
from engagement_app.domain.naming import fold
from engagement_app.gui.forms.pickers import picker
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.text import call, label, shortened
from engagement_app.language import _

REASONS = {
    REASON: _("They asked for it"),
    "retention": _("Kept for long enough"),
    "mistake": _("Should not have been written down"),
}
"""What is kept for ever of why; it names nobody."""
_FEW, _LONGEST = 12, 160


class ErasePanel(QFrame):
    """Nothing is erased before the name was typed and the button pressed; it is for good."""

    agreed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.person_id = ""
        self._name = ""
        self.heading = label(role="heading")
        self.told = label()
        self.delete_words = QRadioButton(_("Delete what they said"))
        self.keep_words = QRadioButton(_("Keep the words, with nobody to have said them"))
        self.words = label(role="quiet")
        self.why = picker(_("Why"), 20)
        for code, words in REASONS.items():
            self.why.addItem(words, code)
        self.typed = QLineEdit()
        self.asked = label()
        self.agree = button(_("Erase for good"), self._agree)
        self.keep = button(_("Leave it as it is"), self.closed.emit)
        self.typed.textChanged.connect(self._look)
        self.typed.returnPressed.connect(self._agree)
        self._lay_out()

    def ask(self, foreseen: Foreseen) -> None:
        """Show what would go; the focus is on what changes nothing."""
        self.person_id, self._name = foreseen.who.id, foreseen.who.title
        self.heading.setText(_("Erase {name}?").format(name=self._name))
        self.told.setText(_whole(foreseen))
        said = [f"{each.event}: “{shortened(each.words, _LONGEST)}”" for each in foreseen.said]
        more = ["…"] if len(said) > _FEW else []
        self.words.setText("\n".join([*said[:_FEW], *more]))
        for each in (self.delete_words, self.keep_words, self.words):
            each.setVisible(bool(said))
        self.delete_words.setChecked(True)
        self.why.setCurrentIndex(0)
        self.typed.clear()
        self.asked.setText(_("To erase, type the name: {name}").format(name=self._name))
        self._look()
        self.show()
        self.keep.setFocus()

    def reason(self) -> str:
        """The code of why."""
        return str(self.why.currentData())

    def keeps_words(self) -> bool:
        """Whether what they said stays, with nobody to have said it."""
        return self.keep_words.isChecked()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape changes nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        self.agree.setEnabled(fold(self.typed.text()) == fold(self._name))

    def _agree(self) -> None:
        if self.agree.isEnabled():
            self.agree.setEnabled(False)
            self.agreed.emit()

    def _lay_out(self) -> None:
        call(self.typed, _("The name of whom to erase"))
        layout = QVBoxLayout(self)
        for each in (self.heading, self.told, self.delete_words, self.keep_words, self.words):
            layout.addWidget(each)
        layout.addLayout(flow(label(_("Why")), self.why))
        layout.addWidget(self.asked)
        layout.addWidget(self.typed)
        layout.addLayout(flow(self.agree, self.keep))


def _whole(foreseen: Foreseen) -> str:
    """What goes and what stays, in a few lines."""
    lines = [
        ", ".join(told_counts(foreseen)),
        _(
            "All of these are emptied: names, telephone, e-mail, notes, consents and promises, in"
            " every change too. They stay as somebody nameless, so that every count stays."
        ),
        _("This cannot be undone, not even with Ctrl+Z."),
    ]
    if foreseen.drafts:
        lines.insert(1, _("Text that is typed of them and not saved goes too."))
    lines[-1:-1] = told_requests(foreseen)
    return "\n".join(lines)
