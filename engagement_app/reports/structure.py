"""What is a heading, a table, a list, a link: the parts of a paper and what they hold.

Sources: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1).
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFObject, format


class Content(NamedTuple):
    """Marked content: the number it has on its page."""

    page: int
    number: int


class Annotated(NamedTuple):
    """What can be clicked: an annotation on a page."""

    page: int
    reference: Any


class Element(PDFObject):
    """One element of the structure: its tag, what it holds, and where it belongs.

    Written by itself: a long table has very many, and dictionaries of ReportLab's own are slow.
    """

    __slots__ = ("__InternalName__", "attributes", "kids", "number", "parent", "tag")

    def __init__(self, tag: str, **attributes: Any) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent: Element | None = None
        self.kids: list[Element | Content | Annotated] = []
        self.number = 0
        """The number of its object in the file, once it is known."""

    def holds(self, part: "Element") -> "Element":
        """Make `part` its next part, and give it."""
        part.parent = self
        self.kids.append(part)
        return part

    def all(self) -> Iterator["Element"]:
        """Itself and what is within it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all()

    def format(self, document: Any) -> bytes:
        """As it stands in the file."""
        page = self._only_page()
        entries = [f"/S /{self.tag} /P {self._above()} 0 R"]
        if page is not None:
            entries.append(f"/Pg {_number(document, page)} 0 R")
        kids = " ".join(_written(kid, page, document) for kid in self.kids)
        entries.append(f"/K [{kids}]")
        written = " ".join(entries).encode()
        return b"<< " + written + _entries(self.attributes, document) + b" >>"

    def _above(self) -> int:
        return self.parent.number if self.parent else self.number - 1

    def _only_page(self) -> int | None:
        """The page of all its marked content: said once, it makes files a good deal smaller."""
        pages = {kid.page for kid in self.kids if isinstance(kid, Content)}
        return pages.pop() if len(pages) == 1 else None


class Clickable(PDFObject):
    """An annotation that leads somewhere; written by itself, as elements are.

    `fixed` is what of it needs no document to be written.
    """

    __slots__ = ("__InternalName__", "_fixed", "_leading")

    def __init__(self, fixed: str, leading: dict[str, Any]) -> None:
        self._fixed = fixed
        self._leading = leading

    def format(self, document: Any) -> bytes:
        """As it stands in the file."""
        kind = f"/Type /Annot /Subtype /Link /Border [0 0 0] {self._fixed}".encode()
        return b"<< " + kind + _entries(self._leading, document) + b" >>"


def _entries(named: dict[str, Any], document: Any) -> bytes:
    return b"".join(
        b" /" + name.encode() + b" " + format(value, document) for name, value in named.items()
    )


def _written(kid: Element | Content | Annotated, page: int | None, document: Any) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    if isinstance(kid, Content) and page is not None:
        return str(kid.number)
    where = f"/Pg {_number(document, kid.page)} 0 R"
    if isinstance(kid, Content):
        return f"<< /Type /MCR {where} /MCID {kid.number} >>"
    number, _version = document.idToObjectNumberAndVersion[kid.reference.name]
    return f"<< /Type /OBJR {where} /Obj {number} 0 R >>"


def _number(document: Any, page: int) -> int:
    name = document.Pages.pages[page].__InternalName__
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


def number_all(whole: Element, document: Any) -> None:
    """Give each element its object in the file, the root's right before that of `whole`."""
    for place, element in enumerate(whole.all()):
        document.Reference(element, f"Element{place}")
        element.number = document.objectcounter
