"""Which column of a table is which field, and its texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from engagement_app.errors import UserError
from engagement_app.exchange.headers import Layout, fold
from engagement_app.exchange.tables import Table
from engagement_app.exchange.texts import LONGEST_NOTE, LONGEST_TEXT, clean_column
from engagement_app.language import _

Texts = list[str | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of each field by position, best first, and what was not understood."""

    fields: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]


def plan(table: Table, layout: Layout) -> Plan:
    """Match the header row of a table with the fields of a layout."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    unknown: list[str] = []
    taken: set[str] = set()
    for at, header in enumerate(table.header):
        name = fold(header)
        found = layout.field_of(name)
        again = name in taken and name in layout.first_of_two
        taken.add(name)
        if found and not again:
            ranked.setdefault(found[0], []).append((found[1], at))
        elif not again and name not in layout.ignored:
            unknown += _unnamed_or(header, at, table)
    fields = {field: tuple(at for _rank, at in sorted(found)) for field, found in ranked.items()}
    return Plan(fields, tuple(unknown))


def _unnamed_or(header: str, at: int, table: Table) -> list[str]:
    if header.strip():
        return [" ".join(header.split())]
    if any(cell.strip() for cell in table.columns[at]):
        return [_("(column {number}, without a header)").format(number=at + 1)]
    return []


def recognised(table: Table, chosen: Plan) -> tuple[tuple[str, str], ...]:
    """Each header used, with its field, in the order of the file."""
    pairs = sorted((at, field) for field, ats in chosen.fields.items() for at in ats)
    return tuple((" ".join(table.header[at].split()), field) for at, field in pairs)


class Columns:
    """The texts of the fields of a table, each cleaned once, when asked for."""

    def __init__(self, table: Table, chosen: Plan, *, visible_only: frozenset[str]) -> None:
        self._table = table
        self._plan = chosen
        self._visible_only = visible_only
        self.count = len(table.lines)
        self.faults = table.faults

    def has(self, field: str) -> bool:
        return field in self._plan.fields

    def header(self, field: str) -> str:
        """The header of the best column of a field, for sentences."""
        return " ".join(self._table.header[self._plan.fields[field][0]].split())

    def texts(self, field: str, *, longest: int = LONGEST_TEXT) -> Texts:
        """The texts of a field; where several columns mean it, the best that has something."""
        found: Texts = [None] * self.count
        before: dict[str, Texts] = {}
        for at in self._plan.fields.get(field, ()):
            header = " ".join(self._table.header[at].split())
            texts = clean_column(
                header,
                self._table.columns[at],
                self.faults,
                visible_only=field in self._visible_only,
                exact=not self._visible_only,
                longest=longest,
            )
            self._refuse_two_minds(header, before.setdefault(fold(header), texts), texts)
            found = texts if at == self._plan.fields[field][0] else _filled(found, texts)
        return found

    def notes(self, field: str) -> Texts:
        """The texts of a field that may be long."""
        return self.texts(field, longest=LONGEST_NOTE)

    def _refuse_two_minds(self, header: str, first: Texts, again: Texts) -> None:
        if first is again:
            return
        for row, (one, other) in enumerate(zip(first, again, strict=True)):
            if one and other and one != other:
                raise UserError(
                    _("The column “{header}” stands twice and the two differ on line {line}. "
                      "Remove or rename one of them.").format(
                        header=header, line=self.faults.line(row)
                    )
                )  # fmt: skip


def _filled(best: Texts, other: Texts) -> Texts:
    return [one or another for one, another in zip(best, other, strict=True)]
