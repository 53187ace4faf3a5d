"""Six lenses on each role: every row of their table, and the sentences below it."""

from typing import Any

import pytest

from engagement_app.store.datafile import DataFile
from tests.resourcing.projects import DELETED, project, report, role_of

COSTED = {"hours_needed": "1", "hourly_cost": "100"}
BODY = ("invited", "seat", "papers_in_time", "can_speak", "can_decide", "named_partner")
ALL_YES = dict.fromkeys(BODY, "yes")
CONTROLS = {"agenda_control": "yes", "budget_control": "yes"}


def lens(data_file: DataFile, name: str, role: dict[str, Any], **tables: Any) -> str:
    """The state of a lens on the only role; its evidence is one sentence that says something."""
    made = role_of(report(data_file, project(engagement_role=[role], **tables)))["lenses"][name]
    assert made["evidence"].endswith(".")
    assert len(made["evidence"]) > 15
    return made["state"]


@pytest.mark.parametrize(
    ("role", "status", "amount", "state"),
    [
        (COSTED, "confirmed", "100", "met"),
        (COSTED, "confirmed", "99.99", "partly"),
        (COSTED, "confirmed", "0", "not_met"),
        (COSTED, "applied", "100", "not_met"),
        (COSTED, "refused", "100", "not_met"),
        (COSTED, "closed", "100", "not_met"),
        ({}, "confirmed", "0", "not_known"),
        ({}, "confirmed", "50", "not_known"),
    ],
)
def test_funding(
    data_file: DataFile, role: dict[str, str], status: str, amount: str, state: str
) -> None:
    money = {"fund": [{"status": status}], "allocation": [{"amount": amount}]}
    assert lens(data_file, "funding", role, **money) == state


@pytest.mark.parametrize(
    ("assigned", "needed", "state"),
    [
        ("5", "5", "met"),
        ("6", "5", "met"),
        ("4.99", "5", "partly"),
        ("0.01", "5", "partly"),
        ("0", "5", "not_met"),
        ("0", "0", "not_known"),
        ("5", "0", "not_known"),
    ],
)
def test_time(data_file: DataFile, assigned: str, needed: str, state: str) -> None:
    role = {"hours_assigned": assigned, "hours_needed": needed}
    assert lens(data_file, "time", role) == state


@pytest.mark.parametrize(
    ("organisation", "name", "state"),
    [
        ("o", "Mari", "met"),
        ("o", None, "partly"),
        (None, "Mari", "partly"),
        ("o", " \t", "partly"),
        (None, None, "not_met"),
        (None, "\u3000", "not_met"),
    ],
)
@pytest.mark.parametrize("gone", [{}, DELETED])
def test_responsibility(
    data_file: DataFile,
    organisation: str | None,
    name: str | None,
    state: str,
    gone: dict[str, str],
) -> None:
    role = {"holder_organisation_id": organisation, "holder_name": name}
    assert lens(data_file, "responsibility", role, organisation=[gone]) == state


@pytest.mark.parametrize(
    ("held", "state"),
    [
        ("yes", "met"),
        ("yes yes", "met"),
        ("yes no", "partly"),
        ("yes not_known", "partly"),
        ("training_booked", "partly"),
        ("training_booked not_known no", "partly"),
        ("no", "not_met"),
        ("no not_known", "not_met"),
        ("not_known", "not_known"),
        ("not_known not_known", "not_known"),
        ("", "not_known"),
    ],
)
def test_skills(data_file: DataFile, held: str, state: str) -> None:
    skills = [{"id": f"s{index}", "held": each} for index, each in enumerate(held.split())]
    assert lens(data_file, "skills", {}, role_skill=skills) == state


def test_a_deleted_skill_is_out(data_file: DataFile) -> None:
    skills = [{"held": "yes"}, {"id": "x", "held": "no", **DELETED}]
    assert lens(data_file, "skills", {}, role_skill=skills) == "met"


KEPT = {"due_on": "2026-06-01", "status": "done", "done_on": "2026-06-01"}
LATE = {**KEPT, "done_on": "2026-06-02"}
UNDATED = {**KEPT, "done_on": None}
OPEN = {"due_on": "2026-06-30"}
TO_COME = {"due_on": "2026-07-01"}
CANCELLED = {"due_on": "2026-06-01", "status": "cancelled"}
NO_DAY = {"status": "done", "done_on": "2026-06-01"}


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([KEPT], "met"),
        ([KEPT, TO_COME, CANCELLED, NO_DAY], "met"),
        ([{**KEPT, "due_on": "2026-06-30", "done_on": "2026-06-29"}], "met"),
        ([KEPT, LATE], "partly"),
        ([KEPT, OPEN], "partly"),
        ([KEPT, UNDATED], "partly"),
        ([LATE], "not_met"),
        ([UNDATED], "not_met"),
        ([OPEN], "not_met"),
        ([{**OPEN, "done_on": "2026-06-01"}], "not_met"),
        ([TO_COME], "not_known"),
        ([{**KEPT, "due_on": "2026-07-01"}], "not_known"),
        ([CANCELLED], "not_known"),
        ([NO_DAY], "not_known"),
        ([{**KEPT, **DELETED}], "not_known"),
        ([], "not_known"),
    ],
)
def test_trust(data_file: DataFile, rows: list[dict[str, Any]], state: str) -> None:
    follow_ups = [{"id": f"f{index}", "role_id": "r", **row} for index, row in enumerate(rows)]
    assert lens(data_file, "trust", {}, follow_up=follow_ups) == state


