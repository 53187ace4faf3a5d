"""What happens on a full evening, row by row: 60 arrivals, 40 entries, 20 follow-ups."""

from collections.abc import Iterator
from typing import NamedTuple

EXPECTED = """
Siân Hughes; Tomos Price; Nadia Rahman; Sam Okafor; Gwen Bevan; Idris Vaughan; Leila Haddad
Owen Tanner; Beata Nowak; Rhys Cole; Fatima Zahra; Joan Whitlock; Łukasz Żak; Anest Gruffydd
Nguyễn Thị Hoa; José Peña; Mary O'Brien; Jean-Luc Moreau; דוד כהן; Chidi Eze; Ewa Wójcik
Aled Parry-Jones; Priya Nair; Kofi Mensah; Bronwen Tudor; Hamza Malik; Ines Duarte; Yusuf Demir
Olena Koval; Dai Morgan; Ruth Bell; Omar Farouk; Greta Lind; Tadhg Byrne; Mei Chan; Sofia Rossi
Ivor Pugh; Nesta Rowlands; Glyn Ifans; Marged Evans; Elwyn Griffith; Hana Suzuki
"""
"""On the list; the last six do not come."""
KNOWN = ("Pedr Daniel", "Alma Brandt")
"""On record, not on the list."""
COMMUNITIES = ("Carers", "Top Moor")


class Arrival(NamedTuple):
    """Somebody at the desk: which way they come, who they are, and what is pressed for them."""

    way: str
    who: str
    keys: tuple[str, ...] = ()


ARRIVALS = """
known: Siân Hughes, Alt+Y | known: Tomos Price | again: Tomos Price | known: Nadia Rahman, Alt+F
undone: Omar Farouk | known: Sam Okafor, Alt+Y, Alt+F | known: Gwen Bevan
walk-in: Wyn Parry, Alt+Y | nameless: | nameless: Carers | known: Idris Vaughan
known: Leila Haddad, Alt+N | excused: Glyn Ifans | known: Owen Tanner
known: Beata Nowak, Alt+Y | walk-in: Zoë Quinn | known: Rhys Cole | nameless: Carers
known: Fatima Zahra | not here: Marged Evans | known: Joan Whitlock, Alt+Shift+F
known: Łukasz Żak | again: Siân Hughes | known: Anest Gruffydd | known: Nguyễn Thị Hoa
walk-in: Siân Hughes | nameless: | known: José Peña, Alt+Y | known: Mary O'Brien
known: Jean-Luc Moreau | known: דוד כהן | nameless: Top Moor | walk-in undone: Wyn Pary
known: Chidi Eze | known: Ewa Wójcik | known: Aled Parry-Jones | excused: Ivor Pugh
known: Priya Nair | walk-in: Bill 🎈 Moss | known: Kofi Mensah | known: Bronwen Tudor, Alt+Y
left: Rhys Cole | known: Hamza Malik | known: Ines Duarte | unlisted: Pedr Daniel
unlisted: Alma Brandt, Alt+Y | known: Yusuf Demir | known: Olena Koval
instead: Lowri Haf, Nesta Rowlands | nameless: Carers | nameless: Carers | one less: Carers
nameless: Carers | known: Dai Morgan | known: Ruth Bell | known: Omar Farouk | known: Greta Lind
walk-in: Ann Lee ann@example.org | walk-in: Ann Lee 07700 900456 | known: Tadhg Byrne
known: Mei Chan | known: Sofia Rossi | left: Tomos Price | back: Tomos Price
walk-in: Ibrahim Sesay, Alt+Y | walk-in: محمد علي | walk-in: Nan Teleri
walk-in: Cai Prosser, Alt+F | walk-in: Delyth Owen | walk-in: Petra Novak | nameless:
again: Zoë Quinn
"""
CAME = ("known", "walk-in", "unlisted", "instead", "nameless")
"""The ways that bring somebody in; the others are mistakes, and what happens to those inside."""


