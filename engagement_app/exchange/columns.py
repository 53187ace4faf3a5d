"""Which column of a table is which field, and its texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engagement_app.domain.lists import ListColumn
from engagement_app.errors import UserError
from engagement_app.exchange.headers import Layout, fold
from engagement_app.exchange.tables import Table
from engagement_app.exchange.texts import LONGEST_NOTE, LONGEST_TEXT, clean_column, too_long
from engagement_app.language import _

Texts = list[str | None]
Chosen = Mapping[str, str]
"""By header, as `shown_header` gives it: the field a person chose, or empty to leave it out."""
NOTHING_CHOSEN: Chosen = {}
_EXAMPLE = 60
_LONGEST_HEADER = 200
_CHOSEN = -1
"""The rank of a column that a person chose: better than the best that is understood."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of each field by position, best first, and what was not understood."""

    fields: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]


def shown_header(header: str, at: int) -> str:
    """A header on one line; a column without one is named by its place."""
    plain = " ".join(header.split())
    return plain or _("(column {number}, without a header)").format(number=at + 1)


def fields_of(layout: Layout, cells: Sequence[str], own: Chosen = NOTHING_CHOSEN) -> list[str]:
    """The fields of a row if it is the header row; what a person chose stands above the layout."""
    found = []
    for at, cell in enumerate(cells):
        known = layout.field_of(fold(cell)) if len(cell) <= _LONGEST_HEADER else None
        field = own.get(shown_header(cell, at), known[0] if known else "")
        if field:
            found.append(field)
    return found


def plan(table: Table, layout: Layout, own: Chosen = NOTHING_CHOSEN) -> Plan:
    """Match the header row of a table with the fields of a layout, and what a person chose."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    unknown: list[str] = []
    taken: set[str] = set()
    for at, header in enumerate(table.header):
        name = fold(header)
        found = layout.field_of(name)
        again = name in taken and name in layout.first_of_two
        taken.add(name)
        chosen = own.get(shown_header(header, at))
        if chosen is not None:
            if chosen:
                ranked.setdefault(chosen, []).append((_CHOSEN, at))
        elif found and not again:
            ranked.setdefault(found[0], []).append((found[1], at))
        elif not again and name not in layout.ignored:
            unknown += _unnamed_or(header, at, table)
    fields = {field: tuple(at for _rank, at in sorted(found)) for field, found in ranked.items()}
    return Plan(fields, tuple(unknown))


def _unnamed_or(header: str, at: int, table: Table) -> list[str]:
    if header.strip() or any(cell.strip() for cell in table.columns[at]):
        return [shown_header(header, at)]
    return []


def every_column(table: Table, chosen: Plan) -> tuple[ListColumn, ...]:
    """All columns that have anything in them, in the order of the file."""
    taken = {at: field for field, ats in chosen.fields.items() for at in ats}
    return tuple(
        ListColumn(shown_header(header, at), taken.get(at, ""), example)
        for at, header in enumerate(table.header)
        if (example := _example(table.columns[at])) or header.strip()
    )


def _example(cells: Sequence[str]) -> str:
    first = next((cell for cell in cells if cell.strip()), "")
    return " ".join(first[: 4 * _EXAMPLE].split())[:_EXAMPLE]


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
            texts = self._cleaned(field, at, longest)
            self._refuse_two_minds(header, before.setdefault(fold(header), texts), texts)
            found = texts if at == self._plan.fields[field][0] else _filled(found, texts)
        return found

    def _cleaned(self, field: str, at: int, longest: int) -> Texts:
        return clean_column(
            " ".join(self._table.header[at].split()),
            self._table.columns[at],
            self.faults,
            visible_only=field in self._visible_only,
            exact=not self._visible_only,
            longest=longest,
        )

    def notes(self, field: str) -> Texts:
        """The texts of a field that may be long; what several columns say stands side by side."""
        best = self.texts(field, longest=LONGEST_NOTE)
        ats = self._plan.fields.get(field, ())
        if len(ats) < 2:
            return best
        columns = [self._cleaned(field, at, LONGEST_NOTE) for at in ats]
        joined = ["; ".join(dict.fromkeys(filter(None, row))) for row in zip(*columns, strict=True)]
        for row, text in enumerate(joined):
            if len(text) > LONGEST_NOTE:
                self.faults.refuse(row, f"{self.header(field)}: {too_long(LONGEST_NOTE)}")
        return [text or None for text in joined]

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
