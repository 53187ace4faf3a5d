"""Read a directory, whatever it is saved as: each service that is good, each other by its path."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from engagement_app.domain.lists import ListRead, Noticed, Refused, ServiceLine
from engagement_app.errors import UserError
from engagement_app.exchange.columns import NOTHING_CHOSEN, Chosen
from engagement_app.exchange.decoding import decode
from engagement_app.exchange.directory.circles import Parents
from engagement_app.exchange.directory.packages import (
    Folder,
    Parts,
    Zip,
    nested_services,
    read_package,
)
from engagement_app.exchange.directory.services import UnfitError, odd_dates, service_line
from engagement_app.exchange.marking import N_
from engagement_app.exchange.source_file import is_json, is_workbook, read_source
from engagement_app.exchange.strict_json import walk
from engagement_app.language import _

PAGE, PACKAGE = (
    N_("a page of services (Open Referral)"),
    N_("a package of services (Open Referral)"),
)
_LISTS = ("contents", "content")
"""What the list of a page is called: in Open Referral UK 3, and in feeds of its first version."""
_PAGES = ("total_pages", "totalPages")
_ITEMS = ("total_items", "totalElements")
_LAST = ("last_page", "last")
_FIRST = ("first_page", "first")


def read_services(
    path: Path,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    columns: Chosen = NOTHING_CHOSEN,
) -> ListRead[ServiceLine]:
    """The services of a page saved as JSON, or of a folder or zip file that is a CSV package.

    `date_order` and `columns` are taken for likeness: no date is kept, and the standard names the
    columns. A UserError where the file as a whole cannot be read or holds no service.
    """
    if path.is_dir():
        return _package(Folder(path), encoding)
    data = read_source(path)
    if is_workbook(data):
        return _package(Zip(data, path.name), encoding)
    if not is_json(data):
        sentence = _(
            "{name} is no directory of services. Save a page of services as .json, or choose the"
            " folder or zip file with datapackage.json."
        )
        raise UserError(sentence.format(name=path.name))
    return _page(decode(data, path.name, encoding), path.name)


class _Directory:
    """Collects what is read, service by service."""

    def __init__(self) -> None:
        self.parents = Parents()
        self._lines: list[ServiceLine] = []
        self._refused: list[Refused] = []
        self._noticed: list[Noticed] = []
        self._places: dict[str, str] = {}

    def take(self, place: str, line: int, found: Any) -> None:
        """One service: kept, or refused by its path."""
        self.parents.see_service(found)
        try:
            service = service_line(line, place, found)
            first = self._places.setdefault(service.reference, place)
            if first != place:
                sentence = _("{path}: this id is that of {first} too, which is taken.")
                raise UnfitError(sentence.format(path=f"{place}.id", first=first))  # noqa: TRY301
        except UnfitError as error:
            self._refused.append(Refused(line, str(error)))
            return
        self._lines.append(service)
        self._noticed += [Noticed(line, sentence) for sentence in odd_dates(place, found)]

    def read(self, layout: str, name: str, *, is_whole: bool) -> ListRead[ServiceLine]:
        """All of it; raises `UserError` where there is nothing."""
        if not self._lines and not self._refused:
            raise UserError(_("{name} holds no service.").format(name=name))
        circles = [Noticed(0, sentence) for sentence in self.parents.circles()]
        return ListRead(
            layout=_(layout),
            lines=tuple(self._lines),
            refused=tuple(self._refused),
            noticed=(*circles, *self._noticed),
            unknown_headers=(),
            source="open-referral",
            is_whole=is_whole,
        )


def _page(text: str, name: str) -> ListRead[ServiceLine]:
    found, counts = _Directory(), dict.fromkeys((*_LISTS, ""), 0)

    def take(wanted: str, line: int, service: Any) -> None:
        place = f"{wanted or '$'}[{counts[wanted]}]"
        counts[wanted] += 1
        found.take(place, line, service)

    if text.lstrip()[:1] == "[":
        walk('{"":' + text + "}", name, ("",), take)
        return found.read(PAGE, name, is_whole=True)
    rest = walk(text, name, _LISTS, take)
    if any(isinstance(rest.get(each), int) for each in _LISTS):
        return found.read(PAGE, name, is_whole=_is_whole(rest, sum(counts.values())))
    if "name" not in rest:
        sentence = _("{name} is no page of services: it has no list “contents”.")
        raise UserError(sentence.format(name=name))
    found.take("$", 1, rest)
    return found.read(PAGE, name, is_whole=False)


def _is_whole(page: Mapping[str, Any], count: int) -> bool:
    """Whether the page does not say that there are others."""
    pages, items = _number(page, _PAGES), _number(page, _ITEMS)
    ends = [page.get(name) for name in (*_FIRST, *_LAST)]
    return (pages or 1) <= 1 and (items or 0) <= count and False not in ends


def _number(page: Mapping[str, Any], names: tuple[str, ...]) -> Decimal | None:
    values = (page.get(name) for name in names)
    return next((value for value in values if isinstance(value, Decimal)), None)


def _package(parts: Parts, encoding: str | None) -> ListRead[ServiceLine]:
    path, tables = read_package(parts, encoding)
    found = _Directory()
    for kind in ("organization", "taxonomy_term"):
        for _line, row in tables[kind]:
            found.parents.see(kind, row)
    for line, service in nested_services(tables):
        found.take(_("{file}, line {line}").format(file=path, line=line), line, service)
    return found.read(PACKAGE, parts.name, is_whole=True)
