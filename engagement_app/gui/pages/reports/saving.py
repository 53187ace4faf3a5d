"""Save a report as a file, and open it in the program that shows PDFs on this laptop."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_app.errors import UserError
from engagement_app.gui.pages.reports.making import Made
from engagement_app.gui.settings import remember, remembered
from engagement_app.language import _
from engagement_app.store.outputs import Write, refuse_data_file, write_output

_FOLDER = "report_folder"
HANDS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="papers")
"""What is saved and printed, one after the other."""


def choose_place(parent: QWidget, name: str, kinds: Sequence[tuple[str, str]]) -> Path | None:
    """Ask where to save, and as which kind (its words and ending); the file gets the ending.

    None where nothing was chosen. Raises `UserError` where the ending makes it the name of a file
    that is there, unasked for.
    """
    filters = {f"{kind} (*{ending})": ending for kind, ending in kinds}
    box = QFileDialog(parent, _("Save the report"), remembered(_FOLDER) or QDir.homePath())
    box.setNameFilters(list(filters))
    box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)

    def name_as(kind: str) -> None:
        box.setDefaultSuffix(filters[kind])
        box.selectFile(f"{name}{filters[kind]}")

    box.filterSelected.connect(name_as)
    name_as(next(iter(filters)))
    accepted, chosen = box.exec(), box.selectedFiles()
    ending = filters[box.selectedNameFilter()]
    box.deleteLater()
    if not accepted or not chosen:
        return None
    typed = Path(chosen[0])
    known = typed.suffix.lower() in filters.values()
    return typed if known else with_ending(typed, ending)


def with_ending(path: Path, ending: str) -> Path:
    """The path with the ending; raises `UserError` where that names a file nobody chose."""
    if path.suffix.lower() == ending:
        return path
    path = path.with_name(f"{path.name}{ending}")
    if path.exists():
        raise UserError(
            _("{file} is there already. To write over it, choose it itself.").format(file=path.name)
        )
    return path


def save(path: Path, content: bytes, data: Path | None, write: Write = write_output) -> None:
    """Write the file whole or not at all; raises `UserError` or `StorageError`."""
    if data is not None:
        refuse_data_file(path, data)
    write(path, content)


def remember_place(path: Path) -> None:
    """The next report is offered the same folder."""
    remember(_FOLDER, str(path.parent))


class SystemViewer:
    """Copies for the system's viewer, in a folder of their own that goes once the file is closed
    or locked, and at the latest with the program."""

    def __init__(self) -> None:
        self._folder: QTemporaryDir | None = None

    def show(self, name: str, made: Made) -> None:
        """Open the pages outside the window; raises `UserError` where nothing shows PDFs."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        path = Path(self._folder.filePath(f"{name}.pdf"))
        write_output(path, made.pdf)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise UserError(
                _("No program on this laptop shows PDF files. Save the report, or print it here.")
            )

    def forget(self) -> None:
        """The copies go; one that the viewer does not let go of stays until the program ends."""
        if self._folder is not None and self._folder.remove():
            self._folder = None
