"""The line under the box: what was found, and what the keys would do now."""

from collections.abc import Sequence

from engagement_app.domain.arrivals import Arrival
from engagement_app.domain.desk import walk_in_of
from engagement_app.domain.might_be import Likeness
from engagement_app.domain.naming import fold, full_name
from engagement_app.domain.roll import LETTERS, words_of
from engagement_app.gui.pages.desk.words import name_shown, standing, told_here, walk_in_shown
from engagement_app.language import _, plural


def hint(
    text: str, rows: Sequence[Arrival], marked: Arrival | None, *, more: bool, complete: bool
) -> str:
    """What can be done with what was typed; `complete` where everybody was looked through."""
    letters = sum(map(len, words_of(text)))
    if not letters:
        return _("Type two letters of a name, an organisation, a phone number or an e-mail.")
    if letters < LETTERS:
        return _("One more letter, and the list begins.")
    if not rows and not complete:
        return _("The file is still being read; wait a moment.")
    return " ".join(part for part in (_found(text, rows, more, marked), _walk_in(text)) if part)


def hint_alike(alike: Sequence[Likeness]) -> str:
    """Whom the typed walk-in might be, and why: families share phones and e-mails."""
    told = {
        "phone": _("{name} has this phone"),
        "email": _("{name} has this e-mail"),
        "name": _("{name} has a name like it"),
    }
    people = [
        f"{told[each.by].format(name=name_shown(each.arrival))} ({standing(each.arrival)})"
        for each in alike
    ]
    return _("Known already? {people}.").format(people="; ".join(people)) if people else ""


def hint_instead(came: Arrival, text: str, found: int) -> str:
    """The same while somebody is looked for whom another came instead of."""
    sentence = _("Whom did {name} come instead of? Type two letters of somebody expected.")
    if found:
        sentence = _("Enter: {name} came instead of the one who is marked. Escape leaves.")
    elif sum(map(len, words_of(text))) >= LETTERS:
        sentence = _("Nobody of this name is expected. {name} stays as they are: Escape leaves.")
    return sentence.format(name=came.name)


def _found(text: str, rows: Sequence[Arrival], more: bool, marked: Arrival | None) -> str:
    if not rows:
        return _("Nobody was found.")
    if more:
        found = _("Many were found; type more letters.")
    elif any(fold(each.name) == _name_in(text) for each in rows):
        found = _("Somebody of this name is known: look before you add another.")
    else:
        found = plural("{count} found.", "{count} found.", len(rows))
    if marked is not None and marked.has_come:
        return f"{found} {told_here(marked)}"
    return found + " " + _("Enter signs in the one marked.")


def _name_in(text: str) -> str:
    read = walk_in_of(text)
    return fold(full_name(read.given_name, read.family_name, None))


def _walk_in(text: str) -> str:
    shown = walk_in_shown(text)
    return _("Ctrl+Enter adds a walk-in: {shown}.").format(shown=shown) if shown else ""
