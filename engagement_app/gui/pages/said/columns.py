"""The columns of what was said; that nobody was named, or none was stated, is said in words."""

from engagement_app.domain.what_was_said import SaidRow
from engagement_app.domain.wording import word_of
from engagement_app.gui.forms.editors import shown_moment
from engagement_app.gui.tables.model import Column
from engagement_app.language import _


def columns() -> tuple[Column[SaidRow], ...]:
    """Words, voice, who, for whom, themes, when, may it be quoted, and at which event."""
    return (
        Column(_("Words"), _one_paragraph, 28, tip=lambda row: row.words),
        Column(
            _("Voice"),
            lambda row: word_of(row.voice),
            19,
            field="voice",
            value=lambda row: row.voice,
        ),
        Column(_("Who"), lambda row: row.who or _("Not said"), 15),
        Column(_("For whom"), for_whom, 12, tip=_basis),
        Column(_("Themes"), lambda row: ", ".join(row.themes) or _("No theme"), 13),
        Column(_("When"), _when, 10),
        Column(
            _("May be quoted"),
            _may_quote,
            13,
            tip=lambda row: _MAY_NOT if row.is_silent else "",
            field="may_quote",
            value=lambda row: row.may_quote,
        ),
        Column(_("Written down by"), _by_whom, 15),
        Column(_("Event"), lambda row: row.event, 20),
    )


_MAY_NOT = _(
    "Whoever said it asked not to be quoted at all; what was agreed for these words counts no more."
)


def _may_quote(row: SaidRow) -> str:
    return _("No, they object") if row.is_silent else word_of(row.may_quote)


def for_whom(row: SaidRow) -> str:
    """Whom somebody speaks for: themselves, a community, or nobody that was stated."""
    if row.voice != "own":
        return row.community or _("Not stated")
    if row.community:
        return _("Themselves ({community})").format(community=row.community)
    return _("Themselves")


def _one_paragraph(row: SaidRow) -> str:
    return " ".join(row.words.split())


def _basis(row: SaidRow) -> str:
    """On what basis somebody speaks for others."""
    told = for_whom(row) + ". "
    if row.voice == "own":
        return told + _("Their own voice counts for the communities of the person.")
    told += _("Mandate: {mandate}.").format(mandate=word_of(row.mandate))
    return told + " " + _("Limits: {limits}").format(limits=row.limits or _("none stated"))


def _when(row: SaidRow) -> str:
    return shown_moment(row.recorded_at) if row.recorded_at else _("Not known")


def _by_whom(row: SaidRow) -> str:
    return row.recorded_by or _("Not known")
