"""What to do about a lost laptop in 72 hours, and drafts of what is to be said."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from engagement_app.domain.lost_laptop import Counted, LostLaptop
from engagement_app.language import _
from engagement_app.reports.headings import heading
from engagement_app.reports.lists import points
from engagement_app.reports.opening import LONGEST_NAME
from engagement_app.reports.text import Typesetter, shortened

PROTECTION = {
    "passphrase": _("The file is encrypted; its passphrase opens it, or the recovery code."),
    "keyring": _(
        "The file is encrypted, but it has no passphrase: whoever can sign in to the account on the"
        " laptop can read it."
    ),
    "recovery": _("The file is encrypted; only the recovery code opens it."),
    "": _("The file is NOT encrypted: whoever has the laptop or its disk can read all of it."),
}


def title_of(found: LostLaptop) -> str:
    """What the sheet is about: the projects in the file."""
    return shortened(", ".join(found.projects), LONGEST_NAME) or _("No project")


def checklist(typeset: Typesetter) -> Iterator[Flowable]:
    """What to do, in the order of time."""
    yield from heading(typeset, _("The first 72 hours"))
    yield typeset(
        "body",
        _(
            "The time runs from when your organisation became aware of the loss. Write beside each"
            " point who did it, and when."
        ),
    )
    for title, items in _STEPS:
        yield from heading(typeset, title, "subheading")
        yield from points(typeset, [(each,) for each in items])


_STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        _("At once"),
        (
            _("Write down the day and the hour at which you became aware, and who told you."),
            _("Who had the laptop last, where, and was it off, locked or open? Was paper with it?"),
            _("Were the passphrase or the recovery code with it, in the bag or on a note?"),
            _(
                "Change the passwords of the accounts that were signed in on it: mail, shared"
                " folders, the account of the laptop. Lock or wipe it from afar, if that was set"
                " up."
            ),
            _("If it was stolen, tell the police, and note the reference that they give you."),
            _("Tell whoever answers for data protection in your organisation, and each partner."),
        ),
    ),
    (
        _("Within a day"),
        (
            _("Read “Who can read it” above, and write down how likely it is that somebody can."),
            _("Write down what harm could come to the people: think of those who are in danger."),
            _(
                "On a laptop that is left, put back the newest backup and go on there. If somebody"
                " may know the passphrase: Data, Protection, “Make a new key”."
            ),
            _("Enter it in your own list of breaches, whatever you decide about the next points."),
        ),
    ),
    (
        _("Within 72 hours"),
        (
            _(
                "Tell the regulator (in the United Kingdom the ICO, ico.org.uk), unless a risk to"
                " the people is unlikely. What you do not know yet can follow. If it is later than"
                " 72 hours, say why."
            ),
            _(
                "If the risk to the people is high, tell them without delay, in plain words. Begin"
                " with those who could come to harm. Call those who do not read mail."
            ),
            _("Look whether funders or insurers must be told, and by when."),
            _("If you decide not to tell, write down why, who decided it, and when."),
        ),
    ),
)


def to_the_regulator(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    """What the regulator asks, as far as the file knows it."""
    yield from heading(typeset, _("Draft: to the regulator"))
    yield typeset("quiet", _FILL)
    people, records = found.count_of_people, sum(e.count for e in found.counts if not e.is_part)
    figures = _(
        "About {people} people are concerned, and about {records} records. They are participants of"
        " public engagement and community events."
    ).format(people=f"{people:,}", records=f"{records:,}")
    for each in (
        _(
            "On [day] at [hour] we became aware that a laptop of our organisation was [lost /"
            " stolen] at [place] on [day]. It held a data file of the project “{project}”."
        ).format(project=title_of(found)),
        figures,
        _("The records are: {kinds}.").format(kinds=_kinds(found)),
        f"{PROTECTION[found.file.protection]} "
        + _("The laptop was [off / locked / open]. Its disk [is / is not] encrypted as a whole."),
        _("We think that these consequences are likely: [consequences]."),
        _("We have done this: [steps]. We will do this: [steps]."),
        _("We [have told / will tell / will not tell] the people concerned, because [reason]."),
        _("Who can be asked: [name, telephone, e-mail]."),
    ):
        yield typeset("body", each)


def _kinds(found: LostLaptop) -> str:
    told = [f"{words_of(each)} ({each.count:,})" for each in found.counts if each.count]
    return "; ".join(told) or _("none")


def words_of(each: Counted) -> str:
    """What is counted; a part is one of what stands above it."""
    return _("of them {what}").format(what=each.words) if each.is_part else each.words


def to_the_people(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    """What those who were in the file are told, in plain words."""
    yield from heading(typeset, _("Draft: to the people concerned"))
    yield typeset("quiet", _FILL)
    for each in (
        _("Dear [name],"),
        _(
            "on [day] a laptop of ours was [lost / stolen]. It held what you told us at our events"
            " of “{project}”: your name, [e-mail address, telephone number, what you said, what we"
            " promised you]."
        ).format(project=title_of(found)),
        _TO_THEM.get(found.file.protection, _UNLIKELY),
        _(
            "It could happen that [somebody writes or calls you who pretends to be us]. We will"
            " never ask you for money or for a password. If something seems odd to you, call us"
            " before you answer."
        ),
        _(
            "We have told [the regulator, the police]. We are sorry that this happened. If you have"
            " questions, or want to know all that we hold on you, reach [name] at [telephone,"
            " e-mail]. You can also complain to the regulator (in the United Kingdom: ico.org.uk)."
        ),
        _("[name of who signs, organisation]"),
    ):
        yield typeset("body", each)


_FILL = _("Fill in what stands in square brackets; leave out what does not fit.")
_TO_THEM = {
    "": _("The data was not encrypted, so somebody who has the laptop may be able to read it."),
    "keyring": _(
        "The data was encrypted, but somebody who can sign in to that laptop may be able to"
        " read it."
    ),
}
_UNLIKELY = _(
    "The data was encrypted and needs a secret, so it is unlikely that somebody can read it."
    " [We tell you all the same, because …]"
)
