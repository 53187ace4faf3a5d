"""`check` and `backup`: the state of the file, and copies that are proved to open."""

from contextlib import suppress
from pathlib import Path

from engagement_app.cli.files import Options, file_meant, open_meant
from engagement_app.cli.output import say, warn
from engagement_app.cli.passphrases import bundle_passphrase, passphrase_given
from engagement_app.domain import soundness
from engagement_app.domain.repairing import repair
from engagement_app.domain.restoring import refuse_itself
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.store import place
from engagement_app.store.backup import folder_of
from engagement_app.store.header import look
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.unlocking import unlocked

_DAMAGED = 3


def check(options: Options) -> int:
    """One line per finding, then whether the file is sound; a backup is held to its manifest."""
    found, further = 0, _further(options)
    try:
        with open_meant(options) as file:
            for finding in soundness.check(file):
                say(finding)
                found += 1
    except StorageError as error:
        if error.cause is not Cause.DAMAGED:
            raise
        say(str(error))
        found += 1
    if found and options.repair:
        _repair(options, further)
    say(_("damaged") if found else _("sound"))
    return _DAMAGED if found else 0


def _repair(options: Options, further: list[Path]) -> None:
    """Make a sound file beside the damaged one, and say what is in it; raises `StorageError`."""
    path, passphrase = file_meant(options).absolute(), passphrase_given(options)
    repaired = repair(
        path,
        _readable_key(path, passphrase),
        place.keyboard().person,
        lambda other: unlocked(other, passphrase) if look(other) else None,
        further=further,
        passphrases=tuple(each for each in (bundle_passphrase(options), passphrase) if each),
    )
    for sentence in repaired.told:
        say(sentence)
    say(_("Repaired, in a new file: {file}").format(file=repaired.path))
    warn(_("{file} is as it was. “restore” puts the new one in its place.").format(file=path))


def _further(options: Options) -> list[Path]:
    """The files named by --with; raises `UserError` for one that makes no sense."""
    path = file_meant(options).absolute()
    if options.others and not options.repair:
        raise UserError(_("--with goes with --repair. Add that, or leave it out."))
    named = [Path(each).absolute() for each in options.others]
    for each in named:
        if not each.is_file():
            raise UserError(_("There is no file {file}. Name another.").format(file=each))
        refuse_itself(path, each)
    return named


def _readable_key(path: Path, passphrase: str | None) -> DataKey | None:
    """The key of a protected file; None of one that is not, or is damaged beyond telling."""
    with suppress(StorageError):
        return unlocked(path, passphrase) if look(path) else None
    return None


def back_up(options: Options) -> int:
    """Copy the file to the folder named, else to `backups` beside it, and say where.

    In a folder that a person named nothing is thinned out.
    """
    with open_meant(options) as file:
        folder = Path(options.to) if options.to else folder_of(file.path)
        copy = soundness.back_up(file, folder, thinned=not options.to)
    say(str(copy))
    return 0