def test_trust_looks_at_the_roles_own_follow_ups(data_file: DataFile) -> None:
    assert lens(data_file, "trust", {}, follow_up=[KEPT]) == "not_known"


@pytest.mark.parametrize(
    ("belt", "role", "body", "state"),
    [
        ("voice_for", CONTROLS, None, "met"),
        ("voice_for", {"agenda_control": "yes"}, None, "partly"),
        ("voice_for", {"agenda_control": "yes", "budget_control": "no"}, None, "partly"),
        ("voice_for", {"agenda_control": "no"}, None, "not_met"),
        ("voice_for", {}, None, "not_known"),
        ("both", {}, None, "not_known"),
        ("both", CONTROLS, None, "met"),
        ("route_in", {}, None, "not_applicable"),
        ("route_in", {"agenda_control": "no"}, None, "not_met"),
        ("route_in", CONTROLS, None, "met"),
        ("route_in", {}, {}, "not_known"),
        ("route_in", {}, ALL_YES, "partly"),
        ("voice_for", CONTROLS, ALL_YES, "met"),
        ("voice_for", CONTROLS, {**ALL_YES, "seat": "not_known"}, "partly"),
        ("voice_for", CONTROLS, {**ALL_YES, "seat": "no"}, "partly"),
        ("voice_for", CONTROLS, {}, "partly"),
        ("voice_for", {}, {"can_decide": "no"}, "not_met"),
        *(("voice_for", {}, {name: "yes"}, "partly") for name in BODY),
        *(("voice_for", CONTROLS, {**ALL_YES, name: "no"}, "partly") for name in BODY),
    ],
)
@pytest.mark.parametrize("gone", [{}, DELETED], ids=["there", "deleted"])
def test_power_also_of_a_deleted_body(
    data_file: DataFile,
    belt: str,
    role: dict[str, str],
    body: dict[str, str] | None,
    state: str,
    gone: dict[str, str],
) -> None:
    bodies = [{"level": "planning", **(body or {}), **gone}]
    of = {"belt": belt, "body_id": None if body is None else "b", **role}
    assert lens(data_file, "power", of, body=bodies) == state


def evidence(data_file: DataFile, name: str, role: dict[str, Any], **tables: Any) -> str:
    made = role_of(report(data_file, project(engagement_role=[role], **tables)))
    return str(made["lenses"][name]["evidence"])


@pytest.mark.parametrize(
    ("assigned", "sentence"),
    [
        ("12", "12 of 20 hours are assigned."),
        ("20", "20 hours are needed, and 20 are assigned."),
        ("24", "20 hours are needed, and 24 are assigned."),
    ],
)
def test_more_hours_than_are_needed_are_not_told_as_a_part_of_them(
    data_file: DataFile, assigned: str, sentence: str
) -> None:
    role = {"hours_needed": "20", "hours_assigned": assigned}
    assert evidence(data_file, "time", role) == sentence


def test_power_is_told_in_plain_words(data_file: DataFile) -> None:
    role = {"belt": "voice_for", "agenda_control": "yes", "budget_control": "no"}
    body = {"name": "Board", "invited": "yes", "seat": "no", "can_decide": "no"}
    assert evidence(data_file, "power", {**role, "body_id": "b"}, body=[body]) == (
        "At Board: has an invitation, control of the agenda; lacks a seat, a part in decisions,"
        " control of the budget; not known: papers in time, leave to speak, a named partner’s"
        " place."
    )


def test_without_a_body_power_says_so(data_file: DataFile) -> None:
    role = {"belt": "voice_for", "agenda_control": "yes", "budget_control": "no"}
    assert evidence(data_file, "power", role) == (
        "Goes to no body; has control of the agenda; lacks control of the budget."
    )


def test_skills_are_told_without_naming_the_lens_again(data_file: DataFile) -> None:
    skills = [{"name": "Minutes", "held": "no"}]
    assert evidence(data_file, "skills", {}, role_skill=skills) == "It needs Minutes (missing)."


def test_evidence_names_what_it_looked_at(data_file: DataFile) -> None:
    made = role_of(
        report(
            data_file,
            project(
                organisation=[{"name": "Kinder Trust"}],
                engagement_role=[
                    {**COSTED, "holder_organisation_id": "o", "holder_name": "Mari", "body_id": "b"}
                ],
                fund=[{"title": "Grant A", "status": "confirmed"}],
                allocation=[{"amount": "40"}],
                role_skill=[{"name": "Minutes", "held": "no"}],
                body=[{"name": "Health Board"}],
            ),
        )
    )
    evidence = {name: each["evidence"] for name, each in made["lenses"].items()}
    for name, words in {
        "funding": ("Grant A", "£40.00", "£100.00"),
        "time": ("0", "1"),
        "responsibility": ("Mari", "Kinder Trust"),
        "skills": ("Minutes",),
        "trust": ("30 June 2026",),
        "power": ("Health Board",),
    }.items():
        assert all(word in evidence[name] for word in words), evidence[name]
