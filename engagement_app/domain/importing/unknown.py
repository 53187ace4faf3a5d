"""What to say of a row that names a record which is not there, or not once."""

from collections.abc import Sequence

from engagement_app.language import _

_MOST_NAMED = 8
_UNKNOWN = {
    "event": _(
        "There is no event “{name}”. Mend the title or empty the cell; a new event comes in with"
        " an attendance list that has a column Event, or with “import project”."
    ),
    "body": _(
        "There is no body “{name}”. Mend the name or empty the cell; a new body comes in with"
        " “import project”."
    ),
    "engagement_role": _(
        "There is no role “{name}”. Mend the title, or take in the roles first with “import roles”."
    ),
}
_SEVERAL = {
    "event": _(
        "Several events are called “{name}”. Empty the cell and choose the event of the list (on"
        " the command line with --event and its id)."
    ),
    "body": _("Several bodies are called “{name}”. Empty the cell, or give them other names."),
    "engagement_role": _("Several roles are called “{name}”. Give them titles that differ."),
}


def why_not_found(table: str, name: str, found: int, titles: Sequence[str]) -> str | None:
    """Why a name stands for no record of the table; None where it was found once.

    `titles` are those on record, of which the sentence names the first few.
    """
    if found == 1:
        return None
    if found:
        return _SEVERAL[table].format(name=name)
    return f"{_UNKNOWN[table].format(name=name)} {_what_there_is(titles)}"


def _what_there_is(titles: Sequence[str]) -> str:
    if not titles:
        return _("There are none yet.")
    named = ", ".join(f"“{title}”" for title in titles[:_MOST_NAMED])
    if len(titles) > _MOST_NAMED:
        more = f"{len(titles) - _MOST_NAMED:,}"
        return _("There are: {titles} and {count} more.").format(titles=named, count=more)
    return _("There are: {titles}.").format(titles=named)
