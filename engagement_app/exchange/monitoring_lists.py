"""Equality monitoring as a list or a workbook: the printed figures, hidden ones as such."""

from collections.abc import Iterator

from engagement_app.exchange.list_files import Cell, as_csv, as_workbook
from engagement_app.exchange.workbook import Column, Kind
from engagement_app.language import _
from engagement_app.resourcing.monitoring import Monitoring

_COLUMNS = (
    Column(_("Question"), Kind.LONG),
    Column(_("Asked of those who answered")),
    Column(_("Answer"), Kind.LONG),
    Column(_("People"), Kind.COUNT),
)


def monitoring_csv(found: Monitoring) -> bytes:
    """The tables one after the other as `.csv`."""
    return as_csv(_COLUMNS, list(_rows(found)))


def monitoring_workbook(found: Monitoring) -> bytes:
    """The same as `.xlsx`."""
    return as_workbook(_("Equality monitoring"), _COLUMNS, list(_rows(found)))


def _rows(found: Monitoring) -> Iterator[tuple[Cell, ...]]:
    yield _("Slips in the file"), "", "", _cell(found.slips)
    for each in found.tables:
        for answer, count in each.rows:
            yield each.words, each.after, answer, _cell(count)
        yield each.words, each.after, _("All who answered"), _cell(each.total)
        if each.sum_words:
            yield each.words, each.after, each.sum_words, _cell(each.sum)


def _cell(count: int | None) -> Cell:
    return _("hidden") if count is None else count
