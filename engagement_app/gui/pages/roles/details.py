"""“This role”: its six lenses, its arithmetic, and what hangs on it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engagement_app.domain.role_parts import RoleParts, read_parts
from engagement_app.errors import UserError
from engagement_app.gui.beside import BesideText
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import RecordList
from engagement_app.gui.pages.roles.arithmetic import Arithmetic
from engagement_app.gui.pages.roles.lenses import LensLines
from engagement_app.gui.pages.roles.parts import Parts
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.resourcing.role_sheet import SheetRole


class Details(QWidget):
    """All there is to say of the marked role, and the form of its other fields."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.role_id: str | None = None
        self.title = label(role="heading")
        self.change = QPushButton(_("All its fields…"))
        self.nothing = label(_("Mark a role in the grid to see it here."), role="quiet")
        self.lenses = LensLines()
        self.arithmetic = Arithmetic()
        self.parts = Parts(workspace)
        self.content = BesideText(self.arithmetic, self.lenses, self.parts, first=2, rest=3)
        self.panel: RecordPanel | None = None
        self.stack = QStackedWidget()
        self._lay_out()
        self.change.clicked.connect(self.amend)
        self.show_role(None)

    def show_role(self, role: SheetRole | None, parts: RoleParts | None = None) -> None:
        """Show a role; its parts are read where they are not given."""
        self.role_id = role.gap.id if role else None
        for widget in (self.title, self.change, self.content):
            widget.setVisible(role is not None)
        self.nothing.setVisible(role is None)
        if role is not None:
            self.title.setText(role.gap.title)
            self.lenses.show_role(role.gap)
            self.arithmetic.show_role(role)
            found = parts or self.workspace.read_or_tell(read_parts, role.gap.id)
            self.parts.setVisible(found is not None)
            if found is not None:
                self.parts.show_parts(role.gap.id, found)

    def start(self) -> None:
        """The focus to the fields of the role; where none is marked there is nothing to do here."""
        if self.role_id is not None:
            self.change.setFocus()

    def amend(self) -> None:
        """Show the form with every field of the role, and with Delete."""
        if self.role_id is None:
            return
        panel = self._panel()
        try:
            panel.amend(self.role_id)
        except UserError as error:
            self.workspace.troubled.emit(sentence_of(error))
        else:
            self.stack.setCurrentWidget(panel)

    def _panel(self) -> RecordPanel:
        """The form, made when it is first asked for."""
        if self.panel is None:
            self.panel = RecordPanel(self.workspace, "engagement_role")
            self.panel.closed.connect(partial(self._leave, self.change))
            self.stack.addWidget(self.panel)
        return self.panel

    def _place(self, part: RecordList) -> None:
        """Its form takes the place of the whole role, and says whose it is as the mark moves on."""
        page, whose = QWidget(), label(role="quiet")
        self.stack.addWidget(page)
        column = QVBoxLayout(page)
        column.addWidget(whose)
        column.addWidget(part.panel, 1)

        def opened() -> None:
            whose.setText(_("For the role {title}").format(title=self.title.text()))
            self.stack.setCurrentWidget(page)

        part.panel.closed.disconnect()
        part.opened.connect(opened)
        part.panel.closed.connect(partial(self._leave, part))

    def _leave(self, where: QWidget) -> None:
        """Back to the role; the focus too, unless it is elsewhere by now."""
        focused = self.window().focusWidget()
        mine = focused is None or self.isAncestorOf(focused)
        self.stack.setCurrentIndex(0)
        if mine:
            where.start() if isinstance(where, RecordList) else where.setFocus()

    def _lay_out(self) -> None:
        # From the outside in: a widget is styled again each time what it stands in moves.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        scroll, page = QScrollArea(), QWidget()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack.addWidget(scroll)
        scroll.setWidget(page)
        top = QHBoxLayout()
        column = QVBoxLayout(page)
        column.addLayout(top)
        top.addWidget(self.title, 1)
        top.addWidget(self.change)
        give_tip(self.change, _("Its event, its body, its say in agenda and budget, notes; Delete"))
        column.addWidget(self.nothing)
        column.addWidget(self.content)
        column.addStretch(1)
        for part in self.parts.lists:
            self._place(part)
