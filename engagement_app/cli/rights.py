"""`person`: everything we hold on somebody, erasing them, and merging two records of one human."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from engagement_app.cli.files import Options, open_meant, refuse_data_file
from engagement_app.cli.output import Bar, say, warn, warn_each
from engagement_app.domain import erasing, merging
from engagement_app.domain.finding import find_person
from engagement_app.domain.holdings import Holdings, read_holdings
from engagement_app.domain.mentions import told_once
from engagement_app.domain.wording import name_of_table
from engagement_app.errors import UserError
from engagement_app.exchange.exporting import expect_ending
from engagement_app.language import _
from engagement_app.papers import PAPERS
from engagement_app.store import place
from engagement_app.store.erasures import finish
from engagement_app.store.outputs import write_output

_PAPER = "person"


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
    with open_meant(options) as file, file.reading() as session:
        held = read_holdings(session, find_person(session, options.who[0]), date.today())
    for line in _lines(held):
        say(line)
    return 0


def _lines(held: Holdings) -> Iterator[str]:
    """Plain text: records, changes, what is typed, and mentions, a heading over each."""
    yield held.name
    for each in held.held:
        yield ""
        yield _heading(each.table, each.name, each.id, binned=each.deleted)
        yield from (f"  {label}: {text}" for label, text in each.fields)
    yield from ("", _("Changes"))
    for change in held.changes:
        told = "; ".join(f"{label}: {text}" for label, text in change.fields)
        yield f"  {change.at:%Y-%m-%dT%H:%M:%SZ} {change.by}, {change.act}: {told}"
    if held.unsaved:
        yield from ("", _("Typed and not saved"))
        yield from (f"  {each.form}: {each.text}" for each in held.unsaved)
    if held.mentions:
        yield from ("", _("Mentions in other people's words, to be looked at before any is given"))
        for mention, count in told_once(held.mentions):
            record = f"“{mention.name}”" if count == 1 else f"({count})"
            earlier = _(" (earlier)") if mention.earlier else ""
            table = name_of_table(mention.table)
            yield f"  {table} {record}, {mention.field}{earlier}: {mention.text}"


def _heading(table: str, name: str, record_id: str, *, binned: bool) -> str:
    deleted = _(", deleted") if binned else ""
    return f"{name_of_table(table)}: {name}{deleted} [{record_id}]"


def _export(options: Options) -> int:
    if options.to is None:
        raise UserError(_("Name the file to write: --to X.pdf or --to X.json."))
    target, paper = Path(options.to), PAPERS[_PAPER]
    ending = expect_ending(target, *paper.files)
    made_by = place.keyboard().person
    with open_meant(options) as file, file.reading() as session:
        refuse_data_file(target, file)
        who = find_person(session, options.who[0])
        held = read_holdings(session, who, date.today(), made_by)
    write_output(target, paper.files[ending]()(held, Bar()))
    if held.mentions:
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
        with file.writing(erasing.ACT) as session:
            erasing.erase(session, who, reason=options.reason, keep_words=options.keep_words)
        finish(file)
    say(_("Erased. {what}").format(what=", ".join(told_counts(foreseen))))
    return 0


def _ask(foreseen: erasing.Foreseen) -> UserError:
    """What would happen, and the options that answer."""
    warn(_("This would erase {name} for good:").format(name=foreseen.who.title))
    warn_each(f"  {each}" for each in told_counts(foreseen))
    for said in foreseen.said:
        warn(_("  said at {event}: {words}").format(event=said.event, words=said.words))
    sentence = _(
        "Nothing was changed. Add --yes to erase; with --keep-words what they said stays, with"
        " nobody to have said it."
    )
    return UserError(sentence)


def told_counts(foreseen: erasing.Foreseen) -> list[str]:
    """How many records of each kind."""
    return [f"{name_of_table(table)}: {count}" for table, count in foreseen.counts]


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
