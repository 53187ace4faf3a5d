"""What is to be known of the open file, over the page until it is read: read only, room, clock.

It also keeps the room that is freed on a full disk, and says when that is being used.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

if TYPE_CHECKING:
    from engagement_app.store.cautions import Caution

SHEET = "reports/sign_in_sheet"
_LOOK_EVERY_MS, _LOOK_SOON_MS = 60_000, 2_000


class Banner(QFrame):
    """Shown while there is something to know; `wanted` is the page that helps."""

    wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._workspace = workspace
        self._keeper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reserve")
        self._told: dict[Caution, str] = {}
        self.text = label()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.paper = QPushButton(_("Sign-in sheet on &paper"))
        self.hide_it = QPushButton("×")
        self.hide_it.setAccessibleName(_("Hide these lines"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.paper)
        layout.addWidget(self.hide_it)
        self.hide()
        self._looking = QTimer(self, interval=_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self.paper.clicked.connect(lambda: self.wanted.emit(SHEET))
        self.hide_it.clicked.connect(self._read)
        workspace.opened.connect(self._opened)
        workspace.closed.connect(self._closed)
        workspace.patience.reserve_used.connect(self._reserve_used)
        workspace.patience.full.connect(self._look_at_room)

    def show_again(self) -> None:
        """After the lock: what was told before."""
        self.setVisible(bool(self._told))

    def _opened(self) -> None:
        from engagement_app.store.cautions import PLACES, cautions
        from engagement_app.store.changes import newest_tick

        path, newest = self._workspace.path, self._workspace.read_or_tell(newest_tick)
        if path is None:
            return
        told = cautions(path, newest or 0)
        for place in PLACES:
            if place in told and remembered(_mark(path)) == place.value:
                del told[place]
        self._tell(told)
        self._looking.start()
        self._keep_reserve(path)

    def _closed(self) -> None:
        self._looking.stop()
        self._tell({})

    def _look(self) -> None:
        """Every minute, and soon where it is full: the disk may fill up, or have room again."""
        self._look_at_room()
        if self._workspace.path is not None:
            self._keep_reserve(self._workspace.path)

    def _look_at_room(self) -> None:
        """Tell how much room there is, without taking any."""
        from engagement_app.store.cautions import Caution, is_full, room_caution

        path = self._workspace.path
        if path is None:
            return
        told = dict(self._told)
        told.pop(Caution.ROOM, None)
        if Caution.READ_ONLY not in told and (sentence := room_caution(path)):
            told[Caution.ROOM] = sentence
        self._looking.setInterval(_LOOK_SOON_MS if is_full(path) else _LOOK_EVERY_MS)
        if told != self._told:
            self._tell(told)

    def _reserve_used(self) -> None:
        """The one place that says so: what was entered is saved."""
        from engagement_app.store.cautions import Caution
        from engagement_app.store.disk import name_of

        path = self._workspace.path
        if path is None:
            return
        sentence = _(
            "The disk is full ({disk}). Room that was kept for this is used now, so signing in"
            " goes on for a while. Empty the bin or move large files away, and print a sheet."
        )
        self._tell(self._told | {Caution.ROOM: sentence.format(disk=name_of(path))})

    def _keep_reserve(self, path: Path) -> None:
        from engagement_app.store.reserve import make_reserve

        self._keeper.submit(make_reserve, path)

    def _tell(self, told: dict[Caution, str]) -> None:
        from engagement_app.store.cautions import Caution

        self._told = told
        self.text.setText("\n".join(told.values()))
        self.paper.setVisible(bool({Caution.ROOM, Caution.READ_ONLY} & told.keys()))
        self.setVisible(bool(told))

    def _read(self) -> None:
        """What lies where it lies is told once; the rest again when the file is opened."""
        from engagement_app.store.cautions import PLACES

        path = self._workspace.path
        for place in PLACES:
            if path is not None and place in self._told:
                remember(_mark(path), place.value)
        self._tell({})


def _mark(path: Path) -> str:
    """Under which word it is remembered that somebody knows where this file lies; no name."""
    return f"known_place_{sha256(str(path).encode(errors='replace')).hexdigest()[:16]}"
