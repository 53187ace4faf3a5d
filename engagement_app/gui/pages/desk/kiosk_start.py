"""Before the kiosk: what it does, and the PIN without which it does not end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from engagement_app.gui.kiosk.pin import MOST
from engagement_app.gui.pages.desk.in_place import StandIn
from engagement_app.gui.text import label
from engagement_app.language import _

_WORDS = _(
    "The kiosk fills the screen, so that people sign in by themselves, one at a time. They type"
    " their own name; no name of anybody else is ever shown. After a minute without a touch it is"
    " empty again. It ends only with the PIN that you choose here; write it down.\n\n"
    "The keys of the computer itself still work, such as those that change between programs. Ours"
    " shows nothing meanwhile, and is a kiosk again if it is closed and started anew."
)


class KioskStart(StandIn):
    """Two lines for the PIN, as nobody can see what is typed in them."""

    wanted = Signal(str)
    """The kiosk, with this PIN."""
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pin, self.again = _pin(_("PIN, 4 to 12 figures")), _pin(_("The same PIN again"))
        self.problem = label(role="problem")
        self.problem.hide()
        self.begin = QPushButton(_("&Start the kiosk"))
        self.begin.setProperty("role", "main")
        self.begin.clicked.connect(self._begin)
        self.back = QPushButton(_("Back to the desk"))
        self.back.clicked.connect(self.finished)
        self._lay_out()

    def start(self) -> None:
        """At the PIN."""
        self.pin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and starts it, Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.back.hasFocus():
            self._begin()
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        if self.pin.hasFocus() and self.pin.text() and not self.again.text():
            self.again.setFocus()
            return
        if self.pin.text() != self.again.text():
            self.again.clear()
            self.complain(_("These are two different PINs. Type the same twice."))
            return
        self.wanted.emit(self.pin.text())

    def complain(self, sentence: str) -> None:
        """The kiosk was not started, and why."""
        self.problem.setText(sentence)
        self.problem.show()
        self.pin.setFocus()
        self.pin.selectAll()

    def _lay_out(self) -> None:
        form = QFormLayout()
        for line in (self.pin, self.again):
            asked = label(line.accessibleName(), wrap=False)
            asked.setBuddy(line)
            form.addRow(asked, line)
        buttons = QHBoxLayout()
        buttons.addWidget(self.begin)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(_("Kiosk"), role="title"))
        layout.addWidget(label(_WORDS))
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        layout.addStretch(1)


def _pin(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(MOST)
    line.setAccessibleName(name)
    return line
