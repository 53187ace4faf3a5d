"""The gap report once more: slow, straight from the words of the domain, sharing no code.

`report(document, as_of, event_id)` takes a document of the open format as `json.loads` gives it
and gives the report's object without the sentences of evidence. Arithmetic is in fractions.
"""

import unicodedata
from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

OWNERS = {
    "partnership": ["project_id", "organisation_id"],
    "event": ["project_id"],
    "attendance": ["event_id"],
    "tally": ["event_id"],
    "theme": ["project_id"],
    "contribution": ["event_id"],
    "follow_up": ["project_id"],
    "engagement_role": ["project_id"],
    "role_cost": ["role_id"],
    "role_skill": ["role_id"],
    "time_entry": ["role_id"],
    "fund": ["project_id"],
    "allocation": ["fund_id", "role_id"],
    "body": ["project_id"],
    "message": ["project_id"],
    "hearing": ["message_id", "body_id"],
}
TABLE_OF = {
    "project_id": "project",
    "organisation_id": "organisation",
    "event_id": "event",
    "role_id": "engagement_role",
    "fund_id": "fund",
    "message_id": "message",
    "body_id": "body",
}
WHITE_SPACE = [
    *"\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(0x2000, 0x200B)),
]
ON_THE_BODY = ("invited", "seat", "papers_in_time", "can_speak", "can_decide", "named_partner")
CONTROLS = ("agenda_control", "budget_control")
REASONS = ("no_route", "no_owner", "no_date", "nothing_recorded")


