"""What is done with a report that was made: it is saved, printed, or opened elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from engagement_app.errors import Cancelled
from engagement_app.gui.outlet import Outlet, ask_outlet
from engagement_app.gui.pages.reports import saving
from engagement_app.gui.pages.reports.making import Made
from engagement_app.gui.pages.reports.preview import Preview
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.tasks import Task
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.papers import told_of_paper
from engagement_app.store.audit import Audited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from engagement_app.progress import Progress


class Hands:
    """Saves, prints and opens; each says in the strip what was done, or what stood against it."""

    def __init__(self, page: QWidget, workspace: Workspace, preview: Preview) -> None:
        self._page = page
        self._workspace = workspace
        self._preview = preview
        self._viewer = saving.SystemViewer()
        workspace.closed.connect(self._viewer.forget)

    def save_pdf(self, made: Made) -> None:
        """Ask where, and save the pages as they are seen."""
        self._save(made, [(_("PDF"), ".pdf")], lambda _ending: lambda _progress: made.pdf)

    def save_figures(self, made: Made) -> None:
        """Ask where and as what, and save the figures that the pages were made from."""
        offered = made.wanted.offered

        def writing(ending: str) -> Callable[[Progress], bytes]:
            write = offered.paper.files[ending]()
            return lambda progress: write(made.report, progress)

        self._save(made, offered.others, writing)

    def open_outside(self, made: Made) -> None:
        """Show the pages in the program that this laptop has for PDF files."""
        try:
            self._viewer.show(made.name, made)
        except EXPECTED as error:
            self._trouble(error)
        else:
            self._note(Audited.REPORT, made, ".pdf")
            self._tell(_("Opened a copy in another program. It goes when this file is closed."))

    def print(self, made: Made) -> None:
        """Ask which printer and which pages, then print them."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        from engagement_app.gui.pages.reports.printing import chosen_pages, new_printer

        printer, count = new_printer(made.name), self._preview.count
        seen = self._preview.page
        box = QPrintDialog(printer, self._page)
        box.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage)
        box.setMinMax(1, count)
        accepted = box.exec()
        box.deleteLater()
        if accepted:
            self.print_on(made, printer, chosen_pages(printer, seen, count))

    def print_on(self, made: Made, printer: QPrinter, pages: list[int]) -> None:
        """Print these pages, with a box that says how far it is and can stop it."""
        from engagement_app.gui.pages.reports.printing import print_pages

        place = printer.outputFileName() or printer.printerName()
        count = plural("{count} page", "{count} pages", len(pages))
        told = _("Printed {pages}: {place}").format(pages=count, place=place)
        task = Task(partial(print_pages, made.pdf, printer, pages), saving.HANDS, self._page)
        task.failed.connect(self._stopped)

        def printed(pages: int) -> None:
            self._note(Audited.PRINT, made, ".pdf", pages=pages)
            self._tell(told)

        show_progress(self._page, _("Printing"), task, printed, self._trouble)

    def _save(
        self,
        made: Made,
        kinds: Sequence[tuple[str, str]],
        writing: Callable[[str], Callable[[Progress], bytes]],
    ) -> None:
        """Ask for a place; `writing(ending)` loads what makes the content, here."""
        try:
            path = saving.choose_place(self._page, made.name, kinds)
        except EXPECTED as error:
            self._trouble(error)
            return
        if path is None:
            return
        start = partial(self._write, made, path, writing(path.suffix.lower()))
        named = made.wanted.offered.paper.names_people
        ask_outlet(self._page, self._workspace, path, start, names_people=named)

    def _write(
        self, made: Made, path: Path, content: Callable[[Progress], bytes], outlet: Outlet
    ) -> None:
        data, written = self._workspace.path, outlet.written
        task = Task(
            lambda progress: saving.save(path, content(progress), data, outlet.write),
            saving.HANDS,
            self._page,
        )

        def saved(_none: object) -> None:
            saving.remember_place(path)
            self._note(Audited.REPORT, made, path.suffix.lower())
            told = _("Saved {file} in {folder}")
            self._tell(told.format(file=written.name, folder=written.parent))

        show_progress(self._page, _("Saving the report"), task, saved, self._trouble)

    def _note(self, act: Audited, made: Made, ending: str, **more: object) -> None:
        wanted = made.wanted
        told = told_of_paper(wanted.offered.key, ending, wanted.project_id, wanted.event_id, **more)
        self._workspace.note(act, **told)

    def _stopped(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._workspace.troubled.emit(
                _("Printing was stopped. Pages that the printer has already may still come out.")
            )

    def _tell(self, sentence: str) -> None:
        self._workspace.told.emit(sentence, False)

    def _trouble(self, error: Exception) -> None:
        self._workspace.troubled.emit(sentence_of(error))
