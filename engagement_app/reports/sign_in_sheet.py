"""The sign-in sheet as a PDF: to be filled in by pen, and keyed in by its line numbers."""

from reportlab.platypus import Flowable, NextPageTemplate

from engagement_app.domain.paper_sheet import SignInSheet
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports import unprinted, words
from engagement_app.reports.keeping import kept
from engagement_app.reports.pages import PROGRAM, Paper, build
from engagement_app.reports.sheet import head, head_count, lines, slips
from engagement_app.reports.sheet.looks import Look, look_of
from engagement_app.reports.text import Typesetter, shortened

_LONGEST_HEAD = 28


def render(sheet: SignInSheet, progress: Progress = silent) -> bytes:
    """The PDF of the sheet; the same sheet gives the same bytes."""
    typeset, look = Typesetter(), look_of(sheet.large)
    body = slips if sheet.slips else lines
    story: list[Flowable] = [NextPageTemplate("later"), *head.section(typeset, sheet, look)]
    story += body.section(typeset, sheet, look)
    story += head_count.section(typeset, sheet, look)
    story += unprinted.section(typeset)
    return build(kept(story), _paper(typeset, sheet, look), progress)


def _paper(typeset: Typesetter, sheet: SignInSheet, look: Look) -> Paper:
    name = shortened(sheet.event, _LONGEST_HEAD)
    day = words.day(sheet.made_on)
    running = _("Sign-in sheet · {name} · {day}")
    return Paper(
        title=_("Sign-in sheet: {event}").format(event=sheet.event),
        as_of=sheet.made_on,
        head=typeset(f"{look.styles}running", running.format(name=name, day=day)),
        foot=_("Made with {program}").format(program=PROGRAM),
    )
