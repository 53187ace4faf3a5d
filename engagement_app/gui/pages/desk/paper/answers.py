"""What can be answered for a line, as a table: the key, the words, and what it means."""

from typing import NamedTuple

from engagement_app.language import _


class Answer(NamedTuple):
    """One answer: its key, its words, and the field and value it stands for."""

    key: str
    title: str
    field: str
    value: str


PRESENCE = (
    Answer("h", _("Here (H or Enter)"), "status", "here"),
    Answer("n", _("Did not come (N)"), "status", "did_not_come"),
    Answer("e", _("Excused (E)"), "status", "excused"),
    Answer("l", _("Skip the line (L)"), "skip", ""),
)
TICKED = (
    Answer("y", _("Stay involved: yes (Y)"), "wants_to_stay_involved", "yes"),
    Answer("n", _("Stay involved: no (N)"), "wants_to_stay_involved", "no"),
    Answer("f", _("First time: yes (F)"), "first_time", "yes"),
    Answer("g", _("First time: no (G)"), "first_time", "no"),
)
EMPTY = {"wants_to_stay_involved": "not_asked", "first_time": "not_known"}
"""What stands where neither box is ticked."""
