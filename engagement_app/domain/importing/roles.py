"""Take a roles sheet into the file: a row is the role of that title, event and belt."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.finding import find_event, list_titles
from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.importing.organisations import Organisations
from engagement_app.domain.importing.unknown import why_not_found
from engagement_app.domain.lists import ListRead, RoleLine
from engagement_app.domain.naming import fold
from engagement_app.domain.roles import EngagementRole, EngagementRoleInput, RoleCost, RoleSkill
from engagement_app.language import _
from engagement_app.store.records import table_of

_Key = tuple[str, str | None, str]
_NUMBERS = ("hours_needed", "hours_assigned", "hourly_cost")
_OTHERS = ("overhead_percent", "notes")


def plan_roles(
    session: Session, project_id: str, read: ListRead[RoleLine], event: str | None = None
) -> ListPlan:
    """What the sheet would do; `event` is that of rows which name none. Writes nothing."""
    listed = ListPlan(noticed=list(read.noticed), refused=list(read.refused))
    event_id = find_event(session, project_id, event) if event is not None else None
    roles = _Roles(session, project_id, listed, event_id)
    for line in read.lines:
        roles.take(line)
    roles.finish()
    listed.refused.sort(key=lambda refused: refused.line)
    return listed


def live_rows(session: Session, entity: Any, **equal: Any) -> list[Row]:
    """Whole live rows of a table, in the order they were made."""
    table = table_of(entity)
    conditions = [table.c.deleted_at.is_(None)]
    conditions += [table.c[name] == value for name, value in equal.items()]
    query = sa.select(table).where(*conditions).order_by(sa.text("rowid"))
    return [dict(row) for row in session.execute(query).mappings()]


def by_title(session: Session, table: str, project_id: str) -> dict[str, list[str]]:
    """The ids of live records of the project, by folded title."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in list_titles(session, table, project_id):
        found[fold(row.title)].append(row.id)
    return found


class _Roles:
    """The roles of the project, and what hangs on them."""

    def __init__(
        self, session: Session, project_id: str, listed: ListPlan, event_id: str | None
    ) -> None:
        self._project_id, self._listed, self._event_id = project_id, listed, event_id
        self._organisations = Organisations(session, listed)
        tables = ("event", "body")
        self._known = {table: by_title(session, table, project_id) for table in tables}
        self._titles = {
            table: [row.title for row in list_titles(session, table, project_id)]
            for table in tables
        }
        self._rows: dict[_Key, RoleLine] = {}
        self._roles: dict[_Key, list[Row]] = defaultdict(list)
        for row in live_rows(session, EngagementRole, project_id=project_id):
            self._roles[fold(row["title"]), row["event_id"], row["belt"]].append(row)
        self._costs: dict[str, list[Row]] = defaultdict(list)
        for row in live_rows(session, RoleCost):
            self._costs[row["role_id"]].append(row)
        self._skills: dict[str, list[Row]] = defaultdict(list)
        for row in live_rows(session, RoleSkill):
            self._skills[row["role_id"]].append(row)

    def take(self, line: RoleLine) -> None:
        """One row: refused with a reason, or kept; of two rows for one role the later counts."""
        reason = self._unknown(line)
        if reason is not None:
            self._listed.refuse(line.line, reason)
            return
        key = (fold(line.title), self._event_of(line), line.belt)
        known = self._roles[key]
        if len(known) > 1:
            sentence = _("Several roles have this title, event and belt. Change them by hand.")
            self._listed.refuse(line.line, sentence)
        elif known and self._differs_from_several_costs(known[0], line):
            sentence = _("“Other costs” is not the sum of the costs on record. Change those.")
            self._listed.refuse(line.line, sentence)
        else:
            earlier = self._rows.pop(key, None)
            if earlier is not None:
                sentence = _("This role stands on line {line} again, whose values are taken.")
                self._listed.notice(earlier.line, sentence.format(line=line.line))
                self._listed.tell(earlier.line, "", differs=False)
            self._rows[key] = line

    def finish(self) -> None:
        """Make each role that was kept, or bring it up to date."""
        for key, line in self._rows.items():
            known = self._roles[key]
            if known:
                self._update(known[0], line)
            else:
                self._make(line, key[1])

    def _unknown(self, line: RoleLine) -> str | None:
        """What the row names that is not on record once."""
        for table, name in (("event", line.event), ("body", line.body)):
            found = len(self._known[table].get(fold(name), ())) if name else 1
            reason = why_not_found(table, name or "", found, self._titles[table])
            if reason is not None:
                return reason
        return None

    def _event_of(self, line: RoleLine) -> str | None:
        return self._known["event"][fold(line.event)][0] if line.event else self._event_id

    def _values(self, line: RoleLine) -> Row:
        """The role's fields that the sheet has columns for; an empty cell is the default."""
        values: Row = {"title": line.title}
        for name in (*_NUMBERS, *_OTHERS):
            if name in line.given:
                value = getattr(line, name)
                values[name] = 0 if value is None and name in _NUMBERS else value
        if "organisation" in line.given:
            values["holder_organisation_id"] = self._organisations.named(line.organisation)
        if "person" in line.given:
            values["holder_name"] = line.person
        if "body" in line.given:
            bodies = self._known["body"]
            values["body_id"] = bodies[fold(line.body)][0] if line.body else None
        return values

    def _make(self, line: RoleLine, event_id: str | None) -> None:
        entry = EngagementRoleInput.parse(
            project_id=self._project_id, event_id=event_id, belt=line.belt, **self._values(line)
        )
        role = self._listed.new("engagement_role", **dict(entry))
        self._hang_on(role, line)
        self._listed.tell(line.line, _("{title}: new").format(title=line.title))

    def _update(self, role: Row, line: RoleLine) -> None:
        differs = self._listed.change("engagement_role", role, self._values(line))
        differs = self._hang_on(role, line) or differs
        sentence = _("{title}: brought up to date").format(title=line.title)
        self._listed.tell(line.line, sentence, differs=differs)

    def _hang_on(self, role: Row, line: RoleLine) -> bool:
        """The role's other costs and skills; gives whether anything differed."""
        costs = self._take_costs(role, line) if "other_costs" in line.given else False
        skills = self._take_skills(role, line) if "skills" in line.given else False
        return costs or skills

    def _differs_from_several_costs(self, role: Row, line: RoleLine) -> bool:
        costs = self._costs[role["id"]]
        told = "other_costs" in line.given and len(costs) > 1
        return told and sum(cost["amount"] for cost in costs) != (line.other_costs or 0)

    def _take_costs(self, role: Row, line: RoleLine) -> bool:
        costs, amount = self._costs[role["id"]], line.other_costs or 0
        if len(costs) > 1 or not (costs or amount):
            return False
        if costs:
            return self._listed.change("role_cost", costs[0], {"amount": amount})
        made = self._listed.new(
            "role_cost", role_id=role["id"], title=_("Other costs"), amount=amount
        )
        costs.append(made)
        return True

    def _take_skills(self, role: Row, line: RoleLine) -> bool:
        """The row's skills are the role's; one that it no longer names goes to the bin."""
        skills = self._skills[role["id"]]
        here = {fold(skill["name"]): skill for skill in skills}
        wanted = {fold(name): name for name in reversed(line.skills or ())}
        for folded in sorted(wanted.keys() - here.keys()):
            skills.append(self._listed.new("role_skill", role_id=role["id"], name=wanted[folded]))
        for folded in here.keys() - wanted.keys():
            self._listed.bin("role_skill", here[folded])
            skills.remove(here[folded])
        return here.keys() != wanted.keys()