class Said(NamedTuple):
    """An entry: the words, and what is named with them; empty where nothing is."""

    words: str
    voice: str
    themes: str = ""
    who: str = ""
    community: str = ""
    mandate: str = ""
    limits: str = ""
    follow_up: str = ""

    @property
    def line(self) -> str:
        """The entry as it is typed, but for the voice."""
        marked = ((" #", self.themes), (" @", self.who), (" for:", self.community))
        named = (f"{mark}{name}" for mark, names in marked for name in names.split())
        follow_up = f" >{self.follow_up}" if self.follow_up else ""
        return self.words + "".join(named) + follow_up


_OWN, _FOR, _HEARD = "own", "on_behalf", "second_hand"
IN_LINES = (
    Said("The last bus goes before the late shift ends", _OWN, "buses", "okafor"),
    Said(
        "Nobody rings back from the surgery",
        _OWN,
        "health",
        "beata",
        follow_up="ring her on Monday",
    ),
    Said(
        "Carers cannot leave the house for a morning",
        _FOR,
        "respite",
        "nadia",
        "Carers",
        "Asked by the group",
        "mornings alone",
    ),
    Said("They say the forms are only in English", _HEARD, "forms"),
    Said(
        "There is no crossing by the school",
        _FOR,
        "roads",
        "idris",
        "Moor",
        "Elected",
        "the crossing",
    ),
    Said(
        "I can open the chapel hall on Tuesdays",
        _OWN,
        "",
        "bevan",
        follow_up="agree a key with the chapel",
    ),
    Said("The lift at the clinic was out for three weeks", _OWN, "health access", "tanner"),
    Said(
        "A neighbour was sent home without her tablets", _HEARD, "health", follow_up="ask the ward"
    ),
    Said("Why must I fill in the same page four times?", _OWN, "forms", "leila"),
    Said("Mae angen mwy o Gymraeg yn y feddygfa", _OWN, "language", "gruffydd"),
    Said("5 > 3 is what they call a choice", _OWN, "", "mensah"),
    Said("Top Moor has no pavement at all", _FOR, "roads", "eze", "Moor"),
    Said("Nikt nas nie pytał o zdanie", _OWN, "language", "żak"),
    Said("אין לנו מקום להיפגש בערב", _OWN, "rooms", "כהן"),
    Said(
        "Young people have nowhere warm 🧤 after six",
        _OWN,
        "rooms",
        "tudor",
        follow_up="show her the youth room",
    ),
    Said("She heard that home visits will stop", _HEARD, "health"),
    Said(
        "We would drive people if the insurance allowed it",
        _FOR,
        "buses",
        "malik",
        "Carers",
        "Lived experience",
        "weekends",
    ),
    Said(
        "My mother waits for a ramp since March",
        _OWN,
        "access",
        "duarte",
        follow_up="send the grant form",
    ),
    Said("The library cut its hours and told nobody", _OWN, "rooms", "demir"),
    Said("I will bring the plans next time", _OWN, "", "koval"),
    Said("Somebody said the food bank turned people away", _HEARD, "food"),
    Said("Ring me, not my daughter", _OWN, "", "morgan", follow_up="change the number on file"),
    Said("The signs are too small to read", _OWN, "access", "bell"),
    Said(
        "We pay for taxis to reach dialysis",
        _FOR,
        "buses health",
        "farouk",
        "Carers",
        "Told by others",
        "dialysis",
    ),
    Said("The damp comes back every October", _OWN, "homes", "lind"),
    Said("Two lifts in one week, both broken", _OWN, "homes access", "byrne"),
)
IN_FORMS = (
    Said("The waiting room has no water", _OWN, "health", "Mei Chan"),
    Said("Nobody explained the letter", _OWN, "forms", "Sofia Rossi", follow_up="read it with her"),
    Said("They moved the stop to the dual carriageway", _HEARD, "buses"),
    Said("I would teach sewing", _OWN, "", "Pedr Daniel"),
    Said(
        "Shops on the Moor close at four",
        _FOR,
        "food",
        "Lowri Haf",
        "Top Moor",
        "Appointed",
        "shops",
    ),
    Said("A bench halfway up the hill would do", _OWN, "access", "Delyth Owen"),
)
PASTED = """
• Fewer forms #forms
• A bus at nine #buses

1. A list of who does what
2) Translation at the desk #language >find an interpreter
- [ ] Warm rooms, "not tents" #rooms !o @sesay
* Answers, not minutes
– Somebody to ring #health
\t– Pay for the people who speak
"""
"""A flipchart, in the voice that is chosen for all lines but one."""
FROM_PASTED = (
    Said("Fewer forms", _HEARD, "forms"),
    Said("A bus at nine", _HEARD, "buses"),
    Said("A list of who does what", _HEARD),
    Said("Translation at the desk", _HEARD, "language", follow_up="find an interpreter"),
    Said('Warm rooms, "not tents"', _OWN, "rooms", "sesay"),
    Said("Answers, not minutes", _HEARD),
    Said("Somebody to ring", _HEARD, "health"),
    Said("Pay for the people who speak", _HEARD),
)
MISTAKES = (
    Said("This was said elsewhere", _OWN, "nonsense", follow_up="nothing at all"),
    Said("Typed to the wrong person", _HEARD),
)
"""Saved, and taken back."""


