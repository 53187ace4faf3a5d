"""What stands between records: links, projects, periods, rings, and the rules of follow-ups."""

from typing import Any

import pytest

from engagement_app.domain.judging import links
from engagement_app.domain.tables import TABLES, link_lists_of, links_of
from engagement_app.errors import UserError
from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import Document, other_project, rid, small
from tests.exchange.open_format.files import faults_of, put, refusal, take

NOWHERE = rid("nowhere")
LINKS = [(table, name, kind.table) for table in TABLES for name, kind in links_of(table).items()]
LISTS = [
    (table, name, kind.table) for table in TABLES for name, kind in link_lists_of(table).items()
]


def changed(*changes: tuple[str, int, dict[str, Any]]) -> Document:
    """The small document with fields of its records set otherwise."""
    document = small()
    for table, index, values in changes:
        document[table][index].update(values)
    return document


def without(document: Document, table: str, index: int, *names: str) -> Document:
    for name in names:
        document[table][index].pop(name, None)
    return document


@pytest.mark.parametrize(("table", "name", "other"), LINKS)
def test_a_link_to_nothing_is_refused(
    data_file: DataFile, table: str, name: str, other: str
) -> None:
    faults = refusal(data_file, changed((table, 0, {name: NOWHERE})))
    assert list(faults) == [f"{table}[0].{name}"]


@pytest.mark.parametrize(("table", "name", "other"), LINKS)
def test_a_link_to_a_record_of_another_table_is_refused(
    data_file: DataFile, table: str, name: str, other: str
) -> None:
    wrong = rid("service 1") if other != "service" else rid("rate 1")
    assert f"{table}[0].{name}" in refusal(data_file, changed((table, 0, {name: wrong})))


@pytest.mark.parametrize(("table", "name", "other"), LISTS)
def test_a_list_that_names_nothing_or_one_twice_is_refused(
    data_file: DataFile, table: str, name: str, other: str
) -> None:
    known = rid("community 1" if other == "community" else f"{other} 1")
    index = 0
    faults = refusal(data_file, changed((table, index, {name: [known, NOWHERE]})))
    assert list(faults) == [f"{table}[0].{name}[1]"]
    faults = refusal(data_file, changed((table, index, {name: [known, known]})))
    assert list(faults) == [f"{table}[0].{name}"]


def test_a_link_may_point_at_what_only_the_file_has(data_file: DataFile) -> None:
    put(data_file, small())
    put(
        data_file,
        {k: v for k, v in small().items() if k in ("format", "version", "project", "event")},
    )


def test_every_record_that_the_file_has_may_be_left_out(data_file: DataFile) -> None:
    put(data_file, small())
    for table in TABLES:
        alone = {k: v for k, v in small().items() if k in ("format", "version", "project", table)}
        assert put(data_file, alone).changed == 0


@pytest.mark.parametrize(
    ("table", "name", "other"),
    [each for each in LINKS if each[2] in other_project() and each[2] != "person"],
)
def test_a_link_to_a_record_of_another_project_is_refused_at_the_link_alone(
    data_file: DataFile, table: str, name: str, other: str
) -> None:
    put(data_file, other_project())
    there = rid("other project" if other == "project" else f"other {other}")
    document = changed((table, 0, {name: there}))
    faults = refusal(data_file, document)
    path = f"{table}[0].{name}"
    assert path in faults
    rows = {each.partition(".")[0] for each in faults}
    # What hangs on the record that is now elsewhere is elsewhere too, and nothing else is told.
    leads = {path for path in rows if path != f"{table}[0]"}
    assert all(hangs_on(document, each, table) for each in leads), faults


def hangs_on(document: Document, path: str, table: str) -> bool:
    """Whether a record links, at whatever distance, to the first record of the table."""
    name, index = path.rstrip("]").split("[")
    seen, waiting = set(), [document[name][int(index)]["id"]]
    while waiting:
        each = waiting.pop()
        if each == document[table][0]["id"]:
            return True
        if each in seen:
            continue
        seen.add(each)
        for other, rows in document.items():
            for row in rows if isinstance(rows, list) else []:
                if row["id"] == each:
                    whole = dict.fromkeys([*links_of(other), *link_lists_of(other)]) | row
                    waiting += [linked for _name, _table, linked in links(other, whole)]
    return False


@pytest.mark.parametrize(("table", "name", "other"), [e for e in LISTS if e[2] != "community"])
def test_a_list_with_a_record_of_another_project_is_refused(
    data_file: DataFile, table: str, name: str, other: str
) -> None:
    put(data_file, other_project())
    faults = refusal(data_file, changed((table, 0, {name: [rid(f"other {other}")]})))
    assert list(faults) == [f"{table}[0].{name}[0]"]


