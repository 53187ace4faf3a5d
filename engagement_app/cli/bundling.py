"""`bundle`: all that a file knows, carried to another laptop."""

from pathlib import Path

from engagement_app.cli.files import Options, open_meant
from engagement_app.cli.output import Bar, say, warn, warn_each
from engagement_app.cli.passphrases import bundle_passphrase, passphrase_given
from engagement_app.domain import bundles
from engagement_app.domain.bundle_words import told_contested
from engagement_app.errors import UserError
from engagement_app.language import _

_DOUBTED = 1


def bundle(options: Options) -> int:
    """Make one of the file, or take one into it; 1 where something in it was not taken."""
    return _DO[options.what](options)


def _make(options: Options) -> int:
    if options.dry_run:
        raise UserError(_("--dry-run goes with “bundle apply”. Leave it out."))
    with open_meant(options, only_of_file=False) as file:
        passphrase = bundle_passphrase(options)
        if passphrase is None and file.key is None:
            passphrase = passphrase_given(options)
        told = bundles.make(file, Path(options.path), passphrase)
    say(_("Wrote {file}").format(file=options.path))
    say(told)
    return 0


def _apply(options: Options) -> int:
    with open_meant(options, only_of_file=False) as file:
        given = (bundle_passphrase(options), passphrase_given(options))
        passphrases = tuple(each for each in given if each)
        do = bundles.foresee if options.dry_run else bundles.apply
        told = do(file, Path(options.path), passphrases, Bar())
    for sentence in told.came:
        say(sentence)
    warn_each((*told_contested(told.contested), *told.doubts))
    if options.dry_run:
        warn(_("This would be taken in. Nothing was changed."))
    else:
        say(told.letters)
    return _DOUBTED if told.taken.unlike else 0


_DO = {"make": _make, "apply": _apply}
