"""Whether the status in a row is taken: a list knows less than the door, and than the desk."""

from engagement_app.domain.importing.bringing import Past
from engagement_app.domain.importing.listing import Row
from engagement_app.domain.lists import AttendeeLine
from engagement_app.language import _

_CAME = ("here", "left")
_WORDS = {
    "expected": _("expected"),
    "here": _("here"),
    "left": _("left"),
    "did_not_come": _("did not come"),
    "excused": _("excused"),
}


def news_of(past: Past, line: AttendeeLine, row: Row, *, is_first: bool) -> tuple[bool, str]:
    """Whether the row's status is taken, and what to tell of it, for a `{name}`; else empty.

    Of two rows for one attendance the first counts, but that somebody came counts in any. Whoever
    was here stays so. What a person set is raised, as from expected to here, and never taken
    back: another program's list does not know of it.
    """
    if line.status is None or line.status == row["status"]:
        return False, ""
    if row["status"] in _CAME:
        told = "" if line.status in (*_CAME, "expected") else _signed_in(line.status)
        takes = line.status == "left"
    else:
        told = ""
        takes = line.status in _CAME or (is_first and _is_told_by_lists(line.status, row))
    if takes and _is_kept(past, line, row):
        return False, _set_here(line.status, row["status"])
    return takes, told


def _is_told_by_lists(status: str, row: Row) -> bool:
    """That somebody is expected is news only of one who had sent apologies."""
    return status != "expected" or row["status"] == "excused"


def _is_kept(past: Past, line: AttendeeLine, row: Row) -> bool:
    """Whether a person set the status, and the row says what was there before, or less."""
    own_list = row["id"] == line.id
    if not past.by_hand(row["id"], "status", own_list=own_list):
        return False
    if past.is_overruled(row["id"], "status", line.status, own_list=own_list):
        return True
    return row["status"] in ("excused", "did_not_come") and not own_list


def _signed_in(status: str) -> str:
    sentence = _("The list says “{status}”, but {name} was signed in here; kept so.")
    return sentence.replace("{status}", _WORDS[status])


def _set_here(status: str, kept: str) -> str:
    sentence = _("The list says “{status}”, but {name} was set to “{kept}” here; kept so.")
    return sentence.replace("{status}", _WORDS[status]).replace("{kept}", _WORDS[kept])
