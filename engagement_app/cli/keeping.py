"""`check` and `backup`: the state of the file, and copies that are proved to open."""

from itertools import chain
from pathlib import Path

from engagement_app.cli.files import Options, open_meant
from engagement_app.cli.output import say
from engagement_app.domain.soundness import back_up as make_copy
from engagement_app.domain.tables import TABLES
from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store.backup import folder_of
from engagement_app.store.check import findings
from engagement_app.store.manifest import unlike_its_manifest

_DAMAGED = 3


def check(options: Options) -> int:
    """One line per finding, then whether the file is sound; a backup is held to its manifest."""
    found = 0
    try:
        with open_meant(options) as file, file.reading() as session:
            unlike = unlike_its_manifest(session, file.path)
            for finding in chain(findings(session, TABLES.values()), unlike):
                say(finding)
                found += 1
    except StorageError as error:
        if error.cause is not Cause.DAMAGED:
            raise
        say(str(error))
        found += 1
    say(_("damaged") if found else _("sound"))
    return _DAMAGED if found else 0


def back_up(options: Options) -> int:
    """Copy the file to the folder named, else to `backups` beside it, and say where.

    In a folder that a person named nothing is thinned out.
    """
    with open_meant(options) as file:
        folder = Path(options.to) if options.to else folder_of(file.path)
        copy = make_copy(file, folder, thinned=not options.to)
    say(str(copy))
    return 0
