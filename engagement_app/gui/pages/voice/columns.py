"""The columns of the lists of this page; nobody, no day and no answer are said in words."""

from collections.abc import Callable
from typing import Any

from engagement_app.domain.hearings import HearingRow
from engagement_app.domain.seats import ANSWERS, BodyRow, PartnerRow
from engagement_app.domain.what_was_said import SaidRow
from engagement_app.domain.wording import label_of, word_of
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.pages.said.columns import for_whom
from engagement_app.gui.tables.model import Column
from engagement_app.language import _, plural
from engagement_app.resourcing.evidence import lacks_mandate
from engagement_app.resourcing.messages import MessageRow

_HEADS = {
    "invited": _("Invited"),
    "seat": _("Seat"),
    "papers_in_time": _("Papers in time"),
    "can_speak": _("May speak"),
    "can_decide": _("Decides"),
    "named_partner": _("Named partner"),
}
"""Above a column there is room for less than the question that a form asks."""


def body_columns() -> tuple[Column[BodyRow], ...]:
    """Name, level and whose it is, then the six answers."""
    return (
        _text("name", _("Body"), 22, ""),
        _choice("level", _("Level"), 12),
        _named("organisation", _("Organisation"), 18),
        *(_choice(name, _HEADS[name], max(10, len(_HEADS[name]) + 2)) for name in ANSWERS),
    )


def partner_columns() -> tuple[Column[PartnerRow], ...]:
    """Which organisation, whether it is named as a partner, and notes."""
    return (
        Column(_("Partner"), lambda row: row.organisation, 26),
        _choice("named_partner", _HEADS["named_partner"], 14),
        _text("notes", _("Notes"), 24, _("None")),
    )


def hearing_columns() -> tuple[Column[HearingRow], ...]:
    """Before which body and when, what it answered and why, who carried it, where, and whether
    those who said it were told."""
    return (
        Column(_("Body"), lambda row: row.body, 22),
        _day("heard_on", _("Day"), _("Not known")),
        _choice("response", _("Answer"), 11),
        _text("reason", _("Reason"), 26, _("None given")),
        _text("carried_by", _("Carried by"), 16, _("Nobody named")),
        _named("event", _("Event"), 18),
        _day("feedback_given_on", _("Feedback given"), _("Not yet")),
    )


def message_columns() -> tuple[Column[MessageRow], ...]:
    """The title, who stands behind it, and what came back."""
    return (
        Column(_("Message"), lambda row: row.title, 34),
        _counted(_("People"), lambda row: row.standing.behind.people),
        _counted(_("Communities"), lambda row: row.standing.behind.communities),
        Column(_("First hand"), _first_hand, 12, right=True),
        Column(_("Heard and answered"), _answers, 36, tip=_answers),
    )


def said_columns() -> tuple[Column[SaidRow], ...]:
    """What was said, by whom, in whose voice, for whom and on what mandate, about what, where."""
    return (
        Column(_("Words"), lambda row: " ".join(row.words.split()), 34, tip=lambda row: row.words),
        Column(_("Voice"), lambda row: word_of(row.voice), 17),
        Column(_("Who"), lambda row: row.who or _("Not said"), 15),
        Column(_("For whom, on what mandate"), basis, 28, tip=_limits),
        Column(_("Themes"), lambda row: ", ".join(row.themes) or _("No theme"), 14),
        Column(_("Event"), lambda row: row.event, 18),
    )


def basis(row: SaidRow) -> str:
    """For whom somebody speaks, with the mandate where they speak for others."""
    if row.voice == "own":
        return for_whom(row)
    if lacks_mandate(row.voice, row.mandate):
        return _("⚠ {whom}: no mandate stated").format(whom=for_whom(row))
    return _("{whom}: {mandate}").format(whom=for_whom(row), mandate=word_of(row.mandate).lower())


def _limits(row: SaidRow) -> str:
    if row.voice == "own":
        return basis(row)
    limits = row.limits or _("none stated")
    return _("{basis}. Limits: {limits}").format(basis=basis(row), limits=limits)


def _first_hand(row: MessageRow) -> str:
    found = row.standing
    return _("{part} of {whole}").format(
        part=f"{found.behind.first_hand:,}", whole=f"{found.contributions:,}"
    )


def _answers(row: MessageRow) -> str:
    """`Board: refused; Council: no answer`."""
    if not row.hearings:
        return _("Not heard anywhere yet")
    parts = [
        _("{body}: {answer}").format(body=each.body, answer=word_of(each.response).lower())
        for each in row.hearings
    ]
    heard = plural("{count} hearing", "{count} hearings", len(parts))
    return _("{heard}. {answers}").format(heard=heard, answers="; ".join(parts))


def _counted(title: str, count: Callable[[MessageRow], int]) -> Column[MessageRow]:
    return Column(title, lambda row: f"{count(row):,}", 12, right=True)


def _choice(field: str, title: str, width: int) -> Column[Any]:
    return Column(
        title,
        lambda row: word_of(getattr(row, field)),
        width,
        field=field,
        value=lambda row: getattr(row, field),
        tip=lambda row: _("{question} {answer}").format(
            question=label_of(field), answer=word_of(getattr(row, field))
        ),
    )


def _text(field: str, title: str, width: int, nothing: str) -> Column[Any]:
    return Column(
        title,
        lambda row: " ".join((getattr(row, field) or nothing).split()),
        width,
        field=field,
        value=lambda row: getattr(row, field),
        tip=lambda row: getattr(row, field) or nothing,
    )


def _day(field: str, title: str, nothing: str) -> Column[Any]:
    def shown(row: Any) -> str:
        day = getattr(row, field)
        return shown_day(day) if day else nothing

    return Column(title, shown, 13, field=field, value=lambda row: getattr(row, field))


def _named(field: str, title: str, width: int) -> Column[Any]:
    """A link, shown by name."""
    return Column(
        title,
        lambda row: getattr(row, field) or _("None"),
        width,
        field=f"{field}_id",
        value=lambda row: getattr(row, f"{field}_id"),
        tip=lambda row: getattr(row, field) or _("None"),
    )
