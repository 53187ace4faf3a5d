"""Dress the program: Fusion, one of our palettes, the style sheet, our fonts, the text size."""

import re

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from engagement_app.gui.looks.palettes import LOOKS, Look, palette
from engagement_app.gui.settings import remembered
from engagement_app.resource import resource

POINTS = 10.5
SIZES = (100, 125, 150, 175, 200)
"""Text sizes in percent."""
_LARGER = (140, 150, 190)
_BODY = "Noto Sans"
_added: list[str] = []
"""Families of other scripts: Qt is to ask them in turn."""
_worn = ""
"""The style sheet of the look that was put on last."""


def dress(app: QApplication, look: str, percent: int) -> None:
    """Put on a look (`light`, `dark` or `contrast`) with text of this size."""
    global _worn
    chosen = LOOKS.get(look, LOOKS["light"])
    app.setPalette(palette(chosen))
    font = QFont([_BODY, *_added] if _added else _BODY)
    font.setPointSizeF(POINTS * percent / 100)
    app.setFont(font)
    _worn = _sheet(chosen, font.pointSizeF())
    for each in app.topLevelWidgets():
        wear(each)


def wear(top: QWidget) -> None:
    """Put the look on a window, or on a list that opens over others and is in none.

    Were it the program's, every part would be styled anew each time it is put into another: the
    pages took three times as long to open.
    """
    top.setStyleSheet(_worn)


def dress_larger(window: QWidget, percent: int) -> None:
    """The look of this laptop in text of another size, for one window alone."""
    points = POINTS * percent / 100
    look = LOOKS.get(remembered("look"), LOOKS["light"])
    own = f"QWidget {{ font-size: {points:.1f}pt; color: {look.text}; }}"
    window.setStyleSheet(f"{own}\n{_sheet(look, points)}")


def _sheet(look: Look, points: float) -> str:
    """The style sheet with the colours and sizes in their places."""
    known = {name: str(colour) for name, colour in look._asdict().items()}
    known |= {f"size{percent}": f"{points * percent / 100:.1f}pt" for percent in _LARGER}
    for name in ("arrow", "tick"):
        known[name] = resource("style", f"{name}-{look.name}.svg").as_posix()
    text = resource("style", "window.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: known[found[1]], text)


def add_fonts() -> None:
    """Our letters, and those of every other script that names are written in.

    Qt asks each family in turn, and would say of each that it has no letters of the others.
    """
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for path in sorted(resource("fonts").glob("*.ttf")):
        added = QFontDatabase.addApplicationFont(str(path))
        families = QFontDatabase.applicationFontFamilies(added)
        _added.extend(each for each in families if each not in (_BODY, *_added))
