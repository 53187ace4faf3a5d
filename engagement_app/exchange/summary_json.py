"""The summary as JSON, in the open format: true counts, for the office."""

import json
from datetime import date
from typing import Any

from engagement_app.domain.amounts import pounds
from engagement_app.resourcing.summary import Quote, Summary

FORMAT = "engagement-summary"
VERSION = 1
_QUOTED = ("contribution_id", "words", "voice", "on_behalf_of", "mandate", "limits")


def summary_json(summary: Summary) -> bytes:
    """The document, UTF-8."""
    scope, said, promised = summary.scope, summary.contributions, summary.follow_ups
    event = {"id": scope.event_id, "title": scope.event} if scope.event_id else None
    document = {
        "format": FORMAT,
        "version": VERSION,
        "project": {"id": summary.project_id, "name": summary.project},
        "event": event,
        "from": _day(scope.from_on),
        "to": _day(scope.to_on),
        "as_of": _day(summary.as_of),
        "attendance": _fields(summary.attendance),
        "contributions": {
            "total": said.total,
            **said.voices,
            "kinds": said.kinds,
            "themes": [_fields(theme) for theme in said.themes],
        },
        "quotes": [_quote(quote) for quote in summary.quotes],
        "follow_ups": _fields(promised),
        "cost": {name: pounds(pence) for name, pence in _fields(summary.cost).items()},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _quote(quote: Quote) -> dict[str, Any]:
    return {name: getattr(quote, name) for name in _QUOTED}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
