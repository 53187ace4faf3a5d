"""File and looks: another file, a new project in this one, the sample; colours and text size."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QWidget

from engagement_app.gui.files import choose_file, open_path, try_sample
from engagement_app.gui.looks.dress import SIZES, dress
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

LOOKS = {"light": _("Light"), "dark": _("Dark"), "contrast": _("High contrast")}


class FilePart(Part):
    """Which file is open, and how the window looks on this laptop."""

    project_wanted = Signal()
    """A new project in this file is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.path = label()
        self.open = button(_("&Open another file…"), self.open_another)
        self.project = button(_("New &project in this file…"), self.project_wanted.emit)
        self.sample = button(_("&Try the sample"), self._try)
        self.problem = label(role="problem")
        self.look = _chooser(_("Colours"), LOOKS)
        self.text_size = _chooser(_("Text size"), {str(each): f"{each} %" for each in SIZES})
        looks = QWidget()
        form = QFormLayout(looks)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for title, chooser in ((_("&Colours"), self.look), (_("Text si&ze"), self.text_size)):
            heading = label(title, wrap=False)
            heading.setBuddy(chooser)
            form.addRow(heading, chooser)
        said = label(_("They are kept for this laptop and change at once."), role="quiet")
        fill(
            self,
            scrolled(
                card(_("The data file"), self.path, flow(self.open, self.project, self.sample)),
                self.problem,
                card(_("Looks"), looks, said),
            ),
        )
        self.problem.hide()
        self._show_looks()
        self.look.activated.connect(self._dress)
        self.text_size.activated.connect(self._dress)

    def reload(self) -> None:
        """Say which file is open."""
        self.path.setText(str(self.workspace.path or ""))

    def start(self) -> None:
        """Begin with the file."""
        self.open.setFocus()

    def open_another(self) -> None:
        """Ask for a file and work on it; the one before is closed first."""
        self.problem.hide()
        path = choose_file(self)
        if path is not None:
            open_path(self.workspace, path, self._trouble)

    def _try(self) -> None:
        self.problem.hide()
        try_sample(self, self.workspace, self._trouble)

    def _trouble(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _show_looks(self) -> None:
        self.look.setCurrentIndex(max(0, self.look.findData(remembered("look", "light"))))
        self.text_size.setCurrentIndex(
            max(0, self.text_size.findData(remembered("text_size", "100")))
        )

    def _dress(self, _at: int) -> None:
        look, size = self.look.currentData(), self.text_size.currentData()
        remember("look", look)
        remember("text_size", size)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dress(app, look, int(size))


def _chooser(name: str, choices: dict[str, str]) -> QComboBox:
    chooser = QComboBox()
    chooser.setAccessibleName(name)
    for value, word in choices.items():
        chooser.addItem(word, value)
    return chooser
