"""How a paper opens: what it is, on what, of which day, made by whom; and its lead in a box."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, Spacer

from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.headings import bookmark
from engagement_app.reports.styles import PALE, SOLID, WIDTH
from engagement_app.reports.tables import laid_out
from engagement_app.reports.text import Typesetter, shortened

LONGEST_NAME = 200


def opening(
    typeset: Typesetter, kind: str, title: str, *about: str, as_of: date, made_by: str = ""
) -> Iterator[Flowable]:
    """The head of the first page; `about` are sentences that stand before its day."""
    told = [shortened(each, LONGEST_NAME) for each in about]
    told.append(_("As of {day}.").format(day=words.day(as_of)))
    if made_by:
        told.append(_("Made by {person}.").format(person=shortened(made_by, LONGEST_NAME)))
    yield NextPageTemplate("later")
    yield typeset("kicker", kind)
    yield bookmark(kind)
    yield typeset("title", shortened(title, LONGEST_NAME))
    yield typeset("quiet", " ".join(told))


def boxed(typeset: Typesetter, lead: str, *beside: str) -> Flowable:
    """The paper in one breath, and what must be said with it; both of our own words."""
    inside: list[Flowable] = [typeset("lead", lead)]
    for each in beside:
        inside += [Spacer(0, 4), typeset("tight", each)]
    return laid_out([[inside]], [WIDTH], _BOX, spaceAfter=6)


_BOX: list[Any] = [
    ("BACKGROUND", (0, 0), (-1, -1), PALE),
    ("LINEBEFORE", (0, 0), (0, -1), 4, SOLID, "butt"),
    ("LEFTPADDING", (0, 0), (-1, -1), 14),
    ("RIGHTPADDING", (0, 0), (-1, -1), 10),
    ("TOPPADDING", (0, 0), (-1, -1), 7),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
]
