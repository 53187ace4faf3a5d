"""A new recovery code, shown once: it is typed back, kept as a file or printed before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.gui.text import label, restyle
from engagement_app.language import _
from engagement_app.store.keys.recovery_code import LENGTH, new_code, plain, read_code
from engagement_app.store.outputs import write_output

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class CodeShown(QWidget):
    """The code, and whether it was kept outside this laptop's memory."""

    kept = Signal()
    gone_on = Signal()
    """Enter under the code, once it is kept; before that, Enter says what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.is_kept = False
        self._file = ""
        self.shown = label()
        self.save = QPushButton(_("&Save it as a file…"))
        self.print = QPushButton(_("&Print it…"))
        self.back = QLineEdit()
        self.verdict = label(role="quiet")
        self._lay_out()
        self.back.textChanged.connect(self._typed_back)
        self.back.returnPressed.connect(self._go_on)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)

    def begin(self, file: str) -> None:
        """Show a new code, of the file of this name."""
        self.code, self.is_kept, self._file = new_code(), False, file
        self.shown.setText(self.code)
        self.back.clear()
        self._say("", "quiet")

    def end(self) -> None:
        """Nothing of it stays in sight."""
        self.code = ""
        self.shown.clear()
        self.back.clear()

    def paper(self) -> str:
        """What is printed or kept: the code stands in the last line, as `recover` reads it."""
        heading = _("Recovery code of {file}").format(file=self._file)
        said = _(
            "It opens the file when the passphrase is forgotten or the laptop is another one."
            " Whoever has this and the file can read it: keep it locked away, not with the laptop."
        )
        return f"{heading}\n\n{said}\n\n{self.code}\n"

    def write_to(self, path: Path) -> None:
        """Keep it as a file; raises `UserError` or `StorageError`."""
        write_output(path, self.paper().encode())
        sentence = _("✓ Kept in {file}. Carry it away from this laptop, on a stick or on paper.")
        self._was_kept(sentence.format(file=path.name))

    def draw_on(self, printer: QPrinter) -> None:
        """Print it."""
        from PySide6.QtGui import QTextDocument

        page = QTextDocument()
        page.setDefaultFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        page.setPlainText(self.paper())
        page.print_(printer)
        self._was_kept(_("✓ Printed. Look that it can be read, and lock it away."))

    def _go_on(self) -> None:
        if self.is_kept:
            self.gone_on.emit()
            return
        try:
            read_code(self.back.text())
        except UserError as error:
            self._say(str(error), "problem")

    def _typed_back(self, text: str) -> None:
        """Say at once whether it is right, as soon as it could be."""
        if len(plain(text)) < LENGTH:
            self._say("", "quiet")
            return
        try:
            right = read_code(text) == self.code
        except UserError as error:
            self._say(str(error), "problem")
            return
        if right:
            self._was_kept(_("✓ That is the code. Keep what you wrote locked away."))
        else:
            self._say(_("That is another code than the one above."), "problem")

    def _save(self) -> None:
        suggested = str(Path.home() / _("recovery code.txt"))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Where to keep the recovery code"), suggested
        )
        if chosen:
            try:
                self.write_to(Path(chosen))
            except EXPECTED as error:
                self._say(sentence_of(error), "problem")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_("Recovery code"))
        box = QPrintDialog(printer, self)
        if box.exec():
            self.draw_on(printer)
        box.deleteLater()

    def _was_kept(self, sentence: str) -> None:
        self.is_kept = True
        self._say(sentence, "good")
        self.kept.emit()

    def _say(self, sentence: str, role: str) -> None:
        self.verdict.setText(sentence)
        restyle(self.verdict, "role", role)

    def _lay_out(self) -> None:
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setProperty("role", "code")
        told = label(_("T&ype the code back, or keep it as a file or on paper"))
        told.setBuddy(self.back)
        ways = FlowLayout()
        ways.addWidget(self.save)
        ways.addWidget(self.print)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.shown, told, self.back, self.verdict):
            layout.addWidget(part)
        layout.addLayout(ways)
