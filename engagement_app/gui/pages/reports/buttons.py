"""The buttons of the page: a word, a name for screen readers, and a tip with its keys."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from engagement_app.gui.text import give_tip


def button(word: str, tip: str, act: Callable[[], object], name: str = "") -> QPushButton:
    """A button; `name` says what it does where its word is a sign."""
    made = QPushButton(word)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: act())
    if name:
        made.setAccessibleName(name)
    give_tip(made, tip)
    return made
