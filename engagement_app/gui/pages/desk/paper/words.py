"""How a line of the sheet is told."""

from engagement_app.domain.keying import SheetRow, Tallied
from engagement_app.domain.sheet_lines import Line
from engagement_app.domain.wording import word_of
from engagement_app.gui.pages.desk.words import clock
from engagement_app.language import _, plural

_WANTS = {"yes": _("stay involved: yes"), "no": _("stay involved: no")}
_FIRST = {"yes": _("first time"), "no": _("not the first time")}


def name_of(row: SheetRow) -> str:
    """Who stands on the row."""
    if row.line is None:
        return _("Blank row")
    return row.line.name or _("Somebody nameless")


def state_of(line: Line) -> str:
    """Where somebody stands, since when, and what they ticked."""
    word = word_of(line.status)
    if line.status == "here" and line.arrived_at:
        word = _("{word}, since {time}").format(word=word, time=clock(line.arrived_at))
    said = (_WANTS.get(line.wants_to_stay_involved), _FIRST.get(line.first_time))
    return " · ".join([word, *(each for each in said if each)])


def state_of_row(row: SheetRow) -> str:
    """The state of a row; of one that says nothing yet, that it is not keyed."""
    if row.line is None:
        return ""
    return _("Not keyed yet") if row.is_open else state_of(row.line)


def told_tally(counted: Tallied) -> str:
    """One sentence on the whole sheet."""
    parts = [
        _("{count} here").format(count=f"{counted.here:,}"),
        _("{count} did not come").format(count=f"{counted.did_not_come:,}"),
        _("{count} excused").format(count=f"{counted.excused:,}"),
        plural("{count} line not keyed", "{count} lines not keyed", counted.open),
        plural("{count} from a blank row", "{count} from blank rows", counted.added),
    ]
    return ", ".join(parts)