class World:
    """A document with its records by id, and what is in and out of the figures."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.tables = {
            table: {row["id"]: regular(row) for row in rows}
            for table, rows in document.items()
            if isinstance(rows, list)
        }

    def rows(self, table: str) -> list[dict[str, Any]]:
        return list(self.tables.get(table, {}).values())

    def live(self, table: str) -> list[dict[str, Any]]:
        return [row for row in self.rows(table) if self.is_in(table, row["id"])]

    def row(self, table: str, record_id: str) -> dict[str, Any]:
        return self.tables[table][record_id]

    def person(self, person_id: str | None) -> str | None:
        """The end of the chain."""
        while person_id and self.row("person", person_id).get("same_as_id"):
            person_id = self.row("person", person_id)["same_as_id"]
        return person_id or None

    def is_in(self, table: str, record_id: str) -> bool:
        row = self.row(table, record_id)
        if row.get("deleted_at"):
            return False
        if not all(self.is_in(TABLE_OF[name], row[name]) for name in OWNERS.get(table, ())):
            return False
        if table == "attendance":
            return self._person_is_in(row)
        if table == "contribution" and row.get("attendance_id"):
            return self.is_in("attendance", row["attendance_id"])
        if table == "follow_up":
            return self._follow_up_is_in(row)
        return True

    def _person_is_in(self, row: dict[str, Any]) -> bool:
        end = self.person(row.get("person_id"))
        return end is None or not self.row("person", end).get("deleted_at")

    def _follow_up_is_in(self, row: dict[str, Any]) -> bool:
        attendance, event = self.attendance_of(row), self.event_of(row)
        return (
            self._person_is_in(row)
            and (attendance is None or self.is_in("attendance", attendance))
            and (event is None or self.is_in("event", event))
        )

    def attendance_of(self, follow_up: dict[str, Any]) -> str | None:
        own = follow_up.get("attendance_id")
        if own or not follow_up.get("contribution_id"):
            return own
        return self.row("contribution", follow_up["contribution_id"]).get("attendance_id")

    def event_of(self, follow_up: dict[str, Any]) -> str | None:
        attendance = self.attendance_of(follow_up)
        if attendance:
            return self.row("attendance", attendance)["event_id"]
        if follow_up.get("contribution_id"):
            return self.row("contribution", follow_up["contribution_id"])["event_id"]
        return None

    def who(self, attendance_id: str) -> str:
        """The person of an attendance, or the attendance itself where it is nameless."""
        return self.person(self.row("attendance", attendance_id).get("person_id")) or attendance_id

    def whom(self, follow_up: dict[str, Any]) -> str | None:
        person = self.person(follow_up.get("person_id"))
        attendance = self.attendance_of(follow_up)
        return person or (self.who(attendance) if attendance else None)


def regular(row: dict[str, Any]) -> dict[str, Any]:
    """The record with its texts as they are kept: NFC, nothing blank at the ends or all over."""
    made = dict(row)
    for name, value in row.items():
        if isinstance(value, str):
            text = unicodedata.normalize("NFC", value).replace("\r\n", "\n")
            made[name] = text.strip("".join(WHITE_SPACE)) or None
    return made


def number(value: Any) -> Fraction:
    return Fraction(str(value or 0))


def pence(value: Any) -> int:
    return int(number(value) * 100)


def half_up(value: Fraction) -> int:
    return int((2 * value + 1) // 2)


def money(value: int) -> str:
    return f"{value // 100}.{value % 100:02d}"


def hours(value: Fraction) -> str:
    return money(half_up(value * 100))


def share(part: int, whole: int) -> float | None:
    return half_up(Fraction(part * 1000, whole)) / 10 if whole else None


def last(value: Any) -> tuple[bool, Any]:
    """A sort key: none last."""
    return (value is None, value or "")


def report(document: dict[str, Any], as_of: str, event_id: str | None = None) -> dict[str, Any]:
    world = World(document)
    [project] = world.rows("project")
    counted, over = counted_allocations(world)
    roles = [
        role_row(world, project, role, counted, as_of) for role in world.live("engagement_role")
    ]
    ends = dead_ends(world)
    belt_of_all = belt(world, roles, ends)
    if event_id is not None:
        of_it = {
            row["id"] for row in world.rows("engagement_role") if row.get("event_id") == event_id
        }
        roles = [each for each in roles if each["id"] in of_it]
        ends = [each for each in ends if each["event_id"] == event_id]
    roles.sort(key=lambda each: (-each["people_waiting"], -each["gap"], each["title"], each["id"]))
    made = {
        "format": "engagement-gap-report",
        "version": 1,
        "project": {"id": project["id"], "name": project["name"]},
        "as_of": as_of,
        "totals": totals(roles),
        "counts": counts(roles),
        "roles": [shown(each) for each in roles],
        "carried_by": carried_by(world, {each["id"] for each in roles}),
        "dead_ends": ends,
        "over_promised_funds": over,
        "belt": belt_of_all,
    }
    if event_id is not None:
        del made["belt"]
    return made


def counted_allocations(world: World) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Pence each live allocation counts, by id; and the funds promised over their amount."""
    counted, over = {}, []
    for fund in world.live("fund"):
        if fund.get("status") not in ("confirmed", None, "applied"):
            continue
        amount = pence(fund["amount"])
        promised = {
            each["id"]: pence(each["amount"])
            for each in world.live("allocation")
            if each["fund_id"] == fund["id"]
        }
        total = sum(promised.values())
        if total <= amount:
            counted.update(promised)
            continue
        exact = {each: Fraction(part * amount, total) for each, part in promised.items()}
        whole = {each: int(part) for each, part in exact.items()}
        spare = amount - sum(whole.values())
        for each in sorted(exact, key=lambda each: (whole[each] - exact[each], each))[:spare]:
            whole[each] += 1
        counted.update(whole)
        title = fund.get("title") or fund.get("funder_name") or None
        over.append(
            {"id": fund["id"], "title": title, "amount": money(amount), "allocated": money(total)}
        )
    return counted, sorted(over, key=lambda each: (last(each["title"]), each["id"]))


