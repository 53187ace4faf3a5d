"""Bytes into text, without guessing."""

import codecs

from engagement_app.errors import UserError
from engagement_app.language import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """The text of the file `name`.

    A byte order mark decides; else the encoding that was asked for; else UTF-8. A file that
    does not fit is refused whole, since a wrong letter in a name cannot be seen afterwards.
    """
    for mark, marked_encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, marked_encoding)
    return _strictly(data, name, encoding or "utf-8", asked=encoding is not None)


def _strictly(data: bytes, name: str, encoding: str, *, asked: bool = False) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            _sentence(asked).format(name=name, line=line, encoding=encoding.upper()),
            field="encoding",
        ) from error
    except (LookupError, ValueError) as error:
        raise UserError(
            _(
                "There is no encoding called {encoding}. Choose for example cp1252 (on the command"
                " line: --encoding cp1252)."
            ).format(encoding=encoding),
            field="encoding",
        ) from error
    _refuse_nul(text, name)
    return text


def _sentence(asked: bool) -> str:
    if asked:
        return _(
            "{name} is not in the encoding {encoding}: line {line} does not fit. "
            "Choose another one (on the command line with --encoding)."
        )
    return _(
        "{name} is not in {encoding}: line {line} has letters that do not fit. Save it as "
        "“CSV UTF-8”, or say how it was saved: a file from Excel on Windows often as cp1252 (on "
        "the command line: --encoding cp1252)."
    )


def _refuse_nul(text: str, name: str) -> None:
    at = text.find("\0")
    if at >= 0:
        raise UserError(
            _("{name} is no plain text: line {line} holds a NUL character. Save the list again "
              "as CSV UTF-8 or .xlsx.").format(name=name, line=text.count("\n", 0, at) + 1)
        )  # fmt: skip
