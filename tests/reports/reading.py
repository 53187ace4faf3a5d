"""PDFs read back: their words, their fonts, their bookmarks."""

from io import BytesIO

from pypdf import PdfReader


def opened(pdf):
    return PdfReader(BytesIO(pdf))


def pages(pdf):
    """The words of each page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in opened(pdf).pages]


def words(pdf):
    return " ".join(pages(pdf))


def fonts(pdf):
    """Every font object of the file by its name, whether or not a page uses it."""
    objects = (reference.get_object() for reference in _references(opened(pdf)))
    return {
        each["/BaseFont"].partition("+")[2] or each["/BaseFont"]: each
        for each in objects
        if isinstance(each, dict) and each.get("/Type") == "/Font"
    }


def _references(reader):
    return [reader._get_object_from_stream and reader.get_object(n) for n in _numbers(reader)]


def _numbers(reader):
    return sorted({number for table in reader.xref.values() for number in table if number})


def bookmarks(pdf):
    """Pairs of level and title, in order."""
    return list(_flat(opened(pdf).outline, 0))


def _flat(entries, level):
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat(entry, level + 1)
        else:
            yield level, entry.title


def sizes(pdf):
    """The sizes of its text in points, rounded to tenths."""
    found = set()

    def note(text, _cm, tm, _font, size):
        if text.strip():
            found.add(round(size * abs(tm[3]), 1))

    for page in opened(pdf).pages:
        page.extract_text(visitor_text=note)
    return found
