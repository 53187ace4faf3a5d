"""What people call the acts without content, and what each was about."""

import json
from typing import Any

from engagement_app.language import _, plural

_ACTS = {
    "open": _("file opened"),
    "failed_unlock": _("wrong passphrase"),
    "lock": _("file locked"),
    "export": _("export"),
    "report": _("report saved"),
    "print": _("printed"),
    "backup": _("backup"),
    "restore": _("restored from a backup"),
    "merge": _("merged with another laptop"),
    "erase": _("erased"),
    "subject_access": _("all we hold on a person, given out"),
    "settings": _("settings"),
}
_WHAT = {
    "project": _("whole project"),
    "attendees": _("who came"),
    "contributions": _("what was said"),
    "follow-ups": _("follow-ups"),
    "roles": _("roles"),
    "services": _("our events as services"),
    "audit": _("who did what"),
    "gap": _("resourcing gap"),
    "summary": _("post-event summary"),
    "feedback": _("you said, what happened"),
    "sign-in": _("sign-in sheet"),
    "badges": _("badges"),
    "messages": _("messages"),
    "feedback-slip": _("feedback slip"),
    "sheet-differences": _("sign-in sheet: who differs"),
    "recovery": _("passphrase set with the recovery code"),
    "monitoring": _("equality monitoring"),
    "monitoring-form": _("equality monitoring: the questions"),
}
ERASED = _("(erased)")


def words_of_entry(act: str) -> str:
    """A few words for an act without content; its own name where none are known."""
    return _ACTS.get(act, act)


def about_entry(detail: str | None) -> str:
    """What an act was about, of what is kept of it; erased where nothing is."""
    if detail is None:
        return ERASED
    told: dict[str, Any] = json.loads(detail)
    what = str(told.get("what") or told.get("file") or "")
    parts = [_WHAT.get(what.replace("_", "-"), what)]
    if "times" in told:
        parts.append(plural("{count} time", "{count} times", int(told["times"])))
    if "ending" in told:
        parts.append(str(told["ending"]).removeprefix("."))
    if told.get("rows") is not None:
        parts.append(plural("{count} row", "{count} rows", int(told["rows"])))
    if "pages" in told:
        parts.append(plural("{count} page", "{count} pages", int(told["pages"])))
    if told.get("with_monitoring"):
        parts.append(_("with monitoring answers"))
    if told.get("with_deleted"):
        parts.append(_("with deleted records"))
    return ", ".join(part for part in parts if part)
