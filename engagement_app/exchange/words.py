"""Choices in plain words, as tables: what people write, and what it is stored as."""

from collections.abc import Mapping

from engagement_app.exchange.faults import CellError
from engagement_app.exchange.headers import fold, folded
from engagement_app.language import _


def choices(words: Mapping[str, str]) -> dict[str, str]:
    """Folded words to choices, from each choice's words separated by commas."""
    table = {fold(choice): choice for choice in words}
    for choice, written in words.items():
        table.update(dict.fromkeys(folded(written), choice))
    return table


ATTENDANCE_STATUS = choices(
    {
        "expected": "attending, registered, confirmed, pending, invited, booked, accepted, going, "
        "coming, yes, y, true, maybe, perhaps, possibly, probably, not sure, unsure, undecided, "
        "don't know, hopefully, will attend, will come, I will attend, I'm coming, "
        "no reply, no response, not replied, awaiting reply, "
        "tentative, paid, free, partially paid, not checked in, approved, "
        "pending from pay later, pending from incomplete transaction, pending from waitlist, "
        "pending from approval, pending in cart, pending refund, on waitlist, waitlisted, "
        "waiting list, awaiting approval, approval pending, complete, completed, active",
        "here": "checked in, attended, arrived, present, came, signed in, in attendance",
        "left": "checked out, signed out",
        "did_not_come": "did not attend, no show, absent, not attended, didn't come, "
        "didn't attend, DNA",
        "excused": "cancelled, canceled, refunded, declined, not attending, not going, "
        "not coming, no, n, false, unable to attend, not able to attend, will not attend, "
        "won't attend, can't come, cannot come, can't make it, "
        "apologies, sent apologies, apologies given, withdrawn, rejected, "
        "expired, transferred, deleted, cannot attend, can't attend",
    }
)
CAME = choices(
    {
        "here": "yes, y, true, x, 1, ✓, ✔, attended, checked in, arrived, present, came",
        "": "no, n, false, 0, not checked in",
    }
) | {"✓": "here", "✔": "here", "☑": "here", "✅": "here", "-": ""}
ATTENDED = CAME | choices({"did_not_come": "no, n, false, 0, absent, no show, DNA"})
FIRST_TIME = choices(
    {
        "yes": "y, true, first time, new",
        "no": "n, false, been before, not first time",
        "not_known": "don't know, unknown, not sure",
    }
)
STAY_INVOLVED = choices(
    {
        "yes": "y, true, yes please",
        "no": "n, false, no thanks, no thank you",
        "not_asked": "not known, unknown",
    }
)
YES_OR_NO = choices({"yes": "y, true, 1, x", "no": "n, false, 0"})
SOURCE = choices({"walk_in": "walked in", "import": "imported, list", "paper": "", "kiosk": ""})
BELT = choices(
    {
        "route_in": "in, routes in",
        "voice_for": "voice, voices for",
        "both": "both ends, route in and voice for, voice for and route in",
    }
)
FUND_STATUS = choices(
    {
        "applied": "applied for, submitted, pending, pledged, application sent",
        "confirmed": "awarded, granted, approved, secured, received, paid, spent",
        "refused": "rejected, declined, unsuccessful, turned down, not awarded",
        "closed": "withdrawn",
    }
)
VOICE = choices(
    {
        "own": "own voice, their own voice, his own, her own, first hand",
        "on_behalf": "on behalf of, on behalf of others, for others",
        "second_hand": "reported, heard from others",
    }
)
MANDATE = choices(
    {
        "elected": "",
        "appointed": "",
        "asked_by_group": "asked by the group, asked by a group",
        "lived_experience": "",
        "told_by_others": "",
        "none_stated": "none, not stated, no mandate stated",
    }
)
FORM = choices({"verbatim": "word for word", "paraphrase": "in other words", "summary": ""})
SAID_KIND = choices(
    {"experience": "", "concern": "", "idea": "", "question": "", "offer": "", "other": ""}
)
MAY_QUOTE = choices(
    {"yes": "y, true", "no": "n, false", "not_asked": "not known, unknown, not asked yet"}
)


def choice(text: str, table: Mapping[str, str], wanted: str) -> str:
    """The choice that a text means, else a CellError which says what is wanted."""
    name = fold(text) or text.strip()
    if name in table:
        return table[name]
    raise CellError(
        _("“{text}” is not known. Write one of: {wanted}.").format(text=text[:60], wanted=wanted)
    )
