"""The only way to set text in type: every letter gets a font that has it, or is missed aloud."""

import unicodedata
from collections.abc import Callable

from engagement_app.reports import fonts, runs, shaping
from engagement_app.reports.joined import Joined, joined
from engagement_app.reports.parts import Named, Record, Strong, is_strong, target_of, worded
from engagement_app.reports.plain import Plain, Run
from engagement_app.reports.structure import Element
from engagement_app.reports.styles import TAGS, Look, look

__all__ = ["SUBSTITUTE", "SetParagraph", "Strong", "Typesetter", "shortened"]

SUBSTITUTE = "\ufffd"
_UNSEEN = ("Cf", "Mn", "Me")
_OFTEN = 200

SetParagraph = Plain | Joined


def _nobody() -> None:
    """Nobody is told."""


class Typesetter:
    """Makes the paragraphs of one paper and remembers the letters that no font has."""

    def __init__(self, print_size: Look | None = None) -> None:
        self.look = print_size or look()
        self.unprinted: dict[str, dict[str, None]] = {}
        """By letter, the texts it stands in, with the substitute in its place."""
        self.pages_of: dict[Record, list[int]] = {}
        """By record, the pages that name it, as far as pages are made."""
        self.tell: Callable[[], None] = _nobody
        """Told now and then while paragraphs are made; what it raises ends the work."""
        self._made = 0
        shaping.correct()
        fonts.opened(fonts.BODY)
        fonts.opened(fonts.BOLD)

    def __call__(
        self,
        style: str,
        *parts: str,
        element: Element | None = None,
        whole: bool = False,
        place: str = "",
    ) -> SetParagraph:
        """A paragraph of the parts, one after the other, in a style of `styles.py`.

        `whole`: on one page where it can be. `place`: what leads there calls it so.
        """
        self._made += 1
        if not self._made % _OFTEN:
            self.tell()
        printable = [self._printable(part) for part in parts]
        element = element or Element(TAGS.get(style, "P"))
        made: SetParagraph
        if any(runs.needs_shaping(part) for part in printable):
            made = joined(printable, self.look.styles[style], element)
        else:
            type_of = self.look.styles[style]
            bold = type_of.fontName == fonts.BOLD
            made = Plain(_runs(printable, bold=bold), type_of, element)
        made.records = [part.record for part in parts if isinstance(part, Named)]
        made.whole, made.page_height, made.place = whole, self.look.later_height, place
        return made

    def _printable(self, part: str) -> str:
        if part.isascii() and part.isprintable():
            return part
        text = unicodedata.normalize("NFC", part).replace("\t", " ")
        if set(text) - fonts.letters(fonts.BODY) - {"\n"}:
            text = self._substituted(text)
        return worded(part, text)

    def _substituted(self, text: str) -> str:
        lost = {letter for letter in text if letter != "\n" and not fonts.font_for(letter)}
        # A joiner or a choice of emoji style is nothing to print by itself.
        unseen = {letter for letter in lost if unicodedata.category(letter) in _UNSEEN}
        printed = "".join(
            SUBSTITUTE if letter in lost else letter for letter in text if letter not in unseen
        )
        for letter in sorted(lost - unseen):
            self.unprinted.setdefault(letter, {})[printed] = None
        return printed


def _runs(parts: list[str], *, bold: bool) -> list[Run]:
    return [
        Run(_font(run.font, bold or is_strong(part)), run.text, target_of(part))
        for part in parts
        for run in runs.fonts_of(part)
    ]


def _font(name: str, bold: bool) -> str:
    return fonts.BOLD if name == fonts.BODY and bold else name


def shortened(text: str, limit: int) -> str:
    """At most `limit` letters of the text, cut between words where there is one to cut at."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _rest = cut.rpartition(" ")
    return (head if space and len(head) >= limit // 2 else cut).rstrip() + "…"
