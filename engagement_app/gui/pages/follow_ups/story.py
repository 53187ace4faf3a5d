"""The side of the page: the whole story of the person whose follow-up is marked."""

from collections.abc import Iterator

from engagement_app.domain.stories import Story
from engagement_app.gui.pages.follow_ups import telling
from engagement_app.gui.reading import Line, ReadingView
from engagement_app.language import _


class StoryView(ReadingView):
    """One story, else a sentence."""

    def __init__(self) -> None:
        super().__init__(_("The person's story"))
        self.show_story(None)

    def show_story(self, story: Story | None, otherwise: str = "") -> None:
        """Show this story, else a sentence; the same story stays as it is scrolled."""
        self.show_lines([("quiet", otherwise)] if story is None else _lines(story))


def _lines(story: Story) -> Iterator[Line]:
    who = story.who
    yield "heading", telling.name_of_story(who)
    if warned := telling.warning(who):
        yield "problem", warned
    yield from (("", line) for line in telling.about(who))
    yield from telling.sections(story)
