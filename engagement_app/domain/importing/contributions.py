"""Take a list of what was said into the file: a row is the contribution whose id it has, else
the n-th of those words in that voice at that event."""

from collections import defaultdict
from typing import Any

from sqlmodel import Session

from engagement_app.domain.communities import Community
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.domain.fields import is_id
from engagement_app.domain.finding import find_event, list_titles
from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.importing.roles import by_title, live_rows
from engagement_app.domain.importing.unknown import why_not_found
from engagement_app.domain.lists import ContributionLine, ListRead
from engagement_app.domain.naming import fold
from engagement_app.domain.view import load
from engagement_app.language import _
from engagement_app.store.erasures import erased_ids

_DEFAULTS = {
    "mandate": "none_stated",
    "form": "paraphrase",
    "kind": "other",
    "may_quote": "not_asked",
}
_PLAIN = ("limits", "recorded_at", "recorded_by")
_SHOWN = 60


def plan_contributions(
    session: Session,
    project_id: str,
    read: ListRead[ContributionLine],
    event: str | None = None,
) -> ListPlan:
    """What the list would do; `event` is that of rows which name none. Writes nothing."""
    listed = ListPlan(noticed=list(read.noticed), refused=list(read.refused))
    usual = find_event(session, project_id, event) if event is not None else None
    said = _Said(session, project_id, listed, usual)
    said.know(read.lines)
    for line in read.lines:
        said.take(line)
    listed.refused.sort(key=lambda refused: refused.line)
    return listed


class _Named:
    """Records of a table by name, whatever the case and accents; one is made where none is."""

    def __init__(self, session: Session, listed: ListPlan, entity: Any, **own: Any) -> None:
        self._listed, self._own, self._table = listed, own, str(entity.__tablename__)
        self._ids: dict[str, str] = {}
        for row in live_rows(session, entity, **own):
            self._ids.setdefault(fold(row["name"]), row["id"])

    def named(self, name: str) -> str:
        folded = fold(name)
        if folded not in self._ids:
            made = self._listed.new(self._table, name=name, **self._own)
            self._ids[folded] = made["id"]
        return self._ids[folded]


class _Said:
    """What was said in the project, and who was there."""

    def __init__(
        self, session: Session, project_id: str, listed: ListPlan, usual: str | None
    ) -> None:
        self._session, self._listed, self._usual = session, listed, usual
        self._erased = erased_ids(session)
        titles = list_titles(session, "event", project_id)
        self._titles = [row.title for row in titles]
        self._events = by_title(session, "event", project_id)
        self._mine = {row.id for row in titles}
        if usual is None and len(titles) == 1:
            self._usual = str(titles[0].id)
        self._communities = _Named(session, listed, Community)
        self._themes = _Named(session, listed, Theme, project_id=project_id)
        self._here: dict[str, Row] = {}
        self._attendances: dict[str, Row] = {}
        self._alike: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        self._met: dict[tuple[str, str, str], int] = defaultdict(int)
        self._lines: dict[str, int] = {}

    def know(self, lines: tuple[ContributionLine, ...]) -> None:
        """Read at once what the list may mean."""
        self._here = load(self._session, "contribution", {each.id for each in lines if each.id})
        there = {each.attendance for each in lines if each.attendance}
        self._attendances = load(self._session, "attendance", there)
        for row in live_rows(self._session, Contribution):
            if row["event_id"] in self._mine:
                self._alike[row["event_id"], row["voice"], row["words"]].append(row)

    def take(self, line: ContributionLine) -> None:
        """One row: refused with a reason, or what was said is made or brought up to date."""
        known = self._here.get(line.id or "")
        reason = self._unfit(line, known)
        if reason is not None:
            self._listed.refuse(line.line, reason)
            return
        if known is not None and known["deleted_at"] is not None:
            sentence = _("What was said here is deleted in this file; it is left so.")
            self._leave(line, sentence)
            return
        if line.id in self._erased:
            self._leave(line, _("What was said here was erased, so the row was dropped."))
            return
        event_id = str(known["event_id"] if known else self._event_of(line))
        found = known or self._nth(event_id, line)
        told = " ".join(line.words.split())[:_SHOWN]
        if found is None:
            speaker = self._speaker(line, event_id)
            where = {"event_id": event_id, "attendance_id": speaker}
            self._listed.new("contribution", line.id, **self._values(line), **where)
            self._listed.tell(line.line, _("“{words}”: new").format(words=told))
            return
        differs = self._listed.change("contribution", found, self._values(line))
        sentence = _("“{words}”: brought up to date").format(words=told)
        self._listed.tell(line.line, sentence, differs=differs)

    def _leave(self, line: ContributionLine, sentence: str) -> None:
        self._listed.notice(line.line, sentence)
        self._listed.tell(line.line, "", differs=False)

    def _unfit(self, line: ContributionLine, known: Row | None) -> str | None:
        if line.id:
            first = self._lines.setdefault(line.id, line.line)
            if first != line.line:
                return _("The id of this row stands on line {line} too.").format(line=first)
            if not is_id(line.id):
                return _("“{id}” is no id. Empty the cell.").format(id=line.id[:_SHOWN])
        if known is not None and known["event_id"] not in self._mine:
            return _("What has this id was said in another project.")
        if line.event:
            found = self._events.get(fold(line.event), [])
            if known is not None and known["event_id"] not in found:
                return _("What has this id was said at another event. Mend the title.")
            return why_not_found("event", line.event, len(found), self._titles)
        if self._usual is None and known is None:
            return _("No event is named. Write its title in a column Event, or choose one.")
        return None

    def _event_of(self, line: ContributionLine) -> str | None:
        return self._events[fold(line.event)][0] if line.event else self._usual

    def _nth(self, event_id: str, line: ContributionLine) -> Row | None:
        """The n-th row of these words is the n-th time they were said; a row with an id that is
        not on record is something new."""
        if line.id:
            return None
        key = (event_id, line.voice, line.words)
        number = self._met[key]
        self._met[key] += 1
        return self._alike[key][number] if number < len(self._alike[key]) else None

    def _values(self, line: ContributionLine) -> Row:
        """The fields that the list has columns for; an empty cell is the default.

        Who said it is not among them: follow-ups stand on that, so it is changed by hand.
        """
        values: Row = {"voice": line.voice, "words": line.words}
        for name, default in _DEFAULTS.items():
            if name in line.given:
                values[name] = getattr(line, name) or default
        values |= {name: getattr(line, name) for name in _PLAIN if name in line.given}
        if "community" in line.given:
            for_whom = line.community
            values["community_id"] = self._communities.named(for_whom) if for_whom else None
        if line.themes is not None:
            values["theme_ids"] = [self._themes.named(each) for each in line.themes]
        return values

    def _speaker(self, line: ContributionLine, event_id: str) -> str | None:
        """Who said something new, by the id of who was there."""
        there = self._attendances.get(line.attendance or "")
        if there is not None and there["event_id"] == event_id:
            return str(there["id"])
        if line.attendance:
            sentence = _("Nobody at this event has the id under Attendance: who said it is left.")
            self._listed.notice(line.line, sentence)
        return None