def role_row(
    world: World, project: dict[str, Any], role: dict[str, Any], counted: dict[str, int], as_of: str
) -> dict[str, Any]:
    def mine(table: str) -> list[dict[str, Any]]:
        return [row for row in world.live(table) if row.get("role_id") == role["id"]]

    hourly, needed_hours = pence(role.get("hourly_cost")), number(role.get("hours_needed"))
    percent = role.get("overhead_percent")
    if percent is None:
        percent = project.get("overhead_percent")
    staffing = half_up(needed_hours * hourly)
    direct = staffing + sum(pence(row.get("amount")) for row in mine("role_cost"))
    overhead = half_up(direct * number(percent) / 100)
    full = direct + overhead
    by_status: dict[str, int] = defaultdict(int)
    for row in mine("allocation"):
        status = world.row("fund", row["fund_id"]).get("status") or "applied"
        by_status[status] += counted.get(row["id"], 0)
    confirmed, pledged = by_status["confirmed"], by_status["applied"]
    given = sum((number(row["hours"]) for row in given_time(mine("time_entry"))), Fraction(0))
    gap, subsidy = max(0, full - confirmed), half_up(given * hourly)
    waiting = [row for row in mine("follow_up") if (row.get("status") or "open") == "open"]
    made = {
        "id": role["id"],
        "title": role["title"],
        "belt": role["belt"],
        "holder": holder(world, role),
        "hours_needed": needed_hours,
        "hours_assigned": number(role.get("hours_assigned")),
        "hours_given": given,
        "staffing": staffing,
        "direct": direct,
        "overhead": overhead,
        "full_cost": full,
        "confirmed": confirmed,
        "pledged": pledged,
        "gap": gap,
        "surplus": max(0, confirmed - full),
        "subsidy": subsidy,
        "carried": min(gap, subsidy),
        "needed": gap - min(gap, subsidy),
        "people_waiting": len({world.whom(row) for row in waiting} - {None}),
        "follow_ups_waiting": len(waiting),
    }
    made["status"] = status_of(made)
    made["lenses"] = lenses(world, role, made, mine("role_skill"), mine("follow_up"), as_of)
    return made


def given_time(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in entries if row.get("paid_from") != "fund"]


def holder(world: World, role: dict[str, Any]) -> dict[str, Any]:
    organisation = role.get("holder_organisation_id")
    return {
        "organisation_id": organisation,
        "organisation": world.row("organisation", organisation)["name"] if organisation else None,
        "name": role.get("holder_name"),
    }


def status_of(row: dict[str, Any]) -> str:
    if row["full_cost"] == 0:
        return "not_costed"
    if row["gap"] == 0:
        return "funded"
    return "part_funded" if row["confirmed"] else "unfunded"


def lenses(
    world: World,
    role: dict[str, Any],
    row: dict[str, Any],
    skills: list[dict[str, Any]],
    follow_ups: list[dict[str, Any]],
    as_of: str,
) -> dict[str, Any]:
    funding = {"not_costed": "not_known", "funded": "met", "part_funded": "partly"}
    states = {
        "funding": funding.get(row["status"], "not_met"),
        "time": time_lens(row["hours_assigned"], row["hours_needed"]),
        "responsibility": ("not_met", "partly", "met")[
            bool(role.get("holder_organisation_id")) + bool(role.get("holder_name"))
        ],
        "skills": tri_lens([each.get("held") or "not_known" for each in skills], "training_booked"),
        "trust": trust_lens(follow_ups, as_of),
        "power": power_lens(world, role),
    }
    return {name: {"state": state} for name, state in states.items()}


def time_lens(assigned: Fraction, needed: Fraction) -> str:
    if needed == 0:
        return "not_known"
    if assigned >= needed:
        return "met"
    return "partly" if assigned else "not_met"


def tri_lens(values: list[str], *also: str) -> str:
    if all(value == "not_known" for value in values):
        return "not_known"
    if all(value == "yes" for value in values):
        return "met"
    return "partly" if {"yes", *also} & set(values) else "not_met"


def trust_lens(follow_ups: list[dict[str, Any]], as_of: str) -> str:
    due = [
        row
        for row in follow_ups
        if row.get("due_on") and row["due_on"] <= as_of and row.get("status") != "cancelled"
    ]
    kept = [
        row
        for row in due
        if row.get("status") == "done" and row.get("done_on") and row["done_on"] <= row["due_on"]
    ]
    if not due:
        return "not_known"
    if len(kept) == len(due):
        return "met"
    return "partly" if kept else "not_met"


def power_lens(world: World, role: dict[str, Any]) -> str:
    values = [role.get(name) or "not_known" for name in CONTROLS]
    body = role.get("body_id")
    if body:
        values += [world.row("body", body).get(name) or "not_known" for name in ON_THE_BODY]
    elif role["belt"] == "route_in" and set(values) == {"not_known"}:
        return "not_applicable"
    return tri_lens(values)


def shown(row: dict[str, Any]) -> dict[str, Any]:
    in_hours = ("hours_needed", "hours_assigned", "hours_given")
    in_pounds = ("staffing", "direct", "overhead", "full_cost", "confirmed", "pledged", "gap")
    in_pounds += ("surplus", "subsidy", "carried", "needed")
    made = dict(row)
    made.update({name: hours(row[name]) for name in in_hours})
    made.update({name: money(row[name]) for name in in_pounds})
    return made


