"""The other ways to sign people in: on paper, and by themselves at a kiosk."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from engagement_app.domain.arrivals import Arrival
from engagement_app.domain.desk import walk_in_of
from engagement_app.domain.naming import fold, full_name
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.page import Page
from engagement_app.gui.pages.desk.in_place import InPlace
from engagement_app.gui.text import give_tip
from engagement_app.language import _

SHEET = "reports/sign_in_sheet"
Find = Callable[[str], list[Arrival]]


class Doors(QWidget):
    """Two buttons; what they open takes the place of the page for a while."""

    def __init__(self, page: Page, find: Find) -> None:
        super().__init__()
        self._page, self._find = page, find
        self.place = InPlace(page)
        self.paper = QPushButton(_("&Paper"))
        give_tip(
            self.paper, _("A sign-in sheet on paper: print it, or key a filled one in (Alt+P)")
        )
        menu = QMenu(self.paper)
        for title, act in (
            (_("&Key a filled sheet in"), self.key_in),
            (_("&Print the sheet…"), self.print_sheet),
        ):
            action = QAction(title, menu)
            action.triggered.connect(lambda _on=False, act=act: act())
            menu.addAction(action)
        self.paper.setMenu(menu)
        flow = FlowLayout(self)
        flow.addWidget(self.paper)
        page.workspace.moved.connect(self.place.end)
        page.workspace.closed.connect(self.place.end)

    def start(self) -> bool:
        """Put the focus into what has taken the place of the page; gives whether anything has."""
        if self.place.shown is None:
            return False
        self.place.shown.start()
        return True

    def print_sheet(self) -> None:
        """The sheet, on the page of the papers."""
        self._page.wanted.emit(SHEET)

    def key_in(self) -> None:
        """Key a filled sheet of the event that is worked on."""
        from engagement_app.gui.pages.desk.paper.keying import Keying

        event_id = self._page.workspace.event_id
        if event_id is None:
            return
        keying = Keying(self._page.workspace, event_id, self._namesakes)
        keying.finished.connect(self._end)
        keying.wanted.connect(self._page.wanted)
        self.place.show(keying)
        keying.start()

    def _end(self) -> None:
        self.place.end()
        self._page.start()

    def _namesakes(self, typed: str) -> list[Arrival]:
        """Whoever is known by the very name that was typed."""
        read = walk_in_of(typed)
        name = fold(full_name(read.given_name, read.family_name, None))
        return [each for each in self._find(name) if name in _names(each)]


def _names(arrival: Arrival) -> tuple[str, str]:
    return fold(arrival.name), fold(arrival.known_as)
