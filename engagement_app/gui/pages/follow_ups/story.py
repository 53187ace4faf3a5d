"""The side of the page: the whole story of the person whose follow-up is marked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from engagement_app.domain.stories import Story
from engagement_app.gui.pages.follow_ups import telling
from engagement_app.gui.text import label
from engagement_app.language import _

_LETTERS = 26
"""The narrowest line that is still good to read."""


class StoryView(QScrollArea):
    """Headings and lines to read; the keys scroll it, and a screen reader has it as one text."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self._shown: Story | None = None
        self.text = ""
        self.show_story(None)

    def show_story(self, story: Story | None, otherwise: str = "") -> None:
        """Show this story, else a sentence; the same story stays as it is scrolled."""
        if story is not None and story == self._shown:
            return
        self._shown = story
        labels = [] if story is None else _labels(story)
        if story is None:
            labels = [label(otherwise, role="quiet")]
        inside = QWidget()
        inside.setObjectName("page")
        layout = QVBoxLayout(inside)
        for each in labels:
            each.setMinimumWidth(1)
            layout.addWidget(each)
        layout.addStretch(1)
        self.setWidget(inside)
        self.text = "\n".join(each.text() for each in labels)
        self.setAccessibleName(_("The person's story"))
        self.setAccessibleDescription(self.text)


def _labels(story: Story) -> list[QLabel]:
    who = story.who
    made = [label(telling.name_of_story(who), role="heading")]
    if warned := telling.warning(who):
        made.append(label(warned, role="problem"))
    made += [label(line) for line in telling.about(who)]
    for title, lines in telling.sections(story):
        made.append(label(title, role="heading"))
        made += [label(line) for line in lines]
    return made
