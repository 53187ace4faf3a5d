"""Reports: choose one, look at its pages as they will be printed, find in them, print, save."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_app.errors import UserError
from engagement_app.gui.page import Page
from engagement_app.gui.pages.reports.buttons import button
from engagement_app.gui.pages.reports.finding import FindBar
from engagement_app.gui.pages.reports.flagged import FlaggedQuotes
from engagement_app.gui.pages.reports.handing import Hands
from engagement_app.gui.pages.reports.making import Made, Maker, Wanted
from engagement_app.gui.pages.reports.options import Options
from engagement_app.gui.pages.reports.page_text import PageText
from engagement_app.gui.pages.reports.paging import Paging
from engagement_app.gui.pages.reports.preview import FIT_PAGE, FIT_WIDTH, Preview
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.shares import Split
from engagement_app.gui.text import give_tip, label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.resourcing.summary import Quote

_LETTERS = 90
"""How wide the page is, in letters, where all its tools stand over the paper."""


class ReportsPage(Page):
    """What is chosen above, what was made of it below, and what can be done with it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.preview = Preview()
        self.options = Options(workspace)
        self.maker = Maker(workspace, self)
        self.hands = Hands(self, workspace, self.preview)
        self._make_buttons()
        self.paging = Paging(self.preview, self.words)
        self.finding = FindBar(self.preview)
        self.text = PageText(self.preview)
        self.flagged = FlaggedQuotes()
        self.state = label(role="quiet")
        self._shown: Made | None = None
        self._seen: tuple[object, ...] = ()
        self._afterwards: Callable[[Made], None] | None = None
        self._lay_out()
        self._connect()
        self._give_keys()

    def start(self) -> None:
        """Which report comes first."""
        self.options.begin()

    def reload(self) -> None:
        """List what can be chosen, and make the report anew where its figures have changed."""
        self.options.reload()
        self.make()

    def make(self) -> None:
        """Make what is chosen; the old pages stay until the new ones are there."""
        try:
            wanted = self.options.wanted()
        except UserError as error:
            self._fail(error)
            return
        self.maker.make(wanted)

    def when_made(self, act: Callable[[Made], None]) -> None:
        """Do this with the pages that are asked for, as soon as they are made."""
        if self.maker.is_making:
            self._afterwards = act
        elif self._shown is not None:
            act(self._shown)

    def hand_over(self, act: Callable[[Made], None]) -> None:
        """The pages leave the window: what must be written down before that is written first."""

        def leave(made: Made) -> None:
            settling = made.wanted.offered.settling
            if settling is not None and settling.is_needed(made.report):
                settling.write(self.workspace, made.wanted, partial(self.when_made, hand))
            else:
                hand(made)

        def hand(made: Made) -> None:
            if made.wanted.offered.settling is not None:
                made.wanted.offered.settling.done(made)
            act(made)

        self.when_made(leave)

    def turn_to(self, part: str) -> None:
        """Choose this report."""
        self.options.choose(part)
        self.make()

    def _show(self, made: Made) -> None:
        if made is not self._shown:
            self._shown = made
            self._show_pages(made.wanted, made.pdf)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._told(made)))
        self._enable()
        has = made.wanted.offered.has_quotes
        self._show_flagged(made.report.flagged if has else ())
        self._say(f"{self._told(made)} {made.wanted.offered.hidden(made.report)}")
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards(made)

    def _show_pages(self, wanted: Wanted, pdf: bytes) -> None:
        """At the place where the same report was looked at; another begins at its top."""
        self.preview.show_pdf(pdf)
        seen, self._seen = self._seen, wanted[:3]
        if seen != self._seen:
            self.preview.go_to(0)
        self.paging.renew()
        self.finding.look_again()
        self.text.renew()

    def _appear(self, wanted: Wanted, pdf: bytes) -> None:
        """The first pages of it: seen at once, but for where pages of the same are seen already."""
        if self._shown is not None:
            if self._shown.wanted[:3] == wanted[:3]:
                return
            self._shown = None
            self._enable()
        self._show_pages(wanted, pdf)

    def _stopped(self) -> None:
        """What was being made is not: pages that had appeared are no report, and go."""
        self._afterwards = None
        if self._shown is None:
            self._clear()
        self._enable()
        self._say(_("Stopped: the pages were not made. Choose the report again to make them."))

    def _told(self, made: Made) -> str:
        pages = plural("{count} page", "{count} pages", self.preview.count)
        as_of = words.day(made.wanted.as_of)
        return _("{pages}, as of {day}.").format(pages=pages, day=as_of)

    def _show_flagged(self, quotes: Sequence[Quote]) -> None:
        """The quotes that somebody must look at, where there are any."""
        self.flagged.show_quotes(quotes)
        self.quotes.setText(_("Quotes to look at ({count})").format(count=f"{len(quotes):,}"))
        self.quotes.setVisible(bool(quotes))
        self._show_beside()

    def _let_pass(self) -> None:
        self.options.let_pass = self.flagged.passed
        self.make()

    def _forget(self) -> None:
        self.flagged.forget()
        self.options.forget()
        self._clear()

    def _clear(self) -> None:
        self._shown = self._afterwards = None
        self.preview.clear()
        self.paging.renew()
        self.finding.look_again()
        self.text.renew()
        self._enable()
        self._show_flagged(())
        self._say("")

    def _fail(self, error: Exception) -> None:
        """It cannot be made: what was seen is not what is asked for, and goes."""
        self._clear()
        self._say(sentence_of(error), "problem")

    def _begin(self) -> None:
        self._enable()
        self._say(f"{_('The pages are being made…')} {self._as_before()}".rstrip())

    def _as_before(self) -> str:
        return _("What you see is as it was before.") if self._shown else ""

    def _advance(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 0
        said = _("The pages are being made… {percent} %").format(percent=percent)
        self._say(f"{said} {self._as_before()}".rstrip())

    def _say(self, sentence: str, role: str = "quiet") -> None:
        self.state.setText(sentence.strip())
        if self.state.property("role") != role:
            restyle(self.state, "role", role)

    def _enable(self) -> None:
        for each in (self.save, self.figures, self.print, self.outside, self.words):
            each.setEnabled(self._shown is not None)
        self.halt.setVisible(self.maker.is_making)
        self._escape.setEnabled(self.maker.is_making)
        if self._shown is not None:
            self.figures.setEnabled(bool(self._shown.wanted.offered.others))

    def _make_buttons(self) -> None:
        hands, later = self.hands, self.hand_over
        self.print = button(
            _("Print…"), _("Choose a printer and pages (Ctrl+P)"), lambda: later(hands.print)
        )
        self.save = button(
            _("Save PDF…"), _("The pages as a file (Ctrl+S)"), lambda: later(hands.save_pdf)
        )
        self.figures = button(
            _("Save figures…"),
            _("The figures of the report as a workbook, or as JSON for other programs"),
            lambda: later(hands.save_figures),
        )
        self.outside = button(
            _("Open"),
            _("Open the pages in the program that this laptop has for PDF files"),
            lambda: later(hands.open_outside),
        )
        self.words = button(
            _("Text"),
            _("The words of the page as plain text, for screen readers and to copy (Ctrl+T)"),
            self._show_text,
        )
        self.words.setCheckable(True)
        self.quotes = button(
            _("Quotes to look at"),
            _("Quotes that point to few people, and are left out until somebody lets them pass"),
            self._look_at_quotes,
        )
        self.quotes.setCheckable(True)
        self.quotes.hide()
        self.halt = button(_("Stop"), _("Make these pages no longer (Escape)"), self.maker.give_up)
        self.halt.hide()
        self.more = QPushButton(_("More"))
        self.more.setCheckable(True)
        give_tip(self.more, _("Print (Ctrl+P), save (Ctrl+S), find (Ctrl+F), the day and the zoom"))
        self.more.toggled.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the paper has most of it."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The same with larger text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Show every tool, or in a narrow page those for reading alone until “More” is pressed."""
        narrow = self.width() < _LETTERS * self.fontMetrics().averageCharWidth()
        whole = not narrow or self.more.isChecked()
        self.more.setVisible(narrow)
        self.options.be_brief(whole=whole)
        self.paging.be_brief(whole=whole)
        acts = (self.print, self.save, self.figures, self.outside)
        for each in (*acts, self.words, self.finding):
            each.setVisible(whole)

    def _find(self) -> None:
        """Put the focus where words to find are typed."""
        if self.finding.isHidden():
            self.more.setChecked(True)
        self.finding.begin()

    def _show_text(self) -> None:
        self._show_beside()
        self.text.renew()

    def _look_at_quotes(self) -> None:
        self._show_beside()
        if self.flagged.isVisible():
            self.flagged.list.setFocus()

    def _show_beside(self) -> None:
        """What is asked for beside the pages."""
        self.text.setVisible(self.words.isChecked())
        self.flagged.setVisible(self.quotes.isChecked() and not self.quotes.isHidden())
        self.beside.setVisible(not self.text.isHidden() or not self.flagged.isHidden())

    def _lay_out(self) -> None:
        for act in (self.more, self.print, self.save, self.figures, self.outside, self.quotes):
            self.options.add(act)
        self.paging.add(self.finding)
        split = Split("reports")
        self.beside = QWidget()
        beside = QVBoxLayout(self.beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.flagged, 1)
        beside.addWidget(self.text, 1)
        split.addWidget(self.preview)
        split.addWidget(self.beside)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._show_beside()
        layout = QVBoxLayout(self)
        making = QHBoxLayout()
        making.addWidget(self.state, 1)
        making.addWidget(self.halt)
        layout.addWidget(self.options)
        layout.addWidget(self.paging)
        layout.addLayout(making)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.options.changed.connect(self.make)
        self.options.wrong.connect(lambda sentence: self._say(sentence, "problem"))
        self.maker.began.connect(self._begin)
        self.maker.progressed.connect(self._advance)
        self.maker.appeared.connect(self._appear)
        self.maker.made.connect(self._show)
        self.maker.stopped.connect(self._stopped)
        self.maker.failed.connect(self._fail)
        self.flagged.changed.connect(self._let_pass)
        self.workspace.closed.connect(self._forget)

    def _give_keys(self) -> None:
        self._escape = QShortcut(QKeySequence("Escape"), self, self.maker.give_up)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        turn, zoom, fit = self.preview.turn, self.preview.zoom, self.preview.fit
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("PgDown", partial(turn, 1)),
            ("PgUp", partial(turn, -1)),
            ("Ctrl++", partial(zoom, 1)),
            ("Ctrl+=", partial(zoom, 1)),
            ("Ctrl+-", partial(zoom, -1)),
            ("Ctrl+0", partial(fit, FIT_WIDTH)),
            ("Ctrl+9", partial(fit, FIT_PAGE)),
            ("Ctrl+F", self._find),
            ("F3", self.finding.next),
            ("Shift+F3", self.finding.previous),
            ("Ctrl+P", self.print.click),
            ("Ctrl+S", self.save.click),
            ("Ctrl+T", self.words.click),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