def test_a_record_of_another_project_is_refused_even_where_it_says_nothing_new(
    data_file: DataFile,
) -> None:
    put(data_file, other_project())
    document = small()
    document["fund"].append({"id": rid("other fund")})
    assert list(refusal(data_file, document)) == ["fund[1].project_id"]
    document = small()
    document["allocation"].append({"id": rid("other allocation"), "amount": "2"})
    assert set(refusal(data_file, document)) == {"allocation[1].fund_id", "allocation[1].role_id"}


def test_a_second_project_that_is_in_the_file_is_no_excuse(data_file: DataFile) -> None:
    put(data_file, other_project())
    faults = refusal(
        data_file, {**small(), "project": small()["project"] + other_project()["project"]}
    )
    assert "project" in faults


@pytest.mark.parametrize("table", [table for table in TABLES if table != "project"])
def test_an_id_twice_in_one_list_is_refused(data_file: DataFile, table: str) -> None:
    document = small()
    document[table].append(dict(document[table][0]))
    last = len(document[table]) - 1
    assert list(refusal(data_file, document)) == [f"{table}[{last}].id"]


def test_one_id_in_two_lists_is_no_fault(data_file: DataFile) -> None:
    document = small()
    document["service"].append({"id": rid("rate 1"), "name": "Same number, another list"})
    put(data_file, document)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_ring_of_duplicates_is_refused(data_file: DataFile, length: int) -> None:
    document = small()
    document["person"] += [
        {
            "id": rid(f"ring {each}"),
            "known_as": "Ring",
            "same_as_id": rid(f"ring {(each + 1) % length}"),
        }
        for each in range(length)
    ]
    faults = refusal(data_file, document)
    assert set(faults) == {f"person[{3 + each}].same_as_id" for each in range(length)}


def test_a_chain_of_duplicates_is_no_ring(data_file: DataFile) -> None:
    put(data_file, changed(("person", 2, {"same_as_id": rid("person 2")})))


@pytest.mark.parametrize(
    "names", [{}, dict.fromkeys(("given_name", "family_name", "known_as"), " ")]
)
def test_a_person_without_a_name_is_refused(data_file: DataFile, names: dict[str, str]) -> None:
    document = small()
    document["person"].append({"id": rid("nobody"), **names})
    [path] = refusal(data_file, document)
    assert path.startswith("person[3]")


@pytest.mark.parametrize("name", ["given_name", "family_name", "known_as"])
def test_any_one_name_will_do(data_file: DataFile, name: str) -> None:
    document = small()
    document["person"].append({"id": rid("somebody"), name: "X"})
    put(data_file, document)


def test_an_attendance_with_a_person_and_a_label_is_refused(data_file: DataFile) -> None:
    [path] = refusal(data_file, changed(("attendance", 0, {"label": "red coat"})))
    assert path in ("attendance[0].label", "attendance[0].person_id", "attendance[0]")
    put(data_file, changed(("attendance", 0, {"label": " \t"})))


DAY = ("2026-02-02", "2026-02-01")
TIME = ("2026-02-01T10:00:00+02:00", "2026-02-01T07:59:59.999999Z")


@pytest.mark.parametrize(
    ("table", "start", "end", "pair"),
    [
        ("project", "starts_on", "ends_on", DAY),
        ("fund", "starts_on", "ends_on", DAY),
        ("rate", "valid_from", "valid_to", DAY),
        ("cost_fact", "valid_from", "valid_to", DAY),
        ("event", "starts_at", "ends_at", TIME),
        ("attendance", "arrived_at", "left_at", TIME),
    ],
)
def test_an_end_before_its_start_is_refused(
    data_file: DataFile, table: str, start: str, end: str, pair: tuple[str, str]
) -> None:
    [path] = refusal(data_file, changed((table, 0, {start: pair[0], end: pair[1]})))
    assert path in (f"{table}[0].{start}", f"{table}[0].{end}", f"{table}[0]")
    same = pair[0]
    put(data_file, changed((table, 0, {start: same, end: same})))
    [path] = refusal(data_file, without(changed((table, 0, {end: pair[1]})), table, 0, start))
    assert path.startswith(f"{table}[0]")


