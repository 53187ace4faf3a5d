"""Marks what is drawn with the part of the structure it belongs to, and writes that structure.

The free ReportLab writes none. Sources: ISO 32000-1, 14.6 to 14.8; ISO 14289-1 (PDF/UA-1).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from engagement_app.reports.structure import Annotated, Clickable, Content, Element, number_all

Box = tuple[float, float, float, float]
_PRINTED = 4
"""The flag of an annotation that belongs to the page also on paper."""


class TaggedCanvas(Canvas):
    """Marks what is drawn with the element it belongs to, or as no part of the text."""

    _doc: Any
    _code: list[str]
    _annotationrefs: list[Any]
    _escape: Callable[[bytes], str]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.whole = Element("Document")
        self.within = [self.whole]
        self._pages = 0
        self._marked: list[Element] = []
        """Of this page, the element of each number of marked content."""
        self._owners: list[Any] = []
        """By key: the elements of a page, or the element of something to click."""
        self._open: Element | None = None
        self._decorating = False

    def showPage(self) -> None:
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._owners), PDFName("S")
        self._owners.append(self._marked)
        self._marked = []
        self._pages += 1

    @contextmanager
    def beside_the_text(self) -> Iterator[None]:
        """What is drawn in here is decoration, or repeats on every page."""
        if self._open or self._decorating:
            yield
            return
        self._code.append("/Artifact BMC")
        self._decorating = True
        yield
        self._code.append("EMC")
        self._decorating = False

    @contextmanager
    def marked(self, element: Element, spoken: str = "") -> Iterator[None]:
        """What is drawn in here is the element; it takes its place when first drawn.

        `spoken`: the text to read and to copy, where its glyphs are not the letters typed.
        Inside something marked already this only says how it is spoken.
        """
        inside = self._open or self._decorating
        if not inside:
            self.begin(element)
        if spoken:
            with self._spoken(spoken):
                yield
        else:
            yield
        if not inside:
            self.end()

    def begin(self, element: Element) -> None:
        """From here on what is drawn is the element, which takes its place when first drawn."""
        if element.parent is None and element is not self.whole:
            self.put(element)
        number = len(self._marked)
        element.kids.append(Content(self._pages, number))
        self._marked.append(element)
        self._code.append(f"/{element.tag} <</MCID {number}>> BDC")
        self._open = element

    def end(self) -> None:
        """The element that is open ends here; where nothing was drawn it is as if never begun."""
        if self._code[-1].endswith(" BDC") and self._open:
            self._code.pop()
            self._marked.pop()
            self._open.kids.pop()
        else:
            self._code.append("EMC")
        self._open = None

    @contextmanager
    def linked(self, words: str, target: str, box: Box) -> Iterator[None]:
        """What is drawn in here leads to a place in the paper, or to an address of the web.

        It is a part of the element that is open; `words` say where it leads. The `box` that can
        be clicked is measured where the canvas now stands.
        """
        outer = self._open
        if outer is None:
            yield
            return
        self.end()
        link = outer.holds(Element("Link"))
        self.begin(link)
        yield
        self.end()
        link.kids.append(self._clickable(link, words, target, box))
        self.begin(outer)

    def _clickable(self, link: Element, words: str, target: str, box: Box) -> Annotated:
        left, bottom = self.absolutePosition(box[0], box[1])
        right, top = self.absolutePosition(box[2], box[3])
        corners = " ".join(f"{place:.2f}" for place in (left, bottom, right, top))
        fixed = f"/Rect [{corners}] /F {_PRINTED} /StructParent {len(self._owners)}"
        leading = {"Contents": PDFString(words), **self._leading_to(target)}
        self._owners.append(link)
        canvas: Any = self
        canvas._addAnnotation(Clickable(fixed, leading))
        return Annotated(self._pages, self._annotationrefs[-1])

    def _leading_to(self, target: str) -> dict[str, Any]:
        if "://" not in target:
            canvas: Any = self
            return {"Dest": canvas._bookmarkReference(target)}
        return {"A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(target)})}

    def put(self, element: Element) -> None:
        """Make it, or the whole that it is a part of, the next part of the element that is open."""
        while element.parent is not None:
            element = element.parent
        self.within[-1].holds(element)

    @contextmanager
    def _spoken(self, words: str) -> Iterator[None]:
        text = ("\ufeff" + words).encode("utf-16-be").hex()
        self._code.append(f"/Span <</ActualText <{text}>>> BDC")
        yield
        self._code.append("EMC")

    def save(self) -> None:
        if self._code:
            self.showPage()
        catalogue = self._doc.Catalog
        catalogue.StructTreeRoot = self._tree()
        catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
        catalogue.Metadata = _metadata(self._doc.info.title)
        self.setViewerPreference("DisplayDocTitle", "true")
        super().save()

    def _tree(self) -> PDFDictionary:
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        self._doc.Reference(tree, "Structure")
        number_all(self.whole, self._doc)
        owned = " ".join(map(_owned, range(len(self._owners)), self._owners))
        tree.dict |= {
            "K": f"[{_referred(self.whole)}]",
            "ParentTree": f"<< /Nums [{owned}] >>",
            "ParentTreeNextKey": len(self._owners),
        }
        return tree


def _owned(key: int, owner: Element | list[Element]) -> str:
    if isinstance(owner, Element):
        return f"{key} {_referred(owner)}"
    return f"{key} [{' '.join(map(_referred, owner))}]"


def _referred(element: Element) -> str:
    return f"{element.number} 0 R"


def _metadata(title: str) -> PDFStream:
    words = _METADATA.format(title=escape(title))
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(kind, words.encode())


_METADATA = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
