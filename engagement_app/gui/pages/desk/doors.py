"""The other ways to sign people in: on paper, and by themselves at a kiosk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from engagement_app.domain.arrivals import Arrival
from engagement_app.domain.desk import walk_in_of
from engagement_app.domain.naming import fold, full_name
from engagement_app.errors import UserError
from engagement_app.gui.page import Page
from engagement_app.gui.pages.desk.in_place import InPlace
from engagement_app.gui.text import give_tip
from engagement_app.language import _

if TYPE_CHECKING:
    from engagement_app.gui.pages.desk.kiosk_start import KioskStart

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
        self.kiosk = QPushButton(_("&Kiosk"))
        give_tip(self.kiosk, _("People sign in by themselves on this screen (Alt+K)"))
        self.kiosk.clicked.connect(self.offer_kiosk)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.paper)
        row.addWidget(self.kiosk)
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

    def offer_kiosk(self) -> None:
        """Ask for the PIN that is to end the kiosk."""
        from engagement_app.gui.pages.desk.kiosk_start import KioskStart

        asking = KioskStart()
        asking.finished.connect(self._end)
        asking.wanted.connect(partial(self._turn, asking))
        self.place.show(asking)
        asking.start()

    def _turn(self, asking: KioskStart, pin: str) -> None:
        """The window is a kiosk from now on; where the PIN is none, say so."""
        from engagement_app.gui.kiosk.turning import turn_into_kiosk

        try:
            turned = turn_into_kiosk(self.window(), self._page.workspace, pin)
        except UserError as error:
            asking.complain(str(error))
        else:
            self._end()
            turned.ended.connect(self._page.start)

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
