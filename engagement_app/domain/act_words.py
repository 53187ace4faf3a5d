"""What people call an act when it is named, as in “Undone: sign-in, Siân Hughes”."""

from engagement_app.language import _

_WORDS = {
    "desk.check_in": _("sign-in"),
    "desk.walk_in": _("walk-in"),
    "desk.nameless": _("head count"),
    "desk.take_back": _("sign-in taken back"),
    "desk.amend": _("change at the desk"),
    "paper.number": _("line numbers of the sign-in sheet"),
    "paper.key": _("line of the sign-in sheet"),
    "desk.kiosk": _("sign-in at the kiosk"),
    "attendees.import": _("import of people"),
    "attendees.correct": _("import of our own list"),
    "roles.import": _("import of roles"),
    "funding.import": _("import of funding"),
    "contributions.import": _("import of what was said"),
    "services.import": _("import of a directory"),
    "project.import": _("import of a project"),
    "project.new": _("new project"),
    "sample.new": _("sample project"),
    "record.add": _("new record"),
    "record.amend": _("change"),
    "record.delete": _("deletion"),
    "consent.record": _("what somebody agrees to"),
    "person.merge": _("merging of two people"),
    "person.take_apart": _("taking apart of two people"),
    "body.amend": _("change of a body"),
    "partnership.amend": _("change of a partner"),
    "hearing.amend": _("change of a hearing"),
    "message.feedback": _("feedback owed"),
    "contribution.record": _("what was said"),
    "contribution.list": _("list of what was said"),
    "contribution.amend": _("change of what was said"),
    "theme.merge": _("merging of themes"),
    "follow_up.add": _("new follow-up"),
    "follow_up.amend": _("change of a follow-up"),
    "follow_up.together": _("change of several follow-ups"),
    "follow_up.tick": _("follow-up ticked off or opened again"),
    "roles.add": _("new role"),
    "roles.paste": _("rows pasted"),
    "roles.fill": _("fill down"),
    "roles.empty": _("cells emptied"),
    "roles.amend": _("change of a role"),
    "roles.typical": _("typical roles"),
    "rates.card": _("starting card of rates"),
    "retention.period": _("period of retention"),
    "rights.request": _("entry in the log of requests"),
    "bundle.settle": _("what is kept of two values"),
    "monitoring.ask": _("questions of equality monitoring"),
}


NAMED = tuple(_WORDS)
"""Every act that people do and can take back."""
_FOR_GOOD = {
    "person.erase": _("erasure of a person"),
    "erasure.obey": _("erasure, again, in an old copy"),
    "bundle.apply": _("taking in of a bundle"),
}
FOR_GOOD = tuple(_FOR_GOOD)
"""Acts that nobody takes back: the one before them is taken back instead."""
_OTHERS = {
    "consent.wording": _("what people are asked to agree to"),
    "schema.6": _("settings and requests of before, taken into the history"),
}

UNDO = "undo "
"""What the name of an act begins with that took back another; the other's id follows."""


def words_of_act(act: str) -> str:
    """A few words for an act; its own name where none are known."""
    if act.startswith(UNDO):
        return _("undone")
    return _WORDS.get(act) or _FOR_GOOD.get(act) or _OTHERS.get(act, act)
