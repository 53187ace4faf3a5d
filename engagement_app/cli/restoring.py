"""`restore`: a backup takes the place of the data file; what was there is kept beside it."""

from dataclasses import replace
from pathlib import Path

from engagement_app.cli.files import Options, file_meant
from engagement_app.cli.output import say
from engagement_app.cli.passphrases import passphrase_given
from engagement_app.domain.contents import contents_of
from engagement_app.domain.restoring import (
    Keys,
    Restored,
    key_of_copy,
    readable_contents,
    refuse_itself,
    refuse_other_project,
    rehearse,
)
from engagement_app.domain.with_backup import restore as put_in_place
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.store import place
from engagement_app.store.audit import Audited
from engagement_app.store.datafile import open_file, refuse_backup
from engagement_app.store.header import look
from engagement_app.store.keys.unlocking import unlocked


def restore(options: Options) -> int:
    """Put the backup in the place of the file and say what it held and holds; needs --yes."""
    path, copy = file_meant(options).absolute(), Path(options.source).absolute()
    if not copy.is_file():
        sentence = _("There is no backup {file}. “backup” prints where it puts one.")
        raise UserError(sentence.format(file=copy))
    refuse_itself(path, copy)
    refuse_backup(path)
    keys = _keys(path, copy, passphrase_given(options))
    if not options.yes:
        raise UserError(_what_it_would_do(path, copy, keys))
    key = keys[0] or keys[1]
    restored = put_in_place(path, copy, keys)
    with open_file(path, place.keyboard(), key=key.copy() if key else None) as file:
        file.note(Audited.RESTORE, file=copy.name)
        restored = replace(restored, after=contents_of(file.path, file.key))
    place.remember_file(path)
    _tell(path, copy, restored)
    return 0


def _keys(path: Path, copy: Path, passphrase: str | None) -> Keys:
    """What opens the file, if it can be opened, and what opens the backup."""
    own = unlocked(path, passphrase) if _is_protected(path) else None
    return own, key_of_copy(copy, own) or (unlocked(copy, passphrase) if look(copy) else None)


def _is_protected(path: Path) -> bool:
    """Whether the file has a key of its own; a damaged one may be beyond telling."""
    try:
        return look(path)
    except StorageError as error:
        if error.cause in (Cause.MISSING, Cause.NEWER):
            raise
        return False


def _what_it_would_do(path: Path, copy: Path, keys: Keys) -> str:
    """What --yes would do; raises as the doing would."""
    before, after = readable_contents(path, keys[0]), rehearse(path, copy, keys[1])
    refuse_other_project(path, keys[0], copy, after)
    sentence = _(
        "This would put {copy} ({after}) in the place of {file} ({before}), which would be kept"
        " beside it. Nothing was changed; --yes does it."
    )
    told = before or _("not readable")
    return sentence.format(copy=copy.name, after=after, file=path.name, before=told)


def _tell(path: Path, copy: Path, restored: Restored) -> None:
    before = restored.before or _("not readable")
    sentence = _("Restored {file} from {copy}. Before: {before}. Now: {after}.")
    say(sentence.format(file=path, copy=copy.name, before=before, after=restored.after))
    if restored.folder:
        kept = _("What was there is kept: {kept}")
        say(kept.format(kept=restored.folder / path.name))
