"""`bundle`: all that a file knows, carried to another laptop."""

from pathlib import Path

from engagement_app.cli.files import Options, open_meant
from engagement_app.cli.output import Bar, say, warn, warn_each
from engagement_app.cli.passphrases import passphrase_given, read_secret, without_new_line
from engagement_app.domain import bundles
from engagement_app.domain.bundle_words import told_doubts, told_taken
from engagement_app.errors import UserError
from engagement_app.language import _, plural
from engagement_app.store.bundles.bundle import eight_letters
from engagement_app.store.datafile import DataFile

_DOUBTED = 1
_KNOW_THE_SAME = _("Laptops that show {letters} know the same.")


def bundle(options: Options) -> int:
    """Make one of the file, or take one into it; 1 where something in it was not taken."""
    return _DO[options.what](options)


def _make(options: Options) -> int:
    if options.dry_run:
        raise UserError(_("--dry-run goes with “bundle apply”. Leave it out."))
    with open_meant(options, only_of_file=False) as file:
        passphrase = _bundle_passphrase(options)
        if passphrase is None and file.key is None:
            passphrase = passphrase_given(options)
        count = bundles.make(file, Path(options.path), passphrase)
        letters = _letters(file)
    say(_("Wrote {file}").format(file=options.path))
    told = plural("{count} change is in it.", "{count} changes are in it.", count)
    say(f"{told} {_KNOW_THE_SAME.format(letters=letters)}")
    return 0


def _apply(options: Options) -> int:
    source = Path(options.path)
    with open_meant(options, only_of_file=False) as file:
        given = (_bundle_passphrase(options), passphrase_given(options))
        passphrases = tuple(each for each in given if each)
        if options.dry_run:
            taken = bundles.foresee(file, source, passphrases)
        else:
            taken = bundles.apply(file, source, passphrases, Bar())
        with file.reading() as session:
            told, doubts = told_taken(taken), told_doubts(session, taken)
        letters = _letters(file)
    for sentence in told:
        say(sentence)
    warn_each(doubts)
    if options.dry_run:
        warn(_("This would be taken in. Nothing was changed."))
    else:
        say(_KNOW_THE_SAME.format(letters=letters))
    return _DOUBTED if taken.unlike else 0


def _letters(file: DataFile) -> str:
    with file.reading() as session:
        return eight_letters(session)


def _bundle_passphrase(options: Options) -> str | None:
    """The passphrase of the bundle itself, where it has one of its own."""
    if options.bundle_passphrase_file is None:
        return None
    given = without_new_line(read_secret(Path(options.bundle_passphrase_file)))
    if not given:
        raise UserError(_("The passphrase is empty. Write one into the file."))
    return given


_DO = {"make": _make, "apply": _apply}
