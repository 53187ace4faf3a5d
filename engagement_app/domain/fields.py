"""What a field of a record may hold: one description for the table, the checks and the format.

A record's class says `title: str = field(Text(required=True))` and nothing else has to be told.
Each kind knows its column, how it is read from and written to the open format, and its bounds.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine
from sqlmodel import Field

from engagement_app.domain.amounts import hundredths, pounds
from engagement_app.language import _
from engagement_app.store.columns import Hundredths, moment_text
from engagement_app.store.columns import Moment as MomentColumn

BLANKS = (
    "".join(map(chr, (9, 10, 11, 12, 13, 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B))))
    + "\u2028\u2029\u202f\u205f\u3000"
)
LONGEST = 1_000_000
"""Characters of one text, which no form and no file of ours goes beyond."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([0-9]{2}:[0-9]{2}(:[0-9]{2}(?:\.([0-9]+))?)?)"
    r"([Zz]|[+-][0-9]{2}(:?[0-5][0-9])?)"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Wrong(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """A value that a field cannot hold; the text is a sentence for the person."""


class Number(str):
    """A number of a JSON document, as it was written there."""

    __slots__ = ()


@dataclass(frozen=True)
class Kind:
    """A kind of field; `default` is what a field left out holds."""

    required: bool = False
    default: Any = None

    @property
    def column(self) -> TypeEngine[Any]:
        raise TypeError(type(self))

    def read(self, value: Any) -> Any:
        """The value of a JSON document; raises `Wrong`."""
        if not isinstance(value, str) or isinstance(value, Number):
            raise Wrong(_("This must be a text in quotation marks."))
        return self.check(value)

    def check(self, value: Any) -> Any:
        """A value from a form or a program, made regular; raises `Wrong`."""
        return value

    def write(self, value: Any) -> Any:
        """The value as JSON has it."""
        return value


@dataclass(frozen=True)
class Text(Kind):
    """Words: NFC, no white space at the ends, new lines and tabs kept; blanks only is nothing.

    `long` text has several lines where it is entered. More than `LONGEST` characters are no words.
    """

    long: bool = False
    column: ClassVar[TypeEngine[Any]] = sa.Text()

    def check(self, value: str | None) -> str | None:
        if value is None:
            return None
        if len(value) > LONGEST:
            sentence = _("This is longer than {longest} characters. Shorten it.")
            raise Wrong(sentence.format(longest=f"{LONGEST:,}"))
        text = value if value.isascii() else unicodedata.normalize("NFC", value)
        text = text.replace("\r\n", "\n").strip(BLANKS)
        if found := _FORBIDDEN.search(text):
            code = f"U+{ord(found[0]):04X}"
            raise Wrong(
                _("The control character {code} cannot be kept. Remove it.").format(code=code)
            )
        return text or None


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words, stored as written."""

    values: tuple[str, ...] = ()
    column: ClassVar[TypeEngine[Any]] = sa.String(20)

    def check(self, value: str | None) -> str | None:
        if value is None and not self.required:
            return str(self.default)
        if value not in self.values:
            known = ", ".join(self.values)
            raise Wrong(_("This must be one of: {known}.").format(known=known))
        return value


def choice(words: str, default: str | None = None, *, required: bool = False) -> Choice:
    """A choice of the words; the first is the default unless another is named."""
    values = tuple(words.split())
    return Choice(required, None if required else default or values[0], values)


def tri() -> Choice:
    """yes, no or not known."""
    return choice("yes no not_known", "not_known")


@dataclass(frozen=True)
class Flag(Kind):
    """True or false."""

    default: bool = False
    column: ClassVar[TypeEngine[Any]] = sa.Boolean()

    def read(self, value: Any) -> bool:
        return self.check(value)

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Wrong(_("This must be true or false."))
        return value


@dataclass(frozen=True)
class Count(Kind):
    """A whole number that a 32-bit column can hold."""

    column: ClassVar[TypeEngine[Any]] = sa.Integer()
    most: ClassVar[int] = 2_147_483_647

    def read(self, value: Any) -> int:
        if not isinstance(value, Number) or "." in value or "e" in value.lower():
            raise Wrong(_("This must be a whole number, without quotation marks."))
        return self.check(int(value) if len(value) < 20 else -1)

    def check(self, value: int) -> int:
        if value < 0 or value > self.most:
            raise Wrong(_("This must be from 0 to {most}.").format(most=f"{self.most:,}"))
        return value


def _two_decimals(value: Any) -> Decimal:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise Wrong(_("This must be a plain number such as 12.50."))
    whole, _point, part = value.partition(".")
    if len(part.rstrip("0")) > 2:
        raise Wrong(_("This may have two decimals at most."))
    return Decimal(f"{whole}.{part[:2]}" if part else whole)


@dataclass(frozen=True)
class Hundredth(Kind):
    """A number with two decimals at most, from 0 to `most`, in JSON a string or a number."""

    most: Decimal = Decimal("99999.99")
    above_zero: bool = False
    as_number: bool = True

    @property
    def column(self) -> TypeEngine[Any]:
        return Hundredths(len(str(self.most)) - 1)

    def read(self, value: Any) -> Decimal:
        if isinstance(value, Number) and not self.as_number:
            raise Wrong(_("This must be a text such as “12.50”, in quotation marks."))
        return self.check(_two_decimals(value))

    def check(self, value: Decimal) -> Decimal:
        if not 0 <= value <= self.most:
            raise Wrong(_("This must be from 0 to {most}.").format(most=f"{self.most:,}"))
        if self.above_zero and value == 0:
            raise Wrong(_("This must be more than 0."))
        if value != round(value, 2):
            raise Wrong(_("This may have two decimals at most."))
        return abs(value)

    def write(self, value: Decimal | None) -> str | None:
        return None if value is None else hundredths(value)


def hours(*, required: bool = False, above_zero: bool = False) -> Hundredth:
    """Hours, 0 to 99,999.99."""
    return Hundredth(required, None if required else Decimal(0), above_zero=above_zero)


def percent() -> Hundredth:
    """0 to 100, or nothing."""
    return Hundredth(most=Decimal("100.00"))


@dataclass(frozen=True)
class Money(Kind):
    """Whole pence in the file, a string of pounds in JSON."""

    column: ClassVar[TypeEngine[Any]] = sa.BigInteger()
    most: ClassVar[int] = 99_999_999_999

    def read(self, value: Any) -> int:
        if isinstance(value, Number):
            raise Wrong(_("This must be a text such as “1234.50”, in quotation marks."))
        return self.check(int(_two_decimals(value) * 100))

    def check(self, value: int) -> int:
        if value < 0 or value > self.most:
            raise Wrong(_("This must be from £0.00 to £999,999,999.99."))
        return value

    def write(self, value: int) -> str:
        return pounds(value)


def money(*, required: bool = False) -> Money:
    """Pence, 0 unless required."""
    return Money(required, None if required else 0)


@dataclass(frozen=True)
class Day(Kind):
    """A day that exists; `past` where it is one that has been, so that `3 May` is the last one."""

    past: bool = False
    column: ClassVar[TypeEngine[Any]] = sa.Date()

    def read(self, value: Any) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise Wrong(_("This must be a day such as “2026-11-23”."))
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Wrong(_("There is no such day: {day}.").format(day=value)) from None

    def write(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()


@dataclass(frozen=True)
class Moment(Kind):
    """A point in time; in JSON with its offset from UTC."""

    column: ClassVar[TypeEngine[Any]] = MomentColumn()

    def read(self, value: Any) -> datetime:
        found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
        if not found or len((found[3] or "").rstrip("0")) > 6:
            raise Wrong(_("This must be a time with its offset, such as “2026-11-23T10:15:00Z”."))
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            raise Wrong(_("There is no such time: {time}.").format(time=value)) from None

    def check(self, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise Wrong(_("This time needs its offset from UTC."))
        return None if value is None else value.astimezone(UTC)

    def write(self, value: datetime | None) -> str | None:
        return None if value is None else moment_text(value)


def is_id(value: Any) -> bool:
    """Whether it is a UUID in its canonical lower-case form."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def check_id(value: Any) -> str:
    """A UUID in its canonical lower-case form; raises `Wrong`."""
    if not is_id(value):
        raise Wrong(_("This must be an id such as “0b6f6a1e-5d0c-4c6e-9d3e-2f1f0c1c7a11”."))
    found: str = value
    return found


@dataclass(frozen=True)
class Link(Kind):
    """The id of a record of another table."""

    table: str = ""
    column: ClassVar[TypeEngine[Any]] = sa.String(36)

    def check(self, value: str | None) -> str | None:
        return None if value is None else check_id(value)


def link(table: str, *, required: bool = False) -> Link:
    """A link to a record of the table."""
    return Link(required, None, table)


@dataclass(frozen=True)
class Links(Kind):
    """Ids of records of another table, each once."""

    default: tuple[str, ...] = ()
    table: str = ""
    column: ClassVar[TypeEngine[Any]] = sa.JSON()

    def read(self, value: Any) -> list[str]:
        return self.check(value)

    def check(self, value: Any) -> list[str]:
        if not isinstance(value, list | tuple):
            raise Wrong(_("This must be a list of ids."))
        ids = [check_id(each) for each in value]
        if len(set(ids)) < len(ids):
            raise Wrong(_("An id stands twice in this list."))
        return ids


@dataclass(frozen=True)
class Answers(Kind):
    """What somebody answered, question by question."""

    default: tuple[()] = ()
    column: ClassVar[TypeEngine[Any]] = sa.JSON()

    def read(self, value: Any) -> dict[str, Any]:
        return self.check(value)

    def check(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Wrong(_("This must be an object of questions and answers."))
        answers: dict[str, Any] = _plain_answer(value)
        return answers


def _plain_answer(value: Any) -> Any:
    """Texts made regular and numbers made numbers, at every depth."""
    if isinstance(value, dict):
        answers = {Text().check(key) or "": _plain_answer(each) for key, each in value.items()}
        if len(answers) < len(value):
            raise Wrong(_("A question stands twice."))
        return answers
    if isinstance(value, list):
        return [_plain_answer(each) for each in value]
    if isinstance(value, Number):
        return _plain_number(value)
    return Text().check(value) if isinstance(value, str) else value


def _plain_number(value: Number) -> int | float:
    """A number that every program keeps as it was written: a double has 15 digits."""
    digits = value.lstrip("-0.").replace(".", "")
    if not _NUMBER.fullmatch(value) or len(digits) > 15:
        raise Wrong(_("The number {number} cannot be kept.").format(number=value[:30]))
    return float(value) if "." in value else int(value)


def default_of(kind: Kind) -> Any:
    """What a field of this kind holds when it is left out."""
    if isinstance(kind, Answers):
        return {}
    return list(kind.default) if isinstance(kind.default, tuple) else kind.default


def regular(kind: Kind, value: Any) -> Any:
    """The value made regular; nothing is the default of the field. Raises `Wrong`."""
    return default_of(kind) if value is None else kind.check(value)


def field(kind: Kind) -> Any:
    """The field of a record's class, with its column."""
    settings: dict[str, Any] = {
        "sa_type": kind.column,
        "nullable": not kind.required and kind.default is None,
        "schema_extra": {"json_schema_extra": {"kind": kind}},
    }
    if isinstance(kind, Link):
        target = sa.ForeignKey(f"{kind.table}.id", deferrable=True, initially="DEFERRED")
        settings |= {"index": True, "sa_column_args": [target]}
    if not kind.required:
        settings["default_factory"] = partial(default_of, kind)
    return Field(**settings)
