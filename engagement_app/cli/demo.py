"""`demo`: the sample project and every report of it, with no screen and no question."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.cli.files import Options
from engagement_app.cli.output import say
from engagement_app.cli.reporting import give_numbers, write_paper
from engagement_app.domain.event_days import list_by_day
from engagement_app.domain.feedback import read_owed
from engagement_app.domain.finding import list_titles
from engagement_app.domain.lost_laptop import FileTold
from engagement_app.exchange.sample import add_sample
from engagement_app.papers import PAPERS
from engagement_app.store import place
from engagement_app.store.datafile import open_file
from engagement_app.store.fresh import made_whole
from engagement_app.store.outputs import make_folder

AS_OF = date(2026, 11, 23)
_FOLDER = "engagement-demo"
_FILES = {
    "gap": "resourcing-gap.pdf",
    "summary": "post-event-summary.pdf",
    "feedback": "you-said-what-happened.pdf",
    "feedback-slip": "feedback-slip.pdf",
    "follow-ups": "follow-up-call-list.pdf",
    "sign-in": "sign-in-sheet.pdf",
    "badges": "badges.pdf",
    "lost-laptop": "lost-laptop.pdf",
}
_OF_AN_EVENT = ("sign-in", "badges")


def demo(options: Options) -> int:
    """Make the sample afresh in the folder, and its papers; prints what was written."""
    folder = Path(options.out or _FOLDER)
    make_folder(folder)
    path = folder / f"sample{place.EXTENSION}"
    project_id = _make_sample(path)
    say(str(path))
    with open_file(path, place.keyboard()) as file:
        with file.reading() as session:
            coming = list_by_day(session, project_id)[0].id
        give_numbers(file, coming)
        with file.reading() as session:
            for what, prepared in _papers(session, project_id, coming):
                paper = folder / _FILES[what]
                write_paper(what, prepared, paper, ".pdf")
                say(str(paper))
    return 0


def _papers(session: Session, project_id: str, coming: str) -> Iterator[tuple[str, Any]]:
    """Each paper: of the whole project, of the event to come, or of somebody who spoke."""
    [message, *_more] = list_titles(session, "message", project_id)
    [spoke, *_more] = read_owed(session, message.id).to_tell
    of_one: dict[str, dict[str, Any]] = {
        "feedback-slip": {"person_id": spoke.person_id},
        "lost-laptop": {"file": FileTold(f"sample{place.EXTENSION}")},
    }
    for what in _FILES:
        more = of_one.get(what, {})
        event_id = coming if what in _OF_AN_EVENT else None
        yield what, PAPERS[what].prepare(session, project_id, AS_OF, event_id, **more)


def _make_sample(path: Path) -> str:
    """A fresh sample in place of an older one, whole or not at all."""
    made = made_whole(path, place.keyboard(), replaces=True)
    with made as file, file.writing("sample.new") as session:
        return add_sample(session)