class TestFollowUps:
    """The person, the attendance and the contribution of a follow-up."""

    def test_another_person_than_that_of_its_attendance(self, data_file: DataFile) -> None:
        [path] = refusal(data_file, changed(("follow_up", 0, {"person_id": rid("person 3")})))
        assert path == "follow_up[0].person_id"

    def test_another_person_than_that_of_its_contributions_attendance(
        self, data_file: DataFile
    ) -> None:
        document = changed(("follow_up", 1, {"person_id": rid("person 3")}))
        assert list(refusal(data_file, document)) == ["follow_up[1].person_id"]

    def test_a_duplicate_of_the_person_fits_whichever_way_it_points(
        self, data_file: DataFile
    ) -> None:
        put(data_file, small())
        put(data_file, changed(("follow_up", 0, {"person_id": rid("person 2")})))
        back = changed(
            ("person", 0, {"same_as_id": rid("person 3")}),
            ("follow_up", 0, {"person_id": rid("person 3")}),
            ("follow_up", 1, {"person_id": rid("person 1")}),
        )
        put(data_file, back)

    @pytest.mark.parametrize("who", ["attendance 2", "attendance 3"])
    def test_a_nameless_attendance_fits_any_person(self, data_file: DataFile, who: str) -> None:
        document = changed(("follow_up", 0, {"attendance_id": rid(who)}))
        put(data_file, without(document, "follow_up", 0, "contribution_id"))

    def test_a_contribution_made_in_another_attendance(self, data_file: DataFile) -> None:
        document = changed(("follow_up", 1, {"attendance_id": rid("attendance 2")}))
        [path] = refusal(data_file, document)
        assert path in ("follow_up[1].contribution_id", "follow_up[1].attendance_id")

    def test_a_contribution_made_in_no_attendance_fits(self, data_file: DataFile) -> None:
        put(data_file, changed(("follow_up", 0, {"contribution_id": rid("contribution 2")})))

    @pytest.mark.parametrize("table", ["attendance", "contribution", "engagement_role"])
    def test_another_project_than_that_of_its_event_or_role(
        self, data_file: DataFile, table: str
    ) -> None:
        put(data_file, other_project())
        name = "role_id" if table == "engagement_role" else f"{table}_id"
        document = without(small(), "follow_up", 1, "contribution_id")
        document["follow_up"][1][name] = rid(f"other {table}")
        assert list(refusal(data_file, document)) == [f"follow_up[1].{name}"]


def test_a_contribution_at_another_event_than_its_attendance_is_refused(
    data_file: DataFile,
) -> None:
    document = changed(("contribution", 0, {"event_id": rid("event 2")}))
    [path] = refusal(data_file, document)
    assert path in ("contribution[0].event_id", "contribution[0].attendance_id", "contribution[0]")


