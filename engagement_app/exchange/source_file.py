"""The bytes of a file to be read, and what kind of file it is."""

from pathlib import Path

from engagement_app.errors import UserError
from engagement_app.exchange.marking import N_
from engagement_app.language import _

LARGEST_BYTES = 50 * 1024 * 1024
ZIP = b"PK\x03\x04"

# First bytes of files that are no list, with what to do about them; also before white space.
_NO_LIST = (
    (
        b"\xd0\xcf\x11\xe0",
        N_(
            "{name} is an old Excel workbook (.xls) or a protected one. Save it as .xlsx without a "
            "password, or as CSV, and import that."
        ),
    ),
    (b"%PDF", N_("{name} is a PDF document. Ask for the list as .xlsx or CSV.")),
    (b"\x89PNG", N_("{name} is a picture. Ask for the list as .xlsx or CSV.")),
    (b"\xff\xd8\xff", N_("{name} is a picture. Ask for the list as .xlsx or CSV.")),
    (b"GIF8", N_("{name} is a picture. Ask for the list as .xlsx or CSV.")),
    (b"{\\rtf", N_("{name} is a text document. Save its table as .xlsx or CSV.")),
    (b"<", N_("{name} is a web page or XML. Save the list as .xlsx or CSV and import that.")),
    (b"\x1f\x8b", N_("{name} is a compressed file. Unpack it and import what is inside.")),
    (b"SQLite format 3", N_("{name} is a database. Save the list as .xlsx or CSV.")),
)


def read_source(path: Path) -> bytes:
    """The bytes of the file, at most 50 MB; a UserError where there is nothing to read."""
    try:
        if path.is_dir():
            raise UserError(_("{name} is a folder. Choose a file.").format(name=path.name))
        if not path.exists():
            raise UserError(_("There is no file {path}. Check its name.").format(path=path))
        if path.stat().st_size > LARGEST_BYTES:
            raise UserError(
                _("{name} is larger than 50 MB. Split it into smaller files.").format(
                    name=path.name
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            _("{name} cannot be read: {reason}. Check that you may open it.").format(
                name=path.name, reason=error.strerror
            )
        ) from error
    if not data.strip():
        raise UserError(_("{name} is empty. Choose another file.").format(name=path.name))
    return data


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip file, as every .xlsx is."""
    return data.startswith(ZIP)


def is_json(data: bytes) -> bool:
    """Whether the text begins as a JSON document does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise a UserError that says what the file is, where it is surely no text of a list."""
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, sentence in _NO_LIST:
        if start.startswith(signature):
            raise UserError(_(sentence).format(name=name))
