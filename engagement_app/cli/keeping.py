"""`check` and `backup`: the state of the file, and copies that are proved to open."""

from pathlib import Path

from engagement_app.cli.files import Options, file_meant, open_meant, output_folder
from engagement_app.cli.output import say
from engagement_app.domain.tables import TABLES
from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store import backup
from engagement_app.store.check import findings

_DAMAGED = 3


def check(options: Options) -> int:
    """One line per finding, then whether the file is sound."""
    found = 0
    try:
        with open_meant(options) as file, file.reading() as session:
            for finding in findings(session, TABLES.values()):
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
    """Copy the file to the folder named, else to `backups` beside it, and say where."""
    path = file_meant(options).absolute()
    open_meant(options).close()
    folder = Path(options.to) if options.to else backup.folder_of(path)
    output_folder(folder)
    say(str(backup.make(path, folder)))
    return 0
