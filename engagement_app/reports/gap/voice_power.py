"""Voice and power: what there is at each body, who speaks there, and what came back."""

from reportlab.platypus import Flowable

from engagement_app.domain.wording import word_of
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.headings import heading
from engagement_app.reports.marks import Mark
from engagement_app.reports.parts import named
from engagement_app.reports.small_numbers import explained
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.ledger import Body, Role
from engagement_app.resourcing.report import GapReport, MessageLine
from engagement_app.resourcing.small_numbers import DEFAULT, about, one

_ANSWERS = {"yes": "met", "no": "not_met", "not_known": "not_known"}
"""By answer the mark that is drawn for it."""
_WIDTH = 64


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """The bodies with their six answers, the roles that go there, and the messages."""
    story = heading(typeset, _("Voice and power"))
    bodies = _bodies(report)
    if not bodies:
        story.append(typeset("body", _("No body is recorded at which anybody speaks.")))
    else:
        story += _seats(typeset, bodies)
        story += _speakers(typeset, report)
    return story + (_messages(typeset, report) if report.belt else [])


def _bodies(report: GapReport) -> list[Body]:
    """Of an event only those that its roles go to."""
    kept = {role.id for role in report.roles}
    sent_to = {role.body_id for role in report.ledger.roles if role.id in kept}
    found = report.ledger.bodies.values()
    bodies = [each for each in found if each.id in sent_to or not report.event_id]
    return sorted(bodies, key=lambda each: (each.name, each.id))


def _seats(typeset: Typesetter, bodies: list[Body]) -> list[Flowable]:
    asked = {
        "invited": _("Invited"),
        "seat": _("A seat"),
        "papers_in_time": _("Papers in time"),
        "can_speak": _("May speak"),
        "can_decide": _("Decides with them"),
        "named_partner": _("Named partner"),
    }
    said = {"yes": _("Yes"), "no": _("No"), "not_known": _("Not\nknown")}
    marks = {code: Mark(mark, said[code], typeset.look) for code, mark in _ANSWERS.items()}
    columns = [Column(_("Body")), *(Column(each, _WIDTH) for each in asked.values())]
    rows: list[list[Cell]] = [
        [
            text_cell(typeset, named(each.name, "body", each.id), "\n", word_of(each.level)),
            *(marks[getattr(each, code)] for code in asked),
        ]
        for each in bodies
    ]
    explained = _("What the lead organisation has at each body. Not known never counts as yes.")
    return [typeset("body", explained), *table(typeset, columns, rows)]


def _speakers(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    kept = {role.id for role in report.roles}
    goes = [role for role in report.ledger.roles if role.body_id and role.id in kept]
    if not goes:
        return [typeset("body", _("No role goes to any of them."))]
    goes_to = [] if typeset.look.is_large else [Column(_("Goes to"), 150)]
    columns = [
        Column(_("Role")),
        *goes_to,
        Column(_("A say in the agenda"), 76),
        Column(_("A say in the budget"), 76),
    ]
    ordered = sorted(goes, key=lambda each: (each.title, each.id))
    return [
        *heading(typeset, _("The roles that go there"), "subheading"),
        *table(typeset, columns, [_speaker(typeset, report, role) for role in ordered]),
    ]


def _speaker(typeset: Typesetter, report: GapReport, role: Role) -> list[Cell]:
    body = report.ledger.bodies[role.body_id or ""]
    title = named(role.title, "engagement_role", role.id)
    goes_to = named(body.name, "body", body.id)
    say: list[Cell] = [word_of(role.agenda_control), word_of(role.budget_control)]
    if typeset.look.is_large:
        return [text_cell(typeset, title, "\n", _("Goes to: "), goes_to), *say]
    return [text_cell(typeset, title), text_cell(typeset, goes_to), *say]


def _messages(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    story = heading(typeset, _("Voice for: what was carried, and the answers"), "subheading")
    if not report.belt or not report.belt.messages:
        return [*story, typeset("body", _("No message has been built from what people said."))]
    columns = [
        Column(_("Message")),
        Column(_("People behind it"), 80, numbers=True),
        Column(_("Communities"), 76, numbers=True),
        Column(_("Contributions first hand"), 76, numbers=True),
        Column(_("Where it was heard, and the answer"), 155),
    ]
    return [
        *story,
        *table(typeset, columns, [_message(typeset, each) for each in report.belt.messages]),
        typeset("body", explained(DEFAULT)),
    ]


def _message(typeset: Typesetter, message: MessageLine) -> list[Cell]:
    heard = "\n".join(
        _("{body}: {answer}").format(
            body=hearing.body, answer=words.response(hearing.response).lower()
        )
        for hearing in message.hearings
    )
    return [
        text_cell(typeset, named(message.title, "message", message.id)),
        about(one(message.people, DEFAULT), DEFAULT),
        f"{message.communities:,}",
        f"{message.first_hand:,}",
        text_cell(typeset, heard or _("Not heard anywhere yet")),
    ]
