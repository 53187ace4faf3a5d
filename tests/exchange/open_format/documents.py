"""Documents of the open format made at random, valid by the words of the domain.

Every table, deleted records, chains of duplicates, names in many scripts, fields left out and
null, numbers as strings and as numbers. The sizes are Hypothesis's (so that it can shrink them),
the rest comes from a seed.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import strategies as st

from engagement_app.domain import fields
from engagement_app.domain.input import kinds_of
from engagement_app.domain.tables import TABLES

Row = dict[str, Any]
Document = dict[str, Any]

TEXTS = (
    "Siân",
    "Sia\u0302n",
    "  José-María ",
    "محمد",
    "Оксана",
    "李明",
    "दीपा",
    "👩🏽‍🌾 allotment",
    "O'Neill-Ώμέγα",
    "=1+1",
    "two\nlines\tand a tab",
    "carriage\r\nreturn",
    "\u2003wide\u3000",
    "\u200bzero width stays",
    "null",
    "0",
    "<b>&amp;",
    "Å ﬁ",
    "z" * 300,
)
BLANK_TEXTS = ("", " ", "\u3000\u2003", "\t\r\n")
DAYS = ("2026-01-31", "2026-04-01", "2026-06-30", "2026-07-01", "2024-02-29", "2027-12-31")
MOMENTS = (
    "2026-06-30T10:15:00Z",
    "2026-06-30T10:15+01:00",
    "2026-03-29T01:30:00.250-05:30",
    "2026-06-30t23:59:59.999999z",
    "0001-01-01T12:00:00Z",
    "9999-12-31T00:00:00+00:00",
)
MONEY = ("0", "0.00", "0.01", "12.5", "18.86", "27.500", "150.88", "333.33", "999999999.99")
HOURS = (0, "0.00", 1, 0.5, "0.25", "7.50", "36", 99.99, "0.01", "1.000")
PERCENTS = (None, 0, "0", 12.5, "33.33", 100, "100.00")
COUNTS = (0, 1, 7, 45, 2_147_483_647)
ANSWERS = ({}, {"age": "25-34", "more": ["a", None, True, 3, 2.5]}, {"x": {"y": [{"z": "Å"}]}})
MANY = {
    *("event", "person", "attendance", "contribution", "follow_up", "engagement_role"),
    *("role_skill", "time_entry", "allocation", "hearing", "rate"),
}
SIZES = st.fixed_dictionaries(
    {table: st.integers(0, 8 if table in MANY else 3) for table in TABLES if table != "project"}
)


class Maker:
    """Makes one document from a seed."""

    def __init__(self, seed: int, sizes: dict[str, int]) -> None:
        self.random = Random(seed)
        sizes = {"project": 1, **sizes}
        self.ids = {
            table: [str(UUID(int=self.random.getrandbits(128))) for _ in range(sizes[table])]
            for table in TABLES
        }
        self.rows: dict[str, dict[str, Row]] = {table: {} for table in TABLES}
        for _deeper in range(3):
            self._drop_what_hangs_on_nothing()

    def _drop_what_hangs_on_nothing(self) -> None:
        for table, entity in TABLES.items():
            for kind in kinds_of(entity).values():
                if isinstance(kind, fields.Link) and kind.required and not self.ids[kind.table]:
                    self.ids[table] = []

    def document(self) -> Document:
        for table in ("event", "person", "attendance", "contribution"):
            self._fill(table)
        for table in TABLES:
            if not self.rows[table]:
                self._fill(table)
        document: Document = {"format": "engagement-project", "version": 1}
        for table, rows in self.rows.items():
            if rows:
                document[table] = self.random.sample(list(rows.values()), len(rows))
        return document

    def _fill(self, table: str) -> None:
        for each in self.ids[table]:
            self.rows[table][each] = self._row(table, each)

    def _row(self, table: str, record_id: str) -> Row:
        row: Row = {"id": record_id}
        for name, kind in kinds_of(TABLES[table]).items():
            if kind.required or self.random.random() < 0.7:
                row[name] = self._value(kind)
        if table != "project" and self.random.random() < 0.12:
            row["deleted_at"] = self.random.choice(MOMENTS)
        self._in_order(row)
        if table in _FIT:
            _FIT[table](self, row)
        return row

    def _value(self, kind: fields.Kind) -> Any:
        if not kind.required and self.random.random() < 0.15:
            return None
        return _MAKE[type(kind)](self, kind)

    def text(self, kind: fields.Kind) -> str:
        blank = not kind.required and self.random.random() < 0.1
        return self.random.choice(BLANK_TEXTS if blank else TEXTS)

    def hundredth(self, kind: fields.Hundredth) -> Any:
        if not kind.as_number:
            return self.random.choice(MONEY)
        if str(kind.most) == "100.00":
            return self.random.choice(PERCENTS)
        return self.random.choice(HOURS[2:] if kind.above_zero else HOURS)

    def link(self, kind: fields.Link) -> str | None:
        return self.random.choice(self.ids[kind.table]) if self.ids[kind.table] else None

    def links(self, kind: fields.Links) -> list[str]:
        ids = self.ids[kind.table]
        return self.random.sample(ids, self.random.randint(0, len(ids)))

    def _in_order(self, row: Row) -> None:
        pairs = (("starts_on", "ends_on"), ("valid_from", "valid_to"))
        for start, end in pairs:
            if row.get(start) and row.get(end):
                row[start], row[end] = sorted((row[start], row[end]))
        for start, end in (("starts_at", "ends_at"), ("arrived_at", "left_at")):
            if row.get(start) and row.get(end):
                row[start], row[end] = "2026-06-30T10:15+01:00", "2026-06-30T09:15:00Z"

    def end_of(self, person: str | None) -> str | None:
        while person and self.rows["person"][person].get("same_as_id"):
            person = self.rows["person"][person]["same_as_id"]
        return person

    def person(self, row: Row) -> None:
        """A name, and duplicates that point backwards only, so never in a ring."""
        row["known_as"] = self.random.choice(TEXTS)
        before = list(self.rows["person"])
        row["same_as_id"] = self.random.choice(before) if before and row.get("same_as_id") else None

    def attendance(self, row: Row) -> None:
        if row.get("person_id"):
            row.pop("label", None)

    def contribution(self, row: Row) -> None:
        if row.get("attendance_id"):
            row["event_id"] = self.rows["attendance"][row["attendance_id"]]["event_id"]

    def follow_up(self, row: Row) -> None:
        """The contribution decides the attendance, the attendance the person."""
        spoken = None
        if row.get("contribution_id"):
            spoken = self.rows["contribution"][row["contribution_id"]].get("attendance_id")
        if spoken and row.get("attendance_id"):
            row["attendance_id"] = spoken
        attendance = row.get("attendance_id") or spoken
        there = attendance and self.rows["attendance"][attendance].get("person_id")
        if there and row.get("person_id"):
            same = [each for each in self.ids["person"] if self.end_of(each) == self.end_of(there)]
            row["person_id"] = self.random.choice(same)


_MAKE: dict[type[fields.Kind], Callable[[Maker, Any], Any]] = {
    fields.Text: Maker.text,
    fields.Choice: lambda maker, kind: maker.random.choice(kind.values),
    fields.Flag: lambda maker, _kind: maker.random.random() < 0.5,
    fields.Count: lambda maker, _kind: maker.random.choice(COUNTS),
    fields.Hundredth: Maker.hundredth,
    fields.Money: lambda maker, _kind: maker.random.choice(MONEY),
    fields.Day: lambda maker, _kind: maker.random.choice(DAYS),
    fields.Moment: lambda maker, _kind: maker.random.choice(MOMENTS),
    fields.Link: Maker.link,
    fields.Links: Maker.links,
    fields.Answers: lambda maker, _kind: maker.random.choice(ANSWERS),
}
_FIT: dict[str, Callable[[Maker, Row], None]] = {
    "person": Maker.person,
    "attendance": Maker.attendance,
    "contribution": Maker.contribution,
    "follow_up": Maker.follow_up,
}


def documents() -> st.SearchStrategy[Document]:
    """Valid documents."""
    return st.builds(
        lambda seed, sizes: Maker(seed, sizes).document(), st.integers(0, 2**32), SIZES
    )


def as_bytes(document: Document) -> bytes:
    """The document as a file."""
    return json.dumps(document, ensure_ascii=False).encode()


def rid(name: str) -> str:
    """An id by a name, for documents written by hand: `rid("event 1")`."""
    return str(uuid5(NAMESPACE_URL, name))


def small() -> Document:
    """A valid document written by hand, with records of every table."""
    here = {"project_id": rid("project")}
    at = {"event_id": rid("event 1")}
    return {
        "format": "engagement-project",
        "version": 1,
        "exported_at": "2026-11-23T10:15:00Z",
        "organisation": [{"id": rid("organisation 1"), "name": "Kinder Trust", "sector": "nhs"}],
        "project": [
            {
                "id": rid("project"),
                "name": "Tawe",
                "lead_organisation_id": rid("organisation 1"),
                "starts_on": "2026-01-01",
                "ends_on": "2026-12-31",
                "overhead_percent": "12.50",
            }
        ],
        "partnership": [
            {"id": rid("partnership 1"), **here, "organisation_id": rid("organisation 1")}
        ],
        "community": [{"id": rid("community 1"), "name": "Carers", "population": 120}],
        "person": [
            {"id": rid("person 1"), "given_name": "Siân", "community_ids": [rid("community 1")]},
            {"id": rid("person 2"), "family_name": "Ellis", "same_as_id": rid("person 1")},
            {"id": rid("person 3"), "known_as": "Oksana"},
        ],
        "consent": [
            {
                "id": rid("consent 1"),
                "person_id": rid("person 1"),
                "purpose": "quote",
                "basis": "consent",
                "recorded_at": "2026-02-01T10:00:00Z",
            }
        ],
        "event": [
            {
                "id": rid("event 1"),
                **here,
                "title": "Open day",
                "body_id": rid("body 1"),
                "starts_at": "2026-02-01T10:00:00Z",
                "ends_at": "2026-02-01T12:00:00+01:00",
            },
            {"id": rid("event 2"), **here, "title": "Board"},
        ],
        "attendance": [
            {
                "id": rid("attendance 1"),
                **at,
                "person_id": rid("person 2"),
                "status": "here",
                "arrived_at": "2026-02-01T10:00:00Z",
                "left_at": "2026-02-01T11:00:00Z",
            },
            {"id": rid("attendance 2"), **at, "label": "somebody in a red coat"},
            {"id": rid("attendance 3"), **at, "came_instead_of_id": rid("attendance 1")},
        ],
        "tally": [{"id": rid("tally 1"), **at, "community_id": rid("community 1"), "count": 7}],
        "theme": [
            {"id": rid("theme 1"), **here, "name": "Buses"},
            {"id": rid("theme 2"), **here, "name": "Food"},
        ],
        "contribution": [
            {
                "id": rid("contribution 1"),
                **at,
                "attendance_id": rid("attendance 1"),
                "voice": "own",
                "theme_ids": [rid("theme 1"), rid("theme 2")],
                "words": "The bus does not come.",
            },
            {"id": rid("contribution 2"), **at, "voice": "second_hand", "words": "Nor the van."},
        ],
        "follow_up": [
            {
                "id": rid("follow-up 1"),
                **here,
                "attendance_id": rid("attendance 1"),
                "person_id": rid("person 1"),
                "contribution_id": rid("contribution 1"),
                "role_id": rid("role 1"),
                "service_id": rid("service 1"),
                "due_on": "2026-03-01",
            },
            {"id": rid("follow-up 2"), **here, "contribution_id": rid("contribution 1")},
        ],
        "engagement_role": [
            {
                "id": rid("role 1"),
                **here,
                **at,
                "title": "Host",
                "belt": "both",
                "hours_needed": "36",
                "hourly_cost": "18.86",
                "rate_id": rid("rate 1"),
                "body_id": rid("body 1"),
            }
        ],
        "role_cost": [{"id": rid("cost 1"), "role_id": rid("role 1"), "title": "Room"}],
        "role_skill": [{"id": rid("skill 1"), "role_id": rid("role 1"), "name": "Welsh"}],
        "time_entry": [
            {
                "id": rid("time 1"),
                "role_id": rid("role 1"),
                "worked_on": "2026-02-01",
                "hours": "1.5",
                "fund_id": rid("fund 1"),
            }
        ],
        "fund": [
            {
                "id": rid("fund 1"),
                **here,
                "amount": "100.00",
                "starts_on": "2026-01-01",
                "ends_on": "2026-12-31",
            }
        ],
        "allocation": [
            {
                "id": rid("allocation 1"),
                "fund_id": rid("fund 1"),
                "role_id": rid("role 1"),
                "amount": "60.00",
            }
        ],
        "body": [{"id": rid("body 1"), **here, "name": "Board"}],
        "message": [
            {
                "id": rid("message 1"),
                **here,
                "title": "Buses",
                "contribution_ids": [rid("contribution 1"), rid("contribution 2")],
            }
        ],
        "hearing": [
            {"id": rid("hearing 1"), "message_id": rid("message 1"), "body_id": rid("body 1")}
        ],
        "rate": [
            {
                "id": rid("rate 1"),
                "name": "Living Wage",
                "kind": "real_living_wage",
                "amount": "13.45",
                "valid_from": "2025-10-22",
                "valid_to": "2026-10-21",
            }
        ],
        "cost_fact": [
            {
                "id": rid("fact 1"),
                "name": "NI",
                "kind": "ni_percent",
                "value": "15.00",
                "valid_from": "2025-04-06",
                "valid_to": "2027-04-05",
            }
        ],
        "service": [{"id": rid("service 1"), "name": "Walking group"}],
        "monitoring_response": [{"id": rid("monitoring 1"), **at, "answers": {"age": "25-34"}}],
    }


def other_project() -> Document:
    """Another project, for records that a document must not touch or point at."""
    there, at = {"project_id": rid("other project")}, {"event_id": rid("other event")}
    role, fund = {"role_id": rid("other role")}, {"fund_id": rid("other fund")}
    return {
        "format": "engagement-project",
        "version": 1,
        "project": [{"id": rid("other project"), "name": "Other"}],
        "event": [{"id": rid("other event"), **there, "title": "Other day"}],
        "attendance": [{"id": rid("other attendance"), **at}],
        "theme": [{"id": rid("other theme"), **there, "name": "Other"}],
        "contribution": [
            {"id": rid("other contribution"), **at, "voice": "own", "words": "Elsewhere."}
        ],
        "engagement_role": [
            {"id": rid("other engagement_role"), **there, "title": "Other", "belt": "route_in"},
            {"id": rid("other role"), **there, "title": "Other", "belt": "route_in"},
        ],
        "fund": [{"id": rid("other fund"), **there, "amount": "1"}],
        "allocation": [{"id": rid("other allocation"), **fund, **role, "amount": "1"}],
        "body": [{"id": rid("other body"), **there, "name": "Other"}],
        "message": [{"id": rid("other message"), **there, "title": "Other"}],
    }