class TestTheFile:
    """Records of the file are judged as they would be too; the path is the document's record."""

    def of_the_file(self, data_file: DataFile, **document: Any) -> dict[str, str]:
        put(data_file, small())
        head = {k: v for k, v in small().items() if k in ("format", "version", "project")}
        return refusal(data_file, {**head, **document})

    def test_an_attendance_given_to_another_person(self, data_file: DataFile) -> None:
        row = {"id": rid("attendance 1"), "person_id": rid("person 3")}
        assert list(self.of_the_file(data_file, attendance=[row])) == ["attendance[0]"]

    def test_an_attendance_moved_to_another_event(self, data_file: DataFile) -> None:
        row = {"id": rid("attendance 1"), "event_id": rid("event 2")}
        assert list(self.of_the_file(data_file, attendance=[row])) == ["attendance[0]"]

    def test_a_contribution_given_to_another_attendance(self, data_file: DataFile) -> None:
        row = {"id": rid("contribution 1"), "attendance_id": rid("attendance 2")}
        assert list(self.of_the_file(data_file, contribution=[row])) == ["contribution[0]"]

    def test_a_person_said_to_be_another(self, data_file: DataFile) -> None:
        row = {"id": rid("person 2"), "same_as_id": rid("person 3")}
        assert list(self.of_the_file(data_file, person=[row])) == ["person[0]"]

    def test_a_person_no_longer_said_to_be_another(self, data_file: DataFile) -> None:
        row = {"id": rid("person 2"), "same_as_id": None}
        assert list(self.of_the_file(data_file, person=[row])) == ["person[0]"]

    def test_a_ring_closed_through_the_file(self, data_file: DataFile) -> None:
        row = {"id": rid("person 1"), "same_as_id": rid("person 2")}
        assert set(self.of_the_file(data_file, person=[row])) <= {
            "person[0].same_as_id",
            "person[0]",
        }

    def test_a_ring_closed_through_a_new_person(self, data_file: DataFile) -> None:
        new = {"id": rid("new"), "known_as": "New", "same_as_id": rid("person 2")}
        old = {"id": rid("person 1"), "same_as_id": rid("new")}
        faults = self.of_the_file(data_file, person=[new, old])
        assert {path.partition(".")[0] for path in faults} == {"person[0]", "person[1]"}

    def test_the_record_that_changed_is_told_and_not_one_that_stands_between(
        self, data_file: DataFile
    ) -> None:
        put(data_file, small())
        document = changed(("person", 1, {"same_as_id": rid("person 3")}))
        assert list(refusal(data_file, {**document, "follow_up": []})) == ["person[1]"]

    def test_of_two_that_changed_the_one_that_does_not_fit_is_told(
        self, data_file: DataFile
    ) -> None:
        put(data_file, small())
        document = changed(
            ("person", 0, {"same_as_id": rid("person 3")}),
            ("attendance", 0, {"person_id": rid("person 4")}),
        )
        document["person"].append({"id": rid("person 4"), "known_as": "Somebody else"})
        assert list(refusal(data_file, {**document, "follow_up": []})) == ["attendance[0]"]

    def test_a_record_of_the_document_is_told_at_its_own_path_alone(
        self, data_file: DataFile
    ) -> None:
        put(data_file, small())
        document = changed(("attendance", 0, {"event_id": rid("event 2")}))
        assert list(refusal(data_file, document)) == ["contribution[0].event_id"]

    def test_both_moved_together_fit(self, data_file: DataFile) -> None:
        put(data_file, small())
        head = {k: v for k, v in small().items() if k in ("format", "version", "project")}
        moved = {"event_id": rid("event 2")}
        put(
            data_file,
            {
                **head,
                "attendance": [{"id": rid("attendance 1"), **moved}],
                "contribution": [{"id": rid("contribution 1"), **moved}],
            },
        )

    def test_a_record_taken_from_another_project(self, data_file: DataFile) -> None:
        put(data_file, other_project())
        row = {"id": rid("other fund"), "project_id": rid("project")}
        assert list(self.of_the_file(data_file, fund=[row])) == ["fund[0]"]

    def test_an_event_with_nothing_on_it_may_be_taken_from_another_project(
        self, data_file: DataFile
    ) -> None:
        put(data_file, other_project())
        put(
            data_file,
            {
                **small(),
                "theme": [
                    {"id": rid("other theme"), "project_id": rid("project")},
                    *small()["theme"],
                ],
            },
        )

    def test_deleted_records_of_the_file_are_judged_too(self, data_file: DataFile) -> None:
        put(data_file, changed(("contribution", 0, {"deleted_at": "2026-01-01T00:00:00Z"})))
        row = {"id": rid("attendance 1"), "event_id": rid("event 2")}
        assert list(refusal(data_file, {**small(), "attendance": [row], "contribution": []}))


class TestDeletedHere:
    """A record that is deleted here is left wholly as it is, and named."""

    GONE = "2026-05-01T00:00:00Z"

    def gone(self, data_file: DataFile, table: str) -> str:
        put(data_file, changed((table, 0, {"deleted_at": self.GONE})))
        return small()[table][0]["id"]

    @pytest.mark.parametrize("table", [table for table in TABLES if table != "project"])
    def test_it_is_left_and_named(self, data_file: DataFile, table: str) -> None:
        each = self.gone(data_file, table)
        before = take(data_file, rid("project"), with_deleted=True, with_monitoring=True)
        document = small()
        if "notes" in document[table][0]:
            document[table][0]["notes"] = "changed"
        document[table][0]["deleted_at"] = None
        taken = put(data_file, document)
        [left] = taken.left
        assert f"{table}[0]" in left
        assert each in left
        assert taken.changed == 0
        after = take(data_file, rid("project"), with_deleted=True, with_monitoring=True)
        assert after == before

    def test_its_row_must_be_sound_all_the_same(self, data_file: DataFile) -> None:
        self.gone(data_file, "fund")
        document = changed(("fund", 0, {"amount": "1e2"}))
        assert list(refusal(data_file, document)) == ["fund[0].amount"]
        document = changed(("fund", 0, {"funder_organisation_id": NOWHERE}))
        assert list(refusal(data_file, document)) == ["fund[0].funder_organisation_id"]

    def test_another_record_is_judged_by_what_stays(self, data_file: DataFile) -> None:
        """The document moves an attendance that is deleted here, so it does not move."""
        self.gone(data_file, "attendance")
        moved = {"event_id": rid("event 2")}
        document = changed(("attendance", 0, moved), ("contribution", 0, moved))
        assert list(refusal(data_file, document)) == ["contribution[0].event_id"]

    def test_a_document_deletes(self, data_file: DataFile) -> None:
        put(data_file, small())
        assert put(data_file, changed(("fund", 0, {"deleted_at": self.GONE}))).changed == 1
        rows = take(data_file, rid("project"), with_deleted=True)["fund"]
        assert [row["deleted_at"] for row in rows] == [self.GONE]

    def test_a_document_never_deletes_its_project(self, data_file: DataFile) -> None:
        document = changed(("project", 0, {"deleted_at": self.GONE}))
        assert list(refusal(data_file, document)) == ["project[0].deleted_at"]
        put(data_file, small())
        assert list(refusal(data_file, document)) == ["project[0].deleted_at"]


