"""What is a heading, a table, a picture: the structure of a PDF for those who do not see it.

The free ReportLab writes none. Sources: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas


class Element:
    """One element of the structure: its tag, what it holds, and where it belongs."""

    __slots__ = ("attributes", "entries", "kids", "parent", "tag")

    def __init__(self, tag: str, **attributes: Any) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent: Element | None = None
        self.kids: list[Element | tuple[int, int]] = []
        """Elements, and pairs of a page and a number of marked content on it."""
        self.entries = PDFDictionary({})


class TaggedCanvas(Canvas):
    """Marks what is drawn with the element it belongs to, or as no part of the text."""

    _doc: Any
    _code: list[str]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.whole = Element("Document")
        self.within = [self.whole]
        self._marked: list[list[Element]] = [[]]
        """By page, the element of each number of marked content."""
        self._marking = False

    def showPage(self) -> None:
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._marked) - 1, PDFName("S")
        self._marked.append([])

    @contextmanager
    def beside_the_text(self) -> Iterator[None]:
        """What is drawn in here is decoration, or repeats on every page."""
        with self._around("/Artifact BMC"):
            yield

    @contextmanager
    def marked(self, element: Element, spoken: str = "") -> Iterator[None]:
        """What is drawn in here is the element; it takes its place when first drawn.

        `spoken`: the text to read and to copy, where its glyphs are not the letters typed.
        Inside something marked already this only says how it is spoken.
        """
        if self._marking:
            with self._spoken(spoken):
                yield
            return
        if element.parent is None:
            self.put(element)
        page, number = len(self._marked) - 1, len(self._marked[-1])
        self._marked[-1].append(element)
        element.kids.append((page, number))
        with self._around(f"/{element.tag} <</MCID {number}>> BDC"), self._spoken(spoken):
            yield

    def put(self, element: Element) -> None:
        """Make it the next part of the element that is open."""
        element.parent = self.within[-1]
        element.parent.kids.append(element)

    @contextmanager
    def _around(self, operator: str) -> Iterator[None]:
        if self._marking:
            yield
            return
        self._code.append(operator)
        self._marking = True
        yield
        self._code.append("EMC")
        self._marking = False

    @contextmanager
    def _spoken(self, words: str) -> Iterator[None]:
        if words:
            text = ("\ufeff" + words).encode("utf-16-be").hex()
            self._code.append(f"/Span <</ActualText <{text}>>> BDC")
        yield
        if words:
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
        root = self._doc.Reference(tree, "Structure")
        references = self._references()
        _fill(self.whole, root, references, self._doc)
        numbers: list[Any] = []
        for page, elements in enumerate(self._marked):
            if elements:
                numbers += [page, PDFArray([references[id(each)] for each in elements])]
        tree.dict |= {
            "K": PDFArray([references[id(self.whole)]]),
            "ParentTree": PDFDictionary({"Nums": PDFArray(numbers)}),
            "ParentTreeNextKey": len(self._marked),
        }
        return tree

    def _references(self) -> dict[int, Any]:
        return {
            id(each): self._doc.Reference(each.entries, f"Element{number}")
            for number, each in enumerate(_all(self.whole))
        }


def _all(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _all(kid)


def _fill(element: Element, parent: Any, references: dict[int, Any], document: Any) -> None:
    own = references[id(element)]
    page = _only_page(element)
    kids: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            _fill(kid, own, references, document)
            kids.append(references[id(kid)])
        else:
            kids.append(kid[1] if page is not None else _content(*kid, document))
    element.entries.dict |= {"S": PDFName(element.tag), "P": parent, "K": PDFArray(kids)}
    element.entries.dict |= element.attributes
    if page is not None:
        element.entries.dict["Pg"] = document.Reference(document.Pages.pages[page])


def _only_page(element: Element) -> int | None:
    """The page of all its marked content: said once, it makes files a good deal smaller."""
    pages = {kid[0] for kid in element.kids if not isinstance(kid, Element)}
    return pages.pop() if len(pages) == 1 else None


def _content(page: int, number: int, document: Any) -> PDFDictionary:
    reference = document.Reference(document.Pages.pages[page])
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": reference, "MCID": number})


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