def totals(roles: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("full_cost", "confirmed", "pledged", "gap", "surplus", "carried", "needed")
    sums = {name: sum(each[name] for each in roles) for name in names}
    made: dict[str, Any] = {name: money(value) for name, value in sums.items()}
    made["unfunded_share"] = share(sums["gap"], sums["full_cost"])
    return made


def counts(roles: list[dict[str, Any]]) -> dict[str, int]:
    made = {"roles": len(roles)}
    for status in ("funded", "part_funded", "unfunded", "not_costed"):
        made[status] = sum(each["status"] == status for each in roles)
    return made


def carried_by(world: World, roles: set[str]) -> list[dict[str, Any]]:
    groups: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for row in given_time(world.live("time_entry")):
        if row["role_id"] in roles:
            groups[row.get("organisation_id")].append(row)
    made = [carried_row(world, *each) for each in groups.items()]
    made.sort(
        key=lambda each: (
            -number(each["hours"]),
            last(each["organisation"]),
            each["organisation_id"] or "",
        )
    )
    return made


def carried_row(
    world: World, organisation: str | None, entries: list[dict[str, Any]]
) -> dict[str, Any]:
    def at(kind: str) -> str | None:
        rates = [rate_in_force(world, kind, row["worked_on"]) for row in entries]
        if None in rates:
            return None
        return priced(list(zip(entries, rates, strict=True)))

    return {
        "organisation_id": organisation,
        "organisation": world.row("organisation", organisation)["name"] if organisation else None,
        "hours": hours(sum((number(row["hours"]) for row in entries), Fraction(0))),
        "at_statutory_floor": at("statutory_floor"),
        "at_real_living_wage": at("real_living_wage"),
        "at_role_cost": priced(
            [
                (row, pence(world.row("engagement_role", row["role_id"]).get("hourly_cost")))
                for row in entries
            ]
        ),
    }


def priced(pairs: list[Any]) -> str:
    return money(half_up(sum((number(row["hours"]) * rate for row, rate in pairs), Fraction(0))))


def rate_in_force(world: World, kind: str, day: str) -> int | None:
    fitting = [
        row
        for row in world.live("rate")
        if row["kind"] == kind
        and (row.get("unit") or "hour") == "hour"
        and (row.get("valid_from") or "0001-01-01") <= day <= (row.get("valid_to") or "9999-12-31")
    ]
    if not fitting:
        return None

    def begins(row: dict[str, Any]) -> int:
        return date.fromisoformat(row["valid_from"]).toordinal() if row.get("valid_from") else 0

    newest = max(begins(row) for row in fitting)
    return min(pence(row["amount"]) for row in fitting if begins(row) == newest)


def why_dead(follow_up: dict[str, Any]) -> str | None:
    if (follow_up.get("status") or "open") != "open":
        return None
    if follow_up.get("kind") == "no_route_exists":
        return "no_route"
    if not follow_up.get("owner_organisation_id") and not follow_up.get("owner_name"):
        return "no_owner"
    return None if follow_up.get("due_on") else "no_date"


def dead_ends(world: World) -> list[dict[str, Any]]:
    follow_ups = world.live("follow_up")
    made = [
        dead_end(world, reason, world.event_of(row), row["id"], row.get("attendance_id"))
        for row in follow_ups
        if (reason := why_dead(row))
    ]
    recorded = [row for row in follow_ups if row.get("status") != "cancelled"]
    made += [
        dead_end(world, "nothing_recorded", row["event_id"], None, row["id"])
        for row in world.live("attendance")
        if row.get("wants_to_stay_involved") == "yes"
        and not any(stands_on(world, each, row) for each in recorded)
    ]
    made.sort(
        key=lambda each: (
            REASONS.index(each["reason"]),
            each["follow_up_id"] or each["attendance_id"],
        )
    )
    return made


def dead_end(
    world: World, reason: str, event: str | None, follow_up: str | None, attendance: str | None
) -> dict[str, Any]:
    return {
        "reason": reason,
        "event_id": event,
        "event": world.row("event", event)["title"] if event else None,
        "follow_up_id": follow_up,
        "attendance_id": attendance,
    }


def stands_on(world: World, follow_up: dict[str, Any], attendance: dict[str, Any]) -> bool:
    if follow_up.get("attendance_id") == attendance["id"]:
        return True
    if follow_up.get("contribution_id"):
        contribution = world.row("contribution", follow_up["contribution_id"])
        return contribution.get("attendance_id") == attendance["id"]
    if follow_up.get("attendance_id") or not follow_up.get("person_id"):
        return False
    return world.person(follow_up["person_id"]) == world.person(attendance.get("person_id"))


def belt(world: World, roles: list[dict[str, Any]], ends: list[dict[str, Any]]) -> dict[str, Any]:
    units: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in world.live("attendance"):
        units[row["event_id"], world.who(row["id"])].append(row)
    here = {
        key: rows
        for key, rows in units.items()
        if any(row.get("status") in ("here", "left") for row in rows)
    }
    contributions = world.live("contribution")
    spoke = {row["attendance_id"] for row in contributions if row.get("attendance_id")}
    dead = {each["follow_up_id"] for each in ends}
    want = people_with(here, "wants_to_stay_involved")
    routed = {
        world.whom(row)
        for row in world.live("follow_up")
        if row.get("status") == "done"
        or ((row.get("status") or "open") == "open" and row["id"] not in dead)
    }
    kept = want & routed
    return {
        "reach": {
            "people": len({who for _event, who in here}),
            "first_time": len(people_with(here, "first_time")),
            "tallied": sum(row.get("count") or 0 for row in world.live("tally")),
            "communities_heard": len(communities_heard(world, contributions)),
        },
        "contribution_rate": share(
            sum(any(row["id"] in spoke for row in rows) for rows in here.values()), len(here)
        ),
        "contributions": {
            voice: sum(row["voice"] == voice for row in contributions)
            for voice in ("own", "on_behalf", "second_hand")
        },
        "routes": {"want": len(want), "kept": len(kept), "kept_rate": share(len(kept), len(want))},
        "messages": messages(world),
        "hours": {end: belt_hours(roles, end) for end in ("route_in", "voice_for")},
    }


def people_with(units: dict[tuple[str, str], list[dict[str, Any]]], name: str) -> set[str]:
    return {
        who
        for (_event, who), rows in units.items()
        if any(row.get(name) == "yes" and row.get("status") in ("here", "left") for row in rows)
    }


def communities_heard(world: World, contributions: list[dict[str, Any]]) -> set[str]:
    heard: set[str] = set()
    for row in contributions:
        if row["voice"] != "own":
            continue
        heard |= {row["community_id"]} if row.get("community_id") else set()
        if row.get("attendance_id"):
            who = world.who(row["attendance_id"])
            if who != row["attendance_id"]:
                heard |= set(world.row("person", who).get("community_ids") or ())
    return heard


def messages(world: World) -> list[dict[str, Any]]:
    made = []
    live = {row["id"]: row for row in world.live("contribution")}
    for message in world.live("message"):
        behind = [live[each] for each in message.get("contribution_ids") or () if each in live]
        hearings = [row for row in world.live("hearing") if row["message_id"] == message["id"]]
        hearings.sort(key=lambda each: (last(each.get("heard_on")), each["id"]))
        made.append(
            {
                "id": message["id"],
                "title": message["title"],
                "people": len(
                    {world.who(row["attendance_id"]) for row in behind if row.get("attendance_id")}
                ),
                "communities": len({row.get("community_id") for row in behind} - {None}),
                "first_hand": sum(row["voice"] == "own" for row in behind),
                "hearings": [
                    {
                        "body_id": row["body_id"],
                        "body": world.row("body", row["body_id"])["name"],
                        "response": row.get("response") or "no_answer",
                    }
                    for row in hearings
                ],
            }
        )
    return sorted(made, key=lambda each: (each["title"], each["id"]))


def belt_hours(roles: list[dict[str, Any]], end: str) -> dict[str, str]:
    mine = [each for each in roles if each["belt"] in (end, "both")]
    funded = 0
    for each in mine:
        if each["full_cost"]:
            part = min(Fraction(1), Fraction(each["confirmed"], each["full_cost"]))
            funded += half_up(each["hours_needed"] * part * 100)
    return {
        "needed": hours(sum((each["hours_needed"] for each in mine), Fraction(0))),
        "funded": money(funded),
    }