class Promise(NamedTuple):
    """A follow-up agreed in the form; the owner and the days until it is due."""

    who: str
    kind: str
    about: str
    owner: str
    days: int


WITHOUT_ROUTE = (
    Promise("Siân Hughes", "Join group", "The walking group", "Ann Lee", 14),
    Promise("Wyn Parry", "Volunteer", "Doors on Fridays", "Mari Ellis", 7),
    Promise("José Peña", "Call back", "About the ramp", "Ann Lee", 2),
    Promise("Alma Brandt", "Next event", "The spring forum", "Mari Ellis", 30),
    Promise("Sam Okafor", "Referral", "The advice centre", "Ann Lee", 5),
    Promise("Ibrahim Sesay", "Other", "A key to the room", "Mari Ellis", 6),
)
"""Who wants to stay involved and was promised nothing yet."""
AGREED = (
    Promise("Tomos Price", "Call back", "The bus times", "Mari", 0),
    Promise("Mei Chan", "Feedback", "What became of the water", "Ann Lee", 21),
    Promise("Delyth Owen", "Join group", "Benches", "Ann Lee", 9),
    Promise("Petra Novak", "Volunteer", "Interpreting", "Mari", 3),
    Promise("Priya Nair", "Other", "Bring the leaflets", "Mari", 1),
    Promise("Cai Prosser", "Next event", "The spring forum", "Ann Lee", 30),
)
OWNED = (("ring her on Monday", "Ann Lee", 1), ("ask the ward", "Mari", 4))
"""In the cells of the dead ends."""
DONE = ("Tomos Price",)


def listed() -> list[str]:
    """The names of the list."""
    return [name.strip() for line in EXPECTED.strip().split("\n") for name in line.split(";")]


def arrivals() -> Iterator[Arrival]:
    """The rows of the desk, in their order."""
    for row in (each for line in ARRIVALS.strip().split("\n") for each in line.split("|")):
        way, _colon, rest = row.strip().partition(":")
        who, *keys = (each.strip() for each in rest.split(","))
        yield Arrival(way, who, tuple(keys))


def everything_said() -> tuple[Said, ...]:
    """All entries, however they are made."""
    return (*IN_LINES, *IN_FORMS, *FROM_PASTED)


def full_name(part: str) -> str:
    """Who came and is meant by a part of their name; empty for nobody."""
    names = (*listed(), *(row.who for row in arrivals() if row.way != "again"))
    meant = {name for name in names if part.casefold() in name.casefold()}
    return meant.pop() if part and len(meant) == 1 else part
