"""The gap report as JSON: the very object that the paper is made from, in the open format."""

import json
from collections.abc import Iterable
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from engagement_app.domain.amounts import hundredths, pounds
from engagement_app.resourcing.report import Belt, Carrier, DeadEnd, GapReport, RoleGap
from engagement_app.store.collection import no_collection

FORMAT = "engagement-gap-report"
VERSION = 1
_LINES = ",\n"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(_LINES, ": "))
_ROLE_MONEY = (
    *("staffing", "direct", "overhead", "full_cost", "confirmed", "pledged"),
    *("gap", "surplus", "subsidy", "carried", "needed"),
)


class _Written(str):
    """What is JSON already."""


def gap_json(report: GapReport) -> bytes:
    """The document, UTF-8: a value a line, so that two reports are compared line by line."""
    with no_collection():
        # Indented it takes six times as long: Python's quick writer of JSON does not indent.
        parts = (
            f'"{name}": {value if isinstance(value, _Written) else _JSON.encode(value)}'
            for name, value in _document(report).items()
        )
        return f"{{{_LINES.join(parts)}}}\n".encode()


def _document(report: GapReport) -> dict[str, Any]:
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "project": {"id": report.project_id, "name": report.project},
        "as_of": report.as_of.isoformat(),
        "totals": _totals(report),
        "counts": report.counts,
        "roles": [_role(role) for role in report.roles],
        "carried_by": [_carrier(row) for row in report.carried_by],
        "dead_ends": _dead_ends(report.dead_ends),
        "over_promised_funds": [
            {
                "id": fund.id,
                "title": fund.title,
                "amount": pounds(fund.amount),
                "allocated": pounds(fund.allocated),
            }
            for fund in report.over_promised_funds
        ],
    }
    if report.belt is not None:
        document["belt"] = _belt(report.belt)
    return document


def _dead_ends(ends: Iterable[DeadEnd]) -> _Written:
    # Of very many, objects for the writer of JSON take three times as long as their text.
    rows = [
        f'{{"reason": {_text(reason)},\n"event_id": {_text(event_id)},\n"event": {_text(event)},'
        f'\n"follow_up_id": {_text(follow_up)},\n"attendance_id": {_text(attendance)}}}'
        for reason, event_id, event, follow_up, attendance in ends
    ]
    return _Written(f"[{_LINES.join(rows)}]")


def _text(told: str | None) -> str:
    return "null" if told is None else encode_basestring(told)


def _share(share: Decimal | None) -> float | None:
    return None if share is None else float(share)


def _maybe_pounds(pence: int | None) -> str | None:
    return None if pence is None else pounds(pence)


def _totals(report: GapReport) -> dict[str, Any]:
    totals = report.totals
    amounts = ("full_cost", "confirmed", "pledged", "gap", "surplus", "carried", "needed")
    return {
        **{name: pounds(getattr(totals, name)) for name in amounts},
        "unfunded_share": _share(totals.unfunded_share),
    }


def _role(role: RoleGap) -> dict[str, Any]:
    return {
        "id": role.id,
        "title": role.title,
        "belt": role.belt,
        "holder": role.holder._asdict(),
        "hours_needed": hundredths(role.hours_needed),
        "hours_assigned": hundredths(role.hours_assigned),
        "hours_given": hundredths(role.hours_given),
        **{name: pounds(getattr(role, name)) for name in _ROLE_MONEY},
        "status": role.status,
        "people_waiting": role.people_waiting,
        "follow_ups_waiting": role.follow_ups_waiting,
        "lenses": {name: lens._asdict() for name, lens in role.lenses.items()},
    }


def _carrier(row: Carrier) -> dict[str, Any]:
    return {
        "organisation_id": row.organisation_id,
        "organisation": row.organisation,
        "hours": hundredths(row.hours),
        "at_statutory_floor": _maybe_pounds(row.at_statutory_floor),
        "at_real_living_wage": _maybe_pounds(row.at_real_living_wage),
        "at_role_cost": _maybe_pounds(row.at_role_cost),
    }


def _belt(belt: Belt) -> dict[str, Any]:
    reach, routes = belt.reach, belt.routes
    return {
        "reach": {name: getattr(reach, name) for name in reach.__slots__},
        "contribution_rate": _share(belt.contribution_rate),
        "contributions": belt.contributions,
        "routes": {
            "want": routes.want,
            "kept": routes.kept,
            "kept_rate": _share(routes.kept_rate),
        },
        "messages": [
            {
                "id": message.id,
                "title": message.title,
                "people": message.people,
                "communities": message.communities,
                "first_hand": message.first_hand,
                "hearings": [
                    {name: getattr(hearing, name) for name in hearing.__slots__}
                    for hearing in message.hearings
                ],
            }
            for message in belt.messages
        ],
        "hours": {
            end: {"needed": hundredths(hours.needed), "funded": hundredths(hours.funded)}
            for end, hours in belt.hours.items()
        },
    }
