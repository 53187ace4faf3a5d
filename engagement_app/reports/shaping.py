"""Corrections to ReportLab 5.1, each named for the trap it avoids; applied once, when first needed.

ReportLab has no public switch for any of them, so they replace its functions for the process.
"""

import itertools
from functools import cache, lru_cache
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.platypus import paragraph

from engagement_app.reports.fonts import UNJOINED, opened
from engagement_app.reports.runs import is_number

# Shaped glyphs without a character of their own get one from a private plane, by glyph number.
_PRIVATE = 0xF0000
_BLOCK = 100

_shape_word = ttfonts.shapeFragWord


@cache
def correct() -> None:
    """Put all corrections in place; further calls do nothing."""
    for owner, name, ours in _REPLACED:
        setattr(owner, name, ours)


def no_letters_altered(font: str) -> dict[str, bool]:
    """The features to shape with: never those that put another character for somebody's letters.

    ReportLab asks for discretionary ligatures, and then prints the name محمد as an honorific.
    Latin ligatures are left out too: a search for "office" would not find it.
    """
    return {"kern": True, "liga": font not in UNJOINED, "dlig": False}


def shape_each_run_by_itself(word: Any, *_args: Any, **_named: Any) -> Any:
    """Shape a word run by run: ReportLab shapes all of it with the font of its first letters.

    Numbers are left alone: they run left to right inside right-to-left text too.
    """
    if isinstance(word, ttfonts.ShapedFragWord):
        return word
    runs = [(kind, list(run)) for kind, run in itertools.groupby(word[1:], key=_kind)]
    parts = [_shape_run(type(word), kind, run) for kind, run in runs]
    shaped = any(isinstance(part, ttfonts.ShapedFragWord) for part in parts)
    whole = ttfonts.makeShapedFragWord(word) if shaped else type(word)
    pieces = [piece for part in parts for piece in part[1:]]
    return whole([sum(part[0] for part in parts), *pieces])


def _kind(piece: Any) -> tuple[str, bool]:
    frag, text = piece
    return frag.fontName, hasattr(frag, "cbDefn") or is_number(text)


def _shape_run(word: type[Any], kind: tuple[str, bool], run: list[Any]) -> Any:
    font, untouched = kind
    widths = (
        getattr(frag, "width", 0)
        if hasattr(frag, "cbDefn")
        else pdfmetrics.stringWidth(text, frag.fontName, frag.fontSize)
        for frag, text in run
    )
    plain = word([sum(widths), *run])
    return plain if untouched else _shape_word(plain, no_letters_altered(font))


def same_code_and_advance_for_a_glyph(
    font: Any, _name: str, glyph: int, _kerned_advance: float
) -> int:
    """The private character of a glyph, with the advance its font gives it.

    ReportLab numbers them in order of first use in the process, so that a file would depend on
    those made before it, and takes the advance as kerned at that first use.
    """
    code = _PRIVATE + glyph
    advance = uharfbuzz.Font(font.hbFace).get_glyph_h_advance(glyph)
    font.face.charToGlyph[code] = glyph
    font.face.glyphToChar.setdefault(glyph, []).append(code)
    font.face.charWidths[code] = font.face._pdfScale(advance)
    return code


@lru_cache(maxsize=20_000)
def width_of_a_point(text: str, font: str) -> float:
    """The shaped width of a text of one font, at a size of one point."""
    face: Any = opened(font).hbFace
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer, no_letters_altered(font))
    return float(sum(place.x_advance for place in buffer.glyph_positions) / face.upem)


def legal_unicode_map(fontname: str, subset: list[int]) -> str:
    """The ToUnicode map of a font subset, so that text can be copied out.

    ReportLab maps unused codes to U+0000, writes blocks of more than 100 and letters beyond the
    basic plane without surrogates. Source: ISO 32000-1, 9.10.3.
    """
    known = [(code, letter) for code, letter in enumerate(subset) if letter]
    lines = [line.format(font=fontname, last=len(subset) - 1) for line in _MAP_HEAD]
    for start in range(0, len(known), _BLOCK):
        block = known[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{_utf16(letter)}>" for code, letter in block]
        lines.append("endbfchar")
    return "\n".join(lines + _MAP_TAIL)


def _utf16(letter: int) -> str:
    return chr(letter).encode("utf-16-be", "surrogatepass").hex().upper()


_REPLACED = (
    (paragraph, "shapeFragWord", shape_each_run_by_itself),
    (ttfonts.TTFont, "_TTFont__addPrivate", same_code_and_advance_for_a_glyph),
    (ttfonts, "makeToUnicodeCMap", legal_unicode_map),
)
_MAP_HEAD = [
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo",
    "<< /Registry ({font})",
    "/Ordering ({font})",
    "/Supplement 0",
    ">> def",
    "/CMapName /{font} def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<00> <{last:02X}>",
    "endcodespacerange",
]
_MAP_TAIL = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
