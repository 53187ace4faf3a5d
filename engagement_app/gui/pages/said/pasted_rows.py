"""The lines of a list as entries to be: what each says, and what becomes of it or why nothing."""

from engagement_app.domain.recording import NewName
from engagement_app.domain.wording import word_of
from engagement_app.gui.pages.said.names import Names
from engagement_app.gui.pages.said.sifting import Sifted
from engagement_app.gui.tables.model import Column
from engagement_app.language import _


def columns(names: Names) -> tuple[Column[Sifted], ...]:
    """Number of the line, words, and the rest of the entry in one sentence."""

    def becomes(row: Sifted) -> str:
        if row.waits:
            return _("Whose voice?")
        return f"⚠ {row.problem}" if row.noted is None else _told(row, names)

    return (
        Column(_("Line"), lambda row: str(row.at + 1), 4, right=True),
        Column(_("Words"), _words, 34, tip=_words),
        Column(_("Becomes"), becomes, 34, tip=becomes),
    )


def _words(row: Sifted) -> str:
    return row.line if row.noted is None else str(row.noted.values["words"])


def _told(row: Sifted, names: Names) -> str:
    """Voice, who, for whom, themes and follow-up, as far as they are named."""
    assert row.noted is not None
    values = row.noted.values

    def called(table: str, value: str | NewName) -> str:
        name = names.title(table, value)
        return _("{name} (new)").format(name=name) if isinstance(value, NewName) else name

    told = [word_of(values["voice"])]
    told += [called("attendance", values["attendance_id"])] if values["attendance_id"] else []
    if community := values["community_id"]:
        told.append(_("for {community}").format(community=called("community", community)))
    told += [called("theme", each) for each in values["theme_ids"]]
    if row.noted.follow_up:
        told.append(_("follow-up: {text}").format(text=row.noted.follow_up))
    return " · ".join(told)