def test_fields_left_out_are_not_touched_not_even_required_ones(data_file: DataFile) -> None:
    put(data_file, small())
    before = take(data_file, rid("project"), with_monitoring=True)
    document: Document = {"format": "engagement-project", "version": 1}
    for table in TABLES:
        document[table] = [{"id": row["id"]} for row in small()[table]]
    assert put(data_file, document).changed == 0
    assert take(data_file, rid("project"), with_monitoring=True) == before


def test_a_changed_field_changes_that_field_alone(data_file: DataFile) -> None:
    put(data_file, small())
    document = {k: v for k, v in small().items() if k in ("format", "version", "project")}
    put(data_file, {**document, "fund": [{"id": rid("fund 1"), "status": "confirmed"}]})
    [fund] = take(data_file, rid("project"))["fund"]
    assert (fund["status"], fund["amount"]) == ("confirmed", "100.00")


def test_every_fault_is_listed_in_one_go(data_file: DataFile) -> None:
    document = changed(
        ("fund", 0, {"amount": 5, "ends_on": "2026-02-30", "status": "maybe"}),
        ("person", 2, {"known_as": None}),
        ("event", 1, {"title": " "}),
        ("tally", 0, {"count": -1, "community_id": NOWHERE, "deleted_at": "now"}),
    )
    document["version"] = 2
    document["peopel"] = []
    document["role_cost"].append({"amount": "1.234"})
    assert set(refusal(data_file, document)) == {
        *("version", "peopel", "fund[0].amount", "fund[0].ends_on", "fund[0].status"),
        *("person[2].given_name", "event[1].title", "tally[0].count", "tally[0].community_id"),
        *("tally[0].deleted_at", "role_cost[1].id", "role_cost[1].amount"),
        *("role_cost[1].role_id", "role_cost[1].title"),
    }


def test_at_most_two_hundred_faults_are_told_and_how_many_there_are(data_file: DataFile) -> None:
    document = small()
    document["service"] = [{"id": rid(f"many {each}")} for each in range(500)]
    document["follow_up"][0]["service_id"] = None
    with pytest.raises(UserError, match="500") as caught:
        put(data_file, document)
    assert len(caught.value.details) == 200
    assert caught.value.details[0].startswith("service[0].name: ")


@pytest.mark.parametrize(
    ("table", "index", "name"),
    [
        ("person", 1, "same_as_id"),
        ("person", 2, "known_as"),
        ("attendance", 0, "person_id"),
        ("attendance", 0, "event_id"),
        ("contribution", 0, "attendance_id"),
        ("follow_up", 0, "attendance_id"),
        ("event", 0, "starts_at"),
    ],
)
@pytest.mark.parametrize("value", [5, "\x00"])
def test_a_value_that_cannot_be_read_is_one_fault(
    data_file: DataFile, table: str, index: int, name: str, value: Any
) -> None:
    document = changed((table, index, {name: value}))
    assert list(refusal(data_file, document)) == [f"{table}[{index}].{name}"]


def test_records_without_an_id_are_judged_each(data_file: DataFile) -> None:
    document = small()
    document["fund"] += [{"amount": "1"}, {"project_id": rid("project")}]
    assert set(refusal(data_file, document)) == {
        *("fund[1].id", "fund[1].project_id", "fund[2].id", "fund[2].amount"),
    }


def test_a_fault_of_one_field_does_not_hide_those_of_others(data_file: DataFile) -> None:
    document = changed(
        ("attendance", 0, {"line_number": "x"}),
        ("follow_up", 0, {"person_id": rid("person 3")}),
    )
    assert set(faults_of(data_file, document)) == {
        "attendance[0].line_number",
        "follow_up[0].person_id",
    }
