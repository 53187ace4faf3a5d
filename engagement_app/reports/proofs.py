"""The pages of a paper that is still being made, as a file to look at meanwhile.

It has the letters and lines of the pages and nothing else: no structure, links or bookmarks.
"""

from copy import copy
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument


def proof(canvas: Any) -> bytes:
    """The pages that the canvas has finished; it can go on as if nobody had asked."""
    document: Any = PDFDocument(invariant=1, compression=0)
    for page in canvas._doc.Pages.pages:
        document.addPage(_copied(page))
    for font in canvas._doc.delayedFonts:
        # The letters used so far; a font is closed for its document once it is written.
        font.state[document] = copy(font.state[canvas._doc])
        font.addObjects(document)
    written: bytes = document.GetPDFData(canvas)
    return written


def _copied(page: Any) -> Any:
    """The page without what leads elsewhere, or is known only at the end."""
    made = copy(page)
    del made.__InternalName__
    made.Annots = made.XObjects = made.StructParents = None
    return made
