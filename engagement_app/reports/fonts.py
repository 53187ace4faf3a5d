"""Which font prints which letter; a font file is opened when a letter first needs it."""

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from engagement_app.resource import resource

BODY = "NotoSans"
BOLD = "NotoSans-Bold"

# In order of preference: the first font that has the letter prints it.
FILES = {
    BODY: "NotoSans-Regular.ttf",
    "NotoSansArabic": "NotoSansArabic-Regular.ttf",
    "NotoSansBengali": "NotoSansBengali-Regular.ttf",
    "NotoSansGurmukhi": "NotoSansGurmukhi-Regular.ttf",
    "NotoSansDevanagari": "NotoSansDevanagari-Regular.ttf",
    "NotoSansGujarati": "NotoSansGujarati-Regular.ttf",
    "NotoSansTamil": "NotoSansTamil-Regular.ttf",
    "NotoSansHebrew": "NotoSansHebrew-Regular.ttf",
    "NotoSansEthiopic": "NotoSansEthiopic-Regular.ttf",
    "DroidSansFallback": "DroidSansFallbackFull.ttf",
    BOLD: "NotoSans-Bold.ttf",
}

_NO_AGREED_LOOK = ("Cc", "Co", "Cn", "Cs")

# Letters of these fonts stand side by side as they are: nothing to join or to reorder.
UNJOINED = (BODY, BOLD, "DroidSansFallback")
# Lines may end between any two letters of these.
IDEOGRAPHS = ("DroidSansFallback",)


@cache
def opened(name: str) -> TTFont:
    """The font of that name, known to ReportLab from now on."""
    font = TTFont(name, str(resource("fonts", FILES[name])))
    pdfmetrics.registerFont(font)
    return font


@cache
def letters(name: str) -> frozenset[str]:
    """Every letter the font can print; private and unassigned ones have no agreed look."""
    return frozenset(
        letter
        for letter in map(chr, opened(name).face.charToGlyph)
        if unicodedata.category(letter) not in _NO_AGREED_LOOK
    )


@cache
def font_for(letter: str) -> str | None:
    """The name of the font that prints the letter; None where no font has it."""
    return next((name for name in FILES if letter in letters(name)), None)


def width(text: str, name: str, size: float) -> float:
    """Of the text in points, unshaped."""
    opened(name)
    return pdfmetrics.stringWidth(text, name, size)
