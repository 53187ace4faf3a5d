"""`export`: a whole project in the open format, and lists that spreadsheets open."""

from pathlib import Path

from engagement_app.cli.files import Options, open_meant, refuse_data_file
from engagement_app.cli.output import say
from engagement_app.domain.finding import find_project
from engagement_app.exchange.exporting import ENDINGS, Wanted, expect_ending, write_export
from engagement_app.language import _


def export(options: Options) -> int:
    """Write what is asked for; the format follows the ending of the file."""
    target = Path(options.to)
    ending = expect_ending(target, *ENDINGS[options.what])
    with open_meant(options) as file:
        refuse_data_file(target, file)
        with file.reading() as session:
            of_all = options.what == "audit" and not options.project
            project_id = "" if of_all else find_project(session, options.project)
        switches = options.with_deleted, options.with_monitoring
        write_export(file, Wanted(options.what, project_id, *switches, ending), target)
    say(_("Wrote {file}").format(file=target))
    return 0
