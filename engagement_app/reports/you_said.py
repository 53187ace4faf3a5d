"""“You said, what happened” as a PDF: to be given back to those who spoke."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer

from engagement_app.domain.lead import Lead
from engagement_app.language import _, plural
from engagement_app.progress import Progress, silent
from engagement_app.reports.answers import answered, tally
from engagement_app.reports.counted import counted
from engagement_app.reports.headings import heading
from engagement_app.reports.keeping import together
from engagement_app.reports.opening import LONGEST_NAME, boxed, opening
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.quoting import quoted
from engagement_app.reports.small_numbers import explained, held_back
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.resourcing.small_numbers import about
from engagement_app.resourcing.you_said import Carried, YouSaid

KIND = _("You said, what happened")


def render(found: YouSaid, progress: Progress = silent) -> bytes:
    """The PDF; the same answers give the same bytes."""

    def front(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _front(typeset, found)

    def messages(typeset: Typesetter) -> Iterator[Flowable]:
        for each in found.carried:
            yield from _message(typeset, found, each)

    def rest(typeset: Typesetter) -> Iterator[Flowable]:
        note = together(list(_explained(typeset, found)), typeset.look)
        yield from together([*_silent(typeset, found), *note], typeset.look)

    paper = Paper(KIND, title_of(found), found.as_of)
    return printed(paper, [front, messages, rest], progress, large_print=found.large)


def title_of(found: YouSaid) -> str:
    """The event, the community, or both; else the project."""
    named = [each for each in (found.event, found.community) if each]
    return " · ".join(named) or found.project


def _front(typeset: Typesetter, found: YouSaid) -> Iterator[Flowable]:
    whole = found.event is None and found.community is None
    project = _("The whole project.") if whole else f"{found.project}."
    yield from opening(
        typeset, KIND, title_of(found), project, as_of=found.as_of, made_by=found.made_by
    )
    beside = _(
        "Here is what became of it, also where there is no answer yet or it was not taken forward."
    )
    yield boxed(typeset, _lead(found), *([beside] if found.contributions != 0 else []))


def _lead(found: YouSaid) -> str:
    if found.contributions == 0:
        return _("Nothing that was said is written down.")
    many = about(found.contributions, found.rule)
    told = _("{count} things that you said are written down.").format(
        count=many[:1].upper() + many[1:]
    )
    if not found.carried:
        return f"{told} {_('None of them has been carried to anybody yet.')}"
    messages = plural(
        "They stand behind {count} message",
        "They stand behind {count} messages",
        len(found.carried),
    )
    answers = [answer for message in found.carried for answer in message.answers]
    if not answers:
        return f"{told} {_('{messages}, carried nowhere yet.').format(messages=messages)}"
    carried = plural(
        "carried {count} time to people who decide",
        "carried {count} times to people who decide",
        len(answers),
    )
    return f"{told} {messages}, {carried}: {', '.join(tally(answers))}."


def _message(typeset: Typesetter, found: YouSaid, message: Carried) -> Iterator[Flowable]:
    yield from heading(typeset, shortened(message.title, LONGEST_NAME))
    yield from heading(typeset, _("You said"), "subheading")
    if message.words:
        yield typeset("body", message.words)
    yield typeset("quiet", _behind(found, message))
    yield from quoted(typeset, message.quotes, with_event=found.event is None)
    yield from heading(typeset, _("What happened"), "subheading")
    yield from answered(typeset, message.answers)


def _behind(found: YouSaid, message: Carried) -> str:
    return _("Things said that stand behind it: {things}. People who said them: {people}.").format(
        things=about(message.contributions, found.rule), people=about(message.people, found.rule)
    )


def _silent(typeset: Typesetter, found: YouSaid) -> Iterator[Flowable]:
    if not found.silent:
        return
    yield from heading(typeset, _("Not carried to anybody yet"))
    yield typeset(
        "body",
        _(
            "This was said as well. It is written down, but stands behind no message so far, so"
            " nobody who decides has been asked."
        ),
    )
    counts = [(theme or _("On no theme"), count) for theme, count in found.silent]
    yield from counted(typeset, _("Theme"), _("Things said"), counts)


def _explained(typeset: Typesetter, found: YouSaid) -> Iterator[Flowable]:
    yield from heading(typeset, _("About this paper"))
    yield typeset(
        "body", _("Only what its speaker allowed to be quoted is quoted here, without names.")
    )
    for said in (held_back(found.held_back, found.rule), explained(found.rule)):
        if said:
            yield typeset("body", said)
    yield from reach(typeset, found.lead)


def reach(typeset: Typesetter, lead: Lead | None) -> Sequence[Flowable]:
    """Whom to ask; nothing where the project names nobody."""
    if lead is None:
        return []
    known = filter(None, (lead.phone, lead.email, lead.website))
    ways = ", ".join(shortened(each, LONGEST_NAME) for each in known)
    name = Strong(shortened(lead.name, LONGEST_NAME))
    told = _("Something is missing, or wrong? Tell us: ")
    return [Spacer(0, 10), typeset("body", told, name, ". " if ways else ".", ways)]
