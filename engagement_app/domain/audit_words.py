"""What people call the acts without content, and what each was about."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from engagement_app.language import _, plural

_ACTS = {
    "open": _("file opened"),
    "failed_unlock": _("wrong passphrase or code"),
    "lock": _("file locked"),
    "export": _("export"),
    "report": _("report saved"),
    "print": _("printed"),
    "backup": _("backup"),
    "remove": _("older copies removed"),
    "restore": _("restored from a backup"),
    "import": _("import"),
    "merge": _("merged with another laptop"),
    "erase": _("erased"),
    "subject_access": _("all we hold on a person"),
    "rights_request": _("log of requests and complaints"),
    "protection": _("protection"),
    "settings": _("settings"),
    "repair": _("repaired"),
}
_WHAT = {
    "project": _("whole project"),
    "attendees": _("who came"),
    "contributions": _("what was said"),
    "follow-ups": _("follow-ups"),
    "roles": _("roles"),
    "services": _("our events as services"),
    "audit": _("who did what"),
    "bundle": _("bundle for another laptop"),
    "gap": _("resourcing gap"),
    "summary": _("post-event summary"),
    "feedback": _("you said, what happened"),
    "sign-in": _("sign-in sheet"),
    "badges": _("badges"),
    "messages": _("messages"),
    "feedback-slip": _("feedback slip"),
    "sheet-differences": _("sign-in sheet: who differs"),
    "funding": _("funding"),
    "shown": _("shown"),
    "protect": _("file protected"),
    "unprotect": _("protection taken away"),
    "new key": _("new key"),
    "passphrase": _("another passphrase"),
    "code": _("another recovery code"),
    "recover": _("opened by the recovery code, another passphrase"),
    "lock": _("time until it locks"),
    "retention": _("how long people are kept"),
    "second-place": _("second place for backups"),
    "backups": _("backups"),
    "older": _("that hold who was erased since"),
    "lost-laptop": _("lost laptop"),
    "monitoring": _("equality monitoring"),
    "monitoring-form": _("equality monitoring: the questions"),
    "consent-wording": _("what people are asked to agree to"),
    "access-request": _("request to see what we hold"),
    "erasure-request": _("request to erase"),
    "correction-request": _("request to put right"),
    "objection-request": _("objection"),
    "complaint-request": _("complaint"),
    "other-request": _("other request"),
}
_KINDS = {"came": _("who came"), "never_came": _("who was only on a list")}
_COUNTED: dict[str, Callable[[int], str]] = {
    "rows": lambda count: plural("{count} row", "{count} rows", count),
    "refused": lambda count: plural("{count} row refused", "{count} rows refused", count),
    "pages": lambda count: plural("{count} page", "{count} pages", count),
    "changes": lambda count: plural("{count} change", "{count} changes", count),
    "records": lambda count: plural("{count} record", "{count} records", count),
    "people": lambda count: plural("{count} person", "{count} people", count),
    "copies": lambda count: plural("{count} copy", "{count} copies", count),
    "months": lambda count: plural("{count} month", "{count} months", count),
    "minutes": lambda count: plural("{count} minute", "{count} minutes", count),
    "times": lambda count: plural("{count} time", "{count} times", count),
}
_SAID = {
    "with_monitoring": _("with monitoring answers"),
    "with_deleted": _("with deleted records"),
    "with_names": _("with names"),
    "by_itself": _("by itself"),
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
    parts += [str(told["ending"]).removeprefix(".")] if "ending" in told else []
    parts += [_KINDS.get(str(told.get("kind")), "")]
    counts = {name: told[name] for name in _COUNTED if told.get(name) is not None}
    parts += [_COUNTED[name](int(count)) for name, count in counts.items()]
    if lost := told.get("lost"):
        count = sum(map(len, lost.values()))
        parts.append(plural("{count} entry lost", "{count} entries lost", count))
    parts += [words for name, words in _SAID.items() if told.get(name)]
    if told.get("last"):
        last = datetime.fromisoformat(str(told["last"])).astimezone()
        parts.append(_("last on {when}").format(when=f"{last:%d/%m/%Y %H:%M}"))
    return ", ".join(part for part in parts if part)


def person_in(detail: str | None) -> str:
    """The id of the person whom an act was about; empty for none."""
    return str(json.loads(detail).get("person_id", "")) if detail else ""
