"""At which line of a sheet the work was left: a number, kept on this laptop for each event."""

from engagement_app.gui.settings import remember, remembered


def left_at(event_id: str) -> int:
    """The number of the line; 0 where none was begun, or all were done."""
    found = remembered(_name(event_id))
    return int(found) if found.isascii() and found.isdecimal() else 0


def note_place(event_id: str, number: int) -> None:
    """Keep the line that is being keyed."""
    remember(_name(event_id), str(number))


def _name(event_id: str) -> str:
    return f"sheet_line/{event_id}"
