"""`protect`, `unprotect` and `recover`: whether and how the data file is protected."""

from pathlib import Path

from engagement_app.cli.files import Options, file_meant
from engagement_app.cli.output import say, warn
from engagement_app.cli.passphrases import code_in, needed_passphrase, passphrase_given
from engagement_app.domain import with_backup
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _, plural
from engagement_app.store import place
from engagement_app.store.audit import Audited
from engagement_app.store.copies import not_under
from engagement_app.store.datafile import open_file
from engagement_app.store.disk import told_of_other_names
from engagement_app.store.header import look
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.recovery_code import read_code
from engagement_app.store.keys.unlocking import recover as set_anew
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.keys.ways import Protection


def protect(options: Options) -> int:
    """Protect the file with the passphrase given; prints the recovery code, this once."""
    passphrase = needed_passphrase(options)
    path = file_meant(options).absolute()
    protection = Protection(passphrase)
    if not look(path):  # brought up to date, and seen to be sound, before it is copied
        open_file(path, place.keyboard()).close()
        if told := told_of_other_names(path):
            warn(told)
    key = with_backup.protect(path, protection)
    say(protection.code)  # at once: whatever fails from here on, it is needed
    warn(CODE_TOLD)
    _note(path, "protect", key)
    place.remember_file(path)
    if others := len(not_under(path, key.vault)):
        told = plural(
            "{count} older backup is not protected by this key, or was put aside by a restore in a"
            " folder “replaced-…”. Make a new one with “backup”, then delete it.",
            "{count} older backups are not protected by this key, or were put aside by restores in"
            " folders “replaced-…”. Make a new one with “backup”, then delete them.",
            others,
        )
        warn(told)
    return 0


CODE_TOLD = _(
    "This is the recovery code. It opens the file when the passphrase is forgotten, and is not"
    " shown again: write it down or print it, and keep it away from this laptop."
)


def unprotect(options: Options) -> int:
    """Take the protection away; it needs what opens the file."""
    path = file_meant(options).absolute()
    if not look(path):
        raise UserError(_("{file} is not protected.").format(file=path.name))
    open_file(path, place.keyboard(), passphrase_given(options)).close()
    with_backup.unprotect(path, unlocked(path, passphrase_given(options)))
    _note(path, "unprotect", None)
    place.remember_file(path)
    say(_("{file} is not protected any more: anyone who has it can read it.").format(file=path))
    return 0


def recover(options: Options) -> int:
    """Open the file with its recovery code, and set a new passphrase."""
    passphrase = needed_passphrase(options)
    path = file_meant(options).absolute()
    if not look(path):
        raise UserError(_("{file} is not protected.").format(file=path.name))
    key = set_anew(path, _code(Path(options.code_file)), passphrase)
    _note(path, "recover", key)
    place.remember_file(path)
    say(_("{file} has a new passphrase. The recovery code stays as it is.").format(file=path))
    return 0


def _note(path: Path, what: str, key: DataKey | None) -> None:
    with open_file(path, place.keyboard(), key=key.copy() if key else None) as file:
        file.note(Audited.PROTECTION, what=what)


def _code(path: Path) -> str:
    """The code in the file; one that cannot be right opens nothing, as a wrong one does."""
    text = code_in(path)
    try:
        return read_code(text)
    except UserError as error:
        raise StorageError(str(error), Cause.PROTECTED) from error
