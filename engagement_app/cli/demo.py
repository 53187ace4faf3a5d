"""`demo`: the sample project and every report of it, with no screen and no question."""

from datetime import date
from pathlib import Path

from engagement_app.cli.files import Options
from engagement_app.cli.output import say
from engagement_app.cli.reporting import write_paper
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.store import place
from engagement_app.store.datafile import open_file
from engagement_app.store.fresh import made_whole
from engagement_app.store.outputs import make_folder

AS_OF = date(2026, 11, 23)
_FOLDER = "engagement-demo"


def demo(options: Options) -> int:
    """Make the sample afresh in the folder, and its papers; prints what was written."""
    folder = Path(options.out or _FOLDER)
    make_folder(folder)
    path = folder / f"sample{place.EXTENSION}"
    project_id = _make_sample(path)
    say(str(path))
    with open_file(path, place.keyboard()) as file, file.reading() as session:
        prepared = prepare_gap_report(session, project_id, AS_OF)
    paper = folder / "resourcing-gap.pdf"
    write_paper("gap", prepared, paper, ".pdf")
    say(str(paper))
    return 0


def _make_sample(path: Path) -> str:
    """A fresh sample in place of an older one, whole or not at all."""
    with made_whole(path, place.keyboard()) as file, file.writing("sample.new") as session:
        return add_sample(session)
