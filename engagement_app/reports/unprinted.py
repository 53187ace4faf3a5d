"""Letters that no font of the program has: named, with the texts they stand in."""

import unicodedata

from reportlab.platypus import Flowable

from engagement_app.language import _, plural
from engagement_app.reports.headings import heading
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import SUBSTITUTE, Typesetter, shortened

_MOST_TEXTS = 3
_LONGEST_TEXT = 90


def section(typeset: Typesetter) -> list[Flowable]:
    """Nothing where every letter was printed. Must be asked for after all other sections."""
    if not typeset.unprinted:
        return []
    columns = [Column(_("Letter"), 190), Column(_("Where it stands"))]
    rows = [_row(typeset, letter) for letter in sorted(typeset.unprinted)]
    explained = _(
        "This program has no font for these letters. {mark} stands in their place on these pages;"
        " the records hold them as they were typed."
    ).format(mark=SUBSTITUTE)
    return [
        *heading(typeset, _("Letters that could not be printed")),
        typeset("body", explained),
        *table(typeset, columns, rows),
    ]


def _row(typeset: Typesetter, letter: str) -> list[Cell]:
    code = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "").lower()
    texts = list(typeset.unprinted[letter])
    shown = [shortened(text, _LONGEST_TEXT) for text in texts[:_MOST_TEXTS]]
    if len(texts) > _MOST_TEXTS:
        shown.append(plural("and {count} more", "and {count} more", len(texts) - _MOST_TEXTS))
    return [text_cell(typeset, f"{code} {name}".strip()), text_cell(typeset, "\n".join(shown))]
