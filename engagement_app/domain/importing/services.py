"""Take a directory of services into the file: a row is the service of that id in the directory.

Where a directory comes from is not said in its files. It is known by what it brought before: an
act of taking in is of the same directory when at least half of the services that it made are in
the file again. Of such acts, services that the file does not have any more are marked as gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlmodel import Session

from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.importing.roles import live_rows
from engagement_app.domain.lists import ListRead, ServiceLine
from engagement_app.domain.services import GONE, Service
from engagement_app.language import _, plural
from engagement_app.store.plain_rows import ask

_ACT = "services.import"
_MADE = (
    "SELECT record_id, act_id FROM change AS made WHERE kind = 'service' AND act = ? AND hlc ="
    " (SELECT min(hlc) FROM change WHERE record_id = made.record_id)"
)


def plan_services(session: Session, read: ListRead[ServiceLine]) -> ListPlan:
    """What the directory would do; writes nothing."""
    listed = ListPlan(noticed=list(read.noticed), refused=list(read.refused))
    known = {row["reference"]: row for row in live_rows(session, Service) if row["reference"]}
    for line in read.lines:
        _take(listed, line, known.get(line.reference))
    _mark_gone(session, listed, read, known)
    return listed


def _take(listed: ListPlan, line: ServiceLine, service: Row | None) -> None:
    name = line.values["name"]
    if service is None:
        listed.new("service", reference=line.reference, **line.values)
        listed.tell(line.line, _("{name}: new").format(name=name))
        return
    differs = listed.change("service", service, dict(line.values))
    sentence = _("{name}: brought up to date").format(name=name)
    listed.tell(line.line, sentence, differs=differs)


def _mark_gone(
    session: Session, listed: ListPlan, read: ListRead[ServiceLine], known: Mapping[str, Row]
) -> None:
    """Mark what the same directory brought before and does not have any more."""
    here = {line.reference for line in read.lines}
    missing = [
        row
        for row in _of_same_directory(session, here, known)
        if row["reference"] not in here and row["status"] != GONE
    ]
    if not missing:
        return
    if not read.is_whole or read.refused:
        listed.remarks.append(_why_not_marked(len(missing)))
        return
    for row in missing:
        listed.change("service", row, {"status": GONE})
        listed.tell(0, _("{name}: gone from the directory, marked so").format(name=row["name"]))


def _why_not_marked(count: int) -> str:
    return plural(
        "{count} service that this directory brought before is not in the file. It was not marked"
        " as gone, as the file is one page of several or has services that were refused.",
        "{count} services that this directory brought before are not in the file. They were not"
        " marked as gone, as the file is one page of several or has services that were refused.",
        count,
    )


def _of_same_directory(
    session: Session, here: Iterable[str], known: Mapping[str, Row]
) -> Iterable[Row]:
    """The live services of those acts of which at least half are in the file again."""
    by_id = {row["id"]: row for row in known.values()}
    acts: dict[str, list[Row]] = defaultdict(list)
    for record_id, act_id in ask(session, _MADE, (_ACT,)):
        if record_id in by_id:
            acts[act_id].append(by_id[record_id])
    again = set(here)
    for made in acts.values():
        if 2 * sum(row["reference"] in again for row in made) >= len(made):
            yield from made
