"""Import: choose a file, see how it is read and what would happen, correct it, take it in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engagement_app.domain.event_days import list_by_day
from engagement_app.domain.with_backup import before_import
from engagement_app.exchange import taking
from engagement_app.exchange.taking import Outcome, Source
from engagement_app.gui.pages.data.chosen_columns import keep, recall
from engagement_app.gui.pages.data.columns_grid import ColumnsGrid
from engagement_app.gui.pages.data.part import Part, button, flow
from engagement_app.gui.pages.data.preview import Preview
from engagement_app.gui.pages.data.questions import Questions
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import ProgressBox, show_progress
from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.text import label, shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.progress import Progress
from engagement_app.store.datafile import DataFile

_ENDINGS = " (*.csv *.txt *.tsv *.xlsx *.json *.zip);;"
_KINDS = _("Lists and projects") + _ENDINGS + _("All files") + " (*)"
_LETTERS = 100
"""How wide the place is, in letters, where columns and rows stand side by side."""
_LINES = 11
"""How many lines of text columns and rows have room for at least."""
_NAMED, _HEADER = 5, 40
"""So many columns that are left out are named, with so many letters each."""
_BEGIN = _(
    "Take in people, roles, funding or what was said from another program or a spreadsheet (.csv,"
    " .xlsx), grants of 360Giving (.json too), a directory of services (Open Referral: .json, .zip"
    " or a folder), or a whole project (.json). You see first what would happen; nothing is changed"
    " until you press “Import”."
)
_KNOWN = _(
    "Known by their headers: lists of Eventbrite, pretix and CiviCRM, answers of Microsoft Forms"
    " and Google Forms, and the program's own lists. Of any other list the columns are understood"
    " by what their headers mean, and you can correct each."
)


def _take_after_backup(source: Source, file: DataFile, progress: Progress) -> Outcome:
    """What the file holds is copied before anything is taken in."""
    before_import(file, progress)
    return taking.take(file, source, progress)


class ImportPart(Part):
    """One list at a time; what a person chose for it is kept for the next with its headers."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.source: Source | None = None
        self.outcome = Outcome()
        self.choose = button(_("Ch&oose a file…"), self.choose_file, main=True)
        self.choose_package = button(_("Choose a fol&der…"), self.choose_folder)
        self.name = label(_BEGIN)
        self.known = label(_KNOWN, role="quiet")
        self.questions = Questions()
        self.problem = label(role="problem")
        self.grid = ColumnsGrid()
        self.as_read = button(_("As it was read first"), self.forget_chosen)
        self.preview = Preview()
        self.counts = label(role="heading")
        self.left_out = label(role="quiet")
        self.take_it = button(_("Im&port"), self.take, main=True)
        self.leave = button(_("Close the list"), self.close_list)
        self._lay_out()
        self.questions.answered.connect(self._answer)
        self.grid.chosen.connect(self._choose_field)
        self._show_what_there_is()

    def start(self) -> None:
        """Begin by choosing a file, or where the list needs an answer."""
        (self.take_it if self.take_it.isEnabled() else self.choose).setFocus()

    def reload(self) -> None:
        """Another project or event was chosen at the top: the list would go there now."""
        source = self.source
        if source is None:
            return
        if source.project_id != self.workspace.project_id:
            self._look(replace(source, event_id=None, **self._where()))
        elif source.usual_event_id != self.workspace.event_id:
            self._look(replace(source, **self._where()))

    def choose_file(self) -> None:
        """Ask for a file, and look at it."""
        folder = remembered("import_folder", str(Path.home()))
        chosen, _kind = QFileDialog.getOpenFileName(self, _("A list to take in"), folder, _KINDS)
        if chosen:
            self.look_at(Path(chosen))

    def choose_folder(self) -> None:
        """Ask for the folder of a directory of services, and look at it."""
        folder = remembered("import_folder", str(Path.home()))
        chosen = QFileDialog.getExistingDirectory(self, _("A directory of services"), folder)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Look at a file for the first time; its kind is guessed."""
        remember("import_folder", str(path.parent))
        self._begin(Source(path, "attendees", **self._where()))

    def _begin(self, source: Source) -> None:
        """Guess the kind of the file and look at it."""
        path = source.path
        self._run(
            _("Reading {file}").format(file=path.name),
            lambda file, progress: taking.begin(file, source, recall, progress),
            self._looked,
        )

    def forget_chosen(self) -> None:
        """Read the columns as they were read before anybody chose anything."""
        source = self.source
        if source is not None:
            keep(source.kind, self._headers(), {})
            self._look(replace(source, columns={}))

    def close_list(self) -> None:
        """Leave the list; nothing of it is taken in."""
        self.source, self.outcome = None, Outcome()
        self._show_what_there_is()
        self.choose.setFocus()

    def take(self) -> ProgressBox | None:
        """Take the list in as one act, with progress; it can be stopped."""
        source = self.source
        if source is None or not self.outcome.can_take:
            return None
        return self._run(
            _("Importing {file}").format(file=source.path.name),
            partial(_take_after_backup, source),
            self._taken,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns and rows stand side by side, or one over the other where that is too narrow."""
        super().resizeEvent(event)
        font = self.fontMetrics()
        narrow = event.size().width() < _LETTERS * font.averageCharWidth()
        way = Qt.Orientation
        self.below.setOrientation(way.Vertical if narrow else way.Horizontal)
        self.below.setMinimumHeight((2 if narrow else 1) * _LINES * font.lineSpacing())

    def _where(self) -> dict[str, Any]:
        return {
            "project_id": self.workspace.project_id,
            "usual_event_id": self.workspace.event_id,
        }

    def _headers(self) -> list[str]:
        return [column.header for column in self.outcome.columns]

    def _answer(self, name: str, value: str | None) -> None:
        source = self.source
        if source is None:
            return
        if self.outcome.asks == name == "encoding":
            self._begin(replace(source, encoding=value))
        elif name == "kind":
            self._look(replace(source, kind=str(value), columns={}, event_id=None))
        else:
            self._look(replace(source, **{name: value}))  # type: ignore[arg-type]

    def _choose_field(self, header: str, field: str) -> None:
        if self.source is not None:
            columns = {**self.source.columns, header: field}
            self._look(replace(self.source, columns=columns), recalled=False)

    def _look(self, source: Source, *, recalled: bool = True) -> None:
        """Look at the file again, as it is to be read now."""
        remembering = recall if recalled and not source.columns else _nothing_kept
        self._run(
            _("Reading {file}").format(file=source.path.name),
            lambda file, progress: taking.look_again(file, source, remembering, progress),
            self._looked,
        )

    def _run(
        self, title: str, work: Callable[..., Any], then: Callable[[Any], object]
    ) -> ProgressBox:
        """Do it off the window's thread; what is shown cannot be changed meanwhile."""
        task = self.workspace.task(work, self)
        focus = QApplication.focusWidget()
        focused = focus if focus is not None and self.isAncestorOf(focus) else None
        self.setEnabled(False)
        for ended in (task.succeeded, task.failed):
            ended.connect(lambda _result: self._free(focused))
        return show_progress(
            self, title, task, then=then, failed=self._failed, stopped=self._stopped
        )

    def _free(self, focused: QWidget | None) -> None:
        """Let it be changed again; who worked in it is where they were."""
        self.setEnabled(True)
        if focused is not None:
            focused.setFocus()

    def _looked(self, found: tuple[Source, Outcome]) -> None:
        self.source, outcome = found
        if outcome.problem and not outcome.columns and self.outcome.asks == outcome.asks:
            outcome = replace(outcome, columns=self.outcome.columns)
        self.outcome = outcome
        self._show_what_there_is()
        self.questions.focus_on(outcome.asks)
        focus = self.focusWidget()
        if focus is not None and self.grid.isAncestorOf(focus):
            return
        if outcome.asks == "columns":
            self.grid.begin()
        if outcome.can_take:
            self.take_it.setFocus()
        elif not outcome.asks:
            self.choose.setFocus()

    def _taken(self, outcome: Outcome) -> None:
        """Tell what was done; the rows stay, so that refused ones can be put right."""
        source = self.source
        if source is None:
            return
        if source.columns:
            keep(source.kind, self._headers(), source.columns)
        told = _("Imported {file}: {counts}.").format(file=source.path.name, counts=outcome.counts)
        self.outcome = replace(outcome, can_take=False)
        self._show_what_there_is()
        self.counts.setText(_("✓ {sentence}").format(sentence=told))
        self.workspace.told.emit(told, outcome.changes > 0)
        self.choose.setFocus()

    def _failed(self, error: Exception) -> None:
        self._tell_problem(sentence_of(error))
        self.start()

    def _stopped(self) -> None:
        """Enter stops too, where it is pressed once too often: so it is told."""
        self._tell_problem(_("Stopped. Nothing was changed."))
        self.start()

    def _tell_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _show_what_there_is(self) -> None:
        source, outcome = self.source, self.outcome
        for part in (self.questions, self.below, self.leave, self.take_it):
            part.setVisible(source is not None)
        self.known.setVisible(source is None)
        self.choose_package.setVisible(source is None)
        self._tell_problem(outcome.problem)
        self.counts.setText(self._sum())
        self.left_out.setText(_left_out(outcome))
        self.left_out.setVisible(bool(self.left_out.text()))
        self.take_it.setEnabled(outcome.can_take)
        if source is None:
            self.name.setText(_BEGIN)
            return
        read_as = _("{file}, read as: {layout}") if outcome.layout else "{file}"
        self.name.setText(read_as.format(file=source.path.name, layout=outcome.layout))
        project_id = source.project_id
        found = self.workspace.read(list_by_day, project_id) if project_id else []
        events = [(each.id, each.shown) for each in found]
        self.questions.show_source(source, outcome, events)
        self.columns.setVisible(bool(outcome.columns))
        self.grid.show_columns(source.kind, outcome.columns)
        self.as_read.setEnabled(bool(source.columns))
        self.preview.setVisible(bool(outcome.rows))
        self.preview.show_rows(outcome.rows)

    def _sum(self) -> str:
        outcome = self.outcome
        if not outcome.counts:
            return ""
        if not outcome.can_take:
            return _("Nothing to import: {counts}.").format(counts=outcome.counts)
        return _("If you import it: {counts}.").format(counts=outcome.counts)

    def _lay_out(self) -> None:
        self.columns = QWidget()
        left = QVBoxLayout(self.columns)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.grid, 1)
        left.addLayout(flow(self.as_read))
        self.below = QSplitter()
        self.below.setChildrenCollapsible(False)
        self.below.addWidget(self.columns)
        self.below.addWidget(self.preview)
        self.below.setStretchFactor(0, 2)
        self.below.setStretchFactor(1, 3)
        top = QHBoxLayout()
        top.addLayout(flow(self.choose, self.choose_package))
        top.addWidget(self.name, 1)
        inner = QWidget()
        inner.setObjectName("page")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.addLayout(top)
        rows.addWidget(self.known)
        rows.addWidget(self.questions)
        rows.addWidget(self.problem)
        rows.addWidget(self.below, 1)
        rows.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(area, 1)
        layout.addWidget(self.counts)
        layout.addWidget(self.left_out)
        layout.addLayout(flow(self.take_it, self.leave))


def _left_out(outcome: Outcome) -> str:
    """Which columns nothing is taken from; the first few by their headers."""
    headers = [column.header for column in outcome.columns if not column.field]
    if not headers:
        return ""
    told = plural("{count} column is left out:", "{count} columns are left out:", len(headers))
    names = ", ".join(shortened(header, _HEADER) for header in headers[:_NAMED])
    return f"{told} {names}{', …' if len(headers) > _NAMED else ''}"


def _nothing_kept(_kind: str, _headers: object) -> dict[str, str]:
    return {}
