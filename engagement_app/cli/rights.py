"""`person`: everything we hold on somebody, erasing them, and merging two records of one human."""

from datetime import date
from pathlib import Path

from engagement_app.cli.files import Options, open_meant
from engagement_app.cli.output import Bar, say, warn, warn_each
from engagement_app.domain import erasing, merging
from engagement_app.domain.finding import find_person
from engagement_app.domain.holdings import read_holdings
from engagement_app.domain.holdings_text import lines_of, told_counts, told_requests
from engagement_app.domain.older_copies import find_older, told_older
from engagement_app.domain.with_backup import before_merge
from engagement_app.errors import UserError
from engagement_app.exchange.exporting import expect_ending
from engagement_app.language import _
from engagement_app.papers import PAPERS, hand_out
from engagement_app.store import place
from engagement_app.store.audit import Audited
from engagement_app.store.backup import folder_of


def person(options: Options) -> int:
    """Do what is asked with the people named."""
    wanted = 2 if options.what == "merge" else 1
    if len(options.who) != wanted:
        raise UserError(
            _("Name two people, the one to keep first: person merge A B")
            if wanted == 2
            else _("Name one person, by id, e-mail or whole name.")
        )
    _refuse_what_does_not_go(options)
    return _DO[options.what](options)


def _refuse_what_does_not_go(options: Options) -> None:
    given = {"to": options.to, "reason": options.reason, "yes": options.yes or None}
    given["keep-words"] = options.keep_words or None
    for name, value in given.items():
        if value is not None and name not in _TAKES[options.what]:
            sentence = _("--{option} does not go with “person {what}”. Leave it out.")
            raise UserError(sentence.format(option=name, what=options.what))


def _show(options: Options) -> int:
    with open_meant(options) as file:
        with file.reading() as session:
            held = read_holdings(session, find_person(session, options.who[0]), date.today())
        file.note(Audited.SUBJECT_ACCESS, what="shown", person_id=held.person_id)
    for line in lines_of(held):
        say(line)
    return 0


def _export(options: Options) -> int:
    if options.to is None:
        raise UserError(_("Name the file to write: --to X.pdf or --to X.json."))
    target = Path(options.to)
    expect_ending(target, *PAPERS["person"].files)
    with open_meant(options) as file:
        with file.reading() as session:
            who = find_person(session, options.who[0])
        mentions = hand_out(file, who, target, place.keyboard().person, Bar())
    if mentions:
        warn(
            _(
                "Others mention this person. Look through “Mentions” and take out what is about"
                " somebody else before you hand it over."
            )
        )
    say(_("Wrote {file}").format(file=target))
    return 0


def _erase(options: Options) -> int:
    with open_meant(options) as file:
        with file.reading() as session:
            who = find_person(session, options.who[0])
            foreseen = erasing.foresee(session, who)
        if not options.yes:
            raise _ask(foreseen)
        erasing.erase_for_good(file, who, reason=options.reason, keep_words=options.keep_words)
        with file.reading() as session:
            older = told_older(find_older(session, file.path, [folder_of(file.path)]))
    say(_("Erased. {what}").format(what=", ".join(told_counts(foreseen))))
    for told in told_requests(foreseen):
        say(told)
    if older:
        warn(older)
    return 0


def _ask(foreseen: erasing.Foreseen) -> UserError:
    """What would happen, and the options that answer."""
    warn(_("This would erase {name} for good:").format(name=foreseen.who.title))
    warn_each(f"  {each}" for each in told_counts(foreseen))
    warn_each(f"  {each}" for each in told_requests(foreseen))
    for said in foreseen.said:
        warn(_("  said at {event}: {words}").format(event=said.event, words=said.words))
    sentence = _(
        "Nothing was changed. Add --yes to erase; with --keep-words what they said stays, with"
        " nobody to have said it."
    )
    return UserError(sentence)


def _merge(options: Options) -> int:
    with open_meant(options) as file:
        with file.reading() as session:
            kept, other = (find_person(session, each) for each in options.who)
            compared = merging.compare(session, kept, other)
        if not options.yes:
            sentence = _(
                "“{other}” would be read as “{kept}” from now on. Nothing was changed; add --yes."
            )
            names = {"other": compared.other.title, "kept": compared.kept.title}
            raise UserError(sentence.format(**names))
        before_merge(file)
        with file.writing("person.merge") as session:
            name = merging.merge(session, kept, other, {})
    say(_("Merged: both are {name} now. It can be taken apart in the window.").format(name=name))
    return 0


_DO = {"show": _show, "export": _export, "erase": _erase, "merge": _merge}
_TAKES = {
    "show": (),
    "export": ("to",),
    "erase": ("reason", "yes", "keep-words"),
    "merge": ("yes",),
}
